"""How one looks for talks; never by who wrote them."""

import datetime
from functools import cache, partial
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Channel, Member
from raakvlak.relations.models import EncounterQuerySet
from raakvlak.situations.models import Situation
from raakvlak.situations.models.situation import SituationQuerySet
from raakvlak.web.forms import offer_rows

MOST_SITUATIONS: Final = 100
PERIODS: Final = {"week": 7, "month": 31, "quarter": 92, "year": 366}


class EncounterFilterForm(forms.Form):
    """What one wants to see in the list of talks; what can't be read in it does not count."""

    period = forms.ChoiceField(
        label=_("Periode"),
        required=False,
        choices=[
            ("", _("altijd")),
            ("week", _("laatste week")),
            ("month", _("laatste maand")),
            ("quarter", _("laatste drie maanden")),
            ("year", _("laatste jaar")),
        ],
    )
    area = AreaField(label=_("Gebied"), queryset=Area.objects.none(), required=False, empty_label=_("alle gebieden"))
    situation = forms.ModelChoiceField(
        label=_("Situatie"), queryset=Situation.objects.none(), required=False, empty_label=_("alle situaties")
    )
    channel = forms.ChoiceField(label=_("Hoe"), required=False, choices=[("", _("alles")), *Channel.choices])
    verhaal = forms.BooleanField(label=_("Alleen verhalen"), required=False)
    uitwerken = forms.BooleanField(label=_("Mijn notities die ik nog wil uitwerken"), required=False)
    ingetrokken = forms.BooleanField(label=_("Wat ik introk en nog terug kan zetten"), required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        visible = Situation.objects.within(member.municipality).visible_to(member)
        if member.sees_notes:  # who reads no notes has only her own klads to look through
            offer_rows(self, "area", Area.objects.within(member.municipality).to_choose_from())
        offer_rows(self, "situation", visible)
        self.is_valid()
        offer_own_situations(self, "situation", visible, member)

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out, other than by the tab that one chose."""
        return any(value for name, value in self.cleaned_data.items() if name != "uitwerken")

    @property
    def is_to_work_out(self) -> bool:
        """Tell whether this is the list of what still waits."""
        return bool(self.cleaned_data.get("uitwerken"))

    def filtered(self, encounters: EncounterQuerySet) -> EncounterQuerySet:
        """Keep the talks that answer to the form."""
        wanted = self.cleaned_data
        if wanted.get("ingetrokken"):
            found = encounters.withdrawn_by(self.member)
        elif self.is_to_work_out:
            found = encounters.to_work_out(self.member)
        else:
            found = encounters.standing()
        if wanted.get("period"):
            first = timezone.localdate() - datetime.timedelta(days=PERIODS[wanted["period"]])
            found = found.filter(happened_on__gte=first)
        if wanted.get("situation"):
            found = found.filter(links__situation=wanted["situation"])
        if wanted.get("verhaal"):
            found = found.filter(is_story=True)
        return found.filter(**{name: wanted[name] for name in ("area", "channel") if wanted.get(name)})


def offer_own_situations(form: forms.Form, name: str, visible: SituationQuerySet, member: Member) -> None:
    """Offer the open situations of one's own teams, and the one that was chosen elsewhere; there are thousands."""
    chosen: Situation | None = form.cleaned_data.get(name)
    mine = visible.open().filter(team__in=member.audience_ids).newest_first().only("title", "sort_title")
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.choices = cache(partial(_named, mine, chosen))  # a page goes along them twice


def _named(mine: SituationQuerySet, chosen: Situation | None) -> list[tuple[int | str, str]]:
    rows = {situation.pk: situation for situation in [*mine[:MOST_SITUATIONS], *([chosen] if chosen else [])]}
    named = sorted(rows.values(), key=lambda situation: (situation.sort_title, situation.pk))
    return [("", str(_("alle situaties"))), *((situation.pk, situation.title) for situation in named)]
