"""Where one sees what a row stands for."""

from django import template

from raakvlak.alignment.models import Possibility
from raakvlak.exchange import showing
from raakvlak.relations.models import Encounter, Party

register = template.Library()


@register.filter
def address_of(found: Party | Encounter | Possibility) -> str:
    """Return the address of what stands here already."""
    return showing.address_of(found)
