"""Lists in pages that stay quick and steady however long the list: a cursor says after which row to go on."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from raakvlak.web.keys import UnreadableSecretError, decrypt, encrypt

PAGE_SIZE: Final = 25
_LONGEST_CURSOR: Final = 4_000
_OLDER: Final = "older"
_NEWER: Final = "newer"

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page, and the cursors of the pages on either side."""

    rows: list[Row]
    newer: str | None = None
    older: str | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows there are, counted no further than is useful to know."""

    number: int
    is_more: bool

    def __str__(self) -> str:
        return f"{self.number}+" if self.is_more else str(self.number)


@dataclass(frozen=True, slots=True)
class _Listing:
    """One list in one order for one reader; its cursors fit no other, and tell nobody else where a row stands."""

    name: str
    order: tuple[str, ...]
    reader: int

    def first(self, rows: QuerySet[Row], most: int, order: Sequence[str] = ()) -> list[Row]:
        """Fetch the first of these rows, in the order of the list or in another."""
        return list(rows.order_by(*(order or self.order))[:most])

    @property
    def paths(self) -> list[str]:
        return [field.lstrip("-") for field in self.order]

    @property
    def opposite(self) -> list[str]:
        return [field[1:] if field.startswith("-") else f"-{field}" for field in self.order]

    def cursor(self, direction: str, row: Model) -> str:
        values = [_pack(attrgetter(path.replace("__", "."))(row)) for path in self.paths]
        return encrypt(json.dumps([self.name, self.reader, self.order, direction, values]))

    def read(self, cursor: str) -> tuple[str, list[Any]] | None:
        """Open a cursor; one that is forged, too old or of another list is no cursor at all."""
        if not cursor or len(cursor) > _LONGEST_CURSOR:
            return None
        try:
            content = json.loads(decrypt(cursor))
        except (UnreadableSecretError, ValueError):
            return None
        match content:
            case [self.name, self.reader, [*order], str(direction), [*values]] if tuple(order) == self.order:
                return direction, [_unpack(value) for value in values]
        return None

    def beyond(self, direction: str, values: list[Any]) -> Q:
        """Keep the rows that come after these values, in the direction that one pages."""
        falls = [field.startswith("-") == (direction == _OLDER) for field in self.order]
        steps = list(zip(self.paths, values, falls, strict=True))
        # The first condition says nothing new, but lets the database walk its index from there.
        first_path, first_value, first_falls = steps[0]
        start = Q(**{f"{first_path}__{'lte' if first_falls else 'gte'}": first_value})
        return start & reduce(_or_tied, reversed(steps), Q())


def page_of(  # noqa: PLR0913 – all but the first are given by name
    queryset: QuerySet[Row],
    *,
    name: str,
    order: Sequence[str],
    reader: int,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Row]:
    """Fetch one page in one query.

    The order ends in a unique field and names fields that are never empty, such as `("-day", "-pk")` or
    `("sort_name", "pk")`. "Older" is further down the list, "newer" is back towards its beginning. A cursor works
    for its reader, a member, alone.
    """
    listing = _Listing(name, tuple(order), reader)
    place = listing.read(cursor) if cursor else None
    if place is None:
        return _first_page(queryset, listing, size)
    direction, values = place
    remaining = queryset.filter(listing.beyond(direction, values))
    if direction == _OLDER:
        return _older_page(remaining, listing, size) or _first_page(queryset, listing, size)
    return _newer_page(remaining, listing, size) or _first_page(queryset, listing, size)


def total_up_to(queryset: QuerySet[Row], most: int = 1_000) -> Total:
    """Count the rows, but stop as soon as there are more than `most`."""
    number = queryset.order_by()[: most + 1].count()
    return Total(min(number, most), is_more=number > most)


def _first_page(queryset: QuerySet[Row], listing: _Listing, size: int) -> Page[Row]:
    rows = listing.first(queryset, size + 1)
    return Page(rows[:size], older=listing.cursor(_OLDER, rows[size - 1]) if len(rows) > size else None)


def _older_page(remaining: QuerySet[Row], listing: _Listing, size: int) -> Page[Row] | None:
    rows = listing.first(remaining, size + 1)
    if not rows:
        return None
    older = listing.cursor(_OLDER, rows[size - 1]) if len(rows) > size else None
    return Page(rows[:size], newer=listing.cursor(_NEWER, rows[0]), older=older)


def _newer_page(remaining: QuerySet[Row], listing: _Listing, size: int) -> Page[Row] | None:
    """Fetch the page before; what would not fill it is better shown as the first page, which does."""
    rows = listing.first(remaining, size + 1, listing.opposite)
    if len(rows) <= size:
        return None
    rows = rows[:size][::-1]
    return Page(rows, newer=listing.cursor(_NEWER, rows[0]), older=listing.cursor(_OLDER, rows[-1]))


def _or_tied(later: Q, step: tuple[str, Any, bool]) -> Q:
    """Say: past this value, or equal to it and then past the values that follow."""
    path, value, falls = step
    past = Q(**{f"{path}__{'lt' if falls else 'gt'}": value})
    return past | (Q(**{path: value}) & later) if later else past


def _pack(value: object) -> object:
    if isinstance(value, datetime.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"day": value.isoformat()}
    return value


def _unpack(value: object) -> object:
    match value:
        case {"moment": str(moment)}:
            return datetime.datetime.fromisoformat(moment)
        case {"day": str(day)}:
            return datetime.date.fromisoformat(day)
    return value
