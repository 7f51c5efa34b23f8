"""Show where people stand, and on the page of a situation which options lie on the table."""

from typing import Any, Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.relations.models import Party
from raakvlak.resolutions.access import options_of
from raakvlak.resolutions.drawing import drawn_cells, drawn_counts, drawn_tally
from raakvlak.resolutions.gradients import SIGNS, Sign
from raakvlak.resolutions.models import Figure
from raakvlak.resolutions.models.briefing import LEAST
from raakvlak.resolutions.people import numbers_of, people_of
from raakvlak.resolutions.tally import tallies

register = template.Library()
OPTIONS_ON_CARD: Final = 4
MANY_OF_A_KIND: Final[dict[str, Promise]] = {
    Party.Kind.PERSON: gettext_lazy("personen"),
    Party.Kind.GROUP: gettext_lazy("groepen"),
    Party.Kind.ORGANISATION: gettext_lazy("organisaties"),
}


@register.filter
def sign_of(value: str) -> Sign | None:
    """Return how a place is shown; nothing for no place."""
    return SIGNS.get(value)


@register.filter
def as_number(figure: Figure | None) -> str:
    """Tell a figure of a briefing, or that it is too small to tell, or left out for the sake of one that is."""
    if figure is None:
        return "0"
    if figure.number is not None:
        return str(figure.number)
    return _("minder dan %(least)s") % {"least": LEAST} if figure.is_few else _("niet getoond")


@register.filter
def figure_name(figure: Figure) -> str:
    """Say of whom or what a part of a figure is."""
    is_of_talks = figure.group == Figure.Group.CHANNEL
    if figure.is_rest:
        return _("op andere manieren") if is_of_talks else _("in andere gebieden")
    if figure.key in MANY_OF_A_KIND:
        return str(MANY_OF_A_KIND[figure.key])
    nothing = _("niet ingevuld hoe") if is_of_talks else _("gebied niet bekend")
    return figure.label or figure.get_key_display() or nothing


register.filter("as_cells", drawn_cells)
register.filter("as_counts", drawn_counts)
register.filter("as_tally", drawn_tally)


@register.inclusion_tag("resolutions/parts/situation_card.html", takes_context=True)
def options_card(context: dict[str, Any]) -> dict[str, Any]:
    """Show the first options, and how people stand towards each, to the member who looks."""
    situation, member = context["situation"], context["request"].member
    found = list(options_of(situation, member).open().in_order()[: OPTIONS_ON_CARD + 1])
    shown = found[:OPTIONS_ON_CARD]
    people = numbers_of(people_of(situation, member)) if shown else []
    tally = tallies(shown, people, member)
    return {
        "situation": situation,
        "is_team": context.get("is_team"),
        "rows": [(one, tally[one.pk]) for one in shown],
        "has_more": len(found) > OPTIONS_ON_CARD,
    }
