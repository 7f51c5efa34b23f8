"""Groups as a mixture of normal clouds, seen through the uncertainty of each position.

What the votes of a participant say of a position is Gaussian too, so the chance of those votes in a cloud is known in
closed form, and the clouds are fitted by the EM of Bovy, Hogg & Roweis (2011, Extreme deconvolution, Annals of Applied
Statistics 5). Somebody with two votes thus pulls no cloud anywhere. All clouds have the same shape.
"""

from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.gaussians import Gaussians, Numbers, applied, inverses, log_determinants

FIRST_ROUNDS: Final = 8
MOST_ROUNDS: Final = 60
TRIES: Final = 5
ENOUGH_PEOPLE: Final = 20_000
ENOUGH_GAIN: Final = 1e-5
SMALLEST_SHARE: Final = 1.0
FIRST_SPREAD: Final = 0.3


@dataclass(frozen=True, slots=True)
class Seen:
    """What the votes of each participant alone say: precision (participants, d, d), and precision times position."""

    precision: Numbers
    pull: Numbers

    def of(self, which: NDArray[np.int64] | NDArray[np.bool_] | slice) -> "Seen":
        """Keep some participants."""
        return Seen(self.precision[which], self.pull[which])


@dataclass(frozen=True, slots=True)
class Clouds:
    """Clouds with means (groups, d), one covariance (d, d) and shares (groups,) that add up to 1."""

    means: Numbers
    covariance: Numbers
    shares: Numbers


def seen(people: Gaussians) -> Seen:
    """Take what was to be expected of anyone (a standard normal position) out of what is believed of participants.

    >>> seen(Gaussians(np.array([[1.0]]), np.array([[[0.5]]]))).pull.tolist()
    [[2.0]]
    """
    precision = inverses(people.covariance)
    return Seen(precision - np.eye(people.mean.shape[1]), applied(precision, people.mean))


def likelihoods(votes: Seen, clouds: Clouds) -> Numbers:
    """Return the logarithm of share times likelihood, of shape (participants, groups), but for what no group changes.

    >>> near_one = Seen(np.ones((1, 1, 1)), np.ones((1, 1)))
    >>> clouds = Clouds(np.array([[1.0], [-1.0]]), np.eye(1) / 4, np.array([0.5, 0.5]))
    >>> likelihoods(near_one, clouds).argmax()
    np.int64(0)
    """
    return np.asarray(_Positioned(votes, clouds).logarithms + np.log(clouds.shares))


def memberships(votes: Seen, clouds: Clouds) -> Numbers:
    """Return to what degree each participant belongs to each group, of shape (participants, groups); rows add up to 1.

    >>> nothing = Seen(np.zeros((1, 1, 1)), np.zeros((1, 1)))
    >>> clouds = Clouds(np.array([[1.0], [-1.0]]), np.eye(1), np.array([0.75, 0.25]))
    >>> memberships(nothing, clouds).round(2).tolist()
    [[0.75, 0.25]]
    """
    joint = likelihoods(votes, clouds)
    degrees = np.exp(joint - joint.max(axis=1, keepdims=True))
    return np.asarray(degrees / degrees.sum(axis=1, keepdims=True))


def evidence(votes: Seen, clouds: Clouds) -> Numbers:
    """Return the log-likelihood of each participant's votes, of shape (participants,).

    >>> nothing = Seen(np.zeros((1, 1, 1)), np.zeros((1, 1)))
    >>> evidence(nothing, Clouds(np.zeros((1, 1)), np.eye(1), np.ones(1))).tolist()
    [0.0]
    """
    return _summed(likelihoods(votes, clouds))


def clouds_of(votes: Seen, positions: Numbers, groups: int, weights: Numbers | None = None) -> Clouds:
    """Fit so many clouds, from several beginnings that are far apart, and keep the likeliest.

    `positions`, of shape (participants, d), are where the search begins; nothing is drawn. `weights`: how often each
    participant counts.

    >>> places = np.repeat([[-1.0], [1.0]], 50, axis=0)
    >>> clouds = clouds_of(Seen(np.full((100, 1, 1), 9.0), 9 * places), places, 2)
    >>> sorted(clouds.means.round(1).ravel().tolist())
    [-1.0, 1.0]
    """
    counts = np.ones(len(positions)) if weights is None else weights
    every = len(positions) // ENOUGH_PEOPLE
    if every > 1:  # in an order that does not hang on how rows lie
        some = np.lexsort(positions.T)[::every]
        positions, counts, votes = positions[some], counts[some], votes.of(some)
    found = [_grown(votes, begin, counts, FIRST_ROUNDS) for begin in _beginnings(positions, groups, counts)]
    best, _ = max(found, key=lambda grown: grown[1])
    best, _ = _grown(votes, best, counts, MOST_ROUNDS)
    order = np.argsort(-best.shares, kind="stable")
    return Clouds(best.means[order], best.covariance, best.shares[order])


def gone_on(votes: Seen, clouds: Clouds, *, rounds: int) -> Clouds:
    """Let clouds that were fitted to some participants go on, so many rounds, with others.

    >>> nothing = Seen(np.zeros((1, 1, 1)), np.zeros((1, 1)))
    >>> gone_on(nothing, Clouds(np.zeros((1, 1)), np.eye(1), np.ones(1)), rounds=1).shares.tolist()
    [1.0]
    """
    return _grown(votes, clouds, np.ones(len(votes.pull)), rounds)[0]


class _Positioned:
    """Where each participant would stand in each cloud, and how likely the votes are there."""

    def __init__(self, votes: Seen, clouds: Clouds) -> None:
        inner = np.linalg.inv(clouds.covariance)
        self.covariance = inverses(votes.precision + inner)
        pulls = votes.pull[:, None, :] + clouds.means @ inner
        self.means = pulls @ self.covariance
        size = log_determinants(self.covariance) - log_determinants(clouds.covariance[None])
        own = np.einsum("gi,ij,gj->g", clouds.means, inner, clouds.means)
        self.logarithms = (np.einsum("ngi,ngi->ng", pulls, self.means) - own + size[:, None]) / 2


def _grown(votes: Seen, clouds: Clouds, counts: Numbers, rounds: int) -> tuple[Clouds, float]:
    last, now = -np.inf, -np.inf
    for _ in range(rounds):
        placed = _Positioned(votes, clouds)
        joint = placed.logarithms + np.log(clouds.shares)
        whole = _summed(joint)
        degrees = np.exp(joint - whole[:, None]) * counts[:, None]
        clouds = _renewed(placed, degrees, counts)
        now = float(counts @ whole)
        if now - last < ENOUGH_GAIN * len(counts):
            break
        last = now
    return clouds, now


def _summed(logarithms: Numbers) -> Numbers:
    """Return the logarithm of the sum of each row; column by column is quickest where columns are few."""
    most = reduce(np.maximum, logarithms.T)
    return np.asarray(most + np.log(reduce(np.add, np.exp(logarithms - most[:, None]).T)))


def _renewed(placed: _Positioned, degrees: Numbers, counts: Numbers) -> Clouds:
    means = np.einsum("ng,ngi->gi", degrees, placed.means) / np.maximum(degrees.sum(axis=0), 1e-9)[:, None]
    beside = placed.means - means
    dimensions = means.shape[1]
    weighted = (beside * degrees[:, :, None]).reshape(-1, dimensions)
    spread = weighted.T @ beside.reshape(-1, dimensions)
    spread += (counts @ placed.covariance.reshape(len(counts), -1)).reshape(dimensions, dimensions)
    size = dimensions + 2.0
    covariance = (spread + size * FIRST_SPREAD * np.eye(means.shape[1])) / (counts.sum() + size)
    sizes = degrees.sum(axis=0) + SMALLEST_SHARE
    return Clouds(means, covariance, sizes / sizes.sum())


def _beginnings(positions: Numbers, groups: int, counts: Numbers) -> list[Clouds]:
    """Begin from people that stand far from each other, each time from somebody else."""
    size = positions.shape[1]
    ranked = positions[np.lexsort(positions.T)]
    found = []
    for first in np.linspace(0, len(ranked) - 1, TRIES if groups > 1 else 1).astype(int):
        chosen = [ranked[first]]
        for _ in range(groups - 1):
            apart = np.min([((positions - one) ** 2).sum(axis=1) for one in chosen], axis=0)
            chosen.append(positions[np.argmax(apart * (counts > 0))])
        means = _middles(positions, np.array(chosen), counts)
        found.append(Clouds(means, FIRST_SPREAD * np.eye(size), np.full(groups, 1 / groups)))
    return found


def _middles(positions: Numbers, means: Numbers, counts: Numbers) -> Numbers:
    """Let each mean go a few times to the middle of who stands nearest (k-means, Lloyd 1982)."""
    for _ in range(10):
        beside = positions[:, None, :] - means
        apart = np.einsum("ngi,ngi->ng", beside, beside)  # a sum over an axis so short takes many times longer
        nearest = (apart == apart.min(axis=1, keepdims=True)) * counts[:, None]
        sizes = nearest.sum(axis=0)[:, None]
        means = np.where(sizes > 0, nearest.T @ positions / np.maximum(sizes, 1e-12), means)
    return means
