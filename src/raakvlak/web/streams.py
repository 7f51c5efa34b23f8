"""Several lists woven into one, newest first, a page at a time; each list is asked for one page and no more."""

import datetime
import heapq
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, NamedTuple, Self

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from raakvlak.web.keys import UnreadableSecretError, decrypt, encrypt
from raakvlak.web.paging import PAGE_SIZE

_LONGEST_CURSOR: Final = 1_000
_OLDER: Final = "older"
_NEWER: Final = "newer"


class Place(NamedTuple):
    """Where a row stands in the woven list: the later, the higher; rows of one moment stand by list and number."""

    moment: datetime.datetime
    stream: str
    number: int


@dataclass(frozen=True, slots=True)
class Item:
    """A row, and where it stands."""

    place: Place
    row: Any

    @property
    def stream(self) -> str:
        return self.place.stream

    @property
    def day(self) -> datetime.date:
        return timezone.localdate(self.place.moment)


@dataclass(frozen=True, slots=True)
class Woven:
    """The items of one page, and the cursors of the pages on either side."""

    items: list[Item]
    newer: str | None = None
    older: str | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """One of the lists: its name, its rows, and the field (a day, or a moment) that says when. No row lacks it.

    A row that knows its day alone stands where that day begins: below what happened on it at a known hour. Rows of one
    moment stand in the order of their `number`. Of a row that points to another, that other is `shown`.
    """

    name: str
    rows: QuerySet[Any]
    when: str
    is_day: bool = False
    number: str = "pk"
    shown: str = ""

    def read(self, place: Place | None, direction: str, most: int) -> list[Item]:
        """Fetch the rows next to a place, the nearest first; without a place, the newest."""
        rows = self.rows if place is None else self.rows.filter(self._beyond(place, direction))
        sign = "-" if direction == _OLDER else ""
        return [self._item(row) for row in rows.order_by(f"{sign}{self.when}", f"{sign}{self.number}")[:most]]

    def _item(self, row: Model) -> Item:
        when = getattr(row, self.when)
        place = Place(_start_of(when) if self.is_day else when, self.name, getattr(row, self.number))
        return Item(place, getattr(row, self.shown) if self.shown else row)

    def _beyond(self, place: Place, direction: str) -> Q:
        past = "lt" if direction == _OLDER else "gt"
        if not self.is_day:
            return Q(**{f"{self.when}__{past}": place.moment}) | self._tied(place.moment, place, past)
        day = timezone.localdate(place.moment)
        if _start_of(day) == place.moment:
            return Q(**{f"{self.when}__{past}": day}) | self._tied(day, place, past)
        return Q(**{f"{self.when}__{'lte' if direction == _OLDER else 'gt'}": day})

    def _tied(self, when: datetime.date, place: Place, past: str) -> Q:
        """Keep the rows of the same moment that come after this place."""
        if self.name == place.stream:
            return Q(**{self.when: when, f"{self.number}__{past}": place.number})
        is_after = self.name < place.stream if past == "lt" else self.name > place.stream
        return Q(**{self.when: when}) if is_after else Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class _Cursor:
    """A place in the list of one reader, and which way to go from there."""

    whose: tuple[str, int]
    direction: str
    place: Place

    @classmethod
    def read(cls, text: str | None, whose: tuple[str, int]) -> Self | None:
        """Open a cursor; one that is forged, too old, of another list or another reader is no cursor at all."""
        if not text or len(text) > _LONGEST_CURSOR:
            return None
        try:
            content = json.loads(decrypt(text))
        except (UnreadableSecretError, ValueError):
            return None
        match content:
            case [str(), int(), str(direction), str(moment), str(stream), int(number)] if tuple(content[:2]) == whose:
                return cls(whose, direction, Place(datetime.datetime.fromisoformat(moment), stream, number))
        return None

    def __str__(self) -> str:
        moment, stream, number = self.place
        return encrypt(json.dumps([*self.whose, self.direction, moment.isoformat(), stream, number]))


def woven_page(
    streams: Sequence[Stream], *, name: str, reader: int, cursor: str | None = None, size: int = PAGE_SIZE
) -> Woven:
    """Fetch one page for a reader, in one query a stream (and its prefetches)."""
    whose = (name, reader)
    start = _Cursor.read(cursor, whose)
    if start is None:
        return _older_page(streams, whose, None, size)
    if start.direction == _OLDER:
        page = _older_page(streams, whose, start.place, size)
        return page if page.items else _older_page(streams, whose, None, size)
    items = _nearest(streams, start.place, _NEWER, size + 1)
    if len(items) <= size:
        return _older_page(streams, whose, None, size)
    items = items[:size][::-1]
    return Woven(items, newer=_cursor(whose, _NEWER, items[0]), older=_cursor(whose, _OLDER, items[-1]))


def _older_page(streams: Sequence[Stream], whose: tuple[str, int], place: Place | None, size: int) -> Woven:
    items = _nearest(streams, place, _OLDER, size + 1)
    newer = _cursor(whose, _NEWER, items[0]) if place and items else None
    older = _cursor(whose, _OLDER, items[size - 1]) if len(items) > size else None
    return Woven(items[:size], newer=newer, older=older)


def _nearest(streams: Sequence[Stream], place: Place | None, direction: str, most: int) -> list[Item]:
    read = [stream.read(place, direction, most) for stream in streams]
    woven = heapq.merge(*read, key=lambda item: item.place, reverse=direction == _OLDER)
    return list(islice(woven, most))


def _cursor(whose: tuple[str, int], direction: str, item: Item) -> str:
    return str(_Cursor(whose, direction, item.place))


def _start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
