"""Texts that are found by what they have in common with a wish; one adds, changes and removes as one goes."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from draagvlak.matching.questions import Question
from draagvlak.matching.ranking import Ranked, Tally, by_grams, by_terms, grams_that_count
from draagvlak.matching.shelves import NO_AREA, Marks, Shelf, Texts, joined, texts_of
from draagvlak.matching.vocabulary import NOT_TELLING, Vocabulary
from draagvlak.matching.words import words_in

FIRST_DAY: Final = datetime.date.min.toordinal()
LAST_DAY: Final = datetime.date.max.toordinal()
MOST_ID: Final = 2**62
_TIMES_LARGER: Final = 4


@dataclass(frozen=True, slots=True)
class Possibility:
    """What could help: its text, the area that it is for (none: everywhere), and from when until when it holds.

    Whatever is to be found in the same way fits too, such as the wishes for which something was chosen before.
    """

    id: int
    text: str
    area: int | None = None
    begins_on: datetime.date | None = None
    ends_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Among what one looks: areas (none: all), days that a possibility must meet, and ids (none: all).

    `areas` are the area of the wish and all those in which it lies (`lies_in`): what holds for a district holds for
    its neighbourhoods, and what has no area holds everywhere.
    """

    areas: Collection[int] | None = None
    begins_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    among: Collection[int] | None = None


def lies_in(area: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """Return an area and all those in which it lies, the smallest first.

    `parents`: for each area the one in which it lies directly, none for the largest. Raises ValueError for an area
    that is not there, and where areas lie in each other.

    >>> lies_in(7, {7: 3, 3: None, 8: 3})
    (7, 3)
    """
    found: list[int] = []
    here: int | None = area
    while here is not None:
        if here not in parents:
            raise ValueError(f"there is no area {here}: give for each area the one in which it lies, or none")
        if here in found:
            raise ValueError(f"area {here} lies in itself, by way of {', '.join(map(str, found))}: mend the areas")
        found.append(here)
        here = parents[here]
    return tuple(found)


class Index:
    """Texts by id, to which one adds, changes and removes; the answers are those of an index made anew.

    Shelves of texts are joined as they come to be of a size, so that there are never more than some ten (O'Neil et
    al. 1996, The log-structured merge-tree, Acta Informatica 33). All that is counted is whole, so no order of changes
    leaves a trace.

    >>> index = Index([Possibility(7, "Straatmeubilair: plaatsing van bankjes"), Possibility(8, "Kapvergunning")])
    >>> index.remove(8)
    >>> len(index), 7 in index, index.words_of(7)
    (1, True, ('Straatmeubilair', 'plaatsing', 'bankjes'))
    """

    def __init__(self, possibilities: Iterable[Possibility] = ()) -> None:
        """Make an index of these possibilities."""
        self._vocabulary = Vocabulary()
        self._shelves: list[Shelf] = []
        self._waiting: dict[int, tuple[int, int | None, int, int, list[tuple[int, int]]]] = {}
        self._terms, self._grams = Tally(), Tally()
        for one in possibilities:
            self.put(one)

    @classmethod
    def of(cls, texts: Texts, vocabulary: Vocabulary) -> "Index":
        """Make an index of texts that were read already."""
        index = cls()
        index._vocabulary = vocabulary
        index._put_away(texts)
        return index

    def __len__(self) -> int:
        """Count the texts."""
        return self._terms.texts + len(self._waiting)

    def __contains__(self, id_: int) -> bool:
        """Tell whether a text is there."""
        return id_ in self._waiting or any(shelf.row_of(id_) is not None for shelf in self._shelves)

    def put(self, possibility: Possibility) -> None:
        """Add a possibility, or change it when its id is there; raise ValueError when it can't be."""
        one = possibility
        _check_id(one.id, "the id")
        if not one.text.strip():
            raise ValueError(f"the text of {one.id} is empty: there is nothing to find it by")
        if one.area is not None:
            _check_id(one.area, f"the area of {one.id}")
        begins, ends = _days(one.begins_on, one.ends_on)
        numbers = Counter(map(self._vocabulary.number_of, words_in(one.text)))
        numbers.pop(NOT_TELLING, None)
        self._take_away(one.id)
        self._waiting[one.id] = (one.id, one.area, begins, ends, list(numbers.items()))

    def remove(self, id_: int) -> None:
        """Take a possibility away; raise ValueError when it is not there."""
        if not self._take_away(id_):
            raise ValueError(f"there is no text {id_} to take away")

    def words_of(self, id_: int) -> tuple[str, ...]:
        """Return the telling words of a text as they are written in it; raise ValueError when it is not there."""
        texts, row = self._found(id_)
        return tuple(self._vocabulary.written[word] for word in texts.words_of(row))

    def area_of(self, id_: int) -> int | None:
        """Return for which area a text is; raise ValueError when it is not there."""
        texts, row = self._found(id_)
        return None if texts.areas[row] == NO_AREA else int(texts.areas[row])

    def rank(self, question: Question, where: Where | None = None) -> tuple[Ranked, Ranked]:
        """Rank by stems and by grams: at most the best 200 of each, of equals the lowest id first."""
        self._settle()
        may = _allowed(self._shelves, where or Where())
        return (
            by_terms(question, self._shelves, may, self._vocabulary, self._terms),
            by_grams(question, self._shelves, may, self._vocabulary, self._grams),
        )

    def grams_for(self, question: Question) -> frozenset[str]:
        """Return the grams of a question that counted in ranking."""
        counted = {name for name, _weight in grams_that_count(question, self._vocabulary, self._grams)}
        return frozenset(gram for gram in question.grams if self._vocabulary.grams.number.get(gram) in counted)

    def allowed(self, ids: Iterable[int], where: Where | None = None) -> frozenset[int]:
        """Return which of these ids are there and looked among."""
        self._settle()
        may = _allowed(self._shelves, where or Where())
        return frozenset(
            id_
            for id_ in ids
            for shelf, there in zip(self._shelves, may, strict=True)
            if (row := shelf.row_of(id_)) is not None and there[row]
        )

    def as_texts(self) -> tuple[Texts, list[str]]:
        """Return all texts in order of their ids, and the words that their numbers stand for."""
        self._settle()
        there = [shelf.texts.kept(shelf.is_there) for shelf in self._shelves]
        return (joined(there) if there else texts_of([])), self._vocabulary.written

    def _found(self, id_: int) -> tuple[Texts, int]:
        self._settle()
        for shelf in self._shelves:
            if (row := shelf.row_of(id_)) is not None:
                return shelf.texts, row
        raise ValueError(f"there is no text {id_}")

    def _take_away(self, id_: int) -> bool:
        if self._waiting.pop(id_, None):
            return True
        for shelf in self._shelves:
            if (row := shelf.row_of(id_)) is not None:
                shelf.is_there[row] = False
                words = shelf.texts.words_of(row).astype(np.int64)
                self._terms.take(self._vocabulary.terms.of(words)[1], int(shelf.terms.lengths[row]))
                self._grams.take(self._vocabulary.grams.of(words)[1], int(shelf.grams.lengths[row]))
                return True
        return False

    def _settle(self) -> None:
        """Put away what waits, together with the shelves that are not much larger."""
        if self._waiting:
            texts = texts_of(self._waiting.values())
            self._waiting.clear()
            self._put_away(texts)

    def _put_away(self, texts: Texts) -> None:
        new = Shelf(texts, self._vocabulary)
        self._terms.add(new.terms)
        self._grams.add(new.grams)
        together = [texts]
        while self._shelves and len(self._shelves[-1].texts.ids) <= _TIMES_LARGER * sum(
            len(one.ids) for one in together
        ):
            last = self._shelves.pop()
            together.append(last.texts.kept(last.is_there))
        self._shelves.append(new if len(together) == 1 else Shelf(joined(together), self._vocabulary))


def _check_id(number: int, name: str) -> None:
    if not 0 <= number <= MOST_ID:
        raise ValueError(f"{name} is {number!r}: it must be a whole number from 0 to {MOST_ID}")


def _days(begins_on: datetime.date | None, ends_on: datetime.date | None) -> tuple[int, int]:
    """Return the first and last day as numbers; what is open holds from ever, or for ever."""
    begins = FIRST_DAY if begins_on is None else begins_on.toordinal()
    ends = LAST_DAY if ends_on is None else ends_on.toordinal()
    if begins > ends:
        raise ValueError(f"the period begins on {begins_on} and ends before, on {ends_on}: exchange them")
    return begins, ends


def _allowed(shelves: Iterable[Shelf], where: Where) -> list[Marks]:
    """Tell per shelf which texts are looked among."""
    begins, ends = _days(where.begins_on, where.ends_on)
    areas = None if where.areas is None else np.array([NO_AREA, *where.areas], dtype=np.int64)
    among = None if where.among is None else np.fromiter(where.among, dtype=np.int64)
    found = []
    for shelf in shelves:
        texts = shelf.texts
        may = shelf.is_there & (texts.begins <= ends) & (texts.ends >= begins)
        for asked, held in ((areas, texts.areas), (among, texts.ids)):
            if asked is not None:
                may &= np.isin(held, asked)
        found.append(may)
    return found
