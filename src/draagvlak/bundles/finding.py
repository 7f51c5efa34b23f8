"""The best bundles by aims of society: the largest total, the fairest, and the proportional one."""

from typing import Final, Literal

from draagvlak.bundles.aims import Aim, Harmonic, Total, WorstOff
from draagvlak.bundles.bundle import Bundle
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.searching import Climb, Reached, Search, Watch

PROVEN: Final = Search()
CLOSE: Final = Search(gap=0.01)


def most_supported(problem: Problem, *, search: Search = PROVEN) -> Bundle:
    """Return the bundle with the largest total of utilities, proven to within the gap of the search.

    Utilitarian welfare. Of bundles with the same total, the one that the solver meets first, each time the same.

    >>> from draagvlak.bundles import Ballot, Means, Option, Party
    >>> options = (Option("bench", costs={"euro": 300}), Option("tree", costs={"euro": 500}))
    >>> likes = (Party("Anna", reactions={"bench": 1, "tree": 1}), Party("Bart", reactions={"tree": 1}))
    >>> problem = Problem(options=options, means=(Means("euro", 600),), parties=likes, ballot=Ballot.APPROVAL)
    >>> most_supported(problem).options
    ('tree',)
    """
    climb = Climb(problem, Watch(search), rule="most_supported")
    return climb.bundle(climb.reach(Total(problem.table)))


def proportional(problem: Problem, *, search: Search = PROVEN) -> Bundle:
    """Return the bundle of proportional approval voting, with full harmonic weights.

    Who can live with k options of the bundle counts for 1 + 1/2 + … + 1/k (Thiele 1895), so that groups get about
    their share. Proven to within the gap of the search.

    >>> from draagvlak.bundles import Ballot, Means, Option, Party
    >>> options = tuple(Option(id_, costs={"turns": 1}) for id_ in ("a", "b", "c"))
    >>> likes = (Party("many", weight=5, reactions={"a": 1, "b": 1}), Party("few", weight=3, reactions={"c": 1}))
    >>> problem = Problem(options=options, means=(Means("turns", 2),), parties=likes, ballot=Ballot.APPROVAL)
    >>> most_supported(problem).options, proportional(problem).options
    (('a', 'b'), ('a', 'c'))
    """
    climb = Climb(problem, Watch(search), rule="proportional")
    return climb.bundle(climb.reach(Harmonic(problem.table)))


def fairest(
    problem: Problem, *, by: Literal["group", "party"] = "group", band: float = 0.005, search: Search = CLOSE
) -> Bundle:
    """Return the bundle that raises the worst-off group, then leaves fewest with nothing, then has the largest total.

    A group (or interest) has what its parties get on average; of the ones nobody was heard of, `unheard_groups` tells.
    Without groups the second aim is the first. `by` "party" looks at single parties: who can't be served makes that
    aim 0 for every bundle. `band`: from 0, less than 1, which share of an aim may be given up for the next, for an
    exact tie is rare and a last crumb may cost others much. Lexicographic maximin (Sen 1970), with a band.
    Raises ValueError for a band out of range.

    >>> from draagvlak.bundles import Ballot, Means, Option, Party
    >>> options = tuple(Option(id_, costs={"turns": 1}) for id_ in ("a", "b", "c"))
    >>> likes = (Party("m", 5, "many", reactions={"a": 1, "b": 1}), Party("f", 1, "few", reactions={"c": 1}))
    >>> problem = Problem(options=options, means=(Means("turns", 2),), parties=likes, ballot=Ballot.APPROVAL)
    >>> fairest(problem).options
    ('a', 'c')
    """
    if not 0 <= band < 1:
        raise ValueError(f"the band is {band}: it must be from 0, and less than 1")
    table = problem.table
    aims: list[Aim] = [Harmonic(table, most=1), Total(table)]
    if by == "party" or table.group_names:
        aims.insert(0, WorstOff(table, is_by_party=by == "party"))
    climb = Climb(problem, Watch(search), rule="fairest")
    return climb.bundle(*_one_after_another(climb, aims, band))


def _one_after_another(climb: Climb, aims: list[Aim], band: float) -> list[Reached]:
    found: list[Reached] = []
    for aim in aims:
        found.append(climb.reach(aim, found[-1].places if found else None))
        if aim is not aims[-1]:
            climb.keep(aim, found[-1].proof.value * (1 - band))
    return found
