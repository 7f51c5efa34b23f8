"""What people think of options as arrays: parties that think the same are one voter, with their weights added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from draagvlak.bundles.gathering import Gathered, Together, gathered
from draagvlak.bundles.reactions import Ballot, Gradient, Number, Party, exact

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]
LARGEST: Final = 2**53


@dataclass(frozen=True)
class Table:
    """Voters are kinds of parties: the same reactions, conditions and group.

    Rows are the options, and after them one row per condition that somebody makes (`conditions`). A bundle's rows are
    its options and the conditions that it meets; the sum of a voter's utilities over them is what it gets.

    `utilities`: whole numbers, of shape (rows, voters), in steps of 1/`scale`. `serving`: 1 where the row serves the
    voter. `known`: 1 where the reaction is known, of shape (options, voters); None when all are.
    `weights`: whole numbers, of shape (voters,), in steps of 1/`weight_scale`. `groups`: place in `group_names`, or -1.
    `voter_of`: the voter of each party. `heard`: who reacted to anything at all.

    >>> anna, bart = (Party(name, reactions={"1": Gradient.WANT}) for name in ("Anna", "Bart"))
    >>> from draagvlak.bundles.reactions import UTILITIES
    >>> table_of(("1", "2"), (anna, bart), Ballot.GRADIENTS, UTILITIES).weights.tolist()
    [2]
    """

    utilities: csr_array
    scale: int
    serving: csr_array
    known: csr_array | None
    conditions: tuple[Together, ...]
    weights: Counts
    weight_scale: int
    groups: Counts
    group_names: tuple[str, ...]
    voter_of: Counts
    heard: Marks

    def rows(self, places: Sequence[int]) -> list[int]:
        """Return the rows of a bundle: its options, by their places, and the conditions that it meets."""
        chosen = set(places)
        options = self.utilities.shape[0] - len(self.conditions)
        return sorted(chosen) + [
            options + number
            for number, one in enumerate(self.conditions)
            if one.option in chosen and chosen.issuperset(one.requires) and chosen.isdisjoint(one.excludes)
        ]

    def gained(self, places: Sequence[int]) -> Counts:
        """Return what each voter gets of a bundle, in steps, of shape (voters,)."""
        return self._sum(self.utilities, self.rows(places))

    def served(self, places: Sequence[int]) -> Marks:
        """Tell which voters can live with at least one option of a bundle."""
        return self._sum(self.serving, self.rows(places)) > 0

    def serves(self, place: int, places: Sequence[int]) -> Marks:
        """Tell which voters can live with one option, when a bundle with it is done."""
        options = self.utilities.shape[0] - len(self.conditions)
        own = [row for row in self.rows(places) if row >= options and self.conditions[row - options].option == place]
        return self._sum(self.serving, [place, *own]) > 0

    def unknown(self, places: Sequence[int]) -> Counts:
        """Return of how many options of a bundle we don't know what each voter thinks."""
        if self.known is None:
            return np.zeros(len(self.weights), dtype=np.int64)
        return len(set(places)) - self._sum(self.known, sorted(set(places)))

    @staticmethod
    def _sum(table: csr_array, rows: list[int]) -> Counts:
        found = np.zeros(table.shape[1], dtype=np.int64)
        for row in rows:
            here = slice(table.indptr[row], table.indptr[row + 1])
            found[table.indices[here]] += table.data[here]
        return found


def table_of(
    options: Sequence[str], parties: Sequence[Party], ballot: Ballot, utilities: Mapping[Gradient, Number]
) -> Table:
    """Merge parties that think the same, and set out what they think.

    `options`: ids. The parties are checked already. Raises ValueError for numbers too fine or too many to be exact.

    >>> from draagvlak.bundles.reactions import UTILITIES
    >>> one = Party("Anna", weight=2, reactions={"1": 1})
    >>> table_of(("1", "2"), (one, Party("Bart")), Ballot.APPROVAL, UTILITIES).utilities.toarray().tolist()
    [[1, 0], [0, 0]]
    """
    everything = gathered({id_: number for number, id_ in enumerate(options)}, parties, ballot, utilities)
    voter_of, first = _merged(parties, everything)
    voters, said = [parties[number] for number in first], everything.of(first)
    worths, scale = _whole(said.worths, len(said.codes), "utilities")
    weights, weight_scale = _weights(parties, voter_of, len(voters))
    names = tuple(dict.fromkeys(voter.group for voter in voters if voter.group))
    group_place = {name: number for number, name in enumerate(names)} | {"": -1}
    known = said.where(said.is_known.astype(np.int64), len(options))
    is_complete = ballot is not Ballot.GRADIENTS
    return Table(
        utilities=said.where(worths),
        scale=scale,
        serving=said.where(said.is_serving.astype(np.int64)),
        known=None if is_complete else known,
        conditions=said.conditions,
        weights=weights,
        weight_scale=weight_scale,
        groups=np.array([group_place[voter.group] for voter in voters], dtype=np.int64),
        group_names=names,
        voter_of=voter_of,
        heard=np.ones(len(voters), dtype=np.bool_) if is_complete else np.asarray(known.sum(axis=0) > 0),
    )


def _merged(parties: Sequence[Party], said: Gathered) -> tuple[Counts, list[int]]:
    """Return the voter of each party, and the first party of each voter, in the order in which they come."""
    kinds: dict[tuple[str, bytes], int] = {}
    voter_of = np.empty(len(parties), dtype=np.int64)
    first: list[int] = []
    for number, (party, words) in enumerate(zip(parties, said.each(), strict=True)):
        voter_of[number] = kinds.setdefault((party.group, words), len(first))
        if len(kinds) > len(first):
            first.append(number)
    return voter_of, first


def _weights(parties: Sequence[Party], voter_of: Counts, voters: int) -> tuple[Counts, int]:
    whole, scale = _whole([exact(party.weight, "a weight") for party in parties], len(parties), "weights")
    total = np.zeros(voters, dtype=np.int64)
    np.add.at(total, voter_of, whole)
    return total, scale


def _whole(numbers: Sequence[int | Fraction], times: int, what: str) -> tuple[Counts, int]:
    """Return the numbers in whole steps, and how many steps there are in one; they are added up so many `times`."""
    scale = lcm(*{number.denominator for number in numbers})
    steps = [int(number * scale) for number in numbers]
    if max(steps, default=0) * max(times, 1) > LARGEST:
        raise ValueError(f"{what} count more than {LARGEST} steps of 1/{scale}: round them")
    return np.array(steps, dtype=np.int64), scale
