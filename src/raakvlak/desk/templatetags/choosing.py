"""Choosing rows of a list, to change them together."""

from typing import Any

from django import template
from django.utils.functional import Promise as LazyText

register = template.Library()


@register.simple_tag
def bulk_kinds(list_name: str) -> list[tuple[str, LazyText]]:
    """List what can be changed of many rows of a list: its name in the address, and the word on the button."""
    # The registry knows every form of the desk; a template library is read before they are.
    from raakvlak.desk.bulk.lists import LISTS  # noqa: PLC0415

    kinds: list[Any] = list(LISTS[list_name].kinds)
    return [(kind.name, kind.label) for kind in kinds]
