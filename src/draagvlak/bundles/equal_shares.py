"""The Method of Equal Shares: everybody gets an equal share of the means, and pays for what they want together.

Peters, Pierczyński & Skowron (2021), Proportional participatory budgeting with additive utilities, NeurIPS.
An option is bought at the *rate* at which its supporters pay its price, each in proportion to what it is worth to
them and at most what they have left; the lowest rate is bought first, and between equal rates the first id as text.
What is left at the end is spent by a *completion*: "add1" gives everybody one more of the means, and one more, until
nothing else fits, or until more is chosen than there is: then the one before stands. "add1u" fills up what that
leaves by `greedy`; "utilitarian" fills up the plain method.

Nothing happens at most steps of add1, so those are leapt over. As long as the same is bought, purses are never smaller
with a larger share and rates never higher. So when all that is not bought has, at the far end, a rate above that of
what was bought at the near end, the same is bought at every step between.
"""

from fractions import Fraction
from math import inf
from typing import Literal, get_args

from draagvlak.bundles.bundle import Bundle, bundle_of
from draagvlak.bundles.buying import Market, Run
from draagvlak.bundles.fitting import Fitting
from draagvlak.bundles.greedy import filled_up
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.purses import TOLERANCE
from draagvlak.bundles.shares import Shares, Utility

Completion = Literal["add1", "add1u", "utilitarian"]


def equal_shares(problem: Problem, *, utility: Utility = "cost", completion: Completion | None = "add1") -> Bundle:
    """Choose so that every group of people decides on about its share of the means.

    `utility`: an option is worth its price to whom it serves ("cost"), as much as any other ("cardinality"), or what
    the reaction says ("additive"). `completion`: see above, or None. Exact: who wins never depends on rounding.
    Who was not heard has no purse. Conditions of parties count as they stand when an option is bought. What a
    department has not agreed to, or another choice shuts out, is not bought; what requires another waits for it.
    With several kinds of means a price is the largest part of any of them (`shares.prices_of`), and a step of add1 is
    a thousandth of an equal share. Raises ValueError for another utility or completion.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> parties = [Party(f"north {n}", reactions={"path": 1, "pond": 1}) for n in range(6)]
    >>> parties += [Party(f"south {n}", reactions={"court": 1}) for n in range(3)]
    >>> options = [Option(name, costs={"euro": 300}) for name in ("path", "pond", "court")]
    >>> problem = Problem(tuple(options), (Means("euro", 900),), tuple(parties), ballot=Ballot.APPROVAL)
    >>> equal_shares(problem).options
    ('path', 'pond', 'court')
    """
    if completion is not None and completion not in get_args(Completion):
        raise ValueError(f"completion is {completion!r}: give one of {', '.join(get_args(Completion))}, or None")
    shares = Shares(problem, utility)
    if completion in {"add1", "add1u"}:
        places = add1(shares).places
    else:
        places = Market(shares, shares.purse).run().places
    if completion in {"add1u", "utilitarian"}:
        places = filled_up(shares, places)
    return bundle_of(problem, (problem.options[place].id for place in places), rule="equal_shares")


def add1(shares: Shares) -> Run:
    """Return the last run, of purses that grow step by step, that stays within all means.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> parties = (Party("A", reactions={"bench": 1}), Party("B"))
    >>> problem = Problem((Option("bench", costs={"euro": 6}),), (Means("euro", 6),), parties, ballot=Ballot.APPROVAL)
    >>> add1(Shares(problem)).purse
    Fraction(6, 1)
    """
    best = run = Market(shares, shares.purse).run()
    steps, leap = 0, 1
    while _is_within_means(shares, run):
        best = run
        if not shares.weight or _is_exhausted(shares, run):
            break
        while leap:
            far = leapt(shares, run, shares.purse + (steps + leap) * shares.step)
            if far:
                run, steps, leap = far, steps + leap, leap * 2
            else:
                leap //= 4
        steps, leap = steps + 1, 1
        run = Market(shares, shares.purse + steps * shares.step).run()
    return best


def leapt(shares: Shares, near: Run, purse: Fraction) -> Run | None:
    """Return the run with a larger purse, if that buys the same, and every purse between does; None when not sure.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> parties = (Party("A", reactions={"bench": 1}), Party("B"))
    >>> problem = Problem((Option("bench", costs={"euro": 6}),), (Means("euro", 6),), parties, ballot=Ballot.APPROVAL)
    >>> shares = Shares(problem)
    >>> near = Market(shares, shares.purse).run()
    >>> leapt(shares, near, Fraction(5)) is None, leapt(shares, near, Fraction(6)) is None
    (False, True)
    """
    market = Market(shares, purse)
    for turn, place in enumerate(near.places):
        rate = near.rates[turn]
        for other in market.candidates(at_most=rate * (1 + TOLERANCE)):
            if other == place or _stays_behind(market, place, other, is_full=near.is_full[turn]):
                continue
            if market.rate(other) <= rate * (1 + TOLERANCE):
                return None
        market.buy(place)
    if any(market.rate(other) < inf for other in market.candidates()):
        return None
    return market.bought()


def _stays_behind(market: Market, place: int, other: int, *, is_full: bool) -> bool:
    """Tell whether an option can never come before another: it does not at its lowest rate, or is just like it."""
    ranks, lowest = market.shares.ranks, market.lowest
    if is_full and (lowest[place], ranks[place]) < (lowest[other], ranks[other]):
        return True
    return ranks[place] < ranks[other] and market.is_twin(place, other)


def _is_within_means(shares: Shares, run: Run) -> bool:
    return Fitting(shares.problem, run.places).is_within_means()


def _is_exhausted(shares: Shares, run: Run) -> bool:
    """Tell whether nothing fits any more that anybody supports."""
    fitting = Fitting(shares.problem, run.places)
    return not any(
        shares.is_allowed[place]
        and fitting.may_follow(place)
        and fitting.is_affordable(place)
        and len(shares.support(place, run.places).voters)
        for place in range(len(shares.problem.options))
    )
