"""How one looks for options, and for people in the matrix."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party, PartyQuerySet
from raakvlak.resolutions.access import options_of
from raakvlak.resolutions.forms.steps import MOST_INSIGHTS, interests_of
from raakvlak.resolutions.matrix import BY_AREA, BY_INTEREST, BY_KIND
from raakvlak.resolutions.models import OptionQuerySet
from raakvlak.situations.forms.fields import named
from raakvlak.situations.models import Situation
from raakvlak.situations.references import names_in, to_plain
from raakvlak.web.forms import TextField, offer_choices
from raakvlak.web.numbers import number

OPEN, GONE, ALL = "open", "weg", "alle"


class OptionFilter(forms.Form):
    """What one wants to see of the options; what can't be read in it does not count."""

    q = TextField(label=gettext_lazy("Zoek een woord"), required=False, max_length=100)
    stand = forms.ChoiceField(
        label=gettext_lazy("Welke opties"),
        required=False,
        choices=[
            (OPEN, gettext_lazy("Op tafel")),
            (GONE, gettext_lazy("Van tafel")),
            (ALL, gettext_lazy("Alle")),
        ],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    belang = forms.ChoiceField(label=gettext_lazy("Doet iets voor"), required=False)

    def __init__(self, asked: QueryDict, *, situation: Situation, member: Member) -> None:
        data = asked.copy()
        data.setdefault("stand", OPEN)
        super().__init__(data)
        self.situation, self.member = situation, member
        offer_choices(self, "belang", [("", _("alles")), *interest_choices(situation, member)])
        self.is_valid()

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        return wanted.pop("stand", OPEN) != OPEN or bool(wanted)

    def narrowed(self) -> OptionQuerySet:
        """Return the options that answer to the form, as far as this member may see them."""
        wanted = self.cleaned_data
        found = options_of(self.situation, self.member)
        stand = wanted.get("stand") or OPEN
        if stand != ALL:
            found = found.open() if stand == OPEN else found.exclude(state="open")
        if wanted.get("belang"):
            found = found.filter(insight_links__insight=wanted["belang"])
        for word in (wanted.get("q") or "").split():
            found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
        return found


class MatrixFilter(forms.Form):
    """Whom one wants to see in the matrix, and who belong together in it."""

    q = TextField(label=gettext_lazy("Zoek een naam"), required=False, max_length=100)
    samen = forms.ChoiceField(
        label=gettext_lazy("Zet bij elkaar"),
        required=False,
        choices=[
            ("", gettext_lazy("op naam")),
            (BY_KIND, gettext_lazy("soort")),
            (BY_AREA, gettext_lazy("gebied")),
            (BY_INTEREST, gettext_lazy("belang")),
        ],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    soort = forms.ChoiceField(label=gettext_lazy("Soort"), required=False)
    kant = forms.ChoiceField(label=gettext_lazy("Kant"), required=False)
    belang = forms.ChoiceField(label=gettext_lazy("Wie dit belangrijk vindt"), required=False)

    def __init__(self, asked: QueryDict, *, situation: Situation, member: Member) -> None:
        super().__init__(asked)
        self.member = member
        offer_choices(self, "soort", [("", _("iedereen")), *named(Party.Kind)])
        sides = [(str(side.pk), side.name) for side in situation.sides.all()]
        offer_choices(self, "kant", [("", _("alle kanten")), *sides])
        offer_choices(self, "belang", [("", _("iedereen")), *interest_choices(situation, member)])
        self.is_valid()

    @property
    def grouping(self) -> str:
        """Return by what the people are put together."""
        return str(self.cleaned_data.get("samen") or "")

    @property
    def is_filtered(self) -> bool:
        """Tell whether anybody is left out."""
        return any(value for name, value in self.cleaned_data.items() if name != "samen")

    def narrow(self, people: PartyQuerySet) -> PartyQuerySet:
        """Keep the people that were asked for."""
        wanted = self.cleaned_data
        if wanted.get("q"):
            people = people.named_like(wanted["q"])
        if wanted.get("soort"):
            people = people.filter(kind=wanted["soort"])
        if wanted.get("kant"):
            people = people.filter(pk__in=Party.objects.filter(sides=number(wanted["kant"])).values("pk"))
        if wanted.get("belang"):
            people = people.filter(pk__in=Party.objects.filter(insights=number(wanted["belang"])).values("pk"))
        return people


def interest_choices(situation: Situation, member: Member) -> list[tuple[str, Any]]:
    """Return what lies behind the question, to choose from."""
    found = list(interests_of(situation, member)[:MOST_INSIGHTS])
    names = names_in([one.text for one in found], member)
    return [(str(one.pk), to_plain(one.text, names)) for one in found]
