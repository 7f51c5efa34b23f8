"""What a bundle may aim at, each a concave sum over voters: its value, and flat planes that lie above it everywhere.

A plane that touches at one bundle bounds all others, so a solver needs a few planes instead of a column per voter
(Kelley 1960, The cutting-plane method, Journal of SIAM 8; Cordeau, Furini & Ljubić 2019, Benders decomposition for
very large scale partial set covering, European Journal of Operational Research 275).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from draagvlak.bundles.tables import Table

Numbers = NDArray[np.float64]
MOST_PLANES: Final = 64
"""Up to so many planes are given at once; of more, those that matter."""
MOST_APART: Final = 50_000
"""Up to so many entries a solver is better off with a column for each voter."""
ALMOST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Planes:
    """Functions constant + slopes · rows that no bundle surpasses: of shape (planes,) and (planes, rows).

    >>> Planes(np.zeros(1), np.ones((1, 2))).at(np.array([1.0, 0.5])).tolist()
    [1.5]
    """

    constants: Numbers
    slopes: Numbers

    def at(self, rows: Numbers) -> Numbers:
        """Return how high each plane is."""
        return np.asarray(self.constants + self.slopes @ rows)


@dataclass(frozen=True, slots=True)
class Apart:
    """A column from 0 to 1 per voter, at most the sum of its rows: the aim is at most their sum by `weights`.

    `rows`: of shape (voters, rows). `weights`: of shape (voters,).

    >>> Apart(csr_array(np.ones((1, 2))), np.ones(1)).at(np.ones(2)).tolist()
    [1.0]
    """

    rows: csr_array
    weights: Numbers

    def at(self, rows: Numbers) -> Numbers:
        """Return how high each column can be."""
        return np.asarray(np.minimum(self.rows @ rows, 1.0))


class Aim(Protocol):
    """What is to be as high as can be; rows are those of a `Table`, 1 for those that a bundle has."""

    name: str
    is_curved: bool
    """Whether planes at one bundle don't tell all."""
    apart: Apart | None
    """Columns with which they would."""
    step: float
    """All values are a whole number of steps; 0 when that is not so."""

    def value(self, places: Sequence[int]) -> float:
        """Return what a bundle reaches, by the places of its options."""

    def planes(self, rows: Numbers) -> Planes:
        """Return planes above the aim that lie as low as can be at these rows, each from 0 to 1."""

    def slopes(self, places: Sequence[int]) -> Numbers:
        """Return about what one more row adds to a bundle."""


class Total:
    """Utilities of all who were heard, added up by weight.

    >>> from draagvlak.bundles.reactions import UTILITIES, Ballot, Party
    >>> from draagvlak.bundles.tables import table_of
    >>> table = table_of(("1", "2"), (Party("Anna", weight=2, reactions={"1": 1}),), Ballot.APPROVAL, UTILITIES)
    >>> Total(table).value([0, 1])
    2.0
    """

    name = "total"
    is_curved = False
    apart: Apart | None = None

    def __init__(self, table: Table, *, more: Numbers | None = None) -> None:
        """Add up once what each row is worth; `more` is what an option is worth besides, of shape (options,)."""
        self._table = table
        self._whole = table.utilities @ table.weights
        self._step = table.scale * table.weight_scale
        self._more = np.zeros(len(self._whole))
        self.step = 1 / self._step if more is None else 0.0
        if more is not None:
            self._more[: len(more)] = more

    def value(self, places: Sequence[int]) -> float:
        """Return the total, as exact as a float can be."""
        rows = self._table.rows(places)
        return int(self._whole[rows].sum()) / self._step + float(self._more[rows].sum())

    def planes(self, rows: Numbers) -> Planes:
        """Return the total itself: it is flat."""
        return Planes(np.zeros(1), self.slopes(())[None, :])

    def slopes(self, places: Sequence[int]) -> Numbers:
        """Return what each row is worth."""
        return np.asarray(self._whole / self._step + self._more)


class WorstOff:
    """The mean utility of who was heard, in the group that gets least; or of single voters, on request.

    A group of which nobody was heard takes no part. Without groups the aim is 0 for every bundle.

    >>> from draagvlak.bundles.reactions import UTILITIES, Ballot, Party
    >>> from draagvlak.bundles.tables import table_of
    >>> parties = (Party("Anna", group="a", reactions={"1": 1}), Party("Bart", group="b", reactions={"2": 1}))
    >>> worst = WorstOff(table_of(("1", "2"), parties, Ballot.APPROVAL, UTILITIES))
    >>> worst.value([0]), worst.value([0, 1])
    (0.0, 1.0)
    """

    name = "worst off"
    apart: Apart | None = None
    step = 0.0

    def __init__(self, table: Table, *, is_by_party: bool = False) -> None:
        """Add up once what each row is worth to each group."""
        self._table = table
        self._groups = _each_voter(table) if is_by_party else _each_group(table)
        self.is_curved = self._groups.shape[0] > MOST_PLANES

    def value(self, places: Sequence[int]) -> float:
        """Return what the worst-off group gets."""
        return float(self._means(places).min(initial=np.inf)) if self._groups.shape[0] else 0.0

    def planes(self, rows: Numbers) -> Planes:
        """Return the planes of the groups that get least."""
        if not self._groups.shape[0]:
            return Planes(np.zeros(1), np.zeros((1, len(rows))))
        means = self._groups @ rows
        least = np.argsort(means, kind="stable")[:MOST_PLANES] if self.is_curved else np.arange(len(means))
        return Planes(np.zeros(len(least)), self._groups[least].toarray())

    def slopes(self, places: Sequence[int]) -> Numbers:
        """Return what each row adds, what goes to who gets little counting most."""
        if not self._groups.shape[0]:
            return np.zeros(self._groups.shape[1])
        means = self._means(places)
        nearness = max(float(means.mean()) / 10, ALMOST)
        return np.asarray(np.exp((means.min() - means) / nearness) @ self._groups)

    def _means(self, places: Sequence[int]) -> Numbers:
        return np.asarray(self._groups[:, self._table.rows(places)].sum(axis=1), dtype=np.float64)


class Harmonic:
    """Served once counts fully, twice half more, thrice a third more, up to `most` times, added up by weight.

    With no end it is proportional approval voting (Thiele 1895; Janson 2016, Phragmén's and Thiele's election
    methods); with `most` 1 it counts who is served at all.

    >>> from draagvlak.bundles.reactions import UTILITIES, Ballot, Party
    >>> from draagvlak.bundles.tables import table_of
    >>> table = table_of(("1", "2"), (Party("Anna", reactions={"1": 1, "2": 1}),), Ballot.APPROVAL, UTILITIES)
    >>> Harmonic(table).value([0, 1]), Harmonic(table, most=1).value([0, 1])
    (1.5, 1.0)
    """

    def __init__(self, table: Table, *, most: int | None = None) -> None:
        """Work out the harmonic numbers once; `most` is 1 or more."""
        self._table = table
        self._serves = table.serving.astype(np.float64)
        self._served_by = self._serves.T.tocsr()
        self._weights = table.weights / table.weight_scale
        longest = len(table.rows(range(table.serving.shape[0]))) + 2
        steps = 1 / np.arange(1, longest + 1)
        steps[most if most is not None else longest :] = 0
        self._steps, self._heights = steps, np.concatenate([[0.0], np.cumsum(steps)])
        self.name = "served" if most == 1 else "proportional"
        is_small = most == 1 and self._serves.nnz <= MOST_APART
        self.apart = Apart(self._served_by, self._weights) if is_small else None
        self.is_curved = not is_small
        self.step = 1 / table.weight_scale if most == 1 else 0.0

    def value(self, places: Sequence[int]) -> float:
        """Return the sum for a bundle."""
        return float(self._heights[self._counts(places)] @ self._weights)

    def planes(self, rows: Numbers) -> Planes:
        """Return the planes whose slopes are those just above, and where nobody is halfway, also just below."""
        counts = self._served_by @ rows
        above = np.floor(counts + ALMOST).astype(np.int64)
        sides = [above, np.maximum(above - 1, 0)] if np.abs(rows - rows.round()).max(initial=0.0) < ALMOST else [above]
        made = [self._plane(side) for side in sides]
        return Planes(np.array([constant for constant, _slopes in made]), np.array([slopes for _c, slopes in made]))

    def slopes(self, places: Sequence[int]) -> Numbers:
        """Return what one more row adds."""
        return np.asarray(self._serves @ (self._steps[self._counts(places)] * self._weights))

    def _plane(self, times: NDArray[np.int64]) -> tuple[float, Numbers]:
        """Return the plane that is exact where each voter is served so many times, or once more."""
        each = self._steps[times]
        constant = float((self._heights[times] - each * times) @ self._weights)
        return constant, np.asarray(self._serves @ (each * self._weights))

    def _counts(self, places: Sequence[int]) -> NDArray[np.int64]:
        rows = np.zeros(self._serves.shape[0])
        rows[self._table.rows(places)] = 1
        return np.asarray((self._served_by @ rows).round(), dtype=np.int64)


def _each_group(table: Table) -> csr_array:
    """Return the mean utility of each row for each group of which somebody was heard, of shape (groups, rows)."""
    heard = table.heard & (table.groups >= 0)
    weights = np.where(heard, table.weights, 0)
    per_group = np.bincount(table.groups[heard], weights=weights[heard], minlength=len(table.group_names))
    voters = np.flatnonzero(heard)
    share = weights[voters] / per_group[table.groups[voters]]
    membership = csr_array((share, (table.groups[voters], voters)), shape=(len(table.group_names), len(table.weights)))
    means = (membership @ table.utilities.T.tocsr()).tocsr() / table.scale
    return means[np.flatnonzero(per_group > 0)]


def _each_voter(table: Table) -> csr_array:
    return table.utilities.T.tocsr()[np.flatnonzero(table.heard)] / table.scale
