"""A search for the best bundle, aim after aim, that tells how far it is and can be stopped."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack

from draagvlak.bundles.aims import Aim, Apart, Numbers, Planes
from draagvlak.bundles.bundle import Bundle, Proof, bundle_of
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.rows import rows_of
from draagvlak.bundles.solver import INFINITE, Solved, Solver
from draagvlak.bundles.starting import first_bundle

ROUNDS: Final = 200
TOLERANCE: Final = 2e-6
"""To within this a solver holds its rows."""
DOUBT: Final = 1e-4
"""A bound that lies so far below a bundle that is known can't be rounding."""
ROUGHLY: Final = 1e-4
"""Where options may be done in part, planes need not touch closer than this."""
HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: the best bundle so far with what it reaches, and seconds since it began.

    >>> Progress("total", bundle=None, seconds=0.1).bundle is None
    True
    """

    aim: str
    bundle: Bundle | None
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How long to search, and who is told.

    `gap`: from 0 (proven to be the best), as a share of the bound. `seconds`: how long at most, all aims together.
    `tell` is called with what is found, `is_stopped` is asked now and then and ends the search; both must be quick.
    Ended by its gap, a search gives the same answer for the same problem; ended otherwise, the bundle says so.

    >>> Search(gap=0.01).seconds
    inf
    """

    gap: float = 0.0
    seconds: float = math.inf
    tell: Callable[[Progress], None] | None = None
    is_stopped: Callable[[], bool] | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        if not 0 <= self.gap < 1:
            raise ValueError(f"the gap is {self.gap}: it must be from 0, and less than 1")
        if not self.seconds > 0:
            raise ValueError(f"a search of {self.seconds} seconds finds nothing: give more than 0")


@dataclass
class Watch:
    """The clock of one search, and whether it was ended.

    >>> Watch(Search()).is_over()
    False
    """

    search: Search
    began: float = field(default_factory=time.monotonic)
    is_ended: bool = False

    @property
    def left(self) -> float:
        """Return how many seconds are left."""
        return self.began + self.search.seconds - time.monotonic()

    @property
    def passed(self) -> float:
        """Return how many seconds have passed."""
        return time.monotonic() - self.began

    def is_over(self) -> bool:
        """Tell whether to stop, and remember it."""
        if self.left <= 0 or (self.search.is_stopped and self.search.is_stopped()):
            self.is_ended = True
        return self.is_ended


@dataclass(frozen=True, slots=True)
class Reached:
    """The best bundle found for an aim, by the places of its options, with its proof.

    >>> Reached((0, 2), Proof("total", 3.0, 3.0)).places
    (0, 2)
    """

    places: tuple[int, ...]
    proof: Proof


class Climb:
    """Raises one aim after another on the same problem; what was reached may be kept.

    >>> from draagvlak.bundles.aims import Total
    >>> from draagvlak.bundles.problem import Means, Option
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> options = (Option("1", costs={"euro": 4}), Option("2", costs={"euro": 3}))
    >>> likes = (Party("Anna", reactions={"1": 1, "2": 1}), Party("Bart", reactions={"1": 1}))
    >>> problem = Problem(options=options, means=(Means("euro", 6),), parties=likes, ballot=Ballot.APPROVAL)
    >>> Climb(problem, Watch(Search())).reach(Total(problem.table))
    Reached(places=(0,), proof=Proof(aim='total', value=2.0, bound=2.0, is_least=False))
    """

    def __init__(self, problem: Problem, watch: Watch, *, rule: str = "") -> None:
        """Give the solver the options and all that stands in the way."""
        self._problem, self._watch, self._rule = problem, watch, rule
        self._options, conditions = len(problem.options), len(problem.table.conditions)
        upper = np.ones(self._options + conditions)
        upper[[place for place, one in enumerate(problem.options) if problem.lacks_consent(one)]] = 0
        self._solver = Solver(np.zeros(len(upper)), upper, whole=self._options)
        self._rows = len(upper)
        rows = rows_of(problem)
        self._solver.add_rows(rows.table, rows.upper)
        self._columns: dict[Aim, int] = {}
        self._apart: dict[Aim, int] = {}
        self._kept: dict[Aim, float] = {}
        self._best: Reached | None = None

    def keep(self, aim: Aim, least: float) -> None:
        """Let no bundle fall below `least` of an aim any more."""
        self._kept[aim] = least
        self._solver.limit(self._column(aim), least, INFINITE)

    def reach(self, aim: Aim, start: Sequence[int] | None = None) -> Reached:
        """Raise an aim as high as the search goes; `start` is a bundle to begin with, by places.

        Raises ValueError when no bundle keeps what must be kept, or the search ended before one was found, and
        ArithmeticError when the solver is wrong: it says that nothing can be as good as a bundle that is known.
        """
        self._forget()
        for places in (start, first_bundle(self._problem, aim, start or ())):
            self._offer(aim, places)
        self._aim_at(aim)
        everything = np.ones(self._rows)
        bound = float(aim.planes(everything).at(everything).min())
        if any(one.is_curved for one in (aim, *self._kept)):
            bound = min(bound, self._relax(aim))
        for _round in range(ROUNDS):
            if self._is_near(aim, bound) or self._watch.is_over():
                break
            solved = self._solve(aim)
            _refuse_wrong(solved, self._best)
            bound = min(bound, solved.bound)
            if solved.values is None or not self._learn(aim, solved.values):
                break
        if self._best is None:
            raise ValueError("no bundle was found that fits and keeps what must be kept")
        value = self._best.proof.value
        return Reached(self._best.places, Proof(aim.name, value, _bound(aim, value, bound)))

    def _forget(self) -> None:
        self._best = None

    def _solve(self, aim: Aim) -> Solved:
        """Let the solver look for a better bundle than the best so far."""
        search, is_curved = self._watch.search, any(one.is_curved for one in (aim, *self._kept))
        solved = self._solver.best(
            gap=search.gap / 2 if is_curved else search.gap,
            seconds=self._watch.left if search.seconds < math.inf else INFINITE,
            start=self._values(self._best.places) if self._best else None,
            is_stopped=self._watch.is_over if search.is_stopped else None,
            improved=(lambda values: self._offer(aim, self._places(values))) if search.tell else None,
        )
        self._watch.is_ended |= solved.is_ended
        return solved

    def _learn(self, aim: Aim, values: Numbers) -> bool:
        """Take up what the solver found; tell whether it has been told anything new in return."""
        places = self._places(values)
        if too_much := _cover(self._problem, places):
            row = np.zeros((1, self._solver.width))
            row[0, too_much] = 1
            self._solver.add_rows(csr_array(row), np.array([len(too_much) - 1.0]))
            return True
        self._offer(aim, places)
        return self._tighten(aim, self._row_values(places), values, TOLERANCE)

    def _relax(self, aim: Aim) -> float:
        """Add planes where options may be done in part, and return the bound that this gives."""
        bound = math.inf
        inside = self._row_values(self._best.places if self._best else ())
        for _round in range(ROUNDS):
            solved = self._solver.relaxed()
            if solved.values is None:
                return solved.bound
            bound, rows = solved.bound, solved.values[: self._rows]
            inside = (inside + rows) / 2
            is_new = self._tighten(aim, inside, solved.values, ROUGHLY)
            is_new |= self._tighten(aim, rows, solved.values, ROUGHLY)
            if self._watch.is_over() or not is_new:
                break
        return bound

    def _tighten(self, aim: Aim, rows: Numbers, values: Numbers, tolerance: float) -> bool:
        """Add the planes that the solver's values lie above; tell whether there were any."""
        is_added = False
        for one in dict.fromkeys((aim, *self._kept)):
            if one.is_curved:
                planes, height = one.planes(rows), values[self._columns[one]]
                above = height - planes.at(rows) > tolerance * max(1.0, abs(height))
                self._add(one, Planes(planes.constants[above], planes.slopes[above]))
                is_added |= bool(above.any())
        return is_added

    def _offer(self, aim: Aim, places: Sequence[int] | None) -> None:
        """Remember a bundle that fits, keeps what must be kept, and is better than the best so far."""
        if places is None:
            return
        value = aim.value(places)
        if self._best is not None and value <= self._best.proof.value:
            return
        problem = self._problem
        if problem.faults(problem.options[place].id for place in places) or not all(
            one.value(places) >= least - TOLERANCE * max(1.0, abs(least)) for one, least in self._kept.items()
        ):
            return
        self._best = Reached(tuple(sorted(places)), Proof(aim.name, value, math.inf))
        if self._watch.search.tell:
            self._watch.search.tell(Progress(aim.name, self.bundle(self._best), self._watch.passed))

    def bundle(self, *reached: Reached) -> Bundle:
        """Return the bundle that was reached last, with the proofs of all."""
        ids = [self._problem.options[place].id for place in reached[-1].places]
        proofs = tuple(one.proof for one in reached)
        return bundle_of(self._problem, ids, rule=self._rule, proofs=proofs, is_stopped=self._watch.is_ended)

    def _is_near(self, aim: Aim, bound: float) -> bool:
        if self._best is None or math.isinf(bound):
            return False
        value = self._best.proof.value
        return Proof(aim.name, value, _bound(aim, value, bound)).gap <= self._watch.search.gap

    def _aim_at(self, aim: Aim) -> None:
        column = self._column(aim)
        worth = np.zeros(self._solver.width)
        worth[column] = 1
        self._solver.aim_at(worth)

    def _column(self, aim: Aim) -> int:
        """Return the column of an aim, below its first planes."""
        if aim not in self._columns:
            self._columns[aim] = self._solver.add_columns(1, INFINITE)
            if aim.apart:
                self._set_apart(aim, aim.apart)
            for end in (np.zeros(self._rows), np.ones(self._rows)):
                self._add(aim, aim.planes(end))
        return self._columns[aim]

    def _set_apart(self, aim: Aim, apart: Apart) -> None:
        """Give each voter a column, below what serves it; the aim is below their sum."""
        voters = len(apart.weights)
        first = self._apart[aim] = self._solver.add_columns(voters, 1.0)
        between = csr_array((voters, first - self._rows))
        self._solver.add_rows(csr_array(hstack([-apart.rows, between, eye_array(voters)])), np.zeros(voters))
        total = np.zeros((1, self._solver.width))
        total[0, first:], total[0, self._columns[aim]] = -apart.weights, 1
        self._solver.add_rows(csr_array(total), np.zeros(1))

    def _add(self, aim: Aim, planes: Planes) -> None:
        rows = np.zeros((len(planes.constants), self._solver.width))
        rows[:, : self._rows] = -planes.slopes
        rows[:, self._columns[aim]] = 1
        self._solver.add_rows(csr_array(rows), planes.constants)

    def _places(self, values: Numbers) -> tuple[int, ...]:
        return tuple(np.flatnonzero(values[: self._options] > HALF).tolist())

    def _row_values(self, places: Sequence[int]) -> Numbers:
        rows = np.zeros(self._rows)
        rows[self._problem.table.rows(places)] = 1
        return rows

    def _values(self, places: Sequence[int]) -> Numbers:
        values = np.zeros(self._solver.width)
        values[: self._rows] = self._row_values(places)
        for aim, column in self._columns.items():
            values[column] = aim.value(places)
            if aim.apart:
                first = self._apart[aim]
                values[first : first + len(aim.apart.weights)] = aim.apart.at(values[: self._rows])
        return values


def _refuse_wrong(solved: Solved, known: Reached | None) -> None:
    if known and solved.bound < known.proof.value - DOUBT * max(1.0, abs(known.proof.value)):
        raise ArithmeticError(
            f"the solver says that no bundle surpasses {solved.bound} ({known.proof.aim}), and one of "
            f"{known.proof.value} is known: use another release of HiGHS (highspy)"
        )


def _bound(aim: Aim, value: float, bound: float) -> float:
    """Return the bound on the last step below it, and on the value where a solver can't tell them apart."""
    if aim.step and math.isfinite(bound):
        bound = max(value, math.floor(bound / aim.step + TOLERANCE * max(1.0, abs(bound / aim.step))) * aim.step)
    return value if bound - value <= TOLERANCE * max(abs(bound), abs(value)) else bound


def _cover(problem: Problem, places: Sequence[int]) -> list[int]:
    """Return options that together take more of some means than there is, though a solver took them to fit."""
    for costs, amount in zip(problem.costs, problem.amounts, strict=True):
        taken = sorted(places, key=lambda place: -costs[place])
        if sum(costs[place] for place in taken) > amount:
            while sum(costs[place] for place in taken[:-1]) > amount:
                taken.pop()
            return taken
    return []
