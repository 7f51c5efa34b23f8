"""Fields that several forms of a situation share."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.db.models import TextChoices
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Member, Tag
from raakvlak.situations.models import Situation

TITLE_LENGTH: Final = 120
TEXT_LENGTH: Final = 20_000

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


def tags_field(member: Member, **options: Any) -> "forms.ModelMultipleChoiceField[Tag]":
    """Let one choose words of the municipality's own thesaurus."""
    return forms.ModelMultipleChoiceField(
        Tag.objects.within(member.municipality),
        label=_("Trefwoorden"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
        **options,
    )
