"""Many small Gaussian beliefs at once: what is known of each participant or statement, and how sure that is."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gaussians:
    """What is believed of each of many things: `mean` of shape (things, d), `covariance` of shape (things, d, d)."""

    mean: Numbers
    covariance: Numbers


def inverses(matrices: Numbers) -> Numbers:
    """Invert many small symmetric positive definite matrices, of shape (things, d, d), all at once.

    By sweeps over the diagonal (Beaton 1964; Goodnight 1979, A tutorial on the SWEEP operator, The American
    Statistician 33), which is stable for such matrices and far quicker than one call for each.

    >>> inverses(np.array([[[2.0, 1.0], [1.0, 1.0]]])).tolist()
    [[[1.0, -1.0], [-1.0, 2.0]]]
    """
    swept = matrices.copy()
    for pivot in range(matrices.shape[-1]):
        scale = 1.0 / swept[:, pivot, pivot]
        row = swept[:, pivot, :].copy()
        scaled = row * scale[:, None]
        swept -= row[:, :, None] * scaled[:, None, :]
        swept[:, pivot, :] = scaled
        swept[:, :, pivot] = scaled
        swept[:, pivot, pivot] = -scale
    return -swept


def log_determinants(matrices: Numbers) -> Numbers:
    """Return the logarithm of the determinant of each of many symmetric positive definite matrices, of shape (things,).

    By elimination, all at once.

    >>> log_determinants(np.array([[[2.0, 1.0], [1.0, 1.0]]])).round(9).tolist()
    [0.0]
    """
    left, found = matrices.copy(), np.zeros(len(matrices))
    for pivot in range(matrices.shape[-1]):
        scale, row = left[:, pivot, pivot], left[:, pivot, pivot + 1 :]
        found += np.log(scale)
        left[:, pivot + 1 :, pivot + 1 :] -= products(row) / scale[:, None, None]
    return found


def products(rows: Numbers) -> Numbers:
    """Multiply each row, of shape (things, d), with itself: shape (things, d, d).

    >>> products(np.array([[1.0, 2.0]])).tolist()
    [[[1.0, 2.0], [2.0, 4.0]]]
    """
    return rows[:, :, None] * rows[:, None, :]


def triangles(matrices: Numbers, *, counted_twice: bool = False) -> Numbers:
    """Write the upper triangle of each symmetric matrix in a row, of shape (things, d (d + 1) / 2).

    With `counted_twice` what stands off the diagonal is doubled, so that the product of one row with the other is the
    sum of all products of two matrices.

    >>> triangles(np.array([[[1.0, 5.0], [5.0, 2.0]]]), counted_twice=True).tolist()
    [[1.0, 10.0, 2.0]]
    """
    above, beside, times = _upper(matrices.shape[-1])
    found = matrices[:, above, beside]
    return found * times if counted_twice else found


def squares(rows: Numbers, size: int) -> Numbers:
    """Make symmetric matrices of their upper triangles again, of shape (things, size, size).

    >>> squares(np.array([[1.0, 5.0, 2.0]]), 2).tolist()
    [[[1.0, 5.0], [5.0, 2.0]]]
    """
    above, beside, _times = _upper(size)
    found = np.empty((len(rows), size, size))
    found[:, above, beside] = rows
    found[:, beside, above] = rows
    return found


def applied(matrices: Numbers, rows: Numbers) -> Numbers:
    """Multiply each matrix, of shape (things, d, d), with its own row, of shape (things, d).

    >>> applied(np.array([[[2.0, 0.0], [0.0, 3.0]]]), np.array([[1.0, 1.0]])).tolist()
    [[2.0, 3.0]]
    """
    return np.asarray(np.einsum("nij,nj->ni", matrices, rows))


@cache
def _upper(size: int) -> tuple[NDArray[np.intp], NDArray[np.intp], Numbers]:
    above, beside = np.triu_indices(size)
    return above, beside, np.where(above == beside, 1.0, 2.0)
