"""A piece of a text around the words that were looked for, which it marks."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from draagvlak.dutch.compounds import parts_of
from raakvlak.web.references import Reference, split
from raakvlak.web.search.stems import encoded, stems_of, word_of
from raakvlak.web.text import sort_name

_WORD: Final = re.compile(r"[^\W_]+")
_BEFORE: Final = 70
_LENGTH: Final = 240


class Fragment(NamedTuple):
    """A part of an extract, and whether it is what was looked for."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Marking:
    """What is marked: words that have one of these terms, and the names behind these references."""

    terms: frozenset[str]
    references: Collection[Reference] = frozenset()

    def extract(self, text: str, name_of: Callable[[Reference], str], *, whole: bool = False) -> list[Fragment]:
        """Cut out the part of a text where most was found, with names as this reader may see them."""
        fragments = list(self._fragments(text, name_of))
        return fragments if whole else _around(fragments)

    def is_in(self, text: str) -> bool:
        """Tell whether something in this text would be marked."""
        return any(fragment.is_marked for fragment in self._fragments(text, lambda _reference: "x"))

    def _fragments(self, text: str, name_of: Callable[[Reference], str]) -> Iterator[Fragment]:
        for piece in split(text):
            if isinstance(piece, Reference):
                name = name_of(piece)
                if piece in self.references:
                    yield Fragment(name, is_marked=True)
                else:
                    yield from self._words(name)
            else:
                yield from self._words(piece)

    def _words(self, text: str) -> Iterator[Fragment]:
        end = 0
        for match in _WORD.finditer(text):
            span = self._span(match[0])
            if span is None:
                continue
            start, stop = match.start() + span[0], match.start() + span[1]
            if start > end:
                yield Fragment(text[end:start])
            yield Fragment(text[start:stop], is_marked=True)
            end = stop
        if end < len(text):
            yield Fragment(text[end:])

    def _span(self, written: str) -> tuple[int, int] | None:
        """Return which part of a word was looked for: all of it, or a word that it is made of."""
        word = word_of(written)
        if word.term not in self.terms and self.terms.isdisjoint(word.others):
            return None
        folded = sort_name(written)
        parts = parts_of(folded)
        if not parts or len(folded) != len(written) or not self.terms.isdisjoint((encoded(folded), *stems_of(folded))):
            return 0, len(written)
        place = 0
        for part in parts:
            place = max(folded.find(part, place), place)
            if not self.terms.isdisjoint(stems_of(part)):
                return place, min(place + len(part), len(written))
        return 0, len(written)


def _around(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Keep what stands around the first word that was found, and say with dots what was left out."""
    text = "".join(fragment.text for fragment in fragments)
    if len(text) <= _LENGTH:
        return list(fragments)
    first = start = end = 0
    for fragment in fragments:
        if fragment.is_marked:
            start = _begin_of_word(text, first - _BEFORE)
            break
        first += len(fragment.text)
    end = _end_of_word(text, start + _LENGTH)
    cut = list(_between(fragments, start, end))
    return [*([Fragment("… ")] if start else []), *cut, *([Fragment(" …")] if end < len(text) else [])]


def _between(fragments: Sequence[Fragment], start: int, end: int) -> Iterator[Fragment]:
    place = 0
    for fragment in fragments:
        kept = fragment.text[max(start - place, 0) : max(end - place, 0)]
        if kept:
            yield fragment._replace(text=kept)
        place += len(fragment.text)


def _begin_of_word(text: str, place: int) -> int:
    if place <= 0:
        return 0
    space = text.find(" ", place)
    return space + 1 if 0 <= space < place + _BEFORE else place


def _end_of_word(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - _BEFORE, place)
    return space if space > 0 else place
