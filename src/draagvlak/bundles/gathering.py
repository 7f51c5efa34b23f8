"""Reactions gathered into arrays: by the million when they are plain, one by one when they hang on a condition."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from draagvlak.bundles.reactions import Ballot, Condition, Gradient, Number, Party, Reaction, serves, unmet, worth

Places = NDArray[np.int32]
CODE_BITS: Final = 32


@dataclass(frozen=True, slots=True)
class Together:
    """A column that stands for "this option, with these others, and without those": places of options."""

    option: int
    requires: tuple[int, ...]
    excludes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Which kind of entry stands in which row and column, and what each kind is worth.

    `rows`, `columns`, `codes`: of shape (entries,). `worths`, `is_serving`, `is_known`: per kind. `shape`: of rows for
    options and then for `conditions`, by voters.

    >>> from draagvlak.bundles.reactions import UTILITIES
    >>> said = gathered({"1": 0}, [Party("Anna", reactions={"1": Gradient.UNSURE})], Ballot.GRADIENTS, UTILITIES)
    >>> said.is_known.tolist(), said.shape
    ([False], (1, 1))
    """

    rows: Places
    columns: Places
    codes: Places
    worths: list[int | Fraction]
    is_serving: NDArray[np.bool_]
    is_known: NDArray[np.bool_]
    conditions: tuple[Together, ...]
    shape: tuple[int, int]

    def where(self, values: NDArray[np.int64], rows: int | None = None) -> csr_array:
        """Return the values of the kinds where they stand, but for zeros; `rows` leaves out those of conditions."""
        each = values[self.codes]
        chosen = each != 0
        shape = (self.shape[0] if rows is None else rows, self.shape[1])
        return csr_array((each[chosen], (self.rows[chosen], self.columns[chosen])), shape=shape)

    def each(self) -> Iterator[bytes]:
        """Give what each voter said, the same for those who said the same."""
        order = np.lexsort((self.rows, self.columns))
        together = (self.rows[order].astype(np.int64) << CODE_BITS) + self.codes[order]
        ends = np.cumsum(np.bincount(self.columns, minlength=self.shape[1]))
        for start, end in pairwise([0, *ends.tolist()]):
            yield together[start:end].tobytes()

    def of(self, voters: Sequence[int]) -> "Gathered":
        """Return what only these voters said."""
        column_of = np.full(self.shape[1], -1, dtype=np.int32)
        column_of[voters] = np.arange(len(voters))
        is_in = column_of[self.columns] >= 0
        return replace(
            self,
            rows=self.rows[is_in],
            columns=column_of[self.columns[is_in]],
            codes=self.codes[is_in],
            shape=(self.shape[0], len(voters)),
        )


class _Kind(NamedTuple):
    """An entry that hangs on a condition: what it is worth, and whether it serves and is known."""

    worth: int | Fraction
    is_serving: bool
    is_known: bool


class _Codes(dict[Reaction | _Kind, int]):
    """Numbers for different kinds, in the order in which they come."""

    def __missing__(self, kind: Reaction | _Kind) -> int:
        self[kind] = len(self)
        return self[kind]


def gathered(
    place: Mapping[str, int], voters: Sequence[Party], ballot: Ballot, utilities: Mapping[Gradient, Number]
) -> Gathered:
    """Set out what voters said. `place`: the row of each option, by its id; each voter is a column.

    >>> from draagvlak.bundles.reactions import UTILITIES
    >>> said = gathered({"1": 0, "2": 1}, [Party("Anna", reactions={"2": 1})], Ballot.APPROVAL, UTILITIES)
    >>> said.rows.tolist(), said.worths
    ([1], [1])
    """
    codes, rows, columns, said = _Codes(), array("i"), array("i"), array("i")
    longest = _longest(voters) if ballot is Ballot.RANKS else 0
    conditions: dict[Together, int] = {}
    for number, voter in enumerate(voters):
        first = len(rows)
        rows.extend(map(place.__getitem__, voter.reactions))
        said.extend(map(codes.__getitem__, voter.reactions.values()))
        columns.extend([number] * len(voter.reactions))
        for entry, (id_, reaction) in enumerate(voter.reactions.items() if voter.conditions else (), start=first):
            if condition := voter.conditions.get(id_):
                low, more = _split(reaction, condition, ballot, utilities, longest)
                together = _together(place, id_, condition)
                said[entry] = codes[low]
                rows.append(len(place) + conditions.setdefault(together, len(conditions)))
                columns.append(number)
                said.append(codes[more])
    kinds = [one if isinstance(one, _Kind) else _plain(one, ballot, utilities, longest) for one in codes]
    return Gathered(
        np.array(rows, dtype=np.int32),
        np.array(columns, dtype=np.int32),
        np.array(said, dtype=np.int32),
        [kind.worth for kind in kinds],
        np.array([kind.is_serving for kind in kinds], dtype=np.bool_),
        np.array([kind.is_known for kind in kinds], dtype=np.bool_),
        tuple(conditions),
        (len(place) + len(conditions), len(voters)),
    )


def _plain(reaction: Reaction, ballot: Ballot, utilities: Mapping[Gradient, Number], longest: int) -> _Kind:
    if reaction is Gradient.UNSURE:
        return _Kind(0, is_serving=False, is_known=False)
    return _Kind(worth(reaction, ballot, utilities, longest), is_serving=serves(reaction), is_known=True)


def _split(
    reaction: Reaction, condition: Condition, ballot: Ballot, utilities: Mapping[Gradient, Number], longest: int
) -> tuple[_Kind, _Kind]:
    """Return what an option is worth anyhow, and how much more when the condition is met."""
    met = _plain(reaction, ballot, utilities, longest)
    low = _plain(unmet(condition, ballot), ballot, utilities, longest)
    return low, _Kind(met.worth - low.worth, is_serving=met.is_serving and not low.is_serving, is_known=False)


def _together(place: Mapping[str, int], id_: str, condition: Condition) -> Together:
    required, excluded = (
        tuple(sorted(map(place.__getitem__, one))) for one in (condition.requires, condition.excludes)
    )
    return Together(place[id_], required, excluded)


def _longest(voters: Sequence[Party]) -> int:
    return max((int(max(voter.reactions.values())) for voter in voters if voter.reactions), default=0)
