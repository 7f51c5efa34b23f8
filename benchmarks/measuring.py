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
    """What it should take on a quiet machine of two cores; shown, not judged."""

    @property
    def ratio(self) -> float:
        return self.milliseconds / self.yardstick_milliseconds

    @property
    def is_good(self) -> bool:
        return self.ratio <= self.target_ratio


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
