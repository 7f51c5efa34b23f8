"""What one fills in about any talk, held or planned: with whom, where, about which situation and for whose eyes."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise as LazyText
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.asking import AskingForm
from raakvlak.desk.forms.fields import MOST_PARTIES, AudienceField, IdsField, MembersField, NamesField
from raakvlak.desk.forms.key import KeyField
from raakvlak.desk.whom import Whom, find_whom
from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.models import Situation, SituationEncounter
from raakvlak.web.forms import TextField, offer_rows
from raakvlak.web.special import Kind

MANY_SITUATIONS: Final = 12
NOTES_OF_LATE: Final = 20
Words = str | LazyText


class TalkForm(AskingForm):
    """A talk; its key makes it once, however often it is sent."""

    key = KeyField(required=False)
    who = TextField(label=_("Wie sprak je?"), required=False, max_length=1_000)
    party = IdsField(required=False)
    new_party = NamesField(required=False)
    is_anonymous = forms.BooleanField(
        label=_("De nieuwe naam is een omschrijving (huis met het rode hek)"), required=False
    )
    area = AreaField(label=_("Waar?"), queryset=Area.objects.none(), required=False, empty_label=_("geen gebied"))
    part_of_day = forms.ChoiceField(
        label=_("Welk dagdeel?"),
        choices=Encounter.PartOfDay.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    situation = IdsField(required=False)
    member = MembersField(
        label=_("Welke collega’s waren erbij?"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
    )

    def __init__(self, *args: Any, author: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author = author
        self.whom = Whom()
        self._situations: list[Situation] | None = None
        offer_rows(self, "area", Area.objects.within(author.municipality).to_choose_from())
        colleagues = Member.objects.within(author.municipality).active().who_note().exclude(pk=author.pk)
        offer_rows(self, "member", colleagues.select_related("user").order_by("user__name", "pk"))

    def ask_for_readers(self, audiences: Sequence[Audience], help_text: Words) -> None:
        """Let one choose who may read along."""
        self.fields["audience"] = AudienceField(
            audiences,
            self.audience_labels,
            label=_("Wie mag dit lezen?"),
            may_be_left=True,
            widget=forms.RadioSelect,
            help_text=help_text,
        )

    @property
    def situations(self) -> list[Situation]:
        """Return what she noted about of late, then open situations of her teams, and what was chosen; when shown."""
        if self._situations is None:
            visible = Situation.objects.within(self.author.municipality).visible_to(self.author).newest_first()
            mine = list(visible.open().filter(team__in=self.author.audience_ids)[:MANY_SITUATIONS])
            of_late = noted_of_late(self.author)
            missing = (self.chosen_situation_ids | set(of_late)) - {situation.pk for situation in mine}
            rows = [*visible.filter(pk__in=missing), *mine] if missing else mine
            rows = [row for row in rows if row.closed_on is None or row.pk in self.chosen_situation_ids]
            self._situations = sorted(
                rows, key=lambda row: of_late.index(row.pk) if row.pk in of_late else len(of_late)
            )
        return self._situations

    @property
    def chosen_situation_ids(self) -> frozenset[int]:
        """Return the ids of the situations that are ticked."""
        return self._ids("situation")

    @property
    def parties(self) -> list[Party]:
        """Return the parties that were chosen, for who shows the form."""
        ids = self._ids("party")
        visible = Party.objects.within(self.author.municipality).visible_to(self.author)
        return list(visible.filter(pk__in=ids).by_name()) if ids else []

    @property
    def new_names(self) -> list[str]:
        """Return the names that were put down to be made."""
        names = self._values("new_party")
        return [name for name in names if "\x00" not in name]

    def _ids(self, name: str) -> frozenset[int]:
        return IdsField().to_python(self._values(name))

    def _values(self, name: str) -> list[Any]:
        if isinstance(self.data, MultiValueDict) and self.is_bound:
            return self.data.getlist(name)
        return list(self.initial.get(name, ()))

    def audience_labels(self) -> list[tuple[str, SafeString]]:
        """Name the circles: nobody else, the teams of the author, and all who work outside."""
        field: AudienceField = self.fields["audience"]  # type: ignore[assignment]  # `__init__` puts it there
        teams = {situation.team_id: situation.title for situation in self.situations}
        return [
            (str(audience.pk), explained(audience, teams))
            for audience in sorted(field.audiences.values(), key=lambda one: (one.breadth, one.pk))
            if audience.kind != Audience.Kind.TEAM or audience.pk in teams
        ]

    @property
    def audience_line(self) -> SafeString:
        """Say in words who may read the note as the form stands now."""
        chosen = str(self["audience"].value() or "")
        labels = self.audience_labels()
        return dict(labels).get(chosen, labels[0][1])

    def clean_who(self) -> str:
        """Find out whom the typed names stand for; ask when that is not certain."""
        typed: str = self.cleaned_data["who"]
        names = list(dict.fromkeys(name.strip() for name in re.split(r"[,;\n]", typed) if name.strip()))
        if len(names) > MOST_PARTIES:
            way_out = _("Dit zijn meer dan %(most)d namen. Zet de rest in je notitie.")
            raise forms.ValidationError(way_out % {"most": MOST_PARTIES}, code="too_many")
        fitting = NamesField().to_python(names)
        are_anonymous = "is_anonymous" in self.fields and bool(self["is_anonymous"].data)
        self.whom = find_whom(fitting, self.author, self._ids("party"), self.new_names, are_anonymous=are_anonymous)
        if self.whom.unsure:
            raise forms.ValidationError(_("Wie bedoel je? Kies hieronder, of kies ‘nieuw’."), code="unsure")
        return typed


def noted_of_late(author: Member) -> list[int]:
    """Return the situations of the last notes that this author made, the last first, each once."""
    own = Encounter.objects.within(author.municipality).standing().filter(author=author)
    last = list(own.order_by("-pk").values_list("pk", flat=True)[:NOTES_OF_LATE])
    links = (
        SituationEncounter.objects.filter(encounter__in=last)
        .order_by("-encounter_id")
        .values_list("situation", flat=True)
    )
    return list(dict.fromkeys(links))[:MANY_SITUATIONS] if last else []


def explained(audience: Audience, teams: dict[int, str]) -> SafeString:
    """Name a circle, and say what that means."""
    if audience.is_klad:
        return _with_small(gettext("Alleen voor mij (klad)"), gettext("Verdwijnt na 30 dagen, tenzij je het deelt."))
    if audience.pk in teams:
        return _with_small(gettext("Het team van de situatie"), teams[audience.pk])
    return _with_small(
        gettext("Iedereen die buiten werkt"), gettext("Alle collega’s met de rol ‘buiten aan het werk’ of coördinator.")
    )


def _with_small(label: str, explanation: str) -> SafeString:
    return format_html("{} <small>{}</small>", label, explanation)


def kinds_in_words(kinds: Iterable[Kind]) -> str:
    """Say which kinds of special data a text names."""
    words = [str(kind.label) for kind in kinds]
    return gettext(" en ").join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def question_about(kinds: Iterable[Kind]) -> str:
    """Ask whether these kinds of special data are needed."""
    return gettext("Je noemt %(asks)s. Is dit nodig?") % {"asks": kinds_in_words(kinds)}
