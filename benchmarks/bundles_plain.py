"""The same questions put to HiGHS plainly: a column for every option and every voter, aim after aim, without a start.

What anybody would write first, and the yardstick for what is written instead. People who think the same are one voter
here too, which is kind to it. Every answer is the value of the first aim, so that both can be compared.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.sparse import coo_array, csr_array, hstack, vstack

from draagvlak.bundles import Problem
from draagvlak.bundles.aims import Numbers, Total, WorstOff
from draagvlak.bundles.rows import lifted, rows_of, walls_of
from draagvlak.bundles.solver import INFINITE, Solver
from draagvlak.bundles.walls import Kind

BAND: Final = 0.995
LEVELS: Final = 10
TOLERANCE: Final = 1e-6


class Model:
    """A solver that knows what options hang on; each aim is what a unit of every column is worth."""

    def __init__(self, problem: Problem) -> None:
        """Give it the options, the conditions, and all that stands in the way."""
        self._problem, self._table = problem, problem.table
        options = len(problem.options)
        self._rows = options + len(self._table.conditions)
        upper = np.ones(self._rows)
        upper[[place for place, one in enumerate(problem.options) if problem.lacks_consent(one)]] = 0
        self._solver = Solver(np.zeros(self._rows), upper, whole=options)
        rows = rows_of(problem)
        self._add(rows.table, rows.upper)
        self._values: Numbers = np.zeros(self._rows)

    def total(self) -> Numbers:
        """Aim at all utilities added up."""
        return Total(self._table).slopes(())

    def worst_off(self) -> Numbers:
        """Aim at a column that no group lies below."""
        groups = WorstOff(self._table).planes(np.ones(self._rows)).slopes
        column = self._solver.add_columns(1, INFINITE)
        rows = np.zeros((len(groups), column + 1))
        rows[:, : self._rows], rows[:, column] = -groups, 1
        self._add(csr_array(rows))
        return self._unit(column)

    def served(self, *, most: int | None = 1) -> Numbers:
        """Aim at a column for each voter, or for each time that a voter is served: `most` times, or without end."""
        serving = self._table.serving.T.tocsr()
        times = np.diff(serving.indptr) if most is None else np.full(serving.shape[0], most)
        voters = np.repeat(np.arange(len(times)), times)
        first = self._solver.add_columns(len(voters), 1.0)
        each = csr_array(
            coo_array((np.ones(len(voters)), (voters, np.arange(len(voters)))), shape=(len(times), len(voters)))
        )
        self._add(csr_array(hstack([-serving, csr_array((len(times), first - self._rows)), each])))
        worth = np.zeros(self._solver.width)
        order = np.arange(len(voters)) - np.repeat(np.cumsum(times) - times, times)
        worth[first:] = self._table.weights[voters] / self._table.weight_scale / (order + 1)
        return worth

    def best(self, worth: Numbers, *, gap: float, seconds: float = INFINITE) -> float:
        """Return what is reached; not a number when nothing was found."""
        self._solver.aim_at(self._wide(worth))
        found = self._solver.best(gap=gap, seconds=seconds).values
        if found is None:
            return math.nan
        self._values = found
        return float(self._wide(worth) @ found)

    @property
    def rows(self) -> Numbers:
        """Return which options and conditions the last answer has."""
        return np.asarray(self._values[: self._rows].round())

    def keep(self, worth: Numbers, least: float) -> None:
        """Ask at least so much from now on."""
        self._add(csr_array(-self._wide(worth)[None, :]), np.array([-least]))

    def _wide(self, worth: Numbers) -> Numbers:
        return np.concatenate([worth, np.zeros(self._solver.width - len(worth))])

    def _unit(self, column: int) -> Numbers:
        worth = np.zeros(self._solver.width)
        worth[column] = 1
        return worth

    def _add(self, rows: csr_array, upper: Numbers | None = None) -> None:
        if rows.shape[0]:
            self._solver.add_rows(rows, np.zeros(rows.shape[0]) if upper is None else upper)


def most_supported(problem: Problem, *, gap: float = 0.0, seconds: float = INFINITE) -> float:
    model = Model(problem)
    return model.best(model.total(), gap=gap, seconds=seconds)


def proportional(problem: Problem, *, gap: float = 0.0, seconds: float = INFINITE) -> float:
    model = Model(problem)
    return model.best(model.served(most=None), gap=gap, seconds=seconds)


def fairest(problem: Problem, *, gap: float, seconds: float = INFINITE) -> float:
    """Raise the worst-off group, then who is served, then the total; each aim has `seconds`."""
    model = Model(problem)
    first = math.nan
    for aim in (*((model.worst_off,) if problem.table.group_names else ()), model.served, model.total):
        worth = aim()
        reached = model.best(worth, gap=gap, seconds=seconds)
        first = reached if math.isnan(first) else first
        if math.isnan(reached):
            break
        model.keep(worth, BAND * reached)
    return first


def front(problem: Problem, *, gap: float, seconds: float = INFINITE) -> float:
    """Raise the total at levels of the worst-off, from what the largest total gives to the best for them."""
    model = Model(problem)
    total, fair = model.total(), model.worst_off()
    largest = model.best(total, gap=gap, seconds=seconds)
    least = min(WorstOff(problem.table).planes(model.rows).at(model.rows))
    most = model.best(fair, gap=gap, seconds=seconds)
    for level in np.linspace(least, most, LEVELS)[1:]:
        model = Model(problem)
        model.keep(model.worst_off(), level * (1 - TOLERANCE))
        model.best(model.total(), gap=gap, seconds=seconds)
    return largest


def blockers(problem: Problem, *, gap: float, seconds: float = INFINITE) -> float:
    """Raise the total once more without each wall."""
    for wall in walls_of(problem):
        if wall.kind is not Kind.REQUIRES:
            most_supported(lifted(problem, wall), gap=gap, seconds=seconds)
    return most_supported(problem, gap=gap, seconds=seconds)


def why_impossible(problem: Problem, wish: Sequence[str]) -> int:
    """Return how many rows are left that together make a wish impossible, each row tried by a solver."""
    rows = rows_of(problem)
    upper, wished = np.ones(rows.table.shape[1]), [problem.place[id_] for id_ in wish]
    closed = {place for place, one in enumerate(problem.options) if problem.lacks_consent(one)}
    kept = list(range(rows.table.shape[0]))

    def is_possible() -> bool:
        lower, highest = np.zeros(len(upper)), upper.copy()
        lower[wished], highest[list(closed)] = 1, 0
        if (lower > highest).any():
            return False
        solver = Solver(lower, highest, whole=len(problem.options))
        if kept:
            solver.add_rows(csr_array(vstack([rows.table[[row]] for row in kept])), rows.upper[kept])
        return solver.best(gap=0).values is not None

    for row in tuple(kept):
        kept.remove(row)
        if is_possible():
            kept.append(row)
    for place in tuple(closed):
        closed.discard(place)
        if is_possible():
            closed.add(place)
    return len(kept) + len(closed)
