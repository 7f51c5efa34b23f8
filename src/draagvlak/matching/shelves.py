"""Texts put away so that they are quickly found: per term and per gram in which texts it stands, and how often."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.matching.vocabulary import Numbers, Spelled, Vocabulary

Scores = NDArray[np.float64]
Marks = NDArray[np.bool_]
Small = NDArray[np.int32]

NO_AREA: Final = -1
_MOST_COUNTED: Final = 255  # how often a term stands in a text hardly matters from ten on


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts in order of their ids: where and when each holds, and its words with how often each stands there."""

    ids: Numbers
    areas: Numbers
    begins: Small
    ends: Small
    lengths: Numbers
    words: Small
    counts: Small

    def kept(self, keep: Marks) -> "Texts":
        """Return only some of them."""
        words = np.repeat(keep, self.lengths)
        return Texts(
            self.ids[keep],
            self.areas[keep],
            self.begins[keep],
            self.ends[keep],
            self.lengths[keep],
            self.words[words],
            self.counts[words],
        )

    def words_of(self, row: int) -> Small:
        """Return the words of one text, in the order in which they first stand in it."""
        begin = int(self.lengths[:row].sum())
        return self.words[begin : begin + int(self.lengths[row])]


def joined(several: Sequence[Texts]) -> Texts:
    """Put texts together, in order of their ids, of which none may be there twice.

    >>> one, other = (texts_of([(number, None, 1, 9, [(0, 2)])]) for number in (7, 3))
    >>> joined([one, other]).ids.tolist()
    [3, 7]
    """
    every = {one.name: np.concatenate([getattr(text, one.name) for text in several]) for one in fields(Texts)}
    order = every["ids"].argsort(kind="stable")
    starts, lengths = np.cumsum(every["lengths"]) - every["lengths"], every["lengths"][order]
    ahead = np.cumsum(lengths) - lengths
    places = np.arange(lengths.sum()) + np.repeat(starts[order] - ahead, lengths)
    return Texts(**{name: one[places if name in {"words", "counts"} else order] for name, one in every.items()})


def texts_of(given: Iterable[tuple[int, int | None, int, int, Sequence[tuple[int, int]]]]) -> Texts:
    """Make texts of rows of id, area, first day, last day, and words with how often each stands there.

    >>> texts_of([(7, None, 1, 9, [(0, 2), (4, 1)])]).words_of(0).tolist()
    [0, 4]
    """
    rows = sorted(given)
    found = [pair for row in rows for pair in row[4]]
    return Texts(
        ids=np.array([row[0] for row in rows], dtype=np.int64),
        areas=np.array([NO_AREA if row[1] is None else row[1] for row in rows], dtype=np.int64),
        begins=np.array([row[2] for row in rows], dtype=np.int32),
        ends=np.array([row[3] for row in rows], dtype=np.int32),
        lengths=np.array([len(row[4]) for row in rows], dtype=np.int64),
        words=np.array([word for word, _count in found], dtype=np.int32),
        counts=np.array([count for _word, count in found], dtype=np.int32),
    )


class Postings:
    """Per name (a term or a gram) in which rows it stands, and how often; and how many names each row holds."""

    __slots__ = ("counts", "ends", "lengths", "rows")

    def __init__(self, texts: Texts, spelled: Spelled) -> None:
        """Count the names of the words of all texts, as one product of two sparse tables."""
        from scipy.sparse import csr_array  # noqa: PLC0415 – heavy

        used, places = np.unique(texts.words, return_inverse=True)
        ends = np.concatenate([[0], np.cumsum(texts.lengths)])
        held = texts.counts, places.astype(np.int32), ends.astype(np.int32)
        words = csr_array(held, shape=(len(texts.ids), len(used)))
        names = (words @ spelled.table(used.astype(np.int64))).tocsc()
        self.ends = names.indptr.astype(np.int64)
        self.rows = names.indices.astype(np.int32)
        self.counts = np.minimum(names.data, _MOST_COUNTED).astype(np.uint8)
        self.lengths = np.asarray(names.sum(axis=1), dtype=np.int64)

    def standing(self, name: int) -> tuple[Small, NDArray[np.uint8]]:
        """Return in which rows a name stands, and how often."""
        if name + 1 >= len(self.ends):
            return self.rows[:0], self.counts[:0]
        begin, end = self.ends[name], self.ends[name + 1]
        return self.rows[begin:end], self.counts[begin:end]

    def in_rows(self) -> Numbers:
        """Return per name in how many rows it stands."""
        return np.asarray(np.diff(self.ends))


class Shelf:
    """Texts that stay as they are, but for those that were taken away."""

    __slots__ = ("grams", "is_there", "terms", "texts")

    def __init__(self, texts: Texts, vocabulary: Vocabulary) -> None:
        """Put texts on a new shelf."""
        self.texts = texts
        self.terms = Postings(texts, vocabulary.terms)
        self.grams = Postings(texts, vocabulary.grams)
        self.is_there = np.ones(len(texts.ids), dtype=np.bool_)

    def row_of(self, id_: int) -> int | None:
        """Return where a text stands on this shelf, if it does."""
        row = int(np.searchsorted(self.texts.ids, id_))
        return row if row < len(self.texts.ids) and self.texts.ids[row] == id_ and self.is_there[row] else None
