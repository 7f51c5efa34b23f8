"""Purses that grow step by step, leaping over the steps at which nothing else is bought.

As long as the same is bought in every turn, purses are never smaller with a larger share, and so rates never higher.
So when all that is not bought in a turn has, at the far end, a rate above that of what was bought at the near end, the
same is bought in that turn at every step between, if it is in the turns before. That is looked at for each turn apart:
most can leap far, and only the turn in which another comes close needs small steps. Peters and others (2021) tell of
growing purses; Kraiczy, Robinson & Elkind (2025), Streamlining Equal Shares, arXiv 2502.11797, of leaping.

Where voters are few, as a city's district has them, looking ahead takes longer than running. Then steps run side by
side in lanes, and leaps begin only after all lanes bought the same.
"""

from fractions import Fraction
from math import inf
from typing import Final

from draagvlak.bundles.buying import Market, Run
from draagvlak.bundles.lanes import has_lanes, runs_of
from draagvlak.bundles.purses import TOLERANCE
from draagvlak.bundles.shares import Numbers, Shares

WORTH_A_LOOK, ENOUGH_REST = 4, 2
"""How far a leap must go to be quicker than single steps, and after how many of these without a change it is tried."""
FEW_VOTERS: Final = 3_000
FIRST_LANES, MOST_LANES = 16, 128
InTheWay = list[tuple[int, float]]
"""Options that may come first, and how close they are to it: 1 or more."""


class Growing:
    """What is bought with purses that have grown by so many `steps`: the `run`.

    `safe`: for every turn, up to how many steps it is sure that the same is bought in it, if it was in those before;
    `rates`: the rate at that step. The last turn is the one in which nobody can buy anything.

    >>> from draagvlak.bundles.problem import Means, Option, Problem
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> parties = (Party("A", reactions={"bench": 1}), Party("B"))
    >>> problem = Problem((Option("bench", costs={"euro": 9}),), (Means("euro", 10),), parties, ballot=Ballot.APPROVAL)
    >>> growing = Growing(Shares(problem))
    >>> while not growing.run.places:
    ...     growing.leap()
    >>> growing.steps, growing.run.places
    (4, (0,))
    """

    def __init__(self, shares: Shares) -> None:
        """Begin with equal shares."""
        self.shares, self.steps = shares, 0
        self.run = Market(shares, shares.purse).run()
        self.safe: list[int] = []
        self.rates: list[float] = []
        self._close: dict[tuple[int, int], tuple[int, float]] = {}
        self._in_the_way: InTheWay = []
        self._has_lanes = len(shares.problem.table.weights) <= FEW_VOTERS and has_lanes(shares)
        self._lanes, self._ahead = FIRST_LANES, list[Run]()
        self._reach, self._unchanged = 1 if self._has_lanes else WORTH_A_LOOK, 0
        self._begin_at(0)

    def leap(self) -> None:
        """Go to the first step at which something else is bought, or may be; in lanes, to the next step."""
        if self._reach == 1 and self._has_lanes:
            self._step()
            return
        before, places, turn = self.steps, self.run.places, 0
        if self._reach > 1:
            while self._last_safe_step(self.steps + self._reach) == self.steps + self._reach:
                self.steps += self._reach
                self._reach *= 2
            self.steps = min(self.safe)
            turn = self.safe.index(self.steps)
        self.steps += 1
        self.run = self._market(turn, self.steps).run()
        self._begin_at(turn)
        self._unchanged = self._unchanged + 1 if self.run.places == places else 0
        is_at_rest = self._unchanged >= ENOUGH_REST and not self._has_lanes
        is_worth_it = self.steps - before >= WORTH_A_LOOK or is_at_rest
        self._reach = max(self.steps - before, WORTH_A_LOOK) if is_worth_it else 1

    def _step(self) -> None:
        """Go one step further; run the next ones in lanes, when that was not done yet."""
        if not self._ahead:
            ahead = [self._purse(self.steps + more) for more in range(self._lanes, 0, -1)]
            self._ahead, self._unchanged = runs_of(self.shares, ahead), 0
        run = self._ahead.pop()
        self._unchanged = self._unchanged + 1 if run.places == self.run.places else 0
        self.steps, self.run = self.steps + 1, run
        self._begin_at(0)
        if not self._ahead:
            self._reach = self._lanes if self._unchanged == self._lanes else 1
            self._lanes = min(2 * self._lanes, MOST_LANES)

    def _begin_at(self, turn: int) -> None:
        """Know nothing yet of what comes after the run's own step, from this turn on."""
        self.safe[turn:] = [self.steps] * (len(self.run.places) + 1 - turn)
        self.rates[turn:] = [*self.run.rates[turn:], inf]
        self._close = {key: known for key, known in self._close.items() if key[0] < turn}

    def _last_safe_step(self, far: int) -> int:
        """Return the last step, up to `far`, at which it is sure that the same is bought in every turn."""
        market = self._market(0, far)
        blocked = []
        for turn, rate in enumerate(self.rates):
            if self.safe[turn] < far and not self._is_first(market, turn, far):
                blocked.append((turn, self._in_the_way))
            if turn < len(self.run.places):
                market.buy(self.run.places[turn], rate)
                if self.safe[turn] == far:
                    self.rates[turn] = market.rates[turn]
        last = far
        for turn, in_the_way in blocked:
            last = self._approach(turn, last, far, in_the_way)
        return last

    def _approach(self, turn: int, last: int, wall: int, in_the_way: InTheWay) -> int:
        """Make one turn safe up to the step `last`, or as far as it is; it was not, at once, as far as the wall."""
        start, is_moved = self.safe[turn], False
        before = self._look_closely(turn, in_the_way)
        while self.safe[turn] < last:
            safe = self.safe[turn]
            if wall == safe + 1 and not is_moved:
                break
            step = min(self._guess(turn, wall, in_the_way) if wall > safe + 1 else 2 * safe - start, last)
            market = self._market(turn, max(step, safe + 1))
            if is_moved := self._is_first(market, turn, max(step, safe + 1), before):
                before = market.purses
                if turn < len(self.run.places):
                    self.rates[turn] = market.rate(self.run.places[turn], self.rates[turn])
            else:
                wall, in_the_way = max(step, safe + 1), self._in_the_way
        return min(self.safe[turn], last)

    def _look_closely(self, turn: int, in_the_way: InTheWay) -> Numbers:
        """Return the purses where a turn is safe, and see how close there is what is in the way further on."""
        safe = self.safe[turn]
        market = self._market(turn, safe)
        for other, _close in in_the_way:
            found = market.rate(other)
            close = self.rates[turn] / found if self.rates[turn] < inf else market.part_owned(other)
            self._close[turn, other] = safe, min(close, 1.0)
        return market.purses

    def _market(self, turns: int, steps: int) -> Market:
        """Return the market after so many turns of the run, with purses of so many steps."""
        market = Market(self.shares, self._purse(steps))
        for place, rate in zip(self.run.places[:turns], self.rates, strict=False):
            market.buy(place, rate)
        return market

    def _purse(self, steps: int) -> Fraction:
        return self.shares.purse + steps * self.shares.step

    def _is_first(self, market: Market, turn: int, step: int, before: Numbers | None = None) -> bool:
        """Tell whether all others surely have higher rates than what is bought, from where the turn is safe to a step.

        `before`: the purses where it is safe, if they are known: then rates are also known to fall at some pace.
        """
        place = self.run.places[turn] if turn < len(self.run.places) else None
        rate, self._in_the_way = self.rates[turn], []
        further = float(self.shares.step) * (step - self.safe[turn])
        fallen = 0.0
        if place is not None and before is not None:
            fallen = market.fall(place, market.rate(place, rate), before) * further
        for other in market.candidates(rate * (1 + TOLERANCE)):
            if self._close.get((turn, other), (-1, 0))[0] >= step:
                continue
            if place is not None and (other == place or self._stays_behind(market, turn, other)):
                continue
            found = market.rate(other)
            if place is None:
                close = 1.0 if found < inf else min(market.part_owned(other), 1 - 2 * TOLERANCE)
            elif found == inf:
                close = 0.0
            else:
                above = market.fall(other, found, before) * further if before is not None else 0.0
                close = max((rate - fallen) / found, rate / (found + above)) if found else inf
            if close < 1 - TOLERANCE:
                self._close[turn, other] = step, close
            else:
                self._in_the_way.append((other, close))
        if not self._in_the_way:
            self.safe[turn] = step
        return not self._in_the_way

    def _stays_behind(self, market: Market, turn: int, other: int) -> bool:
        """Tell whether an option never comes before what is bought: at its lowest rate, or because it is its twin."""
        place, ranks, lowest = self.run.places[turn], self.shares.ranks, market.lowest
        if self.run.is_full[turn] and (lowest[place], ranks[place]) < (lowest[other], ranks[other]):
            return True
        return ranks[place] < ranks[other] and market.is_twin(place, other)

    def _guess(self, turn: int, wall: int, in_the_way: InTheWay) -> int:
        """Return a step before the wall at which the turn may be safe, if what is in the way comes at an even pace."""
        safe = self.safe[turn]
        guesses = [wall - 1]
        for other, close in in_the_way:
            near, before = self._close.get((turn, other), (safe, 0.5))
            if near < wall and before < close:
                guesses.append(int(near + 0.95 * (wall - near) * (1 - before) / (close - before)))
        return max(min(guesses), safe + 1)
