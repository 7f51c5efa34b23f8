"""The projection of Polis: principal components of votes, with the mean of a statement where somebody did not vote.

What is filled in with the mean lies at zero once the mean is taken off, so only observed votes are ever written down:
the components of the filled matrix are those of a sparse one (Small et al. 2021, Polis: Scaling deliberation by
mapping high dimensional opinion spaces).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, eigsh

from draagvlak.opinions.votes import Votes

Numbers = NDArray[np.float64]
DIMENSIONS: Final = 2
FEW_STATEMENTS: Final = 24
"""So few that all components are found at once."""
PRECISION: Final = 1e-10
"""How far a component may be off, of its own length."""
BASIS: Final = 24
"""Vectors in which components are sought: more take memory, fewer take turns."""


@dataclass(frozen=True, eq=False)
class Projection:
    """Where people stand in the two directions in which votes differ most.

    `positions`: shape (participants, 2), scaled by √(statements / own votes). `components`: shape (2, statements), of
    length 1, the largest loading positive; zero when votes differ in fewer directions. `means`: shape (statements,).
    """

    positions: Numbers
    components: Numbers
    means: Numbers


def project(votes: Votes) -> Projection:
    """Find the two principal components of votes, and put people on them.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays([1, 1, 2, 2, 3], [7, 8, 7, 8, 7], [1, -1, -1, 1, 0])
    >>> project(votes).positions[:, 0].round(6).tolist()
    [1.414214, -1.414214, 0.0]
    """
    people, statements = votes.shape
    cast = np.bincount(votes.columns, minlength=statements)
    means = _totals(votes) / np.maximum(cast, 1)
    differences = means[votes.columns]
    np.subtract(votes.values, differences, out=differences)
    own = np.bincount(votes.rows, minlength=people)
    starts = np.concatenate([[0], own.cumsum()]).astype(np.int32)
    matrix = csr_array((differences, votes.columns, starts), shape=votes.shape)
    components = _components(matrix)
    positions = (matrix @ components.T) * np.sqrt(statements / np.maximum(own, 1))[:, None]
    return Projection(positions=positions, components=components, means=means)


def _totals(votes: Votes) -> Numbers:
    """Add up the votes on each statement."""
    agrees, disagrees = (
        np.bincount(votes.columns[votes.values == value], minlength=votes.shape[1]) for value in (1, -1)
    )
    return (agrees - disagrees).astype(np.float64)


def _components(matrix: csr_array) -> Numbers:
    """Return the directions in which rows differ most from zero, the strongest first."""
    across = matrix.T
    statements = matrix.shape[1]
    if statements <= FEW_STATEMENTS:
        values, vectors = np.linalg.eigh((across @ matrix).toarray())
    elif matrix.nnz and np.abs(matrix.data).max() > 0:
        product = LinearOperator(
            (statements, statements), matvec=lambda vector: across @ (matrix @ vector), dtype=np.float64
        )
        start = np.random.default_rng(0).standard_normal(statements)
        values, vectors = eigsh(product, k=DIMENSIONS, v0=start, tol=PRECISION, ncv=min(BASIS, statements))
    else:
        values, vectors = np.zeros(0), np.zeros((statements, 0))
    found = np.zeros((DIMENSIONS, statements))
    order = np.argsort(-values, kind="stable")[:DIMENSIONS]
    order = order[values[order] > PRECISION * max(values.max(initial=0), PRECISION)]
    found[: len(order)] = vectors[:, order].T
    largest = np.abs(found).argmax(axis=1)
    return found * np.where(found[np.arange(DIMENSIONS), largest] < 0, -1, 1)[:, None]
