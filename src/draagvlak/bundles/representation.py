"""Whether everybody who belongs together gets what they could have paid for themselves: EJR+ up to one option.

Brill & Peters (2023), Robust and verifiable proportionality axioms for multiwinner voting, EC; for budgets and
additive utilities as in Peters, Pierczyński & Skowron (2021). A group is passed over when all of it would get more
from an option that is not chosen, could pay for it with its equal shares, and each of it got less from the bundle,
even with that option, than its share would buy at that rate. The plain Method of Equal Shares passes nobody over,
with one kind of means and nothing that shuts options out.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from draagvlak.bundles.bundle import Bundle
from draagvlak.bundles.shares import Shares, Utility
from draagvlak.bundles.tables import Counts


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Parties that could have paid for an option together, and got less than that is worth.

    `share`: of the weight of all who were heard, from 0 to 1.

    >>> PassedOver("pond", ("A", "B"), 0.5).share
    0.5
    """

    option: str
    parties: tuple[str, ...]
    share: float


def passed_over(bundle: Bundle, *, utility: Utility = "cost") -> tuple[PassedOver, ...]:
    """Return which groups a bundle passes over, one for each option at most; empty when it satisfies EJR+ up to one.

    `utility`: as in `equal_shares`. Conditions count as they stand with the whole bundle, and with the option added.
    Options without the consents that they need are not looked at. All is exact. Raises ValueError for another utility.

    >>> from draagvlak.bundles.bundle import bundle_of
    >>> from draagvlak.bundles.problem import Means, Option, Problem
    >>> from draagvlak.bundles.reactions import Ballot, Party
    >>> parties = [Party(f"north {n}", reactions={"path": 1, "pond": 1}) for n in range(3)]
    >>> parties += [Party(f"south {n}", reactions={"court": 1, "field": 1}) for n in range(3)]
    >>> options = tuple(Option(name, costs={"euro": 300}) for name in ("path", "pond", "court", "field"))
    >>> problem = Problem(options, (Means("euro", 900),), tuple(parties), ballot=Ballot.APPROVAL)
    >>> [(one.option, one.share) for one in passed_over(bundle_of(problem, ["path", "pond"]))]
    [('court', 0.5), ('field', 0.5)]
    >>> passed_over(bundle_of(problem, ["path", "court"]))
    ()
    """
    shares = Shares(bundle.problem, utility)
    got = _got(shares, bundle.places)
    found = []
    for place, is_allowed in enumerate(shares.is_allowed):
        if is_allowed and place not in bundle.places:
            voters = _group(shares, bundle.places, place, got)
            if voters is not None:
                found.append(_told(shares, place, voters))
    return tuple(found)


def _got(shares: Shares, places: tuple[int, ...]) -> list[int]:
    """Return what each voter gets of a bundle; exact, for prices and weights may be large."""
    got = [0] * len(shares.problem.table.weights)
    for place in places:
        support = shares.support(place, places)
        for voter, worth in zip(support.voters.tolist(), support.worth.tolist(), strict=True):
            got[voter] += worth * support.unit
    return got


def _group(shares: Shares, places: tuple[int, ...], place: int, got: list[int]) -> Counts | None:
    """Return the voters whom leaving out an option passes over, if there are any.

    Of those who get least, ever more are taken together: a larger group could pay for more.
    """
    support, price = shares.support(place, places), shares.prices[place]
    if not price or not len(support.voters):
        return None
    worths = [worth * support.unit for worth in support.worth.tolist()]
    would_get = [got[voter] + worth for voter, worth in zip(support.voters.tolist(), worths, strict=True)]
    order = sorted(range(len(worths)), key=would_get.__getitem__)
    together = 0
    for count, member in enumerate(order, start=1):
        together += worths[member] * int(support.weights[member])
        is_last = count == len(order) or would_get[order[count]] > would_get[member]
        if is_last and would_get[member] <= shares.purse * Fraction(together, price):
            return support.voters[order[:count]]
    return None


def _told(shares: Shares, place: int, voters: Counts) -> PassedOver:
    problem = shares.problem
    is_member = np.isin(problem.table.voter_of, voters).tolist()
    return PassedOver(
        option=problem.options[place].id,
        parties=tuple(party.id for party, is_one in zip(problem.parties, is_member, strict=True) if is_one),
        share=float(problem.table.weights[voters].sum() / shares.weight),
    )
