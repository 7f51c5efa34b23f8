"""Which single wall stands in the way of a better bundle, and which walls make a wish impossible."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from draagvlak.bundles.aims import Aim, Harmonic, Total, WorstOff
from draagvlak.bundles.bundle import Bundle
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.rows import lifted, walls_of
from draagvlak.bundles.searching import Climb, Reached, Search, Watch
from draagvlak.bundles.tables import Table
from draagvlak.bundles.walls import Kind, Wall

NEAR: Final = Search(gap=0.001)
TENTH: Final = Fraction(1, 10)
AimName = Literal["total", "worst off", "served"]


@dataclass(frozen=True, slots=True)
class Blocker:
    """What the best bundle would gain if one wall were lifted.

    `gain`: for certain, above all that is possible now; 0 when nothing is certain. `gain_at_most`: no more than this.
    `bundle`: the best that was found then; it does not fit yet.

    >>> from draagvlak.bundles.bundle import bundle_of
    >>> Blocker(Wall(Kind.MEANS, ("euro",)), 2.0, 2.5, bundle_of(Problem(options=()), [])).gain
    2.0
    """

    wall: Wall
    gain: float
    gain_at_most: float
    bundle: Bundle


def blockers(
    problem: Problem, *, aim: AimName = "total", more: Fraction = TENTH, search: Search = NEAR
) -> tuple[Blocker, ...]:
    """Return for each single wall what the best bundle would gain without it, the largest certain gain first.

    Walls: of each means a share `more` (more than 0), a limit raised by one, all that waits for one department, one
    exclusion, one condition of people met. What options require is no wall but what they are. `aim`: the total of
    utilities, what the worst-off group gets on average, or the weight of who is served. When the search ends early,
    the rest is left out. Raises ValueError for a share out of range.

    >>> from draagvlak.bundles import Ballot, Means, Option, Party
    >>> options = (Option("bench", costs={"euro": 300}), Option("tree", costs={"euro": 350}))
    >>> likes = (Party("Anna", reactions={"bench": 1, "tree": 1}), Party("Bart", reactions={"tree": 1}))
    >>> problem = Problem(options=options, means=(Means("euro", 600),), parties=likes, ballot=Ballot.APPROVAL)
    >>> [(found.wall.ids, found.gain) for found in blockers(problem)]
    [(('euro',), 1.0)]
    """
    if more <= 0:
        raise ValueError(f"more is {more}: it must be more than 0")
    watch = Watch(search)
    base = Climb(problem, watch).reach(_aim(problem.table, aim))
    found = []
    for wall in walls_of(problem):
        if wall.kind is Kind.REQUIRES:
            continue
        if watch.is_over():
            break
        found.append(_blocker(lifted(problem, wall, more=more), wall, aim, base, watch))
    return tuple(sorted(found, key=lambda one: (-one.gain, -one.gain_at_most)))


def why_impossible(problem: Problem, wish: Iterable[str], *, without: Collection[str] = ()) -> tuple[Wall, ...]:
    """Return a smallest set of walls that together make a wish impossible; empty when it is possible.

    `wish`: ids of options that must all be in; `without`: ids of options that must stay out. Take any one of the walls
    away, and these no longer make it impossible (an irreducible set; Chinneck & Dravnieks 1991, by deletion).
    No solver is needed: all that a wish brings in is what it requires, and a bundle with less in it breaks no wall that
    one with more keeps. Raises ValueError for an option that is not there.

    >>> from draagvlak.bundles import Means, Option
    >>> pond = Option("pond", costs={"euro": 500}, requires=frozenset({"fence"}))
    >>> problem = Problem(options=(pond, Option("fence", costs={"euro": 200})), means=(Means("euro", 600),))
    >>> [(str(wall.kind), wall.ids) for wall in why_impossible(problem, ["pond"])]
    [('means', ('euro',)), ('requires', ('pond', 'fence'))]
    """
    wished = frozenset(wish)
    if strange := (wished | set(without)) - problem.place.keys():
        raise ValueError(f"option {min(strange)} is not there")
    needs = {option.id: option.requires for option in problem.options}
    brought_in = _closure(wished, needs)
    walls = [wall for wall in problem.broken(brought_in) if wall.kind is not Kind.REQUIRES]
    walls += [Wall(Kind.WISH, (id_,)) for id_ in problem.place if id_ in brought_in and id_ in set(without)]
    sets = [_reasons(problem, wished, wall, needs) for wall in walls]
    return min(sets, key=len, default=())


def _aim(table: Table, name: AimName) -> Aim:
    match name:
        case "total":
            return Total(table)
        case "worst off":
            return WorstOff(table)
        case "served":
            return Harmonic(table, most=1)


def _blocker(problem: Problem, wall: Wall, aim: AimName, base: Reached, watch: Watch) -> Blocker:
    climb = Climb(problem, watch, rule="blockers")
    reached = climb.reach(_aim(problem.table, aim), base.places)
    return Blocker(
        wall=wall,
        gain=max(reached.proof.value - base.proof.bound, 0.0),
        gain_at_most=max(reached.proof.bound - base.proof.value, 0.0),
        bundle=climb.bundle(reached),
    )


def _closure(wished: frozenset[str], needs: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Return the wish with all that it requires."""
    found, waiting = set(wished), list(wished)
    while waiting:
        new = set(needs[waiting.pop()]) - found
        found |= new
        waiting += new
    return frozenset(found)


def _reasons(
    problem: Problem, wished: frozenset[str], wall: Wall, needs: Mapping[str, Collection[str]]
) -> tuple[Wall, ...]:
    """Keep the wall, and of all requirements those without which the wish would not break it."""
    alone = _alone(problem, wall)
    kept = {one: set(others) for one, others in needs.items()}
    for one in _closure(wished, needs):
        for other in sorted(needs[one]):
            kept[one].discard(other)
            if not _breaks(alone, wall, _closure(wished, kept)):
                kept[one].add(other)
    reached = _closure(wished, kept)
    needed = (
        Wall(Kind.REQUIRES, (one, other)) for one in problem.place if one in reached for other in sorted(kept[one])
    )
    return (wall, *needed)


def _breaks(alone: Problem, wall: Wall, chosen: frozenset[str]) -> bool:
    return wall.ids[0] in chosen if wall.kind is Kind.WISH else wall in alone.broken(chosen)


def _alone(problem: Problem, wall: Wall) -> Problem:
    """Return the problem with no people in it: a wall is looked at often."""
    return replace(problem, parties=(), prepared=None)
