"""Related words: what residents say, and how it is called in the town hall. A municipality keeps the list by hand."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from draagvlak.dutch.compounds import root_of
from draagvlak.dutch.stems import folded, is_telling
from draagvlak.matching.words import CACHED, LONGEST_WORD, Word, keys_of, word_of, words_in

STARTING_LIST: Final = Path(__file__).parent / "woordenlijst.txt"
WEIGHT: Final = 0.6
PART: Final = 0.5  # what a word within a compound counts for, of the whole
MOST_WORDS_IN_PHRASE: Final = 6
_SPAN: Final = 5  # how far apart the words of an expression may stand in a wish
_WEIGHT: Final = re.compile(r"\s*:\s*(\S+)\s*$")
_SEPARATORS: Final = {" > ": False, " = ": True}


@dataclass(frozen=True, slots=True)
class Pair:
    """A word or expression, one that it leads to, and how much that counts, from 0 to 1; with `is_mutual` also back."""

    word: str
    related: str
    weight: float = WEIGHT
    is_mutual: bool = False
    is_learned: bool = False


class Wrong(StrEnum):
    """In what a pair or a line of a list is wrong."""

    SEPARATOR = "separator"  # no > or =, or more than one
    NO_WEIGHT = "no weight"  # what stands after the colon is no number
    WEIGHT = "weight"  # it lies outside 0 to 1
    LENGTH = "length"  # a side without words, or with too many
    ITSELF = "itself"
    TWICE = "twice"
    CIRCLE = "circle"


class PairError(ValueError):
    """A pair that can't be used: in what it is `wrong`, how it reads (`shown`), and in which `line` of a text."""

    def __init__(
        self, message: str, wrong: Wrong, *, shown: str = "", pair: Pair | None = None, line: int | None = None
    ) -> None:
        """Tell what is wrong, and what to do."""
        super().__init__(message)
        self.wrong, self.shown, self.pair, self.line = wrong, shown, pair, line

    def at(self, line: int) -> "PairError":
        """Return the same, with the number of the line in which it stands."""
        return PairError(f"line {line}: {self}", self.wrong, shown=self.shown, pair=self.pair, line=line)


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a wish leads by a pair: from words as written in the wish, to words, for how much."""

    said: tuple[str, ...]
    pair: Pair
    towards: tuple[Word, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Way:
    """One direction of a pair, read for looking it up."""

    pair: Pair
    begin: tuple[frozenset[str], ...]
    towards: tuple[Word, ...]


class Thesaurus:
    """A list of pairs, checked: no word leads to itself, no pair stands there twice, none goes round in a circle.

    >>> Thesaurus([Pair("bankje", "straatmeubilair")]).leads_of("Waar staan de bankjes?")[0].pair.related
    'straatmeubilair'
    """

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        """Check all pairs; raise PairError (a ValueError) that names the first that is wrong, and says what to do."""
        self.pairs = tuple(pairs)
        seen: set[tuple[str, str]] = set()
        for pair in self.pairs:
            _check(pair)
            key = key_of(pair.word), key_of(pair.related)
            if key in seen or (pair.is_mutual and key[::-1] in seen):
                raise _twice(pair)
            seen.update([key, key[::-1]] if pair.is_mutual else [key])
        _refuse_circles([pair for pair in self.pairs if not (pair.is_mutual or pair.is_learned)])

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.pairs)

    @cached_property
    def _ways(self) -> dict[str, list[_Way]]:
        """Give per stem the ways that begin with it."""
        found: dict[str, list[_Way]] = {}
        for pair in self.pairs:
            for word, related in [(pair.word, pair.related), (pair.related, pair.word)][: 1 + pair.is_mutual]:
                begin = tuple(keys_of(one) for one in words_in(word))
                way = _Way(pair, begin, tuple(filter(None, map(word_of, words_in(related)))))
                for stem in begin[0]:
                    found.setdefault(stem, []).append(way)
        return found

    def leads_of(self, wish: str) -> list[Lead]:
        """List where the words of a wish lead, the most telling first; each pair once.

        A word of a wish that is made of others leads where those lead, for half as much. Words that tell nothing by
        themselves ("niet") lead somewhere in expressions only ("niet durven").
        """
        written = words_in(wish)
        whole = [keys_of(word) for word in written]
        parts = [_keys_of_parts(word) for word in written]
        found: dict[tuple[str, str], Lead] = {}
        for keys, factor in ((whole, 1.0), (parts, PART)):
            telling = [
                one if is_telling(folded(word)) else frozenset() for one, word in zip(keys, written, strict=True)
            ]
            for stem in dict.fromkeys(stem for one in keys for stem in sorted(one)):
                for way in self._ways.get(stem, ()):
                    among = telling if len(way.begin) == 1 else keys
                    places = _places(way.begin, among) if factor == 1 or len(way.begin) == 1 else None
                    if places and way.towards and (way.pair.word, way.pair.related) not in found:
                        said = tuple(written[place] for place in sorted(set(places)))
                        lead = Lead(said, way.pair, way.towards, factor * way.pair.weight)
                        found[way.pair.word, way.pair.related] = lead
        return sorted(found.values(), key=lambda lead: (-lead.weight, lead.pair.word, lead.pair.related))


def starting_list() -> Thesaurus:
    """Read the list that a municipality begins with.

    >>> len(starting_list()) > 1000
    True
    """
    return read_list(STARTING_LIST.read_text(encoding="utf-8"))


def read_list(text: str) -> Thesaurus:
    """Read related words as a municipality writes them down.

    A line leads from each word before `>` to each word after it, with `=` also back; words have commas between, an
    expression may hold six words. A weight from 0 to 1 may end the line (`: 0.3`), and is 0.6 when left out. What
    follows # at the beginning of a line is for who reads it. Raises ValueError with the number of a wrong line.

    >>> read_list("bankje, zitten > straatmeubilair : 0.8").pairs[1]
    Pair(word='zitten', related='straatmeubilair', weight=0.8, is_mutual=False, is_learned=False)
    """
    return Thesaurus(pair for _number, pair in _numbered(text))


def wrong_lines(text: str) -> list[PairError]:
    r"""List all that is wrong in a text of related words, each with the number of its line; nothing when all is well.

    What goes round in a circle is told last, and only when nothing else is wrong.

    >>> [(error.line, error.wrong) for error in wrong_lines("bankje > zitplaats\nbankje zitplaats")]
    [(2, <Wrong.SEPARATOR: 'separator'>)]
    """
    found: list[PairError] = []
    lines: dict[Pair, int] = {}
    seen: set[tuple[str, str]] = set()
    for number, line in _telling_lines(text):
        try:
            pairs = list(_pairs_in(line))
        except PairError as error:
            found.append(error.at(number))
            continue
        for pair in pairs:
            key = key_of(pair.word), key_of(pair.related)
            if key in seen or (pair.is_mutual and key[::-1] in seen):
                found.append(_twice(pair).at(number))
                continue
            seen.update([key, key[::-1]] if pair.is_mutual else [key])
            lines[pair] = number
    if not found:
        try:
            Thesaurus(lines)
        except PairError as error:
            found.append(error.at(lines[error.pair]) if error.pair else error)
    return found


def written_list(thesaurus: Thesaurus) -> str:
    """Write related words as `read_list` reads them, a pair a line, in order of the alphabet.

    >>> print(written_list(Thesaurus([Pair("zitten", "bank", 0.8, is_mutual=True)])), end="")
    zitten = bank : 0.8
    """
    pairs = sorted(thesaurus.pairs, key=lambda pair: (pair.word, pair.related))
    return "".join(f"{pair.word} {'>='[pair.is_mutual]} {pair.related} : {pair.weight:.6g}\n" for pair in pairs)


@lru_cache(maxsize=CACHED)
def key_of(phrase: str) -> str:
    """Give what forms of a word or expression have in common: two with one key count as the same.

    >>> key_of("Oude bomen") == key_of("oude boom")
    True
    """
    return " ".join(root_of(folded(word)[:LONGEST_WORD]) for word in words_in(phrase))


def _telling_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold pairs, with their numbers."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _numbered(text: str) -> Iterator[tuple[int, Pair]]:
    """Yield all pairs of a text with the numbers of their lines; raise PairError at the first line that is wrong."""
    for number, line in _telling_lines(text):
        try:
            yield from ((number, pair) for pair in _pairs_in(line))
        except PairError as error:
            raise error.at(number) from error


def _twice(pair: Pair) -> PairError:
    shown = f"{pair.word} > {pair.related}"
    return PairError(f"“{shown}” stands in the list twice: keep one of them", Wrong.TWICE, shown=shown, pair=pair)


def _pairs_in(line: str) -> Iterator[Pair]:
    weight = WEIGHT
    if given := _WEIGHT.search(line):
        try:
            weight = float(given[1])
        except ValueError:
            message = f"“{given[1]}” is no weight: write a number from 0 to 1, as 0.5"
            raise PairError(message, Wrong.NO_WEIGHT, shown=given[1]) from None
        line = line[: given.start()]
    there = [separator for separator in _SEPARATORS for _time in range(line.count(separator))]
    if len(there) != 1:
        message = "write words, then one > or = with a space on both sides, then words"
        raise PairError(message, Wrong.SEPARATOR, shown=line.strip())
    left, right = ([word.strip() for word in side.split(",")] for side in line.split(there[0]))
    for word in left:
        for related in right:
            pair = Pair(word, related, weight, is_mutual=_SEPARATORS[there[0]])
            _check(pair)
            yield pair


def _check(pair: Pair) -> None:
    """Refuse a pair that can't be used."""
    shown = f"{pair.word} > {pair.related}"

    def refused(message: str, wrong: Wrong) -> PairError:
        return PairError(f"“{shown}” {message}", wrong, shown=shown, pair=pair)

    for phrase in (pair.word, pair.related):
        if not 1 <= len(words_in(phrase)) <= MOST_WORDS_IN_PHRASE:
            raise refused(f"can't be used: each side needs one to {MOST_WORDS_IN_PHRASE} words", Wrong.LENGTH)
    if not (math.isfinite(pair.weight) and 0 <= pair.weight <= 1):
        raise refused(f"has weight {pair.weight}: it must lie from 0 to 1", Wrong.WEIGHT)
    if key_of(pair.word) == key_of(pair.related):
        raise refused("leads to itself: leave it out, forms of one word are found anyhow", Wrong.ITSELF)


def _refuse_circles(pairs: Sequence[Pair]) -> None:
    """Refuse one-way pairs that lead back to where they began."""
    ahead: dict[str, list[Pair]] = {}
    for pair in pairs:
        ahead.setdefault(key_of(pair.word), []).append(pair)
    done: set[str] = set()
    for start, first in ahead.items():
        if start in done:
            continue
        way, shown, on_way = [(start, iter(first))], [start], {start}
        while way:
            step = next(way[-1][1], None)
            key = key_of(step.related) if step else ""
            if step is None:
                left, _ahead = way.pop()
                shown.pop()
                on_way.discard(left)
                done.add(left)
            elif key in on_way:
                raise _circle([*shown[[one for one, _ahead in way].index(key) :], step.related], step)
            elif key not in done and key in ahead:
                way.append((key, iter(ahead[key])))
                shown.append(step.related)
                on_way.add(key)


def _circle(words: Sequence[str], pair: Pair) -> PairError:
    shown = " > ".join(words)
    message = f"“{shown}” goes round in a circle: use = where words lead to each other, or drop one"
    return PairError(message, Wrong.CIRCLE, shown=shown, pair=pair)


def _keys_of_parts(written: str) -> frozenset[str]:
    word = word_of(written)
    return frozenset(stem for part in word.parts for stem in part) if word else frozenset()


def _places(begin: Sequence[frozenset[str]], keys: Sequence[frozenset[str]]) -> list[int] | None:
    """Return where in a wish the words of an expression stand near each other, at the first place."""
    places = [[place for place, one in enumerate(keys) if one & asked] for asked in begin]
    for first in places[0]:
        near = [[place for place in others if abs(place - first) <= _SPAN] for others in places]
        if all(near):
            return [min(others, key=lambda place: (abs(place - first), place)) for others in near]
    return None
