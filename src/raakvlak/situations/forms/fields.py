"""Fields that several forms of a situation share."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db.models import TextChoices
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.geometry import EAST, NORTH, SOUTH, WEST
from raakvlak.municipality.land import Land
from raakvlak.municipality.models import Area, Member, Municipality, Tag
from raakvlak.situations.models import Situation

TITLE_LENGTH: Final = 120
TEXT_LENGTH: Final = 20_000
_DEGREES: Final = "([0-9]{1,2}[.,][0-9]{1,15})"
_PLACE: Final = re.compile(rf"\(?\s*{_DEGREES}\s*[,;\s]\s*{_DEGREES}\s*\)?")

INFLUENCE_MEANS: Final = {
    Situation.Influence.INFORM: _("Bewoners horen op tijd wat er gebeurt. Zij beslissen niet mee."),
    Situation.Influence.CONSULT: _("Bewoners zeggen wat zij vinden. De gemeente weegt dat mee en zegt hoe."),
    Situation.Influence.ADVISE: _("Bewoners geven advies. Wie daarvan afwijkt, legt uit waarom."),
    Situation.Influence.COPRODUCE: _("Bewoners en gemeente maken samen het plan."),
    Situation.Influence.DECIDE: _("Bewoners beslissen mee, binnen wat vastligt."),
}
PHASE_MEANS: Final = {
    Situation.Phase.EXPLORING: _("Je kijkt en luistert: wat speelt hier?"),
    Situation.Phase.UNDERSTANDING: _("Je zoekt de vraag achter de vraag, met wie erbij hoort."),
    Situation.Phase.RESOLVING: _("Samen zoek je iets waar iedereen mee kan leven."),
    Situation.Phase.DOING: _("Wat is afgesproken, wordt gedaan."),
}


def explained(choices: dict[Any, Any]) -> Iterator[tuple[str, SafeString]]:
    """Yield choices with their explanation in small letters."""
    for choice, explanation in choices.items():
        yield choice.value, format_html("{} <small>{}</small>", capitalised(choice.label), explanation)


def named(choices: type[TextChoices]) -> list[tuple[str, str]]:
    """Return choices with a capital, as they stand in a list."""
    return [(choice.value, capitalised(choice.label)) for choice in choices]


def capitalised(words: object) -> str:
    """Begin with a capital and leave the rest."""
    text = str(words)
    return text[:1].upper() + text[1:]


def area_field(member: Member, **options: Any) -> AreaField:
    """Let one choose a neighbourhood of the own municipality."""
    options = {"label": _("Gebied"), "required": False, "empty_label": _("Geen gebied"), **options}
    return AreaField(Area.objects.within(member.municipality).to_choose_from(), **options)


class PlaceInput(forms.TextInput):
    """A place, pointed out on a small map; without JavaScript one types it, or leaves it at the area."""

    template_name = "situations/widgets/place.html"

    def __init__(self, municipality: Municipality) -> None:
        super().__init__({"data-place-input": "", "autocomplete": "off", "class": "short"})
        self.municipality = municipality

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 – as Django has it
        return {**super().get_context(name, value, attrs), "land": Land.of(self.municipality)}


class PlaceField(forms.CharField):
    """Latitude and longitude with four decimals, some ten metres: a situation is about a place, not about a person."""

    def __init__(self, member: Member) -> None:
        super().__init__(
            label=_("Plek op de kaart"),
            required=False,
            widget=PlaceInput(member.municipality),
            help_text=_("Zoals 52.0907, 5.1214. Laat dit gerust leeg: het gebied is genoeg."),
        )

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        if not text:
            return ""
        match = _PLACE.fullmatch(text)
        if not match:
            raise forms.ValidationError(_("Dit is geen plek die we kennen. Schrijf hem zo: 52.0907, 5.1214."))
        latitude, longitude = (Decimal(degrees.replace(",", ".")) for degrees in match.groups())
        if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
            raise forms.ValidationError(_("Deze plek ligt buiten Nederland. Kies een gebied, of laat de plek weg."))
        return place_text(latitude, longitude)


def place_text(latitude: Decimal | None, longitude: Decimal | None) -> str:
    """Write a place the way that a form shows it.

    >>> place_text(Decimal("52.09074"), Decimal("5.1"))
    '52.0907, 5.1000'
    """
    return "" if latitude is None or longitude is None else f"{latitude:.4f}, {longitude:.4f}"


def degrees_of(place: str) -> dict[str, Decimal | None]:
    """Return latitude and longitude of a place that a form has read; both are empty for no place.

    >>> degrees_of("52.0907, 5.1000")
    {'latitude': Decimal('52.0907'), 'longitude': Decimal('5.1000')}
    """
    if not place:
        return {"latitude": None, "longitude": None}
    latitude, longitude = place.split(", ")
    return {"latitude": Decimal(latitude), "longitude": Decimal(longitude)}


def tags_field(member: Member, **options: Any) -> "forms.ModelMultipleChoiceField[Tag]":
    """Let one choose words of the municipality's own thesaurus."""
    return forms.ModelMultipleChoiceField(
        Tag.objects.within(member.municipality),
        label=_("Trefwoorden"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
        **options,
    )
