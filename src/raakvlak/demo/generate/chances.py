"""Skewed chances: few are met often and most seldom, and a year has its seasons."""

import datetime
import random
from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, Generic, TypeVar

BUSIEST: Final = 5
BUSIEST_SHARE: Final = 0.0165  # of all presences, each: 10,000 talks and some when there are 500,000
YEARS: Final = 5
# January to December: in the street one talks most in spring, least in August and at Christmas.
_SEASONS: Final = (0.9, 1.0, 1.15, 1.2, 1.25, 1.15, 0.8, 0.55, 1.2, 1.15, 1.0, 0.65)
_WEEKEND: Final = 0.15
_GROWTH: Final = 3.0  # at the end of five years there is four times as much as in the beginning

Item = TypeVar("Item")


class Weighted(Generic[Item]):
    """Things that are drawn each with its own weight."""

    def __init__(self, items: Sequence[Item], weights: Iterable[float]) -> None:
        self.items = items
        self._sums = list(accumulate(weights))

    def draw(self, chance: random.Random) -> Item:
        """Draw one."""
        place = bisect(self._sums, chance.random() * self._sums[-1], hi=len(self.items) - 1)
        return self.items[place]

    def __bool__(self) -> bool:
        return bool(self._sums) and self._sums[-1] > 0


def falling(number: int, steepness: float) -> list[float]:
    """Return weights that fall as in Zipf's law."""
    return [(rank + 1) ** -steepness for rank in range(number)]


def popularity(number: int) -> list[float]:
    """Return how often each of so many parties is met: the busiest get their share, the others by Zipf's law."""
    others = falling(max(number - BUSIEST, 0), 0.7)
    head = BUSIEST_SHARE * sum(others) / (1 - BUSIEST * BUSIEST_SHARE) if others else 1.0
    return [*[head] * min(BUSIEST, number), *others]


class Calendar:
    """The days of five years, each as busy as its season and its weekday make it."""

    def __init__(self, today: datetime.date) -> None:
        self.days = [today - datetime.timedelta(days=number) for number in range(YEARS * 365, -1, -1)]
        weights = [_busyness(day, place / len(self.days)) for place, day in enumerate(self.days)]
        self._weighted = Weighted(self.days, weights)

    def draw(self, chance: random.Random, number: int) -> list[datetime.date]:
        """Draw so many days, in order."""
        return sorted(self._weighted.draw(chance) for _ in range(number))


def _busyness(day: datetime.date, age: float) -> float:
    return (1 + _GROWTH * age) * _SEASONS[day.month - 1] * (_WEEKEND if day.weekday() > 4 else 1)
