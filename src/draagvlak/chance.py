"""What draws of chance give: how likely so few or so many are, and between which numbers they stay.

`total` draws, each with the same `chance`; with `clustering` above 1 so many of them count for one. Exact for
clustering 1 (the binomial distribution); above it its continuation by the beta distribution (Korn & Graubard 1998,
Confidence intervals for proportions with small expected number of positive counts, Survey Methodology 24).
All arguments are arrays of shapes that fit together; nothing is checked here, `draagvlak.reach` stands at the door.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Chance = Callable[[Counts], Numbers]


def at_most(count: Counts, total: Counts, chance: Numbers, clustering: Numbers) -> Numbers:
    """Return how likely it is to draw this many or fewer.

    >>> print(at_most(np.array([1]), np.array([2]), np.array([0.5]), np.array(1.0)).round(6))
    [0.75]
    """
    from scipy.special import betainc  # noqa: PLC0415 – heavy, and few need it

    rest = (total - count) / clustering
    found = betainc(np.maximum(rest, 1e-300), count / clustering + 1, 1 - chance)
    return np.asarray(np.where(count >= total, 1.0, found))


def at_least(count: Counts, total: Counts, chance: Numbers, clustering: Numbers) -> Numbers:
    """Return how likely it is to draw this many or more.

    >>> print(at_least(np.array([1]), np.array([2]), np.array([0.5]), np.array(1.0)).round(6))
    [0.75]
    """
    from scipy.special import betainc  # noqa: PLC0415 – as above

    rest = (total - count) / clustering
    found = betainc(np.maximum(count / clustering, 1e-300), rest + 1, chance)
    return np.asarray(np.where(count <= 0, 1.0, found))


def lowest(total: Counts, chance: Numbers, clustering: Numbers, tail: Numbers) -> Counts:
    """Return the smallest number for which drawing it or fewer is likelier than `tail`.

    >>> lowest(np.array([60]), np.array([4 / 14]), np.array(1.0), np.array(0.025)).tolist()
    [11]
    """
    return _first(lambda count: at_most(count, total, chance, clustering), total, chance, tail)


def highest(total: Counts, chance: Numbers, clustering: Numbers, tail: Numbers) -> Counts:
    """Return the largest number for which drawing it or more is likelier than `tail`.

    >>> highest(np.array([60]), np.array([4 / 14]), np.array(1.0), np.array(0.025)).tolist()
    [24]
    """
    drawn = _first(lambda count: at_least(total - count, total, chance, clustering), total, chance, tail)
    return np.asarray(total - drawn)


def _first(likelihood: Chance, total: Counts, chance: Numbers, tail: Numbers) -> Counts:
    """Return the smallest number, from 0 to the total, that is likelier than `tail`; it is sought by halving."""
    low = np.zeros(np.broadcast_shapes(total.shape, chance.shape), dtype=np.int64)
    high = np.broadcast_to(total, low.shape).copy()
    while (low < high).any():
        middle = (low + high) // 2
        is_likely = likelihood(middle) > tail
        high = np.where(is_likely, middle, high)
        low = np.where(is_likely, low, np.minimum(middle + 1, high))
    return low
