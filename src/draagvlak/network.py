"""Who is reached through whom: ties between numbered nodes, looked at for what one node alone holds up.

Nodes are the numbers from 0 to `nodes`; a tie joins `one[i]` with `other[i]`, in both directions, however often. What a
node stands for is the caller's matter. Nothing here orders nodes by how many ties they have: that would be a search
for key figures, and there are none to be found in this house.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Nodes = NDArray[np.int64]
Marks = NDArray[np.bool_]

NOTHING: Final = -1
OUT_OF_REACH: Final = -2


def reached(one: ArrayLike, other: ArrayLike, *, nodes: int, root: int) -> Marks:
    """Tell which nodes can be reached from the root along ties, itself included.

    `one`, `other`: whole numbers from 0 below `nodes`, of shape (ties,). The answer has shape (nodes,).
    In time proportional to nodes and ties. Raises ValueError for a node that is not there.

    >>> reached([0, 1], [1, 2], nodes=4, root=0).tolist()
    [True, True, True, False]
    """
    found = np.zeros(nodes, dtype=np.bool_)
    found[_Walk(_neighbours(one, other, nodes, root), root).order] = True
    return found


def hangs_on(one: ArrayLike, other: ArrayLike, *, nodes: int, root: int, may_leave: ArrayLike | None = None) -> Nodes:
    """Return for each node the nearest other node without which it could not be reached from the root.

    `one`, `other`: whole numbers from 0 below `nodes`, of shape (ties,). `may_leave`: yes or no, of shape (nodes,):
    which nodes are looked at; all when left out. The root never leaves. The answer has shape (nodes,): the number of
    a node, -1 where no single one of them is missed, and -2 where nothing leads from the root anyhow.
    One walk along all ties, in time proportional to nodes and ties: the points of articulation of Hopcroft & Tarjan
    (1973), Algorithm 447, Communications of the ACM 16. Raises ValueError for a node that is not there.

    >>> # The house 0 has colleagues 1 and 2; organisation 3 is known by both, organisation 4 by colleague 2 alone.
    >>> hangs_on([0, 0, 1, 2, 2], [1, 2, 3, 3, 4], nodes=6, root=0).tolist()
    [-1, -1, -1, -1, 2, -2]
    """
    near = _neighbours(one, other, nodes, root)
    leaves = np.ones(nodes, dtype=np.bool_) if may_leave is None else np.asarray(may_leave, dtype=np.bool_)
    if leaves.shape != (nodes,):
        raise ValueError(f"may_leave has shape {leaves.shape}: give yes or no for each of {nodes} nodes")
    walk = _Walk(near, root)
    answer = [OUT_OF_REACH] * nodes
    answer[root] = NOTHING
    for node in walk.order[1:]:  # whoever stands before it on the walk has an answer already
        before = walk.parent[node]
        is_cut_off = before != root and bool(leaves[before]) and walk.lowest[node] >= walk.moment[before]
        answer[node] = before if is_cut_off else answer[before]
    return np.array(answer, dtype=np.int64)


class _Walk:
    """A walk from the root along all ties, depth first: when each node was met, and how far back one gets below it."""

    def __init__(self, near: list[list[int]], root: int) -> None:
        self.parent = [NOTHING] * len(near)
        self.moment = [NOTHING] * len(near)
        self.lowest = [NOTHING] * len(near)
        self.order: list[int] = []
        self._go(near, root)

    def _go(self, near: list[list[int]], root: int) -> None:
        """Go without recursion: a chain of a million nodes is as good as any."""
        self._meet(root)
        way = [(root, iter(near[root]))]
        while way:
            node, ahead = way[-1]
            further = next(ahead, None)
            if further is None:
                way.pop()
                if way:
                    self._look_back(way[-1][0], self.lowest[node])
            elif self.moment[further] == NOTHING:
                self.parent[further] = node
                self._meet(further)
                way.append((further, iter(near[further])))
            elif further != self.parent[node]:  # a second tie with where one came from leads nowhere new either
                self._look_back(node, self.moment[further])

    def _meet(self, node: int) -> None:
        self.moment[node] = self.lowest[node] = len(self.order)
        self.order.append(node)

    def _look_back(self, node: int, moment: int) -> None:
        self.lowest[node] = min(self.lowest[node], moment)


def _neighbours(one: ArrayLike, other: ArrayLike, nodes: int, root: int) -> list[list[int]]:
    """Return per node with which nodes it has a tie."""
    if not 0 <= root < nodes:
        raise ValueError(f"the root is {root}: it must be one of {nodes} nodes, counted from 0")
    ends = [_ends(values, nodes) for values in (one, other)]
    if ends[0].shape != ends[1].shape:
        raise ValueError(f"{len(ends[0])} ties begin and {len(ends[1])} end: each needs both")
    start, stop = np.concatenate(ends), np.concatenate(ends[::-1])
    order = start.argsort(kind="stable")
    return [near.tolist() for near in np.split(stop[order], np.searchsorted(start[order], np.arange(1, nodes)))]


def _ends(values: ArrayLike, nodes: int) -> Nodes:
    given = np.asarray(values)
    if given.ndim != 1 or (given.size and given.dtype.kind not in "iu"):
        raise ValueError("ties must be given as whole numbers in one row")
    if given.size and not (given.min() >= 0 and given.max() < nodes):
        raise ValueError(f"a tie leads to a node that is not there: there are {nodes}, counted from 0")
    return given.astype(np.int64)
