"""Whether a bundle stays the best when who was not heard turns out to be against it."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from draagvlak.bundles.aims import Numbers, Total
from draagvlak.bundles.bundle import Bundle
from draagvlak.bundles.searching import Climb, Search, Watch

NEAR: Final = Search(gap=0.001)
MOST_RIVALS: Final = 50


@dataclass(frozen=True, slots=True)
class Robustness:
    """From which `share` of the unheard being against it a bundle is no longer best, and which one is then.

    `share`: from 0 to 1, and 1 when it stays the best whatever they think; `rival` is None then.

    >>> Robustness(1.0, None).stays_best
    True
    """

    share: float
    rival: Bundle | None

    @property
    def stays_best(self) -> bool:
        """Tell whether it stays best even when all of them are against it."""
        return self.rival is None


def robust(bundle: Bundle, *, search: Search = NEAR) -> Robustness:
    """Tell how many of who was not heard may be against a bundle while it keeps the largest total.

    Against it is the worst that they can think: all of its options are worth nothing to them, and every other one is
    wanted. Counted are all reactions that are not known, by weight. A rival must be better by more than the gap of the
    search. A bundle that has not the largest total among who was heard is not robust at all: its share is 0.

    >>> from draagvlak.bundles import Gradient, Means, Option, Party, Problem
    >>> from draagvlak.bundles.finding import most_supported
    >>> options = tuple(Option(id_, costs={"turns": 1}) for id_ in ("a", "b"))
    >>> likes = (Party("Anna", reactions={"a": Gradient.WANT, "b": Gradient.OBJECT}), Party("Bart"), Party("Carla"))
    >>> bundle = most_supported(Problem(options=options, means=(Means("turns", 1),), parties=likes))
    >>> found = robust(bundle)
    >>> found.share, found.rival.options
    (0.4, ('b',))
    """
    problem, watch = bundle.problem, Watch(search)
    total, against = Total(problem.table), _against(bundle)
    here = total.value(bundle.places)
    share, rival = 1.0, None
    for _rival in range(MOST_RIVALS):
        climb = Climb(problem, watch, rule="robust")
        aim = Total(problem.table, more=share * against)
        reached = climb.reach(aim, bundle.places)
        if aim.value(reached.places) <= here * (1 + max(search.gap, 1e-9)) or set(reached.places) == set(bundle.places):
            break
        rival = climb.bundle(reached)
        extra = float(against[list(reached.places)].sum())
        share = max((here - total.value(reached.places)) / extra, 0.0) if extra else 0.0
        if share == 0 or watch.is_over():
            break
    return Robustness(share, rival)


def _against(bundle: Bundle) -> Numbers:
    """Return what each option outside the bundle is worth to all whose reaction to it is not known."""
    table = bundle.problem.table
    if table.known is None:
        return np.zeros(len(bundle.problem.options))
    unknown = table.weights.sum() - table.known @ table.weights
    worth = unknown / table.weight_scale * max(map(float, bundle.problem.utilities.values()))
    worth[list(bundle.places)] = 0
    return np.asarray(worth)
