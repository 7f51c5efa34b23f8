"""Find the words that someone selected back in a note in which names are stored as references."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from raakvlak.situations.models import Insight
from raakvlak.web.references import Reference, split

NameOf = Callable[[Reference], str]


@dataclass
class Piece:
    """A run of plain text or one name, and where it stands in the shown and in the stored note."""

    shown: str
    shown_from: int
    stored_from: int
    stored_to: int
    is_name: bool


@dataclass
class Stretch:
    """A run of the note, as stored, with the insights that were drawn from it."""

    text: str
    insights: list[Insight] = field(default_factory=list)


def pieces_of(note: str, name_of: NameOf) -> list[Piece]:
    """Lay the shown note beside the stored one."""
    pieces: list[Piece] = []
    shown_from = stored_from = 0
    for part in split(note):
        is_name = isinstance(part, Reference)
        stored = part.token if isinstance(part, Reference) else part
        shown = name_of(part) if isinstance(part, Reference) else part
        pieces.append(Piece(shown, shown_from, stored_from, stored_from + len(stored), is_name))
        shown_from += len(shown)
        stored_from += len(stored)
    return pieces


def quote_from(note: str, words: str, name_of: NameOf, *, near: int = 0) -> str | None:
    """Return the stored text of the words that were selected in the shown note, or None when they don't occur in it.

    White space counts as equal, capitals too when nothing else fits; of words that occur twice, those nearest to where
    the selection began. A name is taken as a whole.
    """
    pieces = pieces_of(note, name_of)
    shown = "".join(piece.shown for piece in pieces)
    found = _nearest(shown, words, near)
    if found is None:
        return None
    start = _stored(pieces, found.start(), is_end=False)
    end = _stored(pieces, found.end(), is_end=True)
    return note[start:end]


def stretches(note: str, insights: Iterable[Insight]) -> list[Stretch]:
    """Cut the note where marked words begin and end, so that marks may lie across each other."""
    spans = [(insight, *span) for insight in insights if (span := _span(note, insight.quote))]
    edges = sorted({0, len(note), *(start for _, start, _end in spans), *(end for _, _start, end in spans)})
    return [
        Stretch(note[start:end], [insight for insight, first, last in spans if first <= start and end <= last])
        for start, end in pairwise(edges)
    ]


def is_still_in(note: str, insight: Insight) -> bool:
    """Tell whether the marked words still stand in the note, which its author may have corrected."""
    return _span(note, insight.quote) is not None


def _nearest(shown: str, words: str, near: int) -> re.Match[str] | None:
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    if not pattern:
        return None
    for flags in (re.NOFLAG, re.IGNORECASE):
        found = sorted(re.finditer(pattern, shown, flags), key=lambda match: abs(match.start() - near))
        if found:
            return found[0]
    return None


def _stored(pieces: list[Piece], place: int, *, is_end: bool) -> int:
    """Turn a place in the shown note into one in the stored note."""
    for piece in pieces:
        past = place - piece.shown_from
        inside = 0 < past <= len(piece.shown) if is_end else 0 <= past < len(piece.shown)
        if inside and piece.is_name:
            return piece.stored_to if is_end else piece.stored_from
        if inside:
            return piece.stored_from + past
    raise ValueError(place)


def _span(note: str, quote: str) -> tuple[int, int] | None:
    start = note.find(quote) if quote else -1
    return None if start < 0 else (start, start + len(quote))
