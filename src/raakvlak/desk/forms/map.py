"""What one wants to see on the map and in the list beside it: the same question for both; never by colleague."""

import datetime
from typing import Final

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.land import Box, Land, read_box
from raakvlak.municipality.models import Channel, Member
from raakvlak.relations.models import Encounter, EncounterQuerySet
from raakvlak.situations.models import Situation
from raakvlak.situations.models.situation import SituationQuerySet
from raakvlak.web.forms import offer_choices, offer_rows

TALKS, SITUATIONS = "talks", "situations"
PERIODS: Final = {"week": 7, "month": 31, "quarter": 92, "": 366}
ALWAYS: Final = "always"
MOST_SITUATIONS: Final = 100


class MapFilterForm(forms.Form):
    """Which talks and situations; without a word, those of the last twelve months."""

    kind = forms.ChoiceField(
        label=_("Wat"),
        required=False,
        choices=[("", _("alles")), (SITUATIONS, _("situaties")), (TALKS, _("gesprekken"))],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    period = forms.ChoiceField(
        label=_("Periode"),
        required=False,
        choices=[
            ("week", _("laatste week")),
            ("month", _("laatste maand")),
            ("quarter", _("laatste drie maanden")),
            ("", _("laatste twaalf maanden")),
            (ALWAYS, _("altijd")),
        ],
    )
    area = forms.ChoiceField(label=_("Gebied"), required=False)
    situation = forms.ModelChoiceField(label=_("Situatie"), queryset=Situation.objects.none(), required=False)
    channel = forms.ChoiceField(
        label=_("Hoe (alleen gesprekken)"), required=False, choices=[("", _("alles")), *Channel.choices]
    )

    def __init__(self, asked: QueryDict, *, member: Member, land: Land) -> None:
        data = asked.copy()
        data.setdefault("kind", "")
        super().__init__(data)
        self.member, self.land = member, land
        self.box: Box | None = read_box(asked.get("box", ""))
        self.visible = Situation.objects.within(member.municipality).visible_to(member)
        offer_choices(self, "area", land.choices())
        offer_rows(self, "situation", self.visible)
        self.is_valid()

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out but what is older than a year."""
        return any(self.cleaned_data.values()) or self.box is not None

    @property
    def period_in_words(self) -> str:
        """Say which period is shown."""
        chosen = self.cleaned_data.get("period", "")
        return str(dict(self.fields["period"].choices)[chosen])  # type: ignore[attr-defined]  # it has choices

    @property
    def chosen_areas(self) -> set[int]:
        """Return the area that was chosen and all that lies in it."""
        chosen = self.cleaned_data.get("area")
        return self.land.with_parts(int(chosen)) if chosen else set()

    def offer_situations(self) -> None:
        """Offer the newest situations, and the one that was chosen: a list of thousands helps nobody."""
        newest = list(self.visible.newest_first().values_list("pk", "title")[:MOST_SITUATIONS])
        chosen = self.cleaned_data.get("situation")
        if chosen and chosen.pk not in dict(newest):
            newest.insert(0, (chosen.pk, chosen.title))
        offer_choices(self, "situation", [("", _("alle situaties")), *newest])

    def talks(self) -> EncounterQuerySet:
        """Return the talks that this member may read and asks for."""
        found = Encounter.objects.within(self.member.municipality).visible_to(self.member).standing()
        if self.cleaned_data.get("kind") == SITUATIONS:
            return found.none()
        if first := self._first_day():
            found = found.filter(happened_on__gte=first)
        if situation := self.cleaned_data.get("situation"):
            found = found.filter(links__situation=situation)
        if channel := self.cleaned_data.get("channel"):
            found = found.filter(channel=channel)
        return found.filter(self._here())

    def situations(self) -> SituationQuerySet:
        """Return the situations that this member may find and asks for: those that ran in the period."""
        found = self.visible
        if self.cleaned_data.get("kind") == TALKS or self.cleaned_data.get("channel"):
            return found.none()
        if first := self._first_day():
            found = found.filter(Q(closed_on=None) | Q(closed_on__gte=first))
        if situation := self.cleaned_data.get("situation"):
            found = found.filter(pk=situation.pk)
        return found.filter(self._here())

    def _first_day(self) -> datetime.date | None:
        period = self.cleaned_data.get("period", "")
        return None if period == ALWAYS else timezone.localdate() - datetime.timedelta(days=PERIODS[period])

    def _here(self) -> Q:
        """Keep what lies in the area and in the piece of the map; what has no point lies where its area does."""
        here = Q(area__in=self.chosen_areas) if self.chosen_areas else Q()
        if self.box is None:
            return here
        around = [area.pk for area in self.land.areas.values() if self.box.holds(area.latitude, area.longitude)]
        point = Q(latitude__range=(self.box.south, self.box.north), longitude__range=(self.box.west, self.box.east))
        return here & (point | Q(latitude=None, area__in=around))
