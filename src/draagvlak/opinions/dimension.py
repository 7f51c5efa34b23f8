"""How many dimensions the votes can bear: as many as help to foretell votes that were hidden."""

from typing import Final

import numpy as np

from draagvlak.opinions.answers import Answers, Marks
from draagvlak.opinions.beginning import counted, first_loadings
from draagvlak.opinions.fitting import first_beliefs, fitted
from draagvlak.opinions.gaussians import Gaussians, Numbers
from draagvlak.opinions.order import keys_of_votes, places_by_content
from draagvlak.opinions.sweeping import chances, pair_moments
from draagvlak.opinions.votes import Votes

MOST_DIMENSIONS: Final = 5
PARTS: Final = 5
ENOUGH_VOTES: Final = 40_000
TOLERANCE: Final = 5e-3
MOST_SWEEPS: Final = 40
SURE: Final = 2.5


def held_out_losses(votes: Votes) -> tuple[Numbers, ...]:
    """Return the log-loss of each hidden vote, of shape (hidden,), with 1, 2, … dimensions, until more do not help.

    Votes are hidden by fifths, each in turn; of many votes fewer fifths, and fewer participants, are enough. Which are
    hidden hangs on the votes themselves (`order`), so that nothing is drawn.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays(np.arange(40) // 2, np.arange(40) % 2, np.where(np.arange(40) // 4 % 2, 1, -1))
    >>> len(held_out_losses(votes)) >= 1
    True
    """
    some = _some(votes)
    fold = keys_of_votes(some) % np.uint64(PARTS)
    parts = max(1, min(PARTS, 2 * ENOUGH_VOTES // max(len(some), 1) - 1))
    hidings = [_Hiding(some, fold == part) for part in range(parts)]
    losses: list[Numbers] = []
    for dimensions in range(1, MOST_DIMENSIONS + 1):
        losses.append(np.concatenate([hiding.loss(dimensions) for hiding in hidings]))
        if not _helps(losses):
            break
    return tuple(losses)


def best_dimension(losses: tuple[Numbers, ...]) -> int:
    """Return how many dimensions are best, from the losses of 1, 2, …

    >>> best_dimension((np.array([0.7, 0.6, 0.7]), np.array([0.4, 0.4, 0.4]), np.array([0.5, 0.4, 0.4])))
    2
    """
    return max(1, len(losses) - (not _helps(list(losses))))


def _helps(losses: list[Numbers]) -> bool:
    """Tell whether the last dimension made votes easier to foretell, by more than chance gives."""
    if len(losses) == 1:
        return losses[0].size > 1
    gain = losses[-2] - losses[-1]
    return bool(gain.mean() > SURE * gain.std() / np.sqrt(len(gain)))


class _Hiding:
    """Votes of which some are hidden."""

    def __init__(self, votes: Votes, is_hidden: Marks) -> None:
        self.answers = Answers.of_votes(votes, among=~is_hidden)
        self.loadings = first_loadings(self.answers, MOST_DIMENSIONS)
        asked = is_hidden & (votes.values != 0)
        self.rows, self.columns, self.is_yes = votes.rows[asked], votes.columns[asked], votes.values[asked] > 0

    def loss(self, dimensions: int) -> Numbers:
        """Fit to what is seen, and return the log-loss of each hidden vote."""
        start = first_beliefs(*counted(self.answers), self.loadings[:, :dimensions])
        found = fitted(self.answers, start, tolerance=TOLERANCE, sweeps=MOST_SWEEPS)
        people, beliefs = found.people, found.statements.beliefs
        pairs = pair_moments(
            Gaussians(people.mean[self.rows], people.covariance[self.rows]),
            Gaussians(beliefs.mean[self.columns], beliefs.covariance[self.columns]),
        )
        chance = chances(*pairs)
        return -np.log(np.where(self.is_yes, chance, 1 - chance))


def _some(votes: Votes) -> Votes:
    """Keep so many participants that there are not many more votes than enough."""
    every = len(votes) // ENOUGH_VOTES
    if every <= 1:
        return votes
    is_kept = np.zeros(len(votes.participants), dtype=np.bool_)
    is_kept[places_by_content(votes)[::every]] = True
    kept = is_kept[votes.rows]
    return Votes(votes.participants, votes.statements, votes.rows[kept], votes.columns[kept], votes.values[kept])
