"""What Equal Shares counts with: what each option is priced at, who pays for it, and what everybody may spend.

The price of an option is what it costs. With several kinds of means it is the largest part that it takes of any of
them: bundles that stay within one whole then stay within every kind of means.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import inf, lcm
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from draagvlak.bundles.gathering import Together
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.tables import Counts

Numbers = NDArray[np.float64]
Utility = Literal["cost", "cardinality", "additive"]
STEPS: Final = 1000
"""With several kinds of means, purses grow by this part of an equal share at a time."""


@dataclass(frozen=True)
class Support:
    """Who pays for an option, and in what proportion: arrays of shape (supporters,).

    `voters`: columns of the table. `weights`: whole numbers. `worth`: whole numbers from 1, without a common divisor;
    times `unit` it is the utility.

    >>> Support.of(np.array([0, 2]), np.array([1, 3]), np.array([10, 20]), unit=1).worth.tolist()
    [1, 2]
    """

    voters: Counts
    weights: Counts
    worth: Counts
    unit: int

    @classmethod
    def of(cls, voters: Counts, weights: Counts, worth: Counts, *, unit: int) -> "Support":
        """Take the common divisor of the worth into the unit.

        >>> Support.of(np.array([1]), np.array([2]), np.array([7]), unit=500).unit
        3500
        """
        divisor = max(int(np.gcd.reduce(worth)), 1)
        return cls(voters, weights, worth // divisor, unit * divisor)

    @cached_property
    def total(self) -> int:
        """Return the worth of all, in units."""
        return int(self.weights @ self.worth)

    @cached_property
    def is_even(self) -> bool:
        """Tell whether it is worth as much to everybody."""
        return bool((self.worth == 1).all())

    @cached_property
    def floats(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return weights, worth, and the one times the other."""
        weights, worth = self.weights.astype(np.float64), self.worth.astype(np.float64)
        return weights, worth, weights * worth


@dataclass(frozen=True)
class Shares:
    """A problem, as Equal Shares counts with it.

    `utility`: an option is worth its price to whom it serves ("cost"), the same as any other ("cardinality"), or what
    the party says that it is worth ("additive"). Raises ValueError for another.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> parties = (Party("A", reactions={"bench": 1}), Party("B"))
    >>> problem = Problem((Option("bench", costs={"euro": 3}),), (Means("euro", 6),), parties, ballot=Ballot.APPROVAL)
    >>> shares = Shares(problem)
    >>> shares.prices, shares.purse, shares.support(0, ()).voters.tolist()
    ((3,), Fraction(3, 1), [0])
    """

    problem: Problem
    utility: Utility = "cost"

    def __post_init__(self) -> None:
        """Refuse a measure that there is not."""
        if self.utility not in get_args(Utility):
            raise ValueError(f"utility is {self.utility!r}: give one of {', '.join(get_args(Utility))}")

    @cached_property
    def prices(self) -> tuple[int, ...]:
        """Return the price of each option."""
        return self._priced[0]

    @cached_property
    def whole(self) -> int:
        """Return how much there is to spend, in the unit of the prices."""
        return self._priced[1]

    @cached_property
    def weight(self) -> int:
        """Return the weight of all who were heard, in steps of the table."""
        table = self.problem.table
        return int(table.weights[table.heard].sum())

    @cached_property
    def purse(self) -> Fraction:
        """Return the equal share of one step of weight; 0 when nobody was heard."""
        return Fraction(self.whole, self.weight) if self.weight else Fraction(0)

    @cached_property
    def step(self) -> Fraction:
        """Return by how much it grows at a time: by one of the means for each party of weight 1."""
        if len(self.problem.means) == 1:
            return Fraction(self.problem.steps[0], self.problem.table.weight_scale)
        return self.purse / STEPS

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """Return who goes first when all else is equal: the order of ids as text."""
        ranks = {id_: rank for rank, id_ in enumerate(sorted(self.problem.place))}
        return tuple(ranks[option.id] for option in self.problem.options)

    @cached_property
    def is_allowed(self) -> tuple[bool, ...]:
        """Tell for which options all consents are enough."""
        return tuple(not self.problem.lacks_consent(option) for option in self.problem.options)

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """Return who pays for each option when nothing is chosen yet."""
        return tuple(self.support(place, ()) for place in range(len(self.problem.options)))

    @cached_property
    def lowest(self) -> tuple[Fraction, ...]:
        """Return the lowest rate of each option: when all its supporters can pay in full."""
        return tuple(self.lowest_rate(place, support) for place, support in enumerate(self.supports))

    @cached_property
    def bounds(self) -> tuple[float, ...]:
        """Return the same in floating point; infinite for what nobody supports, or a department stops."""
        each = zip(self.lowest, self.supports, self.is_allowed, strict=True)
        return tuple(float(rate) if is_allowed and len(one.voters) else inf for rate, one, is_allowed in each)

    def lowest_rate(self, place: int, support: Support) -> Fraction:
        """Return what everybody pays for a unit of utility, when all can; 0 without support."""
        return Fraction(self.prices[place], support.total * support.unit) if len(support.voters) else Fraction(0)

    @cached_property
    def touched_by(self) -> dict[int, set[int]]:
        """Return on which options people make conditions about an option, by their places."""
        found: dict[int, set[int]] = {}
        for one in self.problem.table.conditions:
            for other in (*one.requires, *one.excludes):
                found.setdefault(other, set()).add(one.option)
        return found

    def support(self, place: int, chosen: Iterable[int]) -> Support:
        """Return who pays for an option when these are chosen already: conditions count as they stand then."""
        taken = set(chosen) if place in self._rows_of else set()
        rows = [
            place,
            *(
                row
                for row, one in self._rows_of.get(place, ())
                if taken.issuperset(one.requires) and taken.isdisjoint(one.excludes)
            ),
        ]
        key = tuple(rows)
        if key not in self._known:
            self._known[key] = self._support(place, rows)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[int, ...], Support]:
        return {}

    def _support(self, place: int, rows: list[int]) -> Support:
        table = self.problem.table
        voters, worth = _summed(table.utilities if self.utility == "additive" else table.serving, rows)
        if self.utility != "additive":
            worth = np.minimum(worth, 1)
        unit = max(self.prices[place], 1) if self.utility == "cost" else 1
        return Support.of(voters, table.weights[voters], worth, unit=unit)

    @cached_property
    def _rows_of(self) -> dict[int, list[tuple[int, Together]]]:
        found: dict[int, list[tuple[int, Together]]] = {}
        for number, one in enumerate(self.problem.table.conditions):
            found.setdefault(one.option, []).append((len(self.problem.options) + number, one))
        return found

    @cached_property
    def _priced(self) -> tuple[tuple[int, ...], int]:
        return prices_of(self.problem)


def prices_of(problem: Problem) -> tuple[tuple[int, ...], int]:
    """Return the price of each option and how much there is to spend, in one unit.

    With one kind of means these are its costs and its amount, in steps. With more, a price is the largest part that
    the option takes of any means. Of a means that is not there at all, any cost is more than everything.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> options = (Option("bench", costs={"euro": 300, "hours": 2}), Option("walk", costs={"hours": 8}))
    >>> prices_of(Problem(options, (Means("euro", 600), Means("hours", 10))))
    ((5, 8), 10)
    """
    if len(problem.means) == 1:
        return problem.costs[0], problem.amounts[0]
    parts = [
        max(
            (_part(costs[place], amount) for costs, amount in zip(problem.costs, problem.amounts, strict=True)),
            default=Fraction(0),
        )
        for place in range(len(problem.options))
    ]
    whole = lcm(1, *(part.denominator for part in parts))
    return tuple(int(part * whole) for part in parts), whole


def _part(cost: int, amount: int) -> Fraction:
    return Fraction(cost, amount) if amount else Fraction(2 if cost else 0)


def _summed(table: csr_array, rows: list[int]) -> tuple[Counts, Counts]:
    """Return the columns in which something stands, and the sums of these rows there."""
    if len(rows) == 1:
        here = slice(table.indptr[rows[0]], table.indptr[rows[0] + 1])
        return table.indices[here].astype(np.int64), table.data[here]
    sums = np.asarray(table[rows].sum(axis=0))
    columns = np.flatnonzero(sums)
    return columns, sums[columns]
