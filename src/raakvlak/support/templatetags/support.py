"""Amounts in templates, and what was reserved for a situation."""

from decimal import Decimal
from typing import Any

from django import template
from django.template import Context

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Situation
from raakvlak.support.amounts import worded
from raakvlak.support.listing import reserved_for

register = template.Library()


@register.filter
def in_unit(amount: Decimal, unit: str) -> str:
    """Write an amount with what it is counted in."""
    return worded(amount, unit)


@register.simple_tag(takes_context=True)
def reservations_for(context: Context, situation: Situation) -> dict[str, Any]:
    """Fetch what was reserved for a situation, as far as the reader may see it."""
    member: Member = context["member"]
    return reserved_for(situation, member)
