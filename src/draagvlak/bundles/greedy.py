"""Greedy: the most utility for its price first, and everything that still fits."""

from collections.abc import Iterable
from fractions import Fraction

from draagvlak.bundles.bundle import Bundle, bundle_of
from draagvlak.bundles.fitting import Fitting
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.shares import Shares, Utility


def greedy(problem: Problem, *, utility: Utility = "cost") -> Bundle:
    """Choose what has most utility for its price, again and again, as long as it fits: what most municipalities do.

    `utility`: as in `equal_shares`; with "cost" the option with most people behind it comes first, whatever it costs.
    Between equals the first id as text. What nobody supports is not chosen. Raises ValueError for another utility.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> parties = (Party("A", reactions={"hall": 1}), Party("B", reactions={"hall": 1, "bench": 1}))
    >>> options = (Option("bench", costs={"euro": 3}), Option("hall", costs={"euro": 9}))
    >>> problem = Problem(options, (Means("euro", 10),), parties, ballot=Ballot.APPROVAL)
    >>> greedy(problem).options, greedy(problem, utility="cardinality").options
    (('hall',), ('bench',))
    """
    places = filled_up(Shares(problem, utility), ())
    return bundle_of(problem, (problem.options[place].id for place in places), rule="greedy")


def filled_up(shares: Shares, chosen: Iterable[int]) -> tuple[int, ...]:
    """Return what is chosen, and after it what greedily fits beside it, by places.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> options = (Option("bench", costs={"euro": 3}), Option("hall", costs={"euro": 9}))
    >>> parties = (Party("A", reactions={"hall": 1, "bench": 1}),)
    >>> filled_up(Shares(Problem(options, (Means("euro", 10),), parties, ballot=Ballot.APPROVAL)), [1])
    (1,)
    """
    fitting = Fitting(shares.problem, chosen)
    keys = {
        place: _key(shares, place, fitting.chosen) for place, is_allowed in enumerate(shares.is_allowed) if is_allowed
    }
    left = sorted(keys, key=keys.__getitem__)
    while left:
        left = [place for place in left if not fitting.is_shut_out(place) and fitting.is_affordable(place)]
        found = next((place for place in left if not fitting.is_waiting(place) and not keys[place][0]), None)
        if found is None:
            break
        fitting.add(found)
        if touched := shares.touched_by.get(found, set()) & keys.keys():
            keys |= {place: _key(shares, place, fitting.chosen) for place in touched}
            left.sort(key=keys.__getitem__)
    return tuple(fitting.chosen)


def _key(shares: Shares, place: int, chosen: Iterable[int]) -> tuple[bool, Fraction, int]:
    """Return what orders the options: supported by somebody, a low price for its utility, an early id."""
    support = shares.support(place, chosen)
    return not len(support.voters), shares.lowest_rate(place, support), shares.ranks[place]
