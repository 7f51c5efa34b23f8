"""Show where people stand, and on the page of a situation which options lie on the table."""

from typing import Any, Final

from django import template

from raakvlak.resolutions.access import options_of
from raakvlak.resolutions.drawing import drawn_cell, drawn_tally
from raakvlak.resolutions.gradients import SIGNS, Sign
from raakvlak.resolutions.people import numbers_of, people_of
from raakvlak.resolutions.tally import tallies

register = template.Library()
OPTIONS_ON_CARD: Final = 4


@register.filter
def sign_of(value: str) -> Sign | None:
    """Return how a place is shown; nothing for no place."""
    return SIGNS.get(value)


register.filter("as_cell", drawn_cell)
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
