"""The groups of Polis: k-means from the outermost points, and the number of groups with the best silhouette.

Lloyd (1982), Least squares quantization in PCM; Rousseeuw (1987), Silhouettes. The start (the first points in order)
and the moment to stop are those of the published pipeline, so that groups come out the same.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Labels = NDArray[np.int32]
MOST_ROUNDS: Final = 300
STANDSTILL: Final = 1e-4
"""Centres that move less than this part of the variance stand still."""
SAMPLE: Final = 4000
"""Of more people than these the silhouette is that of a sample: its mean is known within 0.01 by then."""
BLOCK: Final = 500


def first_points(points: Numbers, count: int) -> Numbers:
    """Return the first different points, ordered by their coordinates: at most `count`.

    >>> first_points(np.array([[2.0, 0], [1, 5], [1, 3], [1, 3]]), 2).tolist()
    [[1.0, 3.0], [1.0, 5.0]]
    """
    order = np.lexsort(points.T[::-1])
    ordered = points[order]
    is_new = np.ones(len(points), dtype=np.bool_)
    is_new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    return np.asarray(ordered[is_new][:count])


def k_means(points: Numbers, centres: Numbers) -> Labels:
    """Return for each point the group whose mean is nearest, beginning from these centres.

    `points`: shape (points, dimensions); `centres`: shape (groups, dimensions). A group that becomes empty moves to the
    point that is farthest from its own centre.

    >>> k_means(np.array([[0.0], [1], [9], [10]]), np.array([[0.0], [1]])).tolist()
    [0, 0, 1, 1]
    """
    points = np.asfortranarray(points)
    enough = STANDSTILL * points.var(axis=0).mean()
    before = np.full(len(points), -1, dtype=np.int32)
    for _round in range(MOST_ROUNDS):
        labels, distances = _nearest(points, centres)
        moved = _means(points, labels, distances, len(centres))
        shift, centres = ((moved - centres) ** 2).sum(), moved
        if np.array_equal(labels, before):
            return labels
        if shift <= enough:
            break
        before = labels
    return _nearest(points, centres)[0]


def silhouettes(points: Numbers, labellings: Sequence[Labels], *, seed: int = 0) -> list[float]:
    """Return how well each labelling sets the points apart: from -1 to 1, the mean over points.

    Of more than 4,000 points it is that of a sample, which `seed` draws. A point that is alone in its group counts 0.

    >>> points = np.array([[0.0], [1], [9], [10]])
    >>> [round(found, 3) for found in silhouettes(points, [np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])])]
    [0.889, -0.444]
    """
    kept = np.arange(len(points))
    if len(points) > SAMPLE:
        kept = np.sort(np.random.default_rng(seed).choice(len(points), SAMPLE, replace=False))
    points = points[kept]
    marks = [_marks(labels[kept]) for labels in labellings]
    every = np.hstack(marks)
    squares = (points**2).sum(axis=1)
    sums = np.empty((len(points), every.shape[1]))
    for begin in range(0, len(points), BLOCK):
        block = slice(begin, begin + BLOCK)
        apart = squares[block, None] + squares - 2 * points[block] @ points.T
        sums[block] = np.sqrt(np.maximum(apart, 0)) @ every
    edges = np.cumsum([one.shape[1] for one in marks])[:-1]
    return [_silhouette(mark, own) for mark, own in zip(marks, np.hsplit(sums, edges), strict=True)]


def _marks(labels: Labels) -> Numbers:
    found, places = np.unique(labels, return_inverse=True)
    return np.eye(len(found))[places]


def _silhouette(marks: Numbers, sums: Numbers) -> float:
    """Compare how far the own group is with the nearest other one."""
    is_own, sizes = marks.astype(np.bool_), marks.sum(axis=0)
    if len(sizes) < 2:  # noqa: PLR2004 – one group is not apart from anything
        return 0.0
    own = (sums * marks).sum(axis=1) / np.maximum((marks * sizes).sum(axis=1) - 1, 1)
    other = np.where(is_own, np.inf, sums / sizes).min(axis=1)
    most = np.maximum(own, other)
    scores = np.divide(other - own, most, out=np.zeros_like(own), where=most > 0)
    return float(np.where((marks * sizes).sum(axis=1) > 1, scores, 0).mean())


def _nearest(points: Numbers, centres: Numbers) -> tuple[Labels, Numbers]:
    """Return the nearest centre, and how far it is (squared); group by group, for groups are few."""
    labels = np.zeros(len(points), dtype=np.int32)
    nearest = _squared(points, centres[0])
    for place, centre in enumerate(centres[1:], 1):
        apart = _squared(points, centre)
        labels[apart < nearest] = place
        np.minimum(apart, nearest, out=nearest)
    return labels, nearest


def _squared(points: Numbers, centre: Numbers) -> Numbers:
    """Return how far points are, squared; axis by axis, for axes are few."""
    apart = np.zeros(len(points))
    for axis, middle in zip(points.T, centre, strict=True):
        difference = axis - middle
        difference *= difference
        apart += difference
    return apart


def _means(points: Numbers, labels: Labels, distances: Numbers, groups: int) -> Numbers:
    sizes = np.bincount(labels, minlength=groups).astype(np.float64)
    sums = np.column_stack([np.bincount(labels, weights=axis, minlength=groups) for axis in points.T])
    empty = (sizes == 0).nonzero()[0]
    farthest = np.argsort(-distances, kind="stable")[: len(empty)] if len(empty) else empty
    for group, point in zip(empty, farthest, strict=True):
        sums[labels[point]] -= points[point]
        sizes[labels[point]] -= 1
        sums[group], sizes[group] = points[point], 1
    return np.asarray(sums / np.maximum(sizes, 1)[:, None])
