"""A linear solver (HiGHS, one thread), held to what is asked of it here: columns, rows and a largest sum.

Huangfu & Hall (2018), Parallelizing the dual revised simplex method, Mathematical Programming Computation 10.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
from highspy import cb
from highspy._core import _Highs  # its wrapper prints a line before it can be told not to
from numpy.typing import NDArray
from scipy.sparse import csr_array

Numbers = NDArray[np.float64]
_Called = Callable[[cb.HighsCallbackType, str, cb.HighsCallbackOutput, cb.HighsCallbackInput, object], None]
INFINITE: Final = highspy.kHighsInf
SEED: Final = 2026
_ENDED: Final = {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible}


@dataclass(frozen=True, slots=True)
class Solved:
    """Values of all columns (None when none were found), what can't be surpassed, and whether it was ended early.

    >>> Solved(None, float("-inf"), is_ended=True).values is None
    True
    """

    values: Numbers | None
    bound: float
    is_ended: bool


class Solver:
    """Columns from `lower` to `upper`, the first `whole` of them whole numbers, and rows that may not exceed theirs.

    >>> solver = Solver(np.zeros(2), np.ones(2), whole=2)
    >>> solver.add_rows(csr_array(np.array([[2.0, 3.0]])), np.array([4.0]))
    >>> solver.aim_at(np.array([1.0, 2.0]))
    >>> solver.best(gap=0).values.tolist(), solver.relaxed().bound
    ([0.0, 1.0], 2.5)
    """

    def __init__(self, lower: Numbers, upper: Numbers, *, whole: int) -> None:
        """Begin without rows, and with nothing to aim at."""
        self._highs = _Highs()
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", SEED),
            ("mip_abs_gap", 0.0),
            ("parallel", "off"),
        ):
            self._highs.setOptionValue(name, value)
        self._highs.addVars(len(lower), lower, upper)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        kinds = np.full(whole, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self._highs.changeColsIntegrality(whole, np.arange(whole, dtype=np.int32), kinds)
        self.width = len(lower)

    def add_columns(self, number: int, upper: float) -> int:
        """Add columns from 0 to `upper` that need not be whole, and return the number of the first."""
        self._highs.addVars(number, np.zeros(number), np.full(number, upper))
        self.width += number
        return self.width - number

    def add_rows(self, rows: csr_array, upper: Numbers) -> None:
        """Add rows of shape (rows, columns) that may not exceed `upper`."""
        lower = np.full(len(upper), -INFINITE)
        starts, columns = rows.indptr[:-1].astype(np.int32), rows.indices.astype(np.int32)
        self._highs.addRows(len(upper), lower, upper, rows.nnz, starts, columns, rows.data.astype(np.float64))

    def limit(self, column: int, lower: float, upper: float) -> None:
        """Change between what a column may lie."""
        self._highs.changeColBounds(column, lower, upper)

    def aim_at(self, worth: Numbers) -> None:
        """Say what a unit of each column is worth."""
        self._highs.changeColsCost(len(worth), np.arange(len(worth), dtype=np.int32), worth)

    def relaxed(self) -> Solved:
        """Find the best values if nothing needed to be whole."""
        self._highs.setOptionValue("solve_relaxation", True)  # noqa: FBT003 – so HiGHS is told
        self._highs.setOptionValue("time_limit", INFINITE)
        self._highs.run()
        return self._found(self._highs.getInfo().objective_function_value)

    def best(
        self,
        *,
        gap: float,
        seconds: float = INFINITE,
        start: Numbers | None = None,
        is_stopped: Callable[[], bool] | None = None,
        improved: Callable[[Numbers], None] | None = None,
    ) -> Solved:
        """Find the best values, to within `gap` of the bound (a share), or until `seconds` have passed.

        `start`: values to begin with, if they fit. `is_stopped` is asked now and then, and ends it; `improved` is told
        of better values.
        """
        highs = self._highs
        highs.setOptionValue("solve_relaxation", False)  # noqa: FBT003 – HiGHS takes no names
        highs.setOptionValue("mip_rel_gap", gap)
        highs.setOptionValue("time_limit", highs.getRunTime() + seconds if seconds < INFINITE else INFINITE)
        if start is not None:
            highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)

        watched = [
            *([cb.HighsCallbackType.kCallbackMipInterrupt] if is_stopped else []),
            *([cb.HighsCallbackType.kCallbackMipImprovingSolution] if improved else []),
        ]
        if watched:
            highs.setCallback(_called(is_stopped, improved), None)
        for kind in watched:
            highs.startCallback(kind)
        highs.run()
        for kind in watched:
            highs.stopCallback(kind)
        return self._found(highs.getInfo().mip_dual_bound)

    def _found(self, bound: float) -> Solved:
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Solved(None, -INFINITE, is_ended=False)
        solution = self._highs.getSolution()
        values = np.array(solution.col_value) if solution.value_valid else None
        return Solved(values, bound, is_ended=status not in _ENDED)


def _called(is_stopped: Callable[[], bool] | None, improved: Callable[[Numbers], None] | None) -> _Called:
    """Make what HiGHS calls while it runs."""

    def call(
        kind: cb.HighsCallbackType,
        _text: str,
        out: cb.HighsCallbackOutput,
        answer: cb.HighsCallbackInput,
        _data: object,
    ) -> None:
        if improved and kind == cb.HighsCallbackType.kCallbackMipImprovingSolution:
            improved(np.array(out.mip_solution))
        if is_stopped and kind == cb.HighsCallbackType.kCallbackMipInterrupt:
            answer.user_interrupt = is_stopped()

    return call
