"""The trade-off between the largest total and the worst-off group, as a handful of different bundles."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from draagvlak.bundles.aims import Aim, Harmonic, Total, WorstOff
from draagvlak.bundles.bundle import Bundle
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.searching import Climb, Reached, Search, Watch

NEAR: Final = Search(gap=0.001)
A_CRUMB: Final = 1e-6


def front(problem: Problem, *, most: int = 10, difference: float = 0.05, search: Search = NEAR) -> tuple[Bundle, ...]:
    """Return bundles from the largest total to the best for the worst-off group, none worse than another in both.

    Without groups, from the largest total to the fewest with nothing. `most`: from 2, how many bundles at most; as many
    levels of the worst-off, evenly spread, are held while the total is raised (the ε-constraint method, Haimes, Lasdon
    & Wismer 1971). `difference`: from 0 to 1, at least this share of the options in either must be in one only, else
    the later of the two is left out. Each bundle has a proof of its total at its level.
    Raises ValueError for values out of range.

    >>> from draagvlak.bundles import Ballot, Means, Option, Party
    >>> options = tuple(Option(id_, costs={"turns": 1}) for id_ in ("a", "b", "c"))
    >>> likes = (Party("m", 5, "many", reactions={"a": 2, "b": 1}), Party("f", 1, "few", reactions={"c": 1}))
    >>> problem = Problem(options=options, means=(Means("turns", 2),), parties=likes, ballot=Ballot.POINTS)
    >>> [bundle.options for bundle in front(problem)]
    [('a', 'b'), ('a', 'c')]
    """
    if most < 2 or not 0 <= difference <= 1:  # noqa: PLR2004 – a front has two ends
        raise ValueError(f"most is {most} and difference {difference}: give at least 2, and from 0 to 1")
    table, watch = problem.table, Watch(search)
    total: Aim = Total(table)
    fair: Aim = WorstOff(table) if table.group_names else Harmonic(table, most=1)
    climb = Climb(problem, watch, rule="front")
    found = [climb.reach(total)]
    fairest = climb.reach(fair, found[0].places)
    levels = np.linspace(fair.value(found[0].places), fairest.proof.value * (1 - A_CRUMB), most)
    for level in levels[1:]:
        if watch.is_over():
            break
        climb.keep(fair, float(level))
        found.append(climb.reach(total, _start([*found, fairest], total, fair, float(level))))
    return tuple(climb.bundle(one) for one in _different(_undominated(found, fair), difference))


def _start(found: Sequence[Reached], total: Aim, fair: Aim, level: float) -> tuple[int, ...]:
    """Return the best of the bundles so far that are fair enough."""
    enough = [one.places for one in found if fair.value(one.places) >= level]
    return max(enough, key=total.value)


def _undominated(found: Sequence[Reached], fair: Aim) -> list[Reached]:
    """Keep those than which no other is better in one and as good in both, the largest total first."""
    kept: list[Reached] = []
    for one in sorted(found, key=lambda one: (-one.proof.value, -fair.value(one.places))):
        if not kept or fair.value(one.places) > fair.value(kept[-1].places) + A_CRUMB:
            kept.append(one)
    return kept


def _different(found: Sequence[Reached], difference: float) -> list[Reached]:
    """Keep both ends, and between them those that differ enough from the one before and from the last."""
    kept = list(found[:1])
    for one in found[1:-1]:
        if all(_distance(one, other) >= max(difference, A_CRUMB) for other in (kept[-1], found[-1])):
            kept.append(one)
    return [*kept, *found[1:][-1:]]


def _distance(one: Reached, other: Reached) -> float:
    """Return which share of the options in either is in one only (Jaccard 1901)."""
    here, there = set(one.places), set(other.places)
    return len(here ^ there) / max(len(here | there), 1)
