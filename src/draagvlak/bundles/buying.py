"""One run of the Method of Equal Shares: with purses of a given size, which options are bought, and at what rates."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np

from draagvlak.bundles.fitting import Fitting
from draagvlak.bundles.purses import TOLERANCE, ExactPurses, left, rate_of
from draagvlak.bundles.shares import Numbers, Shares, Support


@dataclass(frozen=True, slots=True)
class Run:
    """What was bought with purses of this size, in turn, by places.

    `rates`: per unit of utility, and `is_full` where every supporter could pay it, so that it is exact and stays.
    """

    purse: Fraction
    places: tuple[int, ...]
    rates: tuple[float, ...]
    is_full: tuple[bool, ...]


class Market:
    """Voters with purses, and the options that they may still buy.

    `shares` says who pays for what. `purse` is what each step of weight begins with. `bounds`: rates that no option
    can come below any more, per unit of utility, by place; infinite for what can't be bought any more.

    >>> from draagvlak.bundles.problem import Means, Option, Problem
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> parties = (Party("A", reactions={"bench": 1, "tree": 1}), Party("B", reactions={"bench": 1}))
    >>> options = (Option("bench", costs={"euro": 4}), Option("tree", costs={"euro": 3}))
    >>> shares = Shares(Problem(options, (Means("euro", 10),), parties, ballot=Ballot.APPROVAL), "cardinality")
    >>> Market(shares, shares.purse).run().rates
    (2.0, 3.0)
    """

    def __init__(self, shares: Shares, purse: Fraction) -> None:
        """Give everybody their purse."""
        self.shares, self.purse = shares, purse
        self.fitting = Fitting(shares.problem)
        self.supports = list(shares.supports)
        self.lowest = list(shares.lowest)
        self.bounds = list(shares.bounds)
        self.rates: list[float] = []
        self.is_full: list[bool] = []
        self._open = [place for place, bound in enumerate(self.bounds) if bound < inf]
        self.purses = np.full(len(shares.problem.table.weights), float(purse))
        self._bought: list[tuple[Support, int]] = []
        self._exact: ExactPurses | None = None
        self._settled = 0
        self._was_full, self._asked = False, self.purses
        self._is_free = self.fitting.is_free()

    def run(self) -> Run:
        """Buy what is cheapest for its supporters, as long as some can pay for something."""
        while (place := self._cheapest()) is not None:
            self.buy(place, self.bounds[place])
        return self.bought()

    def bought(self) -> Run:
        """Return what was bought."""
        return Run(self.purse, tuple(self.fitting.chosen), tuple(self.rates), tuple(self.is_full))

    def candidates(self, at_most: float = inf) -> Iterator[int]:
        """Walk over what may be bought now, the lowest bound first; the bounds may rise on the way."""
        self._open = [place for place in self._open if self.bounds[place] < inf]
        self._open.sort(key=self.bounds.__getitem__)
        for place in self._open:
            if self.bounds[place] > at_most:
                return
            if self._is_free:
                yield place
            elif self.fitting.is_shut_out(place):
                self.bounds[place] = inf
            elif not self.fitting.is_waiting(place):
                yield place

    def rate(self, place: int, near: float = 0.0) -> float:
        """Return the rate of an option now, per unit of utility; infinite when its supporters can't pay for it.

        `near`: what it may be about, which makes it quicker.
        """
        support, price, bound = self.supports[place], self.shares.prices[place], self.bounds[place]
        purses = self._asked = self.purses[support.voters]
        self._was_full = self._is_full(place, purses)
        if self._was_full:
            return bound
        found = rate_of(support, price, purses, max(bound, near) * support.unit)
        if abs(np.dot(support.floats[0], purses) - price) <= TOLERANCE * price:
            found = self._rate_at_the_edge(support, price, found)
        self.bounds[place] = found / support.unit
        return self.bounds[place]

    def part_owned(self, place: int) -> float:
        """Return which part of its price the supporters of an option have left."""
        support = self.supports[place]
        return float(np.dot(support.floats[0], self.purses[support.voters])) / max(self.shares.prices[place], 1)

    def fall(self, place: int, rate: float, before: Numbers) -> float:
        """Return at least how much a rate fell for each unit that the shares grew, since purses were as before.

        Of a purse that was not empty then, all payments fell or stayed, so that it grew at least as much as the shares
        did. Who is poor now, was so all that time, and what the poor had more, the rich paid less.
        """
        support = self.supports[place]
        weights, worth, weighted_worth = support.floats
        is_poor = self.purses[support.voters] < rate * support.unit * worth
        rich = support.total - float(np.dot(weighted_worth, is_poor))
        return float(np.dot(weights, is_poor & (before[support.voters] > 0))) / rich / support.unit if rich else 0.0

    def buy(self, place: int, near: float = 0.0) -> None:
        """Let the supporters pay, at its rate, which is about `near`."""
        rate, support = self.rate(place, near), self.supports[place]
        self.rates.append(rate)
        self.is_full.append(self._was_full)
        self.purses[support.voters] = left(support, rate * support.unit, self._asked)
        self._bought.append((support, self.shares.prices[place]))
        self.bounds[place] = inf
        self.fitting.add(place)
        for other in self.shares.touched_by.get(place, ()):
            if not self.fitting.is_shut_out(other):
                self._ask_again(other)

    def is_twin(self, place: int, other: int) -> bool:
        """Tell whether two options have the same price, and the same supporters to whom they are worth the same."""
        here, there = self.supports[place], self.supports[other]
        return (
            self.shares.prices[place] == self.shares.prices[other]
            and here.unit == there.unit
            and np.array_equal(here.voters, there.voters)
            and np.array_equal(here.worth, there.worth)
        )

    def _cheapest(self) -> int | None:
        best, found = inf, []
        for place in self.candidates():
            if self.bounds[place] > best * (1 + TOLERANCE):
                break
            if (rate := self.rate(place)) < inf:
                found.append(place)
                best = min(best, rate)
        near = [place for place in found if self.bounds[place] <= best * (1 + TOLERANCE)]
        return self._first(near) if len(near) > 1 else near[0] if near else None

    def _first(self, near: list[int]) -> int:
        """Return the cheapest of options whose rates are too close for floating point; between equals, by their id."""
        if all(self._is_full(place, self.purses[self.supports[place].voters]) for place in near):
            return min(near, key=lambda place: (self.lowest[place], self.shares.ranks[place]))
        purses = self._exactly()

        def exactly(place: int) -> tuple[Fraction, int]:
            support = self.supports[place]
            return purses.rate(support, self.shares.prices[place]) / support.unit, self.shares.ranks[place]

        return min(near, key=exactly)

    def _rate_at_the_edge(self, support: Support, price: int, found: float) -> float:
        """Return the rate when all supporters together have about the price."""
        if not self._exactly().can_pay(support, price):
            return inf
        return found if found < inf else float(self._exactly().rate(support, price))

    def _is_full(self, place: int, purses: Numbers) -> bool:
        """Tell whether every supporter surely has more than enough to pay in full."""
        support = self.supports[place]
        asked = self.shares.prices[place] / support.total * (1 + TOLERANCE)
        if support.is_even:
            return bool(np.minimum.reduce(purses) >= asked)
        return bool((purses >= asked * support.floats[1]).all())

    def _exactly(self) -> ExactPurses:
        if self._exact is None:
            self._exact = ExactPurses(len(self.purses), self.purse)
        for support, price in self._bought[self._settled :]:
            self._exact.pay(support, price)
        self._settled = len(self._bought)
        return self._exact

    def _ask_again(self, place: int) -> None:
        """Ask who pays, now that a condition is met or broken."""
        if not self.shares.is_allowed[place]:
            return
        support = self.shares.support(place, self.fitting.chosen)
        if support is self.supports[place]:
            return
        self.supports[place] = support
        self.lowest[place] = self.shares.lowest_rate(place, support)
        self.bounds[place] = float(self.lowest[place]) if len(support.voters) else inf
        if place not in self._open:
            self._open.append(place)
