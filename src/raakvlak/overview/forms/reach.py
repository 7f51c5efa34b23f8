"""What one wants to hold beside each other; never by colleague."""

from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from raakvlak.overview.counting import this_year
from raakvlak.overview.scope import Town
from raakvlak.overview.sources import Source
from raakvlak.relations.models import EncounterQuerySet
from raakvlak.web.forms import offer_choices

YEAR, ALWAYS = "year", "always"
RESIDENTS, HOUSEHOLDS = "residents", "households"
TOWN: Final = "all"


class ReachForm(forms.Form):
    """By which way we heard people, where, when, and against whom; what can't be read in it does not count."""

    source = forms.ChoiceField(label=_("Hoe we mensen hoorden"), required=False, choices=Source.choices)
    period = forms.ChoiceField(
        label=_("Periode"), required=False, choices=[(YEAR, _("laatste twaalf maanden")), (ALWAYS, _("altijd"))]
    )
    area = forms.ChoiceField(label=_("Gebieden in"), required=False)
    against = forms.ChoiceField(
        label=_("Vergelijk met"),
        required=False,
        choices=[(RESIDENTS, _("hoeveel mensen er wonen")), (HOUSEHOLDS, _("hoeveel huishoudens er zijn"))],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )

    def __init__(self, asked: QueryDict, *, town: Town, whole_id: int | None = None, period: str = YEAR) -> None:
        self.town = town
        self.usual = {
            "source": Source.TALKS.value,
            "period": period,
            "area": str(whole_id or TOWN),
            "against": RESIDENTS,
        }
        super().__init__({name: asked.get(name) or value for name, value in self.usual.items()})
        offer_choices(self, "area", [(TOWN, _("de hele gemeente")), *town.wholes()])
        self.is_valid()

    @property
    def chosen(self) -> dict[str, str]:
        """Return what was asked, in each field that could be read; elsewhere what is usual."""
        return {name: self.cleaned_data.get(name) or value for name, value in self.usual.items()}

    @property
    def is_filtered(self) -> bool:
        """Tell whether something else was asked than is usual."""
        return self.chosen != self.usual

    @property
    def whole_id(self) -> int | None:
        """Return within which area one compares; none is the whole municipality."""
        return None if self.chosen["area"] == TOWN else int(self.chosen["area"])

    def in_period(self, talks: EncounterQuerySet) -> EncounterQuerySet:
        """Keep the talks of the period."""
        return this_year(talks) if self.chosen["period"] == YEAR else talks
