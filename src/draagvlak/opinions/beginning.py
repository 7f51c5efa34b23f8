"""Where the search begins: the main directions in which statements were answered alike by the same people."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import eigsh

from draagvlak.opinions.answers import Answers
from draagvlak.opinions.fitting import Statements, first_beliefs, fitted
from draagvlak.opinions.gaussians import Numbers

Places = NDArray[np.int64]
AT_ONCE: Final = 1 << 20
ENOUGH_ANSWERS: Final = 400_000
MOST_LEFT_OUT: Final = 8
NEAR: Final = 5e-3
NEAR_TO_A_HABIT: Final = 2e-2
MOST_SWEEPS: Final = 60
DOUBT: Final = 5.0
STRETCH: Final = 1.5
SMALLEST: Final = 1e-3
SMALL: Final = 100
HABIT: Final = 0.5


def beginning(answers: Answers, dimensions: int, order: Places | None = None) -> Statements:
    """Begin with loadings from how statements hang together, in so many dimensions; nothing is drawn.

    The correlation of each two statements among who answered both, shrunk when those are few (`DOUBT` answers of no
    correlation), and its eigenvectors: a factor analysis of what was observed, without filling anything in.
    Of very many answers a part is fitted first, as `from_a_part` does.

    >>> starts, columns = np.array([0, 2, 4], np.int32), np.array([0, 1, 0, 1], np.int32)
    >>> two = Answers(starts, columns, np.array([1, 1, 0, 0], np.int8), 2)
    >>> loadings = beginning(two, 1).beliefs.mean[:, 1]
    >>> bool(loadings[0] * loadings[1] > 0)  # who agrees with one agrees with the other
    True
    """

    def from_nothing(some: Answers) -> Statements:
        return first_beliefs(*counted(some), first_loadings(some, dimensions))

    return from_a_part(answers, from_nothing, order)


def as_a_habit(answers: Answers, order: Places | None = None) -> Statements:
    """Begin with one axis along which yes is said more often to every statement, as with passing.

    >>> one = Answers(np.array([0, 1], np.int32), np.zeros(1, np.int32), np.ones(1, np.int8), 1)
    >>> as_a_habit(one).beliefs.mean[:, 1].tolist()
    [0.5]
    """

    def from_nothing(some: Answers) -> Statements:
        return first_beliefs(*counted(some), np.full((some.statements, 1), HABIT))

    return from_a_part(answers, from_nothing, order, near=NEAR_TO_A_HABIT)


def from_a_part(
    answers: Answers,
    from_nothing: Callable[[Answers], Statements],
    order: Places | None = None,
    *,
    near: float = NEAR,
) -> Statements:
    """Begin a fit of very many answers where that of an eighth of the participants ends, and so on down to enough.

    Each fit ends near to where the next leads, so that all answers together are swept only a few times. `order`:
    in which participants are left out evenly, of shape (participants,); without it, that of the answers. `near`: the
    tolerance of those fits.

    >>> one = Answers(np.array([0, 1], np.int32), np.zeros(1, np.int32), np.ones(1, np.int8), 1)
    >>> from_a_part(one, lambda some: first_beliefs(*counted(some), np.ones((1, 1)))).beliefs.mean[0, 1]
    np.float64(1.0)
    """
    every = min(len(answers) // ENOUGH_ANSWERS, MOST_LEFT_OUT)
    if every <= 1:
        return from_nothing(answers)
    chosen = (np.arange(answers.participants) if order is None else order)[::every]
    is_kept = np.zeros(answers.participants, dtype=np.bool_)
    is_kept[chosen] = True
    some = answers.of(is_kept)
    begun = from_a_part(some, from_nothing, (np.cumsum(is_kept) - 1)[chosen], near=near)
    return fitted(some, begun, tolerance=near, sweeps=MOST_SWEEPS).statements


def counted(answers: Answers) -> tuple[Numbers, Numbers]:
    """Count for each statement how often yes was said, and how often anything.

    >>> one = Answers(np.array([0, 1], np.int32), np.zeros(1, np.int32), np.ones(1, np.int8), 1)
    >>> counted(one)
    (array([1.]), array([1.]))
    """
    weights = None if answers.weights is None else np.repeat(answers.weights, answers.counts)
    found = np.zeros((2, answers.statements))
    for begin in range(0, len(answers), AT_ONCE):
        part = slice(begin, begin + AT_ONCE)
        columns, is_yes = answers.columns[part], answers.is_yes[part] > 0
        some = np.ones(len(columns)) if weights is None else weights[part]
        found[0] += np.bincount(columns[is_yes], weights=some[is_yes], minlength=answers.statements)
        found[1] += np.bincount(columns, weights=some, minlength=answers.statements)
    return found[0], found[1]


def first_loadings(answers: Answers, dimensions: int) -> Numbers:
    """Return the main directions of how statements hang together, of shape (statements, dimensions).

    >>> starts, columns = np.array([0, 2, 4], np.int32), np.array([0, 1, 0, 1], np.int32)
    >>> first_loadings(Answers(starts, columns, np.array([1, 1, 0, 0], np.int8), 2), 3).shape
    (2, 3)
    """
    yes, total = counted(answers)
    share = (yes + 0.5) / (total + 1)
    scaled = (answers.is_yes - share[answers.columns]) / np.sqrt(share * (1 - share))[answers.columns]
    shape = (answers.participants, answers.statements)
    table = csr_array((scaled, answers.columns, answers.starts), shape=shape)
    seen = csr_array((np.ones(table.nnz), table.indices, table.indptr), shape=table.shape)
    likeness = (table.T @ table).toarray() / ((seen.T @ seen).toarray() + DOUBT)
    np.fill_diagonal(likeness, 0)
    size = min(dimensions, answers.statements)
    values, vectors = _largest(likeness, size, total + 1)
    found = np.zeros((answers.statements, dimensions))
    found[:, :size] = (vectors * np.sqrt(np.maximum(values, SMALLEST)) * STRETCH)[:, ::-1]
    return found


def _largest(matrix: Numbers, count: int, start: Numbers) -> tuple[Numbers, Numbers]:
    """Return the largest eigenvalues, in rising order, and their vectors."""
    if len(matrix) < SMALL:
        values, vectors = np.linalg.eigh(matrix)
        return values[-count:], vectors[:, -count:]
    values, vectors = eigsh(matrix, k=count, which="LA", v0=start, tol=1e-4)
    order = np.argsort(values)
    return values[order], vectors[:, order]
