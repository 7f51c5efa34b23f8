"""Show on the page of a situation what goes on in the house for it."""

from typing import Any

from django import template

from raakvlak.alignment.in_house import chosen_number, in_house

register = template.Library()


@register.inclusion_tag("alignment/parts/situation_card.html", takes_context=True)
def in_house_card(context: dict[str, Any]) -> dict[str, Any]:
    """Show what was asked and chosen, what colleagues need, and what stands in the way, to the member who looks."""
    situation, member = context["situation"], context["request"].member
    return {
        "situation": situation,
        "is_team": context.get("is_team"),
        "house": in_house(situation, member),
        "chosen": chosen_number(situation, member),
    }
