"""From sums over the votes to what is believed of the statements, again and again until nothing changes."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from draagvlak.opinions.answers import Answers
from draagvlak.opinions.gaussians import Gaussians, Numbers, applied, inverses, squares
from draagvlak.opinions.sweeping import Statistics, moved, short, swept

FIRST_STEPS: Final = 2
SMALLEST_VARIANCE: Final = 1e-4
FIRM: Final = 20.0
FIRST_VARIANCE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Statements:
    """What is believed of the statements, and what was to be expected of them before anyone voted.

    `beliefs`: intercept and loadings, of shape (statements, d + 1). `expected` and `variance`, of shape (d + 1,), are
    the normal distribution from which they were drawn, itself estimated from the data. `turn` (d, d) and `centre` (d,)
    bring positions of the sweep before to the axes of now.
    """

    beliefs: Gaussians
    expected: Numbers
    variance: Numbers
    turn: Numbers
    centre: Numbers


def renewed(old: Statements, told: Statistics) -> Statements:
    """Move each statement by one step, estimate what was to be expected of them, and put the axes upright.

    The step is half way between what is known now and what was before, or a statement with which all agree swings.

    >>> old = first_beliefs(np.array([3]), np.array([4]), np.ones((1, 1)))
    >>> told = Statistics(np.array([[1.0, 0.0]]), np.ones((1, 3)), np.zeros((1, 1)), np.zeros(1), np.eye(1), 1.0)
    >>> renewed(old, told).beliefs.mean.shape
    (1, 2)
    """
    size = len(old.expected)
    precision = np.diag(1 / old.variance)
    inner = np.zeros((len(told.pull), size, size))
    inner[:, 1:, 1:] = squares(told.spread, size - 1)
    known = (squares(told.curvature, size) + inner + precision + inverses(old.beliefs.covariance)) / 2
    covariance = inverses(known)
    gradient = told.pull - applied(inner, old.beliefs.mean) - (old.beliefs.mean - old.expected) / old.variance
    mean = old.beliefs.mean + short(applied(covariance, gradient))
    return _upright(Gaussians(mean, covariance), old.variance, told)


def _upright(beliefs: Gaussians, variance: Numbers, told: Statistics) -> Statements:
    """Give the positions mean 0 and variance 1 and the loadings no correlation; the chances stay what they are."""
    centre = told.first / told.count
    spread = told.second / told.count - np.outer(centre, centre)
    values, vectors = np.linalg.eigh(spread)
    root = vectors * np.sqrt(np.maximum(values, SMALLEST_VARIANCE))
    loading = beliefs.mean[:, 1:] @ root
    _, axes = np.linalg.eigh(loading.T @ loading)
    root = root @ axes[:, ::-1]
    size = len(centre) + 1
    change = np.eye(size)
    change[0, 1:] = centre
    change[1:, 1:] = root.T
    mean = beliefs.mean @ change.T
    covariance = change @ beliefs.covariance @ change.T
    return with_prior(
        Gaussians(mean, covariance), np.diagonal(change @ np.diag(variance) @ change.T), np.linalg.pinv(root), centre
    )


def with_prior(beliefs: Gaussians, before: Numbers, turn: Numbers, centre: Numbers) -> Statements:
    """Estimate from which distribution the statements were drawn: intercepts round a mean, loadings round 0.

    By the fixed point of MacKay (1992, Bayesian interpolation, Neural Computation 4), together with the weight of
    `FIRM` statements of variance 1, so that a handful of statements cannot make loadings grow without end.

    >>> beliefs = Gaussians(np.array([[1.0, 0.0], [3.0, 0.0]]), np.zeros((2, 2, 2)))
    >>> with_prior(beliefs, np.ones(2), np.eye(1), np.zeros(1)).expected.tolist()
    [2.0, 0.0]
    """
    own = np.diagonal(beliefs.covariance, axis1=1, axis2=2)
    expected = np.zeros(beliefs.mean.shape[1])
    expected[0] = beliefs.mean[:, 0].mean()
    known = np.maximum(1 - own / before, 0).sum(axis=0)
    squared = ((beliefs.mean - expected) ** 2).sum(axis=0)
    variance = (squared + FIRM * FIRST_VARIANCE) / (known + FIRM)
    return Statements(beliefs, expected, np.maximum(variance, SMALLEST_VARIANCE), turn, centre)


def carried(people: Gaussians, statements: Statements) -> Gaussians:
    """Bring positions to the axes that the statements have now.

    >>> longer = Statements(Gaussians(*np.ones((2, 1, 1))), *np.ones((2, 2)), turn=2 * np.eye(1), centre=np.zeros(1))
    >>> carried(Gaussians(np.ones((1, 1)), np.ones((1, 1, 1))), longer).mean.tolist()
    [[2.0]]
    """
    turn = statements.turn
    return Gaussians((people.mean - statements.centre) @ turn.T, turn @ people.covariance @ turn.T)


def first_beliefs(yes: Numbers, total: Numbers, loadings: Numbers) -> Statements:
    """Begin with intercepts from counts, of shape (statements,), and loadings of shape (statements, d).

    >>> first_beliefs(np.array([3]), np.array([4]), np.zeros((1, 1))).beliefs.mean.round(2).tolist()
    [[0.85, 0.0]]
    """
    dimensions = loadings.shape[1]
    share = (yes + 0.5) / (total + 1)
    mean = np.column_stack([np.log(share / (1 - share)), loadings])
    covariance = np.eye(dimensions + 1) / (1 + np.asarray(total)[:, None, None] / 8)
    before = np.full(dimensions + 1, FIRST_VARIANCE)
    return with_prior(Gaussians(mean, covariance), before, np.eye(dimensions), np.zeros(dimensions))


@dataclass(frozen=True, slots=True)
class Fit:
    """What is believed of participants, of shape (participants, d), and statements, after so many sweeps."""

    people: Gaussians
    statements: Statements
    sweeps: int


def fitted(
    answers: Answers, statements: Statements, people: Gaussians | None = None, *, tolerance: float, sweeps: int
) -> Fit:
    """Sweep until no loading moves by more than the tolerance (root of the mean square), or so many times.

    >>> answers = Answers(np.array([0, 1], np.int32), np.zeros(1, np.int32), np.ones(1, np.int8), 1)
    >>> start = first_beliefs(np.ones(1), np.ones(1), np.ones((1, 1)))
    >>> fitted(answers, start, tolerance=0.01, sweeps=5).sweeps
    5
    """
    people = unknown(answers.participants, len(statements.expected) - 1) if people is None else people
    for _ in range(FIRST_STEPS):
        people = moved(answers, people, statements.beliefs)
    done = 0
    while done < sweeps:
        done += 1
        people, told = swept(answers, people, statements.beliefs)
        before, statements = statements, renewed(statements, told)
        people = carried(people, statements)
        if _moved(before, statements) < tolerance:
            break
    return Fit(moved(answers, people, statements.beliefs), statements, done)


def unknown(participants: int, dimensions: int) -> Gaussians:
    """Believe of participants what one believes of who did not vote.

    >>> unknown(1, 2).mean.tolist()
    [[0.0, 0.0]]
    """
    spread = np.tile(np.eye(dimensions), (participants, 1, 1))
    return Gaussians(np.zeros((participants, dimensions)), spread)


def _moved(before: Statements, after: Statements) -> float:
    """Tell how far the statements moved; to swap the two sides of an axis is no movement."""
    change = np.abs(after.beliefs.mean) - np.abs(before.beliefs.mean)
    return float(np.sqrt((change**2).mean())) if change.size else 0.0
