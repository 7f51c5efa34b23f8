"""The words of all texts, numbered, with the numbers of what each can be found by."""

from array import array
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.matching.words import grams_of, word_of

Numbers = NDArray[np.int64]
NOT_TELLING: Final = -1


class Spelled:
    """What words can be found by, of one kind (terms, grams): each numbered, and per word which it has."""

    def __init__(self, names: Iterable[str] = (), lengths: Iterable[int] = (), numbers: Iterable[int] = ()) -> None:
        """Begin with nothing, or with what was kept: all names, how many each word has, and their numbers in a row."""
        self.number = {name: number for number, name in enumerate(names)}
        self._ends = array("q", [0, *np.cumsum(np.fromiter(lengths, dtype=np.int64)).tolist()])
        self._numbers = array("i", numbers)

    def add(self, names: Iterable[str]) -> None:
        """Add the names of one more word."""
        number = self.number
        self._numbers.extend(number.setdefault(name, len(number)) for name in names)
        self._ends.append(len(self._numbers))

    def of(self, words: Numbers) -> tuple[Numbers, Numbers]:
        """Return how many names each word has, and the numbers of those, one word after the other."""
        ends, numbers = np.array(self._ends), np.array(self._numbers, dtype=np.int64)
        begins, lengths = ends[words], ends[words + 1] - ends[words]
        ahead = np.concatenate([[0], np.cumsum(lengths)])
        places = np.arange(ahead[-1]) + np.repeat(begins - ahead[:-1], lengths)
        return lengths, numbers[places]

    def table(self, words: Numbers) -> Any:  # noqa: ANN401 – scipy brings no types
        """Return a sparse table of which word has which name how often, of shape (words, names)."""
        from scipy.sparse import csr_array  # noqa: PLC0415 – heavy

        lengths, numbers = self.of(words)
        ends = np.concatenate([[0], np.cumsum(lengths)])
        ones = np.ones(len(numbers), dtype=np.int32)
        return csr_array((ones, numbers.astype(np.int32), ends.astype(np.int32)), shape=(len(words), len(self.number)))


class Vocabulary:
    """Every telling word as it was written somewhere, with its terms (stems, also of its parts) and its grams.

    >>> vocabulary = Vocabulary()
    >>> vocabulary.number_of("Bankje"), vocabulary.number_of("de"), vocabulary.number_of("Bankje")
    (0, -1, 0)
    """

    def __init__(self, written: Iterable[str] = (), terms: Spelled | None = None, grams: Spelled | None = None) -> None:
        """Begin with nothing, or with what was kept."""
        self.written = list(written)
        self.terms, self.grams = terms or Spelled(), grams or Spelled()
        self._number = {word: number for number, word in enumerate(self.written)}

    def number_of(self, written: str) -> int:
        """Return the number of a word, and add it when it is new; -1 when it tells nothing."""
        known = self._number.get(written)
        return self._add(written) if known is None else known

    def _add(self, written: str) -> int:
        word = word_of(written)
        if word is None:
            self._number[written] = NOT_TELLING
            return NOT_TELLING
        number = self._number[written] = len(self.written)
        self.written.append(written)
        self.terms.add(word.terms)
        self.grams.add(grams_of(word.folded))
        return number
