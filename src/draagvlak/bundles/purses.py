"""Purses from which voters pay for options: in floating point where that decides, in whole numbers where it could not.

Supporters pay for an option in proportion to what it is worth to them, and who has less pays all that is left. The
*rate* is what who can pay fully pays for each unit of utility. Two amounts that lie closer together than `TOLERANCE`
are worked out again in whole numbers, which takes long and is seldom needed.
"""

from fractions import Fraction
from math import gcd, inf
from typing import Final

import numpy as np

from draagvlak.bundles.shares import Numbers, Support
from draagvlak.bundles.tables import Marks

TOLERANCE: Final = 1e-9
"""As a part of the amounts that are compared; floating point errs a ten-thousandth of this."""


def rate_of(support: Support, price: float, purses: Numbers, near: float = 0.0) -> float:
    """Return what who can pay fully pays for each unit of worth; infinite when all together can't pay the price.

    `purses`: of the supporters, from 0. `near`: a rate to begin the search from. What is paid at a rate is a concave
    function of it, so that Newton's steps come below the answer at once and then rise to it, in a few steps.

    >>> support = Support.of(np.array([0, 1, 2]), np.array([1, 1, 1]), np.array([1, 1, 1]), unit=1)
    >>> rate_of(support, 9.0, np.array([1.0, 5.0, 5.0]))
    4.0
    """
    weights, worth, weighted_worth = support.floats
    owned = weights * purses
    if np.add.reduce(owned) < price:
        return inf

    def newton(rate: float) -> float:
        is_poor = (purses < (rate if support.is_even else rate * worth)).astype(np.float64)
        # Of whole numbers this sum is exact; when nobody is rich, the rate was as high as it gets, or higher.
        rich = support.total - np.dot(weighted_worth, is_poor)
        return float((price - np.dot(owned, is_poor)) / rich) if rich else 0.0

    rate = max(newton(near), price / support.total)
    while (higher := newton(rate)) > rate * (1 + 1e-14):
        rate = higher
    return rate


def left(support: Support, rate: float, purses: Numbers) -> Numbers:
    """Return what is left in the purses of the supporters when each has paid.

    >>> left(Support.of(np.array([0, 1]), np.array([1, 1]), np.array([1, 1]), unit=1), 4.0, np.array([1.0, 5.0]))
    array([0., 1.])
    """
    return np.maximum(purses - (rate if support.is_even else rate * support.floats[1]), 0.0)


class ExactPurses:
    """Purses as whole numbers over one denominator.

    >>> purses = ExactPurses(2, Fraction(5, 2))
    >>> both = Support.of(np.array([0, 1]), np.array([1, 1]), np.array([1, 2]), unit=10)
    >>> purses.rate(both, 4)
    Fraction(3, 2)
    >>> purses.pay(both, 4)
    >>> purses.left(0), purses.left(1)
    (Fraction(1, 1), Fraction(0, 1))
    """

    def __init__(self, voters: int, purse: Fraction) -> None:
        """Give every voter the same purse."""
        self._amounts = np.full(voters, purse.numerator, dtype=object)
        self._denominator = purse.denominator

    def left(self, voter: int) -> Fraction:
        """Return what one voter has left."""
        return Fraction(self._amounts[voter], self._denominator)

    def can_pay(self, support: Support, price: int) -> bool:
        """Tell whether all supporters together have the price."""
        return bool((self._amounts[support.voters] * support.weights).sum() >= price * self._denominator)

    def rate(self, support: Support, price: int) -> Fraction:
        """Return the rate per unit of worth, for supporters who can pay the price."""
        missing, rich, _is_poor = self._settled(support, price)
        return Fraction(missing, rich * self._denominator)

    def pay(self, support: Support, price: int) -> None:
        """Take what each supporter pays."""
        missing, rich, is_poor = self._settled(support, price)
        shared = gcd(missing, rich)
        missing, rich = missing // shared, rich // shared
        left = self._amounts[support.voters] * rich - support.worth.astype(object) * missing
        left[is_poor] = 0
        self._amounts *= rich
        self._amounts[support.voters] = left
        self._denominator *= rich

    def _settled(self, support: Support, price: int) -> tuple[int, int, Marks]:
        """Return what the rich pay in all, their worth, and who pays everything; the sure cases by floating point.

        It begins with who is poor even if all had a bit more, and adds who can't pay the rate until nobody is left.
        """
        amounts, weights = self._amounts[support.voters], support.weights.astype(object)
        worth, asked = support.worth.astype(object), price * self._denominator
        purses = np.array([amount / self._denominator for amount in amounts])
        float_worth = support.floats[1]
        is_poor = purses < rate_of(support, price, purses * (1 + TOLERANCE)) * float_worth * (1 - 4 * TOLERANCE)
        while True:
            missing = int(asked - (amounts[is_poor] * weights[is_poor]).sum())
            rich = int((worth[~is_poor] * weights[~is_poor]).sum())
            limit = missing / (rich * self._denominator) * float_worth * (1 + 4 * TOLERANCE)
            maybe = np.flatnonzero(~is_poor & (purses <= limit))
            poorer = [one for one in maybe if amounts[one] * rich < missing * worth[one]]
            if not poorer:
                return missing, rich, is_poor
            is_poor[poorer] = True
