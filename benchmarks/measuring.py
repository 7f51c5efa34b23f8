"""How a benchmark measures: each thing beside a yardstick from the same run, so that a noisy machine judges fairly."""

import dataclasses
import statistics
import time
from collections.abc import Callable


@dataclasses.dataclass(frozen=True, kw_only=True)
class Finding:
    """One measured thing, beside the peer or simple version that it is held to."""

    what: str
    milliseconds: float
    yardstick: str
    yardstick_milliseconds: float
    target_ratio: float
    target_milliseconds: float
    """What it should take on a quiet machine of two cores; shown, and judged only where `is_time_judged`."""
    is_time_judged: bool = False
    percentile_95: float | None = None
    queries: int | None = None
    most_queries: int | None = None
    simple_milliseconds: float | None = None
    """How long the simple way takes at its worst; ours must be quicker at its worst."""

    @property
    def ratio(self) -> float:
        return self.milliseconds / self.yardstick_milliseconds

    @property
    def misses(self) -> list[str]:
        """Name what is worse than it should be."""
        worst = self.milliseconds if self.percentile_95 is None else self.percentile_95
        wrong = {
            "ratio": self.ratio > self.target_ratio,
            "time": self.is_time_judged and worst > self.target_milliseconds,
            "simple way": self.simple_milliseconds is not None and worst > self.simple_milliseconds,
            "queries": self.queries is not None and self.most_queries is not None and self.queries > self.most_queries,
        }
        return [name for name, is_wrong in wrong.items() if is_wrong]

    @property
    def is_good(self) -> bool:
        return not self.misses


@dataclasses.dataclass(frozen=True, kw_only=True)
class Amount:
    """One measured thing that is no time: a rate, a weight; held to a most or a least, or only told."""

    what: str
    amount: float
    most: float | None = None
    least: float | None = None

    @property
    def is_good(self) -> bool:
        return (self.most is None or self.amount <= self.most) and (self.least is None or self.amount >= self.least)


def side_by_side(*works: Callable[[], object], rounds: int) -> list[float]:
    """Return the median milliseconds of each, measured in turns so that a busy moment meets them all."""
    for work in works:
        work()
    taken: list[list[float]] = [[] for _ in works]
    for _round in range(rounds):
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            times.append((time.perf_counter() - start) * 1000)
    return [statistics.median(times) for times in taken]
