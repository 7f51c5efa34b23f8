"""Purses of several sizes side by side, each in a lane of its own: quicker than one by one where voters are few."""

from collections.abc import Sequence
from fractions import Fraction
from math import inf

import numpy as np
from numpy.typing import NDArray

from draagvlak.bundles.buying import Market, Run
from draagvlak.bundles.fitting import Fitting
from draagvlak.bundles.purses import TOLERANCE
from draagvlak.bundles.shares import Numbers, Shares

Lane = NDArray[np.int64]


def has_lanes(shares: Shares) -> bool:
    """Tell whether options only ask for money: they don't shut out or wait for others, and nobody makes a condition.

    >>> from draagvlak.bundles.problem import Option, Problem
    >>> has_lanes(Shares(Problem((Option("1", excludes=frozenset({"2"})), Option("2")))))
    False
    """
    return Fitting(shares.problem).is_free() and not shares.touched_by


def runs_of(shares: Shares, purses: Sequence[Fraction]) -> list[Run]:
    """Return what is bought with purses of each of these sizes, for a problem that `has_lanes`.

    A lane in which floating point can't decide is left, and run by itself.

    >>> from draagvlak.bundles.problem import Means, Option, Problem
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> parties = (Party("A", reactions={"bench": 1}), Party("B"))
    >>> problem = Problem((Option("bench", costs={"euro": 6}),), (Means("euro", 6),), parties, ballot=Ballot.APPROVAL)
    >>> [run.places for run in runs_of(Shares(problem), [Fraction(5), Fraction(6), Fraction(7)])]
    [(), (0,), (0,)]
    """
    lanes = _Lanes(shares, purses)
    while lanes.buy():
        pass
    return [
        lanes.run(lane, purse) if lanes.is_sure[lane] else Market(shares, purse).run()
        for lane, purse in enumerate(purses)
    ]


class _Lanes:
    """Arrays of shape (lanes, voters) and (lanes, options); otherwise as in `Market`."""

    def __init__(self, shares: Shares, purses: Sequence[Fraction]) -> None:
        self._shares = shares
        self._purses = np.repeat(np.array(purses, dtype=np.float64)[:, None], len(shares.problem.table.weights), axis=1)
        self._bounds = np.repeat(np.array([shares.bounds]), len(purses), axis=0)
        self._is_full = np.zeros(self._bounds.shape, dtype=np.bool_)
        self._order = np.empty(len(shares.ranks), dtype=np.int64)
        self._order[sorted(range(len(shares.ranks)), key=lambda place: (shares.lowest[place], shares.ranks[place]))] = (
            np.arange(len(shares.ranks))
        )
        self._bought: list[list[tuple[int, float, bool]]] = [[] for _purse in purses]
        self.is_sure = np.ones(len(purses), dtype=np.bool_)

    def run(self, lane: int, purse: Fraction) -> Run:
        """Return what was bought in a lane."""
        bought = self._bought[lane]
        return Run(purse, *(tuple(one[field] for one in bought) for field in range(3)))  # type: ignore[arg-type]  # three fields

    def buy(self) -> bool:
        """Buy in every lane what is cheapest there; tell whether anything was bought."""
        rates = self._rates()
        best = rates.min(axis=1, initial=inf)
        is_near = (rates <= best[:, None] * (1 + TOLERANCE)) & (rates < inf)
        self.is_sure &= (is_near.sum(axis=1) <= 1) | ~(is_near & ~self._is_full).any(axis=1)
        first = np.where(is_near, self._order, len(self._order)).argmin(axis=1)
        going = np.flatnonzero((best < inf) & self.is_sure)
        for place in np.unique(first[going]).tolist():
            self._pay(place, going[first[going] == place], rates)
        return bool(len(going))

    def _rates(self) -> Numbers:
        """Return the rates that may be the lowest of their lane; infinite for all others."""
        rates = np.full(self._bounds.shape, inf)
        best = np.where(self.is_sure, inf, -1.0)
        lowest = self._bounds.min(axis=0)
        for place in np.argsort(lowest, kind="stable").tolist():
            if lowest[place] == inf or lowest[place] > best.max() * (1 + TOLERANCE):
                break
            bounds = self._bounds[:, place]
            lanes = np.flatnonzero((bounds <= best * (1 + TOLERANCE)) & (bounds < inf))
            if len(lanes):
                found = self._rates_of(place, lanes)
                self._bounds[lanes, place] = rates[lanes, place] = found
                best[lanes] = np.minimum(best[lanes], found)
        return rates

    def _rates_of(self, place: int, lanes: Lane) -> Numbers:
        """Return the rates of an option per unit of utility, by the steps of Newton in `rate_of`."""
        support, price = self._shares.supports[place], self._shares.prices[place]
        weights, worth, weighted_worth = support.floats
        purses = self._purses[lanes[:, None], support.voters]
        owned = purses @ weights
        self.is_sure[lanes[np.abs(owned - price) <= TOLERANCE * price]] = False
        lowest = price / support.total
        self._is_full[lanes, place] = (purses >= lowest * (1 + TOLERANCE) * worth).all(axis=1)
        rates, higher = np.zeros(len(lanes)), np.maximum(self._bounds[lanes, place] * support.unit, lowest)
        while (higher > rates * (1 + 1e-14)).any():
            rates = np.maximum(rates, higher)
            is_poor = purses < rates[:, None] * worth
            rich = support.total - is_poor @ weighted_worth
            higher = np.where(rich > 0, (price - (purses * is_poor) @ weights) / np.maximum(rich, 1), 0.0)
        return np.where(owned < price, inf, rates / support.unit)

    def _pay(self, place: int, lanes: Lane, rates: Numbers) -> None:
        support, here = self._shares.supports[place], rates[lanes, place]
        cells = lanes[:, None], support.voters
        self._purses[cells] = np.maximum(self._purses[cells] - (here * support.unit)[:, None] * support.floats[1], 0.0)
        self._bounds[lanes, place] = inf
        for lane, rate, is_full in zip(
            lanes.tolist(), here.tolist(), self._is_full[lanes, place].tolist(), strict=True
        ):
            self._bought[lane].append((place, rate, is_full))
