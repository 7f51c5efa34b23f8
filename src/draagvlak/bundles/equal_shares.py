"""The Method of Equal Shares: everybody gets an equal share of the means, and pays for what they want together.

Peters, Pierczyński & Skowron (2021), Proportional participatory budgeting with additive utilities, NeurIPS.
An option is bought at the *rate* at which its supporters pay its price, each in proportion to what it is worth to
them and at most what they have left; the lowest rate is bought first, and between equal rates the first id as text.
What is left at the end is spent by a *completion*: "add1" gives everybody one more of the means, and one more, until
nothing else fits, or until more is chosen than there is: then the one before stands. "add1u" fills up what that
leaves by `greedy`; "utilitarian" fills up the plain method.
"""

from typing import Literal, get_args

from draagvlak.bundles.bundle import Bundle, bundle_of
from draagvlak.bundles.buying import Market, Run
from draagvlak.bundles.fitting import Fitting
from draagvlak.bundles.greedy import filled_up
from draagvlak.bundles.growing import Growing
from draagvlak.bundles.problem import Problem
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
    is_growing = completion in {"add1", "add1u"}
    places = (add1(shares) if is_growing else Market(shares, shares.purse).run()).places
    if completion in {"add1u", "utilitarian"}:
        places = filled_up(shares, places)
    return bundle_of(problem, (problem.options[place].id for place in places), rule="equal_shares")


def add1(shares: Shares) -> Run:
    """Return the last run, of purses that grow step by step, that stays within all means.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> parties = (Party("A", reactions={"bench": 1}), Party("B"))
    >>> problem = Problem((Option("bench", costs={"euro": 6}),), (Means("euro", 6),), parties, ballot=Ballot.APPROVAL)
    >>> add1(Shares(problem)).places
    (0,)
    """
    growing = Growing(shares)
    best = growing.run
    while shares.weight:
        if set(growing.run.places) != set(best.places) or not growing.steps:
            if not _is_within_means(shares, growing.run):
                break
            best = growing.run
            if _is_exhausted(shares, best):
                break
        growing.leap()
    return best


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
