"""How much support each statement has, how sure that is, what all share, what divides, and what sets a group apart.

Of all who voted on a statement some agree, some are against and some pass; a pass is neither. Shares have credible
intervals of a beta distribution with Jeffreys' prior (Brown, Cai & DasGupta 2001, Interval estimation for a binomial
proportion, Statistical Science 16), and wherever statements are ranked the sure end of the interval counts, so that few
votes never win.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, expit, ndtr

from draagvlak.opinions.gaussians import Numbers
from draagvlak.opinions.model import Model
from draagvlak.opinions.votes import Votes
from draagvlak.reach import holm

Marks = NDArray[np.bool_]
JEFFREYS: Final = 0.5
MAJORITY: Final = 0.5
ENOUGH_ASKED: Final = 0.1
NODES, SHARES = np.polynomial.hermite_e.hermegauss(21)


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """Support and opposition, all of the same shape: (statements,) or (statements, parts).

    `votes` counts them, for parts by degrees of membership; `effective` is for how many equal votes they stand when
    weighted (Kish). `agree`, `against` and `passed` are shares of all votes, not a number without votes;
    `agree_low` and so on the ends of their intervals, 0 and 1 without votes.
    """

    votes: Numbers
    effective: Numbers
    agree: Numbers
    agree_low: Numbers
    agree_high: Numbers
    against: Numbers
    against_low: Numbers
    against_high: Numbers
    passed: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class CommonGround:
    """What every group and every source shares, of shape (statements,).

    `agree` is what at least agrees, in the group or source that agrees least: the lowest of the lower ends; `against`
    likewise. `asked` is the share of participants that voted on it. `is_shared` and `is_rejected`: surely a majority
    everywhere, among enough people. `order` are places of the statements, the surest first, only with enough asked.
    """

    agree: Numbers
    against: Numbers
    asked: Numbers
    is_shared: Marks
    is_rejected: Marks
    order: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Distinctions:
    """What sets groups apart from all others, of shape (statements, groups).

    `difference` is the share of agreement in the group minus that elsewhere, `p_value` how easily chance gives it, and
    `is_sure` what stands after correction for all comparisons (Holm 1979). Groups were made from these same votes, so
    this tells what a group is like, and does not prove that it exists.
    """

    difference: Numbers
    p_value: Numbers
    is_sure: Marks


def support(votes: Votes, parts: Numbers | None = None, *, among: Marks | None = None, level: float = 0.9) -> Support:
    """Count support per statement, or per statement and part of the participants.

    `parts`: degrees from 0 to 1, of shape (participants, parts). `among`: which votes count, of shape (votes,), such as
    those of one source. `level`: between 0 and 1, of the intervals. Weights of participants count when votes have them.
    Raises ValueError for a level out of range.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> found = support(votes_from_arrays([1, 2, 3, 4], [7, 7, 7, 7], [1, 1, 1, 0]))
    >>> found.agree.tolist(), found.agree_low.round(2).tolist()
    ([0.75], [0.35])
    """
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: it must lie between 0 and 1")
    people = len(votes.participants)
    degrees = np.ones((people, 1)) if parts is None else parts
    weights = np.ones(people) if votes.weights is None else votes.weights.astype(np.float64)
    counts = {value: _counted(votes, degrees * weights[:, None], value, among) for value in (1, 0, -1)}
    total = counts[1] + counts[0] + counts[-1]
    squared = sum(_counted(votes, degrees * weights[:, None] ** 2, value, among) for value in (1, 0, -1))
    effective = total**2 / np.maximum(squared, 1e-12)
    with np.errstate(invalid="ignore"):
        agree, against, passed = (np.where(total > 0, counts[value] / total, np.nan) for value in (1, -1, 0))
    found = (
        total,
        effective,
        agree,
        *_ends(agree, effective, level),
        against,
        *_ends(against, effective, level),
        passed,
    )
    return Support(*(array if parts is not None else array[:, 0] for array in found))


def by_source(votes: Votes, *, level: float = 0.9) -> Support | None:
    """Count support per statement and source of votes, of shape (statements, sources); None when no source is known.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays([1, 2, 3], [7, 7, 7], [1, 1, -1], sources=["web", "paper", "web"])
    >>> dict(zip(votes.source_names, by_source(votes).agree[0].tolist()))
    {'paper': 1.0, 'web': 0.5}
    """
    if votes.sources is None:
        return None
    found = [support(votes, among=votes.sources == source, level=level) for source in range(len(votes.source_names))]
    names = Support.__slots__
    return Support(*(np.column_stack([getattr(one, name) for one in found]) for name in names))


def common_ground(votes: Votes, overall: Support, *parts: Support | None) -> CommonGround:
    """Find what all agree on, and what all are against: overall, and in each part (groups, sources).

    Parts that did not vote on a statement say nothing of it, and `parts` that are None are passed over.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays(list(range(20)) * 2, [7] * 20 + [8] * 20, [1] * 20 + [1, -1] * 10)
    >>> common_ground(votes, support(votes)).is_shared.tolist()
    [True, False]
    """
    agree, against = overall.agree_low, overall.against_low
    for part in parts:
        if part is not None and part.votes.shape[1]:
            agree = np.minimum(agree, np.where(part.votes > 0, part.agree_low, 1).min(axis=1))
            against = np.minimum(against, np.where(part.votes > 0, part.against_low, 1).min(axis=1))
    asked = np.bincount(votes.columns, minlength=len(votes.statements)) / max(len(votes.participants), 1)
    is_enough = asked >= ENOUGH_ASKED
    order = np.argsort(-agree, kind="stable")
    is_shared, is_rejected = (is_enough & (least > MAJORITY) for least in (agree, against))
    return CommonGround(agree, against, asked, is_shared, is_rejected, order[is_enough[order]])


def sure_gap(parts: Support) -> Numbers:
    """Return by how much, at least, two parts differ in agreement on each statement, of shape (statements,).

    It is the lower end in one part minus the upper end in another, where that is largest, and 0 where they overlap.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays(range(40), [7] * 40, [1] * 20 + [-1] * 20)
    >>> sure_gap(support(votes, np.repeat(np.eye(2), 20, axis=0))).round(1).tolist()
    [0.8]
    """
    if parts.votes.shape[1] == 0:
        return np.zeros(len(parts.votes))
    return np.asarray(np.maximum(parts.agree_low.max(axis=1) - parts.agree_high.min(axis=1), 0))


def division(model: Model) -> Numbers:
    """Return how far chances of agreement lie apart among people: their standard deviation, of shape (statements,).

    From 0 (all are as likely to agree) to 0.5 (half surely agree, half surely do not), with or without groups. A
    statement on which few voted has a loading near 0, so it does not seem to divide.

    >>> from draagvlak.opinions.model import fit
    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> bool(0 <= division(fit(votes_from_arrays([1, 2], [7, 7], [1, -1])))[0] <= 0.5)
    True
    """
    chance = _chances_among_people(model)
    weights = SHARES / SHARES.sum()
    mean = chance @ weights
    return np.asarray(np.sqrt(np.maximum((chance**2) @ weights - mean**2, 0)))


def learned_by_a_vote(model: Model) -> Numbers:
    """Return how much the next vote on each statement is expected to tell of it, in nats, of shape (statements,).

    The gain of information of a Gaussian belief by one answer of anyone (Lindley 1956, On a measure of the information
    provided by an experiment): half the logarithm of 1 + how strongly the chance bends x how unsure the statement is.

    >>> from draagvlak.opinions.model import fit
    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> often, seldom = learned_by_a_vote(fit(votes_from_arrays([1, 2, 3, 4, 4], [7, 7, 7, 7, 8], [1, -1, 1, -1, 1])))
    >>> bool(seldom > often)
    True
    """
    chance = _chances_among_people(model)
    bend = (chance * (1 - chance)) @ (SHARES / SHARES.sum())
    unsure = np.trace(model.statement_covariances, axis1=1, axis2=2)
    return np.asarray(np.log1p(bend * unsure) / 2)


def distinctions(groups: Support, *, error: float = 0.05) -> Distinctions:
    """Find on which statements a group differs from all others, surely after so many comparisons.

    `groups`: support per group; `error`: between 0 and 1, the chance that chance alone makes any difference sure.
    By a test of two shares (Agresti & Caffo 2000, The American Statistician 54: one success and one failure added to
    each side).

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays(range(40), [7] * 40, [1] * 20 + [-1] * 20)
    >>> distinctions(support(votes, np.repeat(np.eye(2), 20, axis=0))).is_sure.tolist()
    [[True, True]]
    """
    agreed = np.nan_to_num(groups.agree) * groups.votes
    others, others_agreed = (one.sum(axis=1, keepdims=True) - one for one in (groups.votes, agreed))
    ours, theirs = (agreed + 1) / (groups.votes + 2), (others_agreed + 1) / (others + 2)
    spread = np.sqrt(ours * (1 - ours) / (groups.votes + 2) + theirs * (1 - theirs) / (others + 2))
    p_value = np.asarray(2 * ndtr(-np.abs(ours - theirs) / spread))
    return Distinctions(ours - theirs, p_value, holm(p_value.ravel(), error=error).reshape(p_value.shape))


def _chances_among_people(model: Model) -> Numbers:
    length = np.sqrt((model.loadings**2).sum(axis=1))
    return np.asarray(expit(model.intercepts[:, None] + length[:, None] * NODES))


def _counted(votes: Votes, degrees: Numbers, value: int, among: Marks | None) -> Numbers:
    kept = votes.values == value if among is None else (votes.values == value) & among
    rows, columns, size = votes.rows[kept], votes.columns[kept], len(votes.statements)
    parts = [np.bincount(columns, weights=part[rows], minlength=size) for part in degrees.T]
    return np.column_stack(parts) if parts else np.zeros((size, 0))


def _ends(share: Numbers, total: Numbers, level: float) -> tuple[Numbers, Numbers]:
    some = np.nan_to_num(share) * total
    one, other = some + JEFFREYS, np.maximum(total - some, 0) + JEFFREYS
    low, high = betaincinv(one, other, (1 - level) / 2), betaincinv(one, other, (1 + level) / 2)
    is_known = total > 0
    return np.where(is_known & (some > 0), low, 0.0), np.where(is_known & (some < total), high, 1.0)
