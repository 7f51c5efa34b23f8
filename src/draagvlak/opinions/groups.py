"""Groups only where they are: their number, how sure it is that they are there, and who belongs to them how much.

Three questions are asked, and groups are shown only when all say yes. Do more clouds than one make votes of people who
were not looked at likelier? Is it emptier between the clouds than in them? Are the same groups found again among people
and votes that are drawn anew?
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.answers import Answers, Marks
from draagvlak.opinions.fitting import Fit, fitted
from draagvlak.opinions.gaussians import Numbers
from draagvlak.opinions.mixture import Clouds, Seen, clouds_of, evidence, gone_on, memberships, seen
from draagvlak.opinions.model import Model
from draagvlak.opinions.order import keys_of_votes, places_by_content
from draagvlak.opinions.threads import with_one_thread
from draagvlak.opinions.votes import Votes

Labels = NDArray[np.int64]
MOST_GROUPS: Final = 6
FEWEST_PEOPLE: Final = 20
PARTS: Final = 5
ENOUGH_PEOPLE: Final = 3_000
ROUNDS_OF_A_PART: Final = 20
SURE: Final = 2.0
WORTH_A_GROUP: Final = 0.01
APART: Final = 3.0
STABLE: Final = 0.6
DRAWS: Final = 20
KEPT_VOTES: Final = 0.8
ENOUGH_VOTES: Final = 7
CORE: Final = 0.8
SWEEPS_OF_A_DRAW: Final = 12
YES_SAYING: Final = 0.85
YES_AND_NO: Final = ("yes", "no")


class Verdict(StrEnum):
    """Why groups are shown, or not."""

    STABLE = "stable"
    NOT_TRIED = "not drawn anew"
    ASKED_FOR = "as many as were asked for"
    TOO_FEW_PEOPLE = "too few people"
    ONE_CLOUD = "one cloud explains the votes as well"
    FLOWING = "the clouds flow into each other"
    UNSTABLE = "other groups are found when people and votes are drawn anew"


@dataclass(frozen=True, slots=True)
class Trial:
    """What the tests found.

    `gains`: by how much 1, 2, … clouds make the votes of somebody not looked at likelier than one cloud, in nats.
    `separation`: the smallest distance between two of the clouds that were found, in standard deviations; `stability`:
    the likeness (adjusted Rand index) of groups found again, in the middle draw; both are not a number when not asked.
    """

    verdict: Verdict
    gains: tuple[float, ...] = ()
    separation: float = np.nan
    stability: float = np.nan


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Groups, or why there are none.

    `count` is 0 when none are shown; `trial` says why. `memberships`, of shape (participants, count), are degrees that
    add up to 1. `centres` (count, d) and `covariance` (d, d) are the clouds on the map; `shares` (count,) how
    large they are. `yes_saying`, of shape (count,): how well the share of agreement tells who belongs to a group (0.5
    not, 0 or 1 fully); `is_yes_saying` says that two groups are mostly people who often and people who seldom agree.
    """

    count: int
    trial: Trial
    memberships: Numbers
    centres: Numbers
    covariance: Numbers
    shares: Numbers
    yes_saying: Numbers
    is_yes_saying: bool

    @property
    def verdict(self) -> Verdict:
        """Why groups are shown, or not."""
        return self.trial.verdict

    @property
    def labels(self) -> Labels:
        """The likeliest group of each participant, of shape (participants,); -1 without groups."""
        return np.asarray(self.memberships.argmax(axis=1) if self.count else np.full(len(self.memberships), -1))


@with_one_thread
def find_groups(votes: Votes, model: Model, *, seed: int = 0, gate: bool = True, count: int | None = None) -> Groups:
    """Look for groups, and show them only when they stand all three tests.

    The last test is left out without `gate`. What it draws comes from the votes themselves (`order`), so that every
    `seed` gives the same. With a `count`, from 1, that many groups are told whatever the
    tests say. Raises ValueError for a count below 1.

    >>> from draagvlak.opinions.model import fit
    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays([1, 2, 3], [7, 7, 7], [1, 1, -1])
    >>> find_groups(votes, fit(votes)).verdict.value
    'too few people'
    """
    if count is not None and count < 1:
        raise ValueError(f"count is {count}: there must be at least one group")
    told = seen(model.opinion.people)
    if count is not None:
        return _shown(votes, told, clouds_of(told, model.positions, count), Trial(Verdict.ASKED_FOR))
    trial, clouds = _tried(votes, model, told)
    if clouds is None:
        return _none(model, trial)
    if gate:
        stability = _stability(votes, model, clouds)
        verdict = Verdict.STABLE if stability >= STABLE else Verdict.UNSTABLE
        trial = replace(trial, verdict=verdict, stability=stability)
    return _none(model, trial) if trial.verdict == Verdict.UNSTABLE else _shown(votes, told, clouds, trial)


def _tried(votes: Votes, model: Model, told: Seen) -> tuple[Trial, Clouds | None]:
    """Ask the first two questions."""
    if (model.counts > 0).sum() < FEWEST_PEOPLE:
        return Trial(Verdict.TOO_FEW_PEOPLE), None
    gains = _gains(told, model.positions, places_by_content(votes))
    best, means = _best(gains), tuple(float(gain.mean()) for gain in gains)
    if best == 1:
        return Trial(Verdict.ONE_CLOUD, means), None
    clouds = clouds_of(told, model.positions, best)
    separation = smallest_distance(clouds)
    if separation < APART:
        return Trial(Verdict.FLOWING, means, separation), None
    return Trial(Verdict.NOT_TRIED, means, separation), clouds


def likeness(one: Labels, other: Labels) -> float:
    """Return the adjusted Rand index of two ways to put people in groups: 1 when equal, about 0 by chance.

    `one`, `other`: whole numbers from 0, of shape (people,). Hubert & Arabie (1985), Comparing partitions, Journal of
    Classification 2.

    >>> likeness(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1))
    np.add.at(table, (one, other), 1)
    together, ours, theirs = (_pairs(part) for part in (table, table.sum(axis=1), table.sum(axis=0)))
    by_chance = ours * theirs / max(_pairs(table.sum()), 1.0)
    most = (ours + theirs) / 2
    return 1.0 if most == by_chance else float((together - by_chance) / (most - by_chance))


def smallest_distance(clouds: Clouds) -> float:
    """Return how far the two nearest clouds lie apart, in standard deviations (Mahalanobis 1936).

    >>> smallest_distance(Clouds(np.array([[0.0], [3.0]]), np.eye(1), np.array([0.5, 0.5])))
    3.0
    """
    beside = clouds.means[:, None, :] - clouds.means
    squared = np.einsum("ghi,ij,ghj->gh", beside, np.linalg.inv(clouds.covariance), beside)
    return float(np.sqrt(squared[np.triu_indices(len(squared), 1)].min(initial=np.inf)))


def _pairs(counts: Numbers) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _gains(told: Seen, positions: Numbers, order: Labels) -> list[Numbers]:
    """Tell for 1, 2, … clouds how much likelier they make votes of people left out, until more does not help."""
    some = order[:: max(1, len(order) // ENOUGH_PEOPLE)]
    told, positions, fold = told.of(some), positions[some], np.arange(len(some)) % PARTS
    found: list[Numbers] = []
    for groups in range(1, MOST_GROUPS + 1):
        loglikelihood = np.empty(len(some))
        clouds = clouds_of(told, positions, groups)
        for part in range(PARTS):
            kept = fold != part
            loglikelihood[~kept] = evidence(told.of(~kept), gone_on(told.of(kept), clouds, rounds=ROUNDS_OF_A_PART))
        found.append(loglikelihood)
        if len(found) > 2 and found[-1].mean() < found[-2].mean() < found[-3].mean():  # noqa: PLR2004 – twice worse
            break
    return [one - found[0] for one in found]


def _best(gains: list[Numbers]) -> int:
    """Return the smallest number than which the best is not surely and visibly better."""
    best = int(np.argmax([gain.mean() for gain in gains]))

    def is_better(one: int, other: int) -> bool:
        gain = gains[one] - gains[other]
        return bool(gain.mean() > max(SURE * gain.std() / np.sqrt(len(gain)), WORTH_A_GROUP))

    return next(one for one in range(best + 1) if one == best or not is_better(best, one)) + 1


def _stability(votes: Votes, model: Model, clouds: Clouds) -> float:
    """Draw people and votes anew, look for as many groups, and tell how alike they are, in the middle draw."""
    degrees = memberships(seen(model.opinion.people), clouds)
    is_asked = (model.counts >= ENOUGH_VOTES) & (degrees.max(axis=1) >= CORE)
    labels = degrees[is_asked].argmax(axis=1)
    if not is_asked.any():
        return 0.0
    order = places_by_content(votes)
    found = []
    keys, rng = keys_of_votes(votes), np.random.default_rng(0)
    for draw in range(DRAWS):
        weights = np.empty(len(order))
        weights[order] = rng.multinomial(len(order), np.full(len(order), 1 / len(order)))
        is_kept = (keys * np.uint64(2 * draw + 1) >> np.uint64(32)) < np.uint64(KEPT_VOTES * 2**32)
        again = _drawn(votes, model, weights, is_kept)
        told = seen(again.people)
        drawn = clouds_of(told, again.people.mean, len(clouds.shares), weights)
        found.append(likeness(labels, memberships(told, drawn)[is_asked].argmax(axis=1)))
    return float(np.median(found))


def _drawn(votes: Votes, model: Model, weights: Numbers, is_kept: Marks) -> Fit:
    answers = Answers.of_votes(votes, among=is_kept, weights=weights)
    start = model.opinion
    return fitted(answers, start.statements, start.people, tolerance=1e-2, sweeps=SWEEPS_OF_A_DRAW)


def _shown(votes: Votes, told: Seen, clouds: Clouds, trial: Trial) -> Groups:
    degrees = memberships(told, clouds)
    telling = yes_saying(votes, degrees)
    is_two_ways = len(telling) == len(YES_AND_NO) and bool(np.abs(telling - 0.5).max() >= YES_SAYING - 0.5)
    return Groups(
        len(telling), trial, degrees, clouds.means, clouds.covariance, clouds.shares, telling, is_yes_saying=is_two_ways
    )


def _none(model: Model, trial: Trial) -> Groups:
    people, size = model.positions.shape
    nobody = np.zeros((people, 0))
    return Groups(0, trial, nobody, np.zeros((0, size)), np.eye(size), np.zeros(0), np.zeros(0), is_yes_saying=False)


def yes_saying(votes: Votes, degrees: Numbers) -> Numbers:
    """Return how well the share of agreement alone tells who belongs to each group, of shape (groups,).

    `degrees`: of shape (participants, groups). It is the area under the ROC curve (Hanley & McNeil 1982): the chance
    that a member agreed more often than somebody else. Of who did not agree or disagree nothing is known.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> yes_saying(votes_from_arrays([1, 2], [7, 7], [1, -1]), np.array([[1.0, 0.0], [0.0, 1.0]])).tolist()
    [1.0, 0.0]
    """
    size = len(degrees)
    answered = np.bincount(votes.rows, weights=votes.values != 0, minlength=size)
    agreed = np.bincount(votes.rows, weights=votes.values > 0, minlength=size)
    share = agreed[answered > 0] / answered[answered > 0]
    order = np.argsort(share, kind="stable")
    starts = np.flatnonzero(np.diff(share[order], prepend=-1.0))
    inside = degrees[answered > 0][order]
    if not len(starts):
        return np.full(degrees.shape[1], 0.5)
    ours, theirs = np.add.reduceat(inside, starts, axis=0), np.add.reduceat(1 - inside, starts, axis=0)
    below = np.cumsum(theirs, axis=0) - theirs / 2
    pairs = ours.sum(axis=0) * theirs.sum(axis=0)
    return np.asarray(np.where(pairs > 0, (ours * below).sum(axis=0) / np.maximum(pairs, 1e-300), 0.5))
