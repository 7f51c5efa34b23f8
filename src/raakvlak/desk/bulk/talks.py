"""What can be changed of many talks at once: to which situation they belong. Who may read a talk stays as it was."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from raakvlak.desk.bulk.kind import SAME, BulkKind, Values
from raakvlak.desk.forms.filter import MOST_SITUATIONS
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, EncounterQuerySet
from raakvlak.situations.actions import link_encounters, unlink_encounters
from raakvlak.situations.models import Situation, SituationEncounter
from raakvlak.web.forms import offer_rows


class ToSituationForm(forms.Form):
    """A situation of one's own teams."""

    situation = forms.ModelChoiceField(
        label=_("Bij welke situatie?"),
        queryset=Situation.objects.none(),
        empty_label=_("Kies een situatie"),
        help_text=_("Je kiest uit de lopende situaties van je eigen teams."),
        error_messages={"required": _("Kies een situatie."), "invalid_choice": _("Kies een situatie uit de lijst.")},
    )


class SituationOfTalks(BulkKind):
    """To which situation talks belong."""

    name = "situatie"
    label = _("Bij een situatie")
    title = _("Deze gesprekken bij een situatie")

    def rows(self, member: Member) -> EncounterQuerySet:
        return Encounter.objects.within(member.municipality).visible_to(member).standing()

    def form(self, data: QueryDict | None, member: Member) -> forms.Form:
        form = ToSituationForm(data)
        mine = Situation.objects.within(member.municipality).visible_to(member).open()
        newest = mine.filter(team__in=member.audience_ids).newest_first().values("pk")[:MOST_SITUATIONS]
        offer_rows(form, "situation", Situation.objects.filter(pk__in=list(newest.values_list("pk", flat=True))))
        return form

    def refusals(self, rows: Sequence[Encounter], member: Member, values: Values) -> dict[int, str]:
        linked = self.states(rows, values["situation"].pk)
        return {pk: SAME for pk, is_linked in linked.items() if is_linked}

    def says(self, number: int, values: Values) -> str:
        text = ngettext(
            "%(number)d gesprek hoort dan bij ‘%(title)s’. Wie het leest, blijft zoals het was.",
            "%(number)d gesprekken horen dan bij ‘%(title)s’. Wie ze leest, blijft zoals het was.",
            number,
        )
        return text % {"number": number, "title": values["situation"].title}

    def apply(self, rows: Sequence[Encounter], member: Member, values: Values) -> None:
        link_encounters(values["situation"], rows)

    def about(self, values: Values) -> int | None:
        return int(values["situation"].pk)

    def states(self, rows: Sequence[Encounter], about: int | None) -> dict[int, Any]:
        numbers = [row.pk for row in rows]
        links = SituationEncounter.objects.filter(situation=about, encounter__in=numbers)
        linked = set(links.values_list("encounter_id", flat=True))
        return {pk: pk in linked for pk in numbers}

    def put_back(self, rows: Sequence[tuple[Encounter, Any]], member: Member, about: int | None) -> int:
        situation = Situation.objects.within(member.municipality).visible_to(member).filter(pk=about or 0).first()
        if situation is None:
            return 0
        unlink_encounters(situation, [row for row, _before in rows])
        return len(rows)
