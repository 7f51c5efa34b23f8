"""Show a text with the names that this reader may see."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from raakvlak.relations.models import Party, Presence, Promise
from raakvlak.situations.references import PARTY, SITUATION, Names, party_reference, shown_name, to_plain
from raakvlak.web.references import Reference, split

register = template.Library()

_PAGES = {PARTY: "desk:party", SITUATION: "situations:situation"}


@register.filter
def with_names(text: str, names: Names) -> SafeString:
    """Show a text, escaped, in which each name that this reader may see is a link."""
    pieces = (_linked(piece, names) if isinstance(piece, Reference) else escape(piece) for piece in split(text or ""))
    return mark_safe("".join(pieces))  # noqa: S308 – every piece is escaped just above


@register.filter
def with_plain_names(text: str, names: Names) -> str:
    """Show a text with names that are not links, for a title or inside a link."""
    return to_plain(text or "", names)


@register.filter
def party_of(row: Presence | Promise, names: Names) -> SafeString:
    """Name the party of a presence or a promise, as a link, when this reader may see it."""
    return _linked(party_reference(row.party_id), names) if row.party_id else SafeString("")


@register.filter
def as_party(party: Party, names: Names) -> str:
    """Name a party without a link, as this reader may see it."""
    return shown_name(party_reference(party.pk), names)


@lru_cache(maxsize=4_096)
def _page_of(reference: Reference) -> str:
    return reverse(_PAGES[reference.kind], args=[reference.id])


def _linked(reference: Reference, names: Names) -> SafeString:
    name = shown_name(reference, names)
    if names.get(reference):
        return format_html('<a class="mention" href="{}">{}</a>', _page_of(reference), name)
    return format_html('<span class="mention">{}</span>', name)
