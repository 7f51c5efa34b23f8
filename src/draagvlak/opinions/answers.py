"""Questions that were answered with yes or no: agree or disagree, and pass or not."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.gaussians import Numbers
from draagvlak.opinions.votes import Votes

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answers:
    """Yes or no, where it was answered: the answers of participant i stand from `starts[i]` to `starts[i + 1]`.

    `columns` says on which statement, `is_yes` what, both of shape (answers,). `weights`, of shape (participants,), say
    for how many participants each counts when it comes to the statements.
    """

    starts: NDArray[np.int32]
    columns: NDArray[np.int32]
    is_yes: NDArray[np.int8]
    statements: int
    weights: Numbers | None = None

    @property
    def participants(self) -> int:
        """Count them."""
        return len(self.starts) - 1

    @property
    def counts(self) -> NDArray[np.int32]:
        """Count the answers of each participant."""
        return np.diff(self.starts)

    def __len__(self) -> int:
        """Count the answers."""
        return len(self.columns)

    def of(self, kept: Marks) -> Self:
        """Keep the answers of some participants, marked in `kept`, of shape (participants,)."""
        among = np.repeat(kept, self.counts)
        starts = np.concatenate([[0], np.cumsum(self.counts[kept])]).astype(np.int32)
        weights = None if self.weights is None else self.weights[kept]
        return type(self)(starts, self.columns[among], self.is_yes[among], self.statements, weights)

    @classmethod
    def of_votes(cls, votes: Votes, *, among: Marks | None = None, weights: Numbers | None = None) -> Self:
        """Take agree for yes and disagree for no; who passed gave no answer. `among`: which votes are looked at.

        >>> from draagvlak.opinions.votes import votes_from_arrays
        >>> Answers.of_votes(votes_from_arrays([1, 2, 3], [7, 7, 7], [1, 0, -1])).is_yes.tolist()
        [1, 0]
        """
        kept = votes.values != 0 if among is None else (votes.values != 0) & among
        return cls._where(votes, kept, votes.values > 0, weights)

    @classmethod
    def of_passes(cls, votes: Votes) -> Self:
        """Take pass for yes, and agree and disagree for no."""
        return cls._where(votes, np.ones(len(votes), dtype=np.bool_), votes.values == 0, None)

    @classmethod
    def _where(cls, votes: Votes, kept: Marks, is_yes: Marks, weights: Numbers | None) -> Self:
        participants, statements = votes.shape
        before = np.concatenate([np.zeros(1, np.int32), np.cumsum(kept, dtype=np.int32)])
        starts = before[np.searchsorted(votes.rows, np.arange(participants + 1, dtype=np.int32))]
        return cls(starts, votes.columns[kept], is_yes[kept].astype(np.int8), statements, weights)
