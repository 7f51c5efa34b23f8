"""The map as Polis draws it, to compare with: positions, groups, consensus and what groups stand for.

Its known faults come along: who votes little is pulled to the middle, there are always groups, and nothing says how
sure it is. For a map that tells the truth: `draagvlak.opinions.opinion_map`.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.classic_groups import first_points, k_means, silhouettes
from draagvlak.opinions.classic_projection import Projection, project
from draagvlak.opinions.classic_statements import (
    GroupStatistics,
    Stand,
    consensus,
    group_statistics,
    representative,
)
from draagvlak.opinions.threads import with_one_thread
from draagvlak.opinions.votes import Votes

FEWEST_GROUPS: Final = 2


@dataclass(frozen=True, eq=False)
class ClassicMap:
    """The answer of Polis's pipeline.

    `labels`: shape (participants,), the group of each from 0; -1 for who voted too little to be in one. `silhouettes`:
    how well each number of groups that was tried sets people apart, from -1 to 1. `agreed` and `disagreed` are the
    consensus of everybody; `stands` what each group stands for.
    """

    votes: Votes
    projection: Projection
    labels: NDArray[np.int32]
    silhouettes: dict[int, float]
    statistics: GroupStatistics
    agreed: list[Stand]
    disagreed: list[Stand]
    stands: list[list[Stand]]

    def to_dict(self) -> dict[str, Any]:
        """Return everything in plain lists, as JSON wants it."""
        ids = self.votes.statements
        return {
            "kind": "classic",
            "participants": list(self.votes.participants),
            "statements": list(ids),
            "positions": self.projection.positions.tolist(),
            "groups": self.labels.tolist(),
            "silhouettes": {str(count): value for count, value in self.silhouettes.items()},
            "group_informed_consensus": dict(
                zip(("agree", "disagree"), self.statistics.consensus.tolist(), strict=True)
            ),
            "consensus": [_told(stand, ids) for stand in (*self.agreed, *self.disagreed)],
            "representative": [[_told(stand, ids) for stand in stands] for stands in self.stands],
        }


@with_one_thread
def classic_map(
    votes: Votes, *, groups: int | None = None, most_groups: int = 5, least_votes: int = 7, seed: int = 0
) -> ClassicMap:
    """Draw the map that Polis publishes.

    `groups`: how many, from 1; without it, the number from 2 to `most_groups` with the best silhouette. `least_votes`:
    who voted less is on the map, but in no group. `seed` draws the people of whom the silhouette is taken,
    when there are more than 4,000. Where fewer points differ than there are groups asked, there are so many groups.
    Small, Bjorkegren, Erkkilä, Shaw & Megill (2021), Polis: Scaling deliberation by mapping high dimensional opinion
    spaces, Recerca 26. Raises ValueError for a number of groups below 1.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> people, statements = np.divmod(np.arange(80), 8)
    >>> found = classic_map(votes_from_arrays(people, statements, np.where((people < 5) == (statements < 4), 1, -1)))
    >>> found.labels.tolist(), found.silhouettes
    ([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], {2: 1.0})
    """
    if (groups is not None and groups < 1) or most_groups < 1:
        raise ValueError(f"there can't be {most_groups if groups is None else groups} groups: give 1 or more")
    projection = project(votes)
    is_in = np.bincount(votes.rows, minlength=votes.shape[0]) >= least_votes
    labels = np.full(votes.shape[0], -1, dtype=np.int32)
    tried = range(FEWEST_GROUPS, most_groups + 1) if groups is None else range(groups, groups + 1)
    labels[is_in], scores = _grouped(projection.positions[is_in], tried, seed)
    statistics = group_statistics(votes, labels)
    agreed, disagreed = consensus(votes)
    return ClassicMap(
        votes=votes,
        projection=projection,
        labels=labels,
        silhouettes=scores,
        statistics=statistics,
        agreed=agreed,
        disagreed=disagreed,
        stands=[representative(statistics, group) for group in range(len(statistics.seen))],
    )


def _grouped(points: NDArray[np.float64], tried: range, seed: int) -> tuple[NDArray[np.int32], dict[int, float]]:
    """Return the groups with the best silhouette; one group when no two people differ."""
    starts = first_points(points, tried.stop - 1)
    counts = sorted({min(count, len(starts)) for count in tried} - {0})
    labellings = [k_means(points, starts[:count]) for count in counts]
    if not labellings:
        return np.zeros(len(points), dtype=np.int32), {}
    scores = silhouettes(points, labellings, seed=seed)
    best = int(np.argmax(scores))
    return labellings[best], {count: score for count, score in zip(counts, scores, strict=True) if count > 1}


def _told(stand: Stand, ids: tuple[Any, ...]) -> dict[str, Any]:
    return {"statement": ids[stand.statement], "is_agreed": stand.is_agreed}
