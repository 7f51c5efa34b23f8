"""From where voices came, held against who lives there: what chance explains, and what it does not.

Voices are counted per area. If all were as likely to be heard wherever they live, the voices of an area would be a draw
of chance: its share of the residents, so many times as there are voices. Only a number outside what such draws give
says something of an area. Talks are not that many people: some are of the same afternoon in the same street, so they
count for fewer draws (`design_effect`); and where many areas are looked at, none must be called silent by chance alone
(`holm`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from draagvlak.chance import at_least, at_most, highest, lowest

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Marks = NDArray[np.bool_]
Residents = ArrayLike | Sequence[float | None]

NOT_COMPARED: Final = -1
MOST_VOICES: Final = 2**40  # beyond this a count and the next one are no longer told apart


@dataclass(frozen=True, slots=True)
class Reach:
    """What was heard and what chance explains, per area (and source): arrays of the shape of the voices.

    `expected`, `low` and `high` count voices, `share` and `p_value` lie from 0 to 1. Where nobody lives, or it is not
    known how many, `is_compared` is False, `share` and `expected` are not a number, and `low` and `high` are -1.
    """

    share: Numbers
    expected: Numbers
    low: Counts
    high: Counts
    p_value: Numbers
    is_compared: Marks
    is_fewer: Marks
    is_more: Marks


def reach(voices: ArrayLike, residents: Residents, *, clustering: ArrayLike = 1.0, level: float = 0.95) -> Reach:
    """Compare the voices of areas with what chance would give, if all residents were heard as easily.

    `voices`: whole numbers from 0, of shape (areas,) or (areas, sources); each source is compared by itself.
    `residents`: of shape (areas,), from 0; unknown is None, not a number or negative (CBS writes -99999999).
    `clustering`: from 1, see `design_effect`; one number, or one per source. `level`: between 0 and 1, the chance
    that no area at all is called silent or loud when only chance is at work (Holm 1979).

    `is_fewer` and `is_more` say exactly that the voices lie below `low` or above `high`. These are the numbers that a
    binomial draw gives, exact for clustering 1, and with the beta distribution for more (Korn & Graubard 1998).
    Voices from where nobody lives, or nobody knows how many, are left out of the comparison.
    Raises ValueError for shapes that do not fit, or values out of range.

    >>> heard = reach([2, 30, 28], [4000, 5000, 5000])
    >>> heard.low.tolist(), heard.high.tolist()
    ([10, 13, 13], [25, 30, 30])
    >>> heard.is_fewer.tolist()
    [True, False, False]
    """
    counted, living = _counted(voices), _living(residents)
    if counted.shape[0] != living.shape[0]:
        raise ValueError(f"voices of {counted.shape[0]} areas, residents of {living.shape[0]}: give both for each area")
    fewer_draws = _clustering(clustering, counted)
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: it must lie between 0 and 1")
    by_source = counted[:, None] if counted.ndim == 1 else counted
    is_lived_in = living > 0
    total = np.where(is_lived_in[:, None], by_source, 0).sum(axis=0)
    share = np.full(len(living), np.nan)
    share[is_lived_in] = living[is_lived_in] / living[is_lived_in].sum()
    found = _compared(by_source, total, share, fewer_draws, 1 - level)
    return found if counted.ndim > 1 else _first_source(found)


def design_effect(sizes: ArrayLike, *, likeness: float = 1.0) -> float:
    """Return how many talks count for one draw of chance, when talks come in clusters.

    `sizes`: whole numbers from 0, of shape (clusters,): how many talks each cluster holds, such as those of one
    afternoon in one street. `likeness`: from 0 (the talks of a cluster have nothing to do with each other) to 1 (where
    one is from, all are from). The answer is 1 or more, and 1 without talks. Raises ValueError for values out of range.
    Kish (1965), Survey Sampling, section 8.2, with the mean size weighted by size for clusters that differ.

    >>> design_effect([1, 1, 1, 1])
    1.0
    >>> design_effect([10, 1, 1])  # a morning at the market, and two talks at a door
    8.5
    """
    if not 0 <= likeness <= 1:
        raise ValueError(f"likeness is {likeness}: it must lie from 0 to 1")
    whole = _whole(sizes, "sizes")
    if whole.ndim != 1:
        raise ValueError(f"sizes have {whole.ndim} axes: give one number per cluster")
    return 1 + (clustering_of(float(whole.sum()), float((whole.astype(np.float64) ** 2).sum())) - 1) * likeness


def clustering_of(talks: float, squares: float) -> float:
    """Return the same as `design_effect`, when somebody else (a database) added up the clusters.

    `talks`: the sizes of all clusters added up, from 0. `squares`: the squares of those sizes added up, at least as
    many as talks. Raises ValueError when no clusters can give these numbers.

    >>> clustering_of(talks=12, squares=102)  # clusters of 10, 1 and 1
    8.5
    """
    if not 0 <= talks <= squares <= talks**2:
        raise ValueError(f"no clusters hold {talks} talks with {squares} as the sum of their squares")
    return squares / talks if talks else 1.0


def share_interval(
    part: ArrayLike, total: ArrayLike, *, clustering: ArrayLike = 1.0, level: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Return between which shares the real share lies, when `part` of `total` were found.

    `part`, `total`: whole numbers from 0, part at most total, of shapes that fit together; `clustering`: from 1, see
    `design_effect`. The answers have that shape and lie from 0 to 1; of nothing, everything is possible: 0 to 1.
    Exact (Clopper & Pearson 1934); with clustering the same for fewer draws (Korn & Graubard 1998).
    Raises ValueError for values out of range.

    >>> low, high = share_interval(2, 60)
    >>> print(f"{low:.3f} {high:.3f}")
    0.004 0.115
    """
    from scipy.special import betaincinv  # noqa: PLC0415 – heavy, and few need it

    some, whole = np.broadcast_arrays(_whole(part, "part"), _whole(total, "total"))
    if (some > whole).any():
        raise ValueError("part is more than total somewhere")
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: it must lie between 0 and 1")
    draws = np.asarray(clustering, dtype=np.float64)
    if not (draws >= 1).all():
        raise ValueError("clustering is less than 1 somewhere: talks can't count for more than themselves")
    rest, tail = (whole - some) / draws, (1 - level) / 2
    some_draws = some / draws
    low = np.where(some > 0, betaincinv(np.maximum(some_draws, 1e-300), rest + 1, tail), 0.0)
    high = np.where(whole > some, betaincinv(some_draws + 1, np.maximum(rest, 1e-300), 1 - tail), 1.0)
    return low, high


def holm(p_values: ArrayLike, *, error: float = 0.05) -> Marks:
    """Tell which findings stand, when many were looked for at once.

    `p_values`: from 0 to 1, of shape (findings,) or (findings, families), each family by itself. `error`: between 0 and
    1, the chance that anything at all stands where there is nothing. The answer has the shape of the p-values.
    Holm (1979), A simple sequentially rejective multiple test procedure. Raises ValueError for values out of range.

    >>> holm([0.01, 0.04, 0.03]).tolist()
    [True, False, False]
    """
    asked = np.asarray(p_values, dtype=np.float64)
    if not ((asked >= 0) & (asked <= 1)).all():
        raise ValueError("a p-value lies outside 0 to 1")
    if not 0 < error < 1:
        raise ValueError(f"error is {error}: it must lie between 0 and 1")
    order = asked.argsort(axis=0, kind="stable")
    left = (len(asked) - np.arange(len(asked))).reshape(-1, *[1] * (asked.ndim - 1))
    stands = np.logical_and.accumulate(np.take_along_axis(asked, order, axis=0) <= error / left, axis=0)
    found = np.zeros(asked.shape, dtype=np.bool_)
    np.put_along_axis(found, order, stands, axis=0)
    return found


def _compared(voices: Counts, total: Counts, share: Numbers, clustering: Numbers, error: float) -> Reach:
    """Compare where somebody lives; the ranges are as wide as the strictness with which areas are called silent."""
    known = ~np.isnan(share)
    low, high = np.full(voices.shape, NOT_COMPARED), np.full(voices.shape, NOT_COMPARED)
    p_value = np.ones(voices.shape)
    chance = np.broadcast_to(share[known, None], voices[known].shape)
    below = at_most(voices[known], total, chance, clustering)
    above = at_least(voices[known], total, chance, clustering)
    p_value[known] = np.minimum(1, 2 * np.minimum(below, above))
    strictness = _strictness(p_value[known], error)
    low[known] = lowest(total, chance, clustering, strictness / 2)
    high[known] = highest(total, chance, clustering, strictness / 2)
    return Reach(
        share=np.repeat(share[:, None], voices.shape[1], axis=1),
        expected=share[:, None] * total,
        low=low,
        high=high,
        p_value=p_value,
        is_compared=np.repeat(known[:, None], voices.shape[1], axis=1),
        is_fewer=known[:, None] & (voices < low),
        is_more=known[:, None] & (voices > high),
    )


def _first_source(found: Reach) -> Reach:
    return Reach(**{field.name: getattr(found, field.name)[:, 0] for field in fields(Reach)})


def _strictness(p_values: Numbers, error: float) -> Numbers:
    """Return per source the one level at which exactly those areas stand that Holm lets stand."""
    areas, standing = len(p_values), holm(p_values, error=error).sum(axis=0)
    return np.asarray(error / np.maximum(areas - standing, 1))


def _whole(values: ArrayLike, name: str) -> Counts:
    """Read whole numbers from 0."""
    given = np.asarray(values)
    if given.size and given.dtype.kind not in "iuf":
        raise ValueError(f"{name} must be numbers")
    numbers = given.astype(np.float64)
    if not ((numbers >= 0) & (numbers <= MOST_VOICES) & (numbers == np.floor(numbers))).all():
        raise ValueError(f"{name} must be whole numbers from 0 to {MOST_VOICES}")
    return numbers.astype(np.int64)


def _counted(voices: ArrayLike) -> Counts:
    counted = _whole(voices, "voices")
    if counted.ndim not in {1, 2}:
        raise ValueError(f"voices have {counted.ndim} axes: give (areas,) or (areas, sources)")
    return counted


def _living(residents: Residents) -> Numbers:
    """Read how many live where; what is unknown becomes 0, for both can't be compared with."""
    living = np.asarray(residents, dtype=np.float64)
    if living.ndim != 1:
        raise ValueError(f"residents have {living.ndim} axes: give one number per area")
    if np.isinf(living).any():
        raise ValueError("residents of an area are infinite")
    return np.where(living > 0, living, 0.0)


def _clustering(clustering: ArrayLike, voices: Counts) -> Numbers:
    given = np.asarray(clustering, dtype=np.float64)
    sources = voices.shape[1] if voices.ndim > 1 else 1
    if given.shape not in {(), (sources,)}:
        raise ValueError(f"clustering has shape {given.shape}: give one number, or one for each of {sources} sources")
    if not ((given >= 1) & np.isfinite(given)).all():
        raise ValueError("clustering is less than 1 somewhere: talks can't count for more than themselves")
    return given
