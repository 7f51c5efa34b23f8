"""One run of the Method of Equal Shares: with purses of a given size, which options are bought, and at what rates."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np

from draagvlak.bundles.fitting import Fitting
from draagvlak.bundles.purses import TOLERANCE, ExactPurses, exact_purses, pay, rate_of
from draagvlak.bundles.shares import Shares, Support


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

    `shares` says who pays for what. `purse` is what each step of weight begins with.
    """

    def __init__(self, shares: Shares, purse: Fraction) -> None:
        """Give everybody their purse."""
        self.shares, self.purse = shares, purse
        self.fitting = Fitting(shares.problem)
        self.supports = list(shares.supports)
        self.lowest = list(shares.lowest)
        self.bounds = shares.bounds.copy()
        self.rates: list[float] = []
        self.is_full: list[bool] = []
        self._purses = np.full(len(shares.problem.table.weights), float(purse))
        self._bought: list[tuple[Support, int]] = []
        self._exact: ExactPurses | None = None
        self._settled = 0

    def run(self) -> Run:
        """Buy what is cheapest for its supporters, as long as some can pay for something."""
        while (place := self._cheapest()) is not None:
            self.buy(place)
        return self.bought()

    def bought(self) -> Run:
        """Return what was bought."""
        return Run(self.purse, tuple(self.fitting.chosen), tuple(self.rates), tuple(self.is_full))

    def candidates(self, at_most: float = inf) -> Iterator[int]:
        """Walk over what may be bought now, the lowest bound first; the bounds may rise on the way."""
        for place in self.bounds.argsort(kind="stable").tolist():
            if not self.bounds[place] <= at_most or self.bounds[place] == inf:
                return
            if self.fitting.is_shut_out(place):
                self.bounds[place] = inf
            elif not self.fitting.is_waiting(place):
                yield place

    def rate(self, place: int) -> float:
        """Return the rate of an option now, per unit of utility; infinite when its supporters can't pay for it."""
        support, price = self.supports[place], self.shares.prices[place]
        found = rate_of(support, price, self._purses, self.bounds[place] * support.unit)
        owned = support.floats[0] @ self._purses[support.voters]
        if abs(owned - price) <= TOLERANCE * price:
            if not self._exactly().can_pay(support, price):
                found = inf
            elif found == inf:
                found = float(self._exactly().rate(support, price))
        self.bounds[place] = found / support.unit
        return float(self.bounds[place])

    def buy(self, place: int) -> None:
        """Let the supporters pay."""
        rate, support = self.rate(place), self.supports[place]
        self.rates.append(rate)
        self.is_full.append(self._is_full(place))
        pay(support, rate * support.unit, self._purses)
        self._bought.append((support, self.shares.prices[place]))
        self.bounds[place] = inf
        self.fitting.add(place)
        for other in self.shares.touched_by.get(place, ()):
            if self.bounds[other] < inf or not self.fitting.is_shut_out(other):
                self._support_anew(other)

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
        if all(self._is_full(place) for place in near):
            return min(near, key=lambda place: (self.lowest[place], self.shares.ranks[place]))
        purses = self._exactly()

        def exactly(place: int) -> tuple[Fraction, int]:
            support = self.supports[place]
            return purses.rate(support, self.shares.prices[place]) / support.unit, self.shares.ranks[place]

        return min(near, key=exactly)

    def _is_full(self, place: int) -> bool:
        """Tell whether every supporter surely has more than enough to pay in full."""
        support = self.supports[place]
        asked = float(self.lowest[place]) * support.unit * support.floats[1]
        return bool((self._purses[support.voters] >= asked * (1 + TOLERANCE)).all())

    def _exactly(self) -> ExactPurses:
        if self._exact is None:
            self._exact = exact_purses(len(self._purses), self.purse, ())
        for support, price in self._bought[self._settled :]:
            self._exact.pay(support, price)
        self._settled = len(self._bought)
        return self._exact

    def _support_anew(self, place: int) -> None:
        """Ask again who pays, now that a condition is met or broken."""
        if not self.shares.is_allowed[place]:
            return
        support = self.shares.support(place, self.fitting.chosen)
        self.supports[place] = support
        self.lowest[place] = self.shares.lowest_rate(place, support)
        self.bounds[place] = float(self.lowest[place]) if len(support.voters) else inf
