"""All that stands in the way of bundles, as rows for a solver; and problems in which one wall is lifted.

A bundle fits when no row adds up to more than it may.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from draagvlak.bundles.problem import Option, Problem
from draagvlak.bundles.walls import Kind, Wall

Row = tuple[tuple[int, ...], tuple[float, ...], float]
"""Columns, what each adds, and how much it may be together."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that may add up to `upper` at most, over columns for options and then conditions, as in `Table`.

    >>> from draagvlak.bundles.problem import Option
    >>> rows_of(Problem(options=(Option("1", excludes=frozenset({"2"})), Option("2")))).table.toarray().tolist()
    [[1.0, 1.0]]
    """

    table: csr_array
    upper: NDArray[np.float64]


def rows_of(problem: Problem) -> Rows:
    """Set out all that stands in the way as rows; whole numbers wherever things are counted.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> options = (Option("1", costs={"euro": 4}), Option("2", costs={"euro": 6}))
    >>> problem = Problem(options=options, means=(Means("euro", 7),))
    >>> rows = rows_of(problem)
    >>> rows.table.toarray().tolist(), rows.upper.tolist()
    ([[2.0, 3.0]], [3.0])
    """
    rows = [*_means(problem), *_between_options(problem), *_conditions(problem)]
    starts = np.cumsum([0, *(len(columns) for columns, _adds, _upper in rows)])
    columns = np.array([column for one, _adds, _upper in rows for column in one], dtype=np.int32)
    adds = np.array([add for _columns, one, _upper in rows for add in one], dtype=np.float64)
    width = len(problem.options) + len(problem.table.conditions)
    return Rows(
        csr_array((adds, columns, starts), shape=(len(rows), width)),
        np.array([upper for _c, _a, upper in rows], dtype=np.float64),
    )


def _means(problem: Problem) -> Iterator[Row]:
    for costs, amount in zip(problem.costs, problem.amounts, strict=True):
        places = tuple(place for place, cost in enumerate(costs) if cost)
        divisor = gcd(*(costs[place] for place in places)) or 1
        if sum(costs) > amount:
            yield places, tuple(costs[place] / divisor for place in places), amount // divisor


def _between_options(problem: Problem) -> Iterator[Row]:
    for one, other in problem.exclusions:
        yield (one, other), (1.0, 1.0), 1
    for limit in problem.limits:
        places = tuple(place for place, option in enumerate(problem.options) if limit.covers(option))
        if len(places) > limit.most:
            yield places, (1.0,) * len(places), limit.most
    for here, option in enumerate(problem.options):
        for there in sorted(map(problem.place.__getitem__, option.requires)):
            yield (here, there), (1.0, -1.0), 0


def _conditions(problem: Problem) -> Iterator[Row]:
    """Let the column of a condition be 1 only when its option is in, with what it requires and without the rest."""
    for number, one in enumerate(problem.table.conditions, start=len(problem.options)):
        for place in (one.option, *one.requires):
            yield (number, place), (1.0, -1.0), 0
        for place in one.excludes:
            yield (number, place), (1.0, 1.0), 1


def walls_of(problem: Problem) -> tuple[Wall, ...]:
    """List all that may stand in the way of a bundle.

    >>> from draagvlak.bundles.problem import Consent, Means, Option
    >>> tree = Option("tree", consents={"parks": Consent.ASKED}, requires=frozenset({"soil"}))
    >>> [str(wall.kind) for wall in walls_of(Problem(options=(tree, Option("soil")), means=(Means("euro", 600),)))]
    ['means', 'consent', 'requires']
    """
    ids = tuple(problem.place)
    lacking = (problem.lacks_consent(option) for option in problem.options)
    departments = dict.fromkeys(name for names in lacking for name in names)
    return (
        *(Wall(Kind.MEANS, (one.id,)) for one in problem.means),
        *(Wall(Kind.CONSENT, (name,)) for name in departments),
        *(Wall(Kind.LIMIT, (one.id,)) for one in problem.limits),
        *(Wall(Kind.EXCLUDES, (ids[one], ids[other])) for one, other in problem.exclusions),
        *(Wall(Kind.REQUIRES, (one.id, other)) for one in problem.options for other in sorted(one.requires)),
        *(
            Wall(Kind.CONDITION, (ids[one.option], *(ids[place] for place in (*one.requires, *one.excludes))))
            for one in problem.table.conditions
        ),
    )


def lifted(problem: Problem, wall: Wall, *, more: Fraction = Fraction(1, 10)) -> Problem:
    """Return the problem without that wall, or with it a bit further off.

    Of a means there is so much `more` as a share (0.1 is a tenth), of a limit one more is allowed, a department says
    yes to all that waits for it, one exclusion or requirement no longer holds, or one condition counts as met.
    Raises ValueError for a wall of another kind.

    >>> from draagvlak.bundles.problem import Means
    >>> lifted(Problem(options=(), means=(Means("euro", 600),)), Wall(Kind.MEANS, ("euro",))).means[0].amount
    Fraction(660, 1)
    """
    if wall.kind is Kind.MEANS:
        means = tuple(
            replace(one, amount=Fraction(one.amount) * (1 + more)) if (one.id,) == wall.ids else one
            for one in problem.means
        )
        return replace(problem, means=means, prepared=problem.table)
    if wall.kind is Kind.LIMIT:
        limits = tuple(replace(one, most=one.most + 1) if (one.id,) == wall.ids else one for one in problem.limits)
        return replace(problem, limits=limits, prepared=problem.table)
    if wall.kind is Kind.CONDITION:
        place = problem.place
        option, others = place[wall.ids[0]], {place[id_] for id_ in wall.ids[1:]}
        conditions = tuple(
            replace(one, requires=(), excludes=())
            if one.option == option and others == {*one.requires, *one.excludes}
            else one
            for one in problem.table.conditions
        )
        return replace(problem, prepared=replace(problem.table, conditions=conditions))
    options = tuple(_lifted_option(option, wall) for option in problem.options)
    return replace(problem, options=options, prepared=problem.table)


def _lifted_option(option: Option, wall: Wall) -> Option:
    others = frozenset(wall.ids) - {option.id}
    match wall.kind:
        case Kind.CONSENT:
            left = {name: consent for name, consent in option.consents.items() if (name,) != wall.ids}
            return replace(option, consents=left)
        case Kind.EXCLUDES:
            return replace(option, excludes=option.excludes - others) if option.id in wall.ids else option
        case Kind.REQUIRES:
            return replace(option, requires=option.requires - others) if option.id == wall.ids[0] else option
        case _:
            raise ValueError(f"a {wall.kind} can't be lifted")
