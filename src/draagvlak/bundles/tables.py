"""What people think of options as arrays: parties that think the same are one voter, with their weights added up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from draagvlak.bundles.reactions import Ballot, Gradient, Number, Party, exact, serves, unmet, worth

Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]
LARGEST: Final = 2**53


@dataclass(frozen=True, slots=True)
class Together:
    """A column that stands for "this option, with these others, and without those": places of options."""

    option: int
    requires: tuple[int, ...]
    excludes: tuple[int, ...]


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
    place = {id_: number for number, id_ in enumerate(options)}
    voter_of, voters = _merged(parties)
    entries = _Entries(place, ballot, utilities, _longest(parties) if ballot is Ballot.RANKS else 0)
    for number, voter in enumerate(voters):
        entries.add(number, voter)
    weights, weight_scale = _weights(parties, voter_of, len(voters))
    names = tuple(dict.fromkeys(voter.group for voter in voters if voter.group))
    group_place = {name: number for number, name in enumerate(names)} | {"": -1}
    rows, shape = len(options) + len(entries.conditions), (len(options), len(voters))
    worths, scale = _whole(entries.worths, "utilities")
    is_complete = ballot is not Ballot.GRADIENTS
    known = _sparse(np.ones(len(entries.known[0]), dtype=np.int64), entries.known, shape)
    heard = np.ones(len(voters), dtype=np.bool_) if is_complete else np.asarray(known.sum(axis=0) > 0)
    return Table(
        utilities=_sparse(worths, entries.places, (rows, len(voters))),
        scale=scale,
        serving=_sparse(np.ones(len(entries.serving[0]), dtype=np.int64), entries.serving, (rows, len(voters))),
        known=None if is_complete else known,
        conditions=tuple(entries.conditions),
        weights=weights,
        weight_scale=weight_scale,
        groups=np.array([group_place[voter.group] for voter in voters], dtype=np.int64),
        group_names=names,
        voter_of=voter_of,
        heard=heard,
    )


class _Entries:
    """What stands where in the arrays, gathered voter by voter."""

    def __init__(
        self, place: dict[str, int], ballot: Ballot, utilities: Mapping[Gradient, Number], longest: int
    ) -> None:
        self._place, self._ballot, self._utilities, self._longest = place, ballot, utilities, longest
        self._worths: dict[Number | Gradient, int | Fraction] = {}
        self.conditions: dict[Together, int] = {}
        self.worths: list[int | Fraction] = []
        self.places: tuple[list[int], list[int]] = ([], [])
        self.serving: tuple[list[int], list[int]] = ([], [])
        self.known: tuple[list[int], list[int]] = ([], [])

    def add(self, number: int, voter: Party) -> None:
        for id_, reaction in voter.reactions.items():
            if reaction is Gradient.UNSURE:
                continue
            row = self._place[id_]
            self.known[0].append(row)
            self.known[1].append(number)
            worth_of = self._worth(reaction)
            if condition := voter.conditions.get(id_):
                otherwise = unmet(condition, self._ballot)
                low, is_served = self._worth(otherwise), serves(otherwise)
                together = Together(row, self._places(condition.requires), self._places(condition.excludes))
                extra = self.conditions.setdefault(together, len(self.conditions)) + len(self._place)
                self._put(row, number, low, is_served=is_served)
                self._put(extra, number, worth_of - low, is_served=serves(reaction) and not is_served)
            else:
                self._put(row, number, worth_of, is_served=serves(reaction))

    def _put(self, row: int, number: int, worth_of: int | Fraction, *, is_served: bool) -> None:
        if worth_of:
            self.worths.append(worth_of)
            self.places[0].append(row)
            self.places[1].append(number)
        if is_served:
            self.serving[0].append(row)
            self.serving[1].append(number)

    def _worth(self, reaction: Number | Gradient) -> int | Fraction:
        found = self._worths.get(reaction)
        if found is None:
            found = self._worths[reaction] = worth(reaction, self._ballot, self._utilities, self._longest)
        return found

    def _places(self, ids: frozenset[str]) -> tuple[int, ...]:
        return tuple(sorted(self._place[id_] for id_ in ids))


def _merged(parties: Sequence[Party]) -> tuple[Counts, list[Party]]:
    """Return the voter of each party, and a party of each kind, in the order in which they come."""
    kinds: dict[object, int] = {}
    voter_of = np.empty(len(parties), dtype=np.int64)
    voters: list[Party] = []
    for number, party in enumerate(parties):
        key = (party.group, frozenset(party.reactions.items()), frozenset(party.conditions.items()))
        voter_of[number] = kinds.setdefault(key, len(voters))
        if len(kinds) > len(voters):
            voters.append(party)
    return voter_of, voters


def _longest(parties: Sequence[Party]) -> int:
    return max((int(max(party.reactions.values())) for party in parties if party.reactions), default=0)


def _weights(parties: Sequence[Party], voter_of: Counts, voters: int) -> tuple[Counts, int]:
    whole, scale = _whole([exact(party.weight, "a weight") for party in parties], "weights")
    total = np.zeros(voters, dtype=np.int64)
    np.add.at(total, voter_of, whole)
    return total, scale


def _whole(numbers: Sequence[int | Fraction], what: str) -> tuple[Counts, int]:
    """Return the numbers in whole steps, and how many steps there are in one."""
    different = set(numbers)
    scale = lcm(*(number.denominator for number in different))
    steps = {number: int(number * scale) for number in different}
    if max(steps.values(), default=0) * max(len(numbers), 1) > LARGEST:
        raise ValueError(f"{what} count more than {LARGEST} steps of 1/{scale}: round them")
    return np.array([steps[number] for number in numbers], dtype=np.int64), scale


def _sparse(values: Counts, places: tuple[list[int], list[int]], shape: tuple[int, int]) -> csr_array:
    rows, columns = (np.array(one, dtype=np.int32) for one in places)
    return csr_array((values, (rows, columns)), shape=shape)
