"""A first bundle, quickly: what adds most for what it takes, one option after another."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.bundles.aims import Aim
from draagvlak.bundles.problem import Problem

LITTLE: Final = 1e-6


def first_bundle(problem: Problem, aim: Aim, begin: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the places of options that fit, put together greedily for an aim.

    `begin`: places of options that are in already, and fit. The answer fits, and is not proven to be anything.

    >>> from draagvlak.bundles.aims import Total
    >>> from draagvlak.bundles.problem import Means, Option
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> options = (Option("1", costs={"euro": 4}), Option("2", costs={"euro": 3}))
    >>> likes = (Party("Anna", reactions={"1": 1, "2": 1}),)
    >>> problem = Problem(options=options, means=(Means("euro", 6),), parties=likes, ballot=Ballot.APPROVAL)
    >>> first_bundle(problem, Total(problem.table))
    (1,)
    """
    room = _Room(problem, begin)
    chosen = list(begin)
    while (fits := room.fits()).any():
        gains = aim.slopes(chosen)[: len(problem.options)]
        if gains[fits].max() <= 0:
            break
        best = int(np.argmax(np.where(fits, gains / room.efforts, -1.0)))
        chosen.append(best)
        room.take(best)
    return tuple(sorted(chosen))


class _Room:
    """What is left of means and limits, and which options are still possible."""

    def __init__(self, problem: Problem, begin: Sequence[int]) -> None:
        self._problem = problem
        self._costs = np.array(problem.costs, dtype=np.int64).reshape(len(problem.means), len(problem.options))
        self._left = np.array(problem.amounts, dtype=np.int64)
        self._limits = [np.array([limit.covers(one) for one in problem.options]) for limit in problem.limits]
        self._count = [limit.most for limit in problem.limits]
        self._possible = np.array([not problem.lacks_consent(one) for one in problem.options], dtype=np.bool_)
        self._unmet = [set(map(problem.place.__getitem__, one.requires)) for one in problem.options]
        self._waits = np.array([bool(unmet) for unmet in self._unmet], dtype=np.bool_)
        self._excluded = _neighbours(problem)
        share = self._costs / np.maximum(self._left, 1)[:, None]
        self.efforts: NDArray[np.float64] = share.sum(axis=0) + LITTLE
        for place in begin:
            self.take(place)

    def fits(self) -> NDArray[np.bool_]:
        fits = self._possible & ~self._waits & (self._costs <= self._left[:, None]).all(axis=0)
        for covered, left in zip(self._limits, self._count, strict=True):
            if left <= 0:
                fits &= ~covered
        return fits

    def take(self, place: int) -> None:
        self._left -= self._costs[:, place]
        self._possible[place] = False
        self._possible[self._excluded[place]] = False
        self._count = [left - int(one[place]) for one, left in zip(self._limits, self._count, strict=True)]
        for other, unmet in enumerate(self._unmet):
            unmet.discard(place)
            self._waits[other] = bool(unmet)


def _neighbours(problem: Problem) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in problem.options]
    for one, other in problem.exclusions:
        near[one].append(other)
        near[other].append(one)
    return near
