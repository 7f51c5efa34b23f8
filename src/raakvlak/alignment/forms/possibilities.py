"""How one looks for possibilities: in words, by kind, department, area and period; one's own, and what is stale."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.alignment.models import Possibility, PossibilityQuerySet
from raakvlak.municipality.models import Department, Member
from raakvlak.situations.forms.fields import area_field, named
from raakvlak.web.forms import DayField, TextField, offer_choices, offer_rows
from raakvlak.web.search.typed import Typed, typed

RUNNING, STALE, ENDED = "geldt", "nakijken", "gestopt"


class PossibilityFilter(forms.Form):
    """What one wants to see in the list of possibilities; what can't be read in it does not count."""

    q = TextField(label=gettext_lazy("Zoek een woord"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=gettext_lazy("Welke"),
        required=False,
        choices=[
            (RUNNING, gettext_lazy("Wat geldt")),
            (STALE, gettext_lazy("Na te kijken")),
            (ENDED, gettext_lazy("Gestopt of voorbij")),
        ],
        initial=RUNNING,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    soort = forms.ChoiceField(label=gettext_lazy("Soort"), required=False)
    afdeling = forms.ModelChoiceField(
        label=gettext_lazy("Afdeling"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=gettext_lazy("alle afdelingen"),
    )
    vanaf = DayField(label=gettext_lazy("Geldt op een dag vanaf"), required=False)
    tot = DayField(label=gettext_lazy("Geldt op een dag tot en met"), required=False)
    mijn = forms.BooleanField(label=gettext_lazy("Alleen wat ik bijhoud"), required=False)
    field_order = ("q", "stand", "soort", "afdeling", "gebied", "vanaf", "tot", "mijn")

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        data = asked.copy()
        data.setdefault("stand", RUNNING)
        super().__init__(data)
        self.member = member
        offer_choices(self, "soort", [("", _("alle soorten")), *named(Possibility.Kind)])
        offer_rows(self, "afdeling", Department.objects.within(member.municipality))
        self.fields["gebied"] = area_field(
            member,
            empty_label=_("alle gebieden"),
            help_text=_("Ook wat voor een groter gebied geldt, of voor de hele gemeente."),
        )
        self.order_fields(self.field_order)
        self.is_valid()

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return asked.pop("stand", RUNNING) != RUNNING or bool(asked)

    @property
    def order(self) -> tuple[str, str]:
        """Return how the list is ordered: by title, or what waits longest to be checked first."""
        return ("best_before_on", "pk") if self.cleaned_data.get("stand") == STALE else ("sort_title", "pk")

    @property
    def typed(self) -> Typed:
        """Return which words are looked for."""
        return typed(self.cleaned_data.get("q") or "")

    def narrow(self, rows: PossibilityQuerySet) -> PossibilityQuerySet:
        """Keep what was asked for."""
        wanted = self.cleaned_data
        found = _in_state(rows, wanted.get("stand") or RUNNING)
        if wanted.get("soort"):
            found = found.filter(kind=wanted["soort"])
        if wanted.get("afdeling"):
            found = found.filter(department=wanted["afdeling"])
        if wanted.get("gebied"):
            found = found.holding_in(wanted["gebied"])
        first, last = wanted.get("vanaf") or wanted.get("tot"), wanted.get("tot") or wanted.get("vanaf")
        if first and last:
            found = found.holding_between(min(first, last), max(first, last))
        if wanted.get("mijn"):
            found = found.of(self.member)
        if wanted.get("q"):
            found = found.telling_of(self.typed.wanted) if self.typed.wanted else found.none()
        return found


def _in_state(rows: PossibilityQuerySet, state: str) -> PossibilityQuerySet:
    if state == STALE:
        return rows.stale()
    return rows.ended() if state == ENDED else rows.running()
