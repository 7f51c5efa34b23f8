"""One sweep over the votes: where each participant stands, given the statements, and what that tells of the statements.

The chance of agreeing is the logistic function of `intercept + loading · position`. What is believed of participants
and statements is Gaussian, and both uncertainties count in every chance: a loading that is not known well does not pull
hard, and somebody who voted twice is not taken to stand somewhere. This is variational inference with Gaussian beliefs
(Opper & Archambeau 2009, The variational Gaussian approximation revisited, Neural Computation 21); the mean of the
logistic function is that of MacKay (1992, The evidence framework applied to classification networks, Neural Computation
4). Each belief takes one Newton step per sweep.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import Final, TypeVar

import numpy as np
from scipy.sparse import csr_array
from scipy.special import expit

from draagvlak.opinions.answers import Answers
from draagvlak.opinions.gaussians import Gaussians, Numbers, applied, inverses, products, squares, triangles

Found = TypeVar("Found")
CHUNK: Final = 1 << 15
LONGEST_STEP: Final = 2.0
WORKERS: Final = 2
WORTH_A_THREAD: Final = 32


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that a part of the participants has to tell of the statements: sums, so that parts can be added up.

    `pull` (statements, d + 1) and `curvature` and `spread` (statements, triangle of d + 1) are for the Newton step of
    each statement; `first` (d,), `second` (d, d) and `count` tell how the participants lie.
    """

    pull: Numbers
    curvature: Numbers
    spread: Numbers
    first: Numbers
    second: Numbers
    count: float


def combine(parts: list[Statistics]) -> Statistics:
    """Put together what parts of the participants tell: the same as if they had been one.

    >>> one = Statistics(*(np.ones(1) for _ in range(5)), count=3.0)
    >>> combine([one, one]).count
    6.0
    """
    return Statistics(*(sum(getattr(part, one.name) for part in parts) for one in fields(Statistics)))


def swept(answers: Answers, people: Gaussians, statements: Gaussians) -> tuple[Gaussians, Statistics]:
    """Move each participant by one step, and tell what the participants say of the statements from where they are now.

    `people`: of shape (participants, d), with a standard normal prior; `statements`: of shape (statements, d + 1), the
    intercept first.

    >>> answers = Answers(np.array([0, 1], np.int32), np.zeros(1, np.int32), np.ones(1, np.int8), 1)
    >>> people = Gaussians(np.zeros((1, 1)), np.ones((1, 1, 1)))
    >>> statement = Gaussians(np.array([[0.0, 1.0]]), np.zeros((1, 2, 2)))
    >>> bool(swept(answers, people, statement)[0].mean[0, 0] > 0)  # who agrees moves to where people agree
    True
    """
    side = sides(statements)

    def work(part: Part) -> tuple[Gaussians, Statistics]:
        here = _moved(part, part.of(people), statements, side)
        return here, _told(part, here, side)

    done = _worked(answers, work)
    return _together([here for here, _ in done]), combine([told for _, told in done])


def moved(answers: Answers, people: Gaussians, statements: Gaussians) -> Gaussians:
    """Move each participant by one step, as `swept` does, and tell nothing of the statements.

    >>> answers = Answers(np.array([0, 1], np.int32), np.zeros(1, np.int32), np.ones(1, np.int8), 1)
    >>> people = Gaussians(np.zeros((1, 1)), np.ones((1, 1, 1)))
    >>> moved(answers, people, Gaussians(np.array([[0.0, 1.0]]), np.zeros((1, 2, 2)))).mean.round(2).tolist()
    [[0.41]]
    """
    side = sides(statements)
    return _together(_worked(answers, lambda part: _moved(part, part.of(people), statements, side)))


def chances(mean: Numbers, variance: Numbers) -> Numbers:
    """Return the mean of the logistic function of Gaussian numbers.

    >>> chances(np.array([2.0, 2.0]), np.array([0.0, 4.0])).round(2).tolist()
    [0.88, 0.78]
    """
    return np.asarray(expit(mean / np.sqrt(1 + (np.pi / 8) * variance)))


def pair_moments(people: Gaussians, statements: Gaussians) -> tuple[Numbers, Numbers]:
    """Return mean and variance of intercept + loading · position, for each participant and statement beside it.

    >>> people = Gaussians(np.array([[2.0]]), np.array([[[1.0]]]))
    >>> statement = Gaussians(np.array([[0.5, 1.0]]), np.zeros((1, 2, 2)))
    >>> pair_moments(people, statement)
    (array([2.5]), array([1.]))
    """
    ours, theirs = _sides_of_people(people), sides(statements)
    mean = (ours.mean * theirs.mean).sum(axis=1)
    return mean, (ours.spread * theirs.spread).sum(axis=1)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair: the product of two means is a mean, that of two spreads a variance."""

    mean: Numbers
    spread: Numbers
    steps: Numbers


def sides(statements: Gaussians) -> Side:
    """Get statements ready to be paired with people.

    >>> sides(Gaussians(np.array([[0.5, 1.0]]), np.zeros((1, 2, 2)))).mean.tolist()
    [[0.5, 1.0]]
    """
    loading, among = statements.mean[:, 1:], statements.covariance[:, 1:, 1:]
    second = triangles(products(loading) + among)
    spread = np.hstack(
        [
            triangles(products(loading) + among, counted_twice=True),
            triangles(statements.covariance, counted_twice=True),
        ]
    )
    return Side(statements.mean, spread, np.hstack([second, triangles(among), statements.covariance[:, 0, 1:]]))


def _sides_of_people(people: Gaussians) -> Side:
    mean = np.hstack([np.ones((len(people.mean), 1)), people.mean])
    return Side(mean, np.hstack([triangles(people.covariance), triangles(products(mean))]), mean)


def _worked(answers: Answers, work: "Callable[[Part], Found]") -> list[Found]:
    """Do the work for each part of the participants, in threads where there are many parts."""
    spans = list(chunks(answers))
    if len(spans) < WORTH_A_THREAD:
        return [work(Part(answers, *span)) for span in spans]
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(lambda span: work(Part(answers, *span)), spans))


def _together(parts: list[Gaussians]) -> Gaussians:
    mean, covariance = (np.concatenate([getattr(part, name) for part in parts]) for name in ("mean", "covariance"))
    return Gaussians(mean, covariance)


def chunks(answers: Answers) -> Iterator[tuple[int, int]]:
    """Cut the participants into parts with about as many answers: from where, and up to where.

    >>> list(chunks(Answers(np.array([0, 1, 2], np.int32), np.zeros(2, np.int32), np.ones(2, np.int8), 1)))
    [(0, 2)]
    """
    total = int(answers.starts[-1])
    marks = np.arange(CHUNK, total, CHUNK)
    cuts = np.unique(np.concatenate([[0], np.searchsorted(answers.starts, marks), [answers.participants]]))
    return zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)


class Part:
    """The answers of some participants, ready to be multiplied."""

    def __init__(self, answers: Answers, low: int, high: int) -> None:
        """Take the participants from `low` up to `high`."""
        begin, end = int(answers.starts[low]), int(answers.starts[high])
        self.here = slice(low, high)
        self.starts = answers.starts[low : high + 1] - np.int32(begin)
        self.columns = answers.columns[begin:end]
        self.is_yes = answers.is_yes[begin:end]
        self.shape = (high - low, answers.statements)
        self.rows = np.repeat(np.arange(high - low, dtype=np.int32), np.diff(self.starts))
        self.weights = None if answers.weights is None else answers.weights[low:high]

    def of(self, people: Gaussians) -> Gaussians:
        """Take what is believed of these participants."""
        return Gaussians(people.mean[self.here], people.covariance[self.here])

    def surprise(self, people: Gaussians, side: Side) -> tuple[Numbers, Numbers]:
        """Return for each answer how far it lies from its chance, and how strongly that chance bends."""
        ours = _sides_of_people(people)
        mean = np.einsum("nt,nt->n", ours.mean.take(self.rows, axis=0), side.mean.take(self.columns, axis=0))
        variance = np.einsum("nt,nt->n", ours.spread.take(self.rows, axis=0), side.spread.take(self.columns, axis=0))
        scale = 1 / np.sqrt(1 + (np.pi / 8) * variance)
        chance = expit(mean * scale)
        return self.is_yes - chance, scale * chance * (1 - chance)

    def matrix(self, values: Numbers) -> csr_array:
        """Put a number for each answer in a matrix of participants and statements."""
        return csr_array((values, self.columns, self.starts), shape=self.shape)


def _moved(part: Part, people: Gaussians, statements: Gaussians, side: Side) -> Gaussians:
    size = people.mean.shape[1]
    pull, bend = part.surprise(people, side)
    steps = part.matrix(bend) @ side.steps
    half = size * (size + 1) // 2
    curvature, among, beside = steps[:, :half], steps[:, half : 2 * half], steps[:, 2 * half :]
    gradient = part.matrix(pull) @ statements.mean[:, 1:] - beside - people.mean
    gradient -= applied(squares(among, size), people.mean)
    covariance = inverses(squares(curvature, size) + np.eye(size))
    return Gaussians(people.mean + short(applied(covariance, gradient)), covariance)


def short(steps: Numbers) -> Numbers:
    """Shorten steps, of shape (things, d), that are longer than is safe.

    >>> short(np.array([[6.0], [1.0]])).tolist()
    [[2.0], [1.0]]
    """
    length = np.sqrt((steps**2).sum(axis=1, keepdims=True))
    return np.asarray(steps * np.minimum(1, LONGEST_STEP / np.maximum(length, 1e-12)))


def _told(part: Part, people: Gaussians, side: Side) -> Statistics:
    pull, bend = part.surprise(people, side)
    ours = _sides_of_people(people)
    weights = np.ones(len(people.mean)) if part.weights is None else part.weights
    weighted = (ours.mean * weights[:, None], triangles(people.covariance) * weights[:, None])
    second = triangles(products(ours.mean)) * weights[:, None]
    bent = part.matrix(bend).T
    counted = bent @ np.hstack([second, weighted[1]])
    spread = counted[:, second.shape[1] :]
    return Statistics(
        pull=part.matrix(pull).T @ weighted[0],
        curvature=counted[:, : second.shape[1]],
        spread=spread,
        first=weights @ people.mean,
        second=np.einsum("n,nij->ij", weights, products(people.mean) + people.covariance),
        count=float(weights.sum()),
    )
