"""How well votes that were hidden are told beforehand: by a model, by Polis's map, and by simple ways beside them.

Everything is about agreeing, given that it is no pass, and nothing is fitted on what is hidden.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.classic import ClassicMap, classic_map
from draagvlak.opinions.model import Model, fit
from draagvlak.opinions.votes import Votes

Numbers = NDArray[np.float64]
Places = NDArray[np.int32]
Chances = Callable[[Places, Places], Numbers]
Way = Callable[[Votes], Chances]
"""Learns from votes, and then tells how likely participants (their places) agree with statements (theirs)."""

FOLDS: Final = 5
FEWEST_FOLDS: Final = 2
BINS: Final = 10
ADDED: Final = 2
ADDED_TO_GROUP: Final = 3
SMALLEST: Final = 1e-12
NEWTON_STEPS: Final = 12
LONGEST_STEP: Final = 2.0


@dataclass(frozen=True)
class Score:
    """How well a way told the hidden votes.

    `log_loss`: the mean of -log of the chance that was given to what was voted: lower is better, 0.693 is a coin's.
    `standard_error`: of that mean, over participants. `accuracy`: the share of votes told right. `calibration`: how far
    chances lie from the shares that agreed, the mean over ten bins of votes; 0 is perfect.
    """

    name: str
    log_loss: float
    standard_error: float
    accuracy: float
    calibration: float
    votes: int


def score(votes: Votes, ways: Mapping[str, Way], *, folds: int = FOLDS, seed: int = 0) -> list[Score]:
    """Hide each of `folds` parts of the votes in turn, and tell how well each way knows them from the others.

    `folds`: 2 or more; `seed` draws which vote is in which part. Votes that were passes are learnt from, not told.
    Raises ValueError when there are fewer votes than parts.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> people, statements = np.divmod(np.arange(400), 10)
    >>> votes = votes_from_arrays(people, statements, np.where(statements < 7, 1, -1))
    >>> [round(found.accuracy, 2) for found in score(votes, {"all alike": overall, "by statement": by_statement})]
    [0.7, 1.0]
    """
    is_told = votes.values != 0
    who, agreed = votes.rows[is_told], votes.values[is_told] == 1
    hidden = hidden_chances(votes, ways, folds=folds, seed=seed)
    return [_score(name, told[is_told], agreed, who) for name, told in hidden.items()]


def hidden_chances(votes: Votes, ways: Mapping[str, Way], *, folds: int = FOLDS, seed: int = 0) -> dict[str, Numbers]:
    """Return which chance of agreeing each way gave to every vote while it was hidden; of passes, not a number.

    Of shape (votes,) for each way. Options and errors are those of `score`.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> hidden_chances(votes_from_arrays([1, 2, 3], [7, 7, 7], [1, 1, 0]), {"all alike": overall}, folds=3)
    {'all alike': array([0.66666667, 0.66666667,        nan])}
    """
    if not FEWEST_FOLDS <= folds <= len(votes):
        raise ValueError(f"{len(votes)} votes can't be hidden in {folds} parts: give from 2 parts to one for each vote")
    part = np.random.default_rng(seed).permutation(np.arange(len(votes)) % folds)
    is_told = votes.values != 0
    chances = {name: np.full(len(votes), np.nan) for name in ways}
    for fold in range(folds):
        hidden = (part == fold) & is_told
        shown = _some(votes, part != fold)
        for name, way in ways.items():
            chances[name][hidden] = way(shown)(votes.rows[hidden], votes.columns[hidden])
    return chances


def overall(votes: Votes) -> Chances:
    """Give each vote the share of all votes that agree.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> told = overall(votes_from_arrays([1, 2], [7, 7], [1, 1]))
    >>> told(np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int32)).tolist()
    [0.75]
    """
    share = (np.count_nonzero(votes.values == 1) + 1) / (np.count_nonzero(votes.values) + 2)
    return lambda who, _what: np.full(len(who), share)


def by_statement(votes: Votes) -> Chances:
    """Give each vote the share of the votes on its statement that agree, with two votes added that go as all do.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> told = by_statement(votes_from_arrays([1, 2], [7, 8], [1, -1]))
    >>> told(np.zeros(2, dtype=np.int32), np.array([0, 1], dtype=np.int32)).round(3).tolist()
    [0.667, 0.333]
    """
    shares = _shares(votes)
    return lambda _who, what: shares[what]


def by_classic_groups(votes: Votes, *, groups: int | None = None) -> Chances:
    """Give each vote the share of its group in Polis's map that agrees; of everybody, for who is in no group.

    Three votes are added that go as those of everybody, for a group may have few. `groups`: as in `classic_map`.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> told = by_classic_groups(votes_from_arrays([1, 2], [7, 8], [1, -1]))
    >>> told(np.zeros(2, dtype=np.int32), np.array([0, 1], dtype=np.int32)).round(3).tolist()
    [0.667, 0.333]
    """
    found, everybody = classic_map(votes, groups=groups), _shares(votes)
    counts = found.statistics.counts
    table = np.vstack([(counts[0] + ADDED_TO_GROUP * everybody) / (counts.sum(axis=0) + ADDED_TO_GROUP), everybody])
    return lambda who, what: np.asarray(table[found.labels[who], what])


def by_classic_positions(votes: Votes) -> Chances:
    """Give each vote what a logistic regression, one per statement, makes of where Polis's map puts people.

    Polis gives no chances itself; this is the best that we could make of its two axes. Coefficients have a normal
    prior of standard deviation 1, intercepts one of 3, on axes of that size.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> people, statements = np.divmod(np.arange(80), 8)
    >>> votes = votes_from_arrays(people, statements, np.where((people < 5) == (statements < 4), 1, -1))
    >>> told = by_classic_positions(votes)(votes.rows, votes.columns)
    >>> bool(((told > 0.5) == (votes.values == 1)).all())
    True
    """
    found = classic_map(votes)
    axes = _axes(found)
    coefficients = _regressed(votes, axes)
    return lambda who, what: _logistic((axes[who] * coefficients[what]).sum(axis=1))


def by_model(votes: Votes, *, model: Model | None = None) -> Chances:
    """Give each vote what the ideal-point model believes; `model` is one that was fitted to these votes already.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> told = by_model(votes_from_arrays([1, 2, 3], [7, 7, 7], [1, 1, 1]))
    >>> bool(told(np.zeros(1, dtype=np.int32), np.zeros(1, dtype=np.int32))[0] > 0.5)
    True
    """
    known = fit(votes) if model is None else model

    def told(who: Places, what: Places) -> Numbers:
        people = [votes.participants[place] for place in who.tolist()]
        return known.probability_of_agreement(people, [votes.statements[place] for place in what.tolist()])

    return told


SIMPLE_WAYS: Final[Mapping[str, Way]] = {
    "overall": overall,
    "statement": by_statement,
    "classic groups": by_classic_groups,
    "classic positions": by_classic_positions,
}
WAYS: Final[Mapping[str, Way]] = {"model": by_model, **SIMPLE_WAYS}


def _some(votes: Votes, kept: NDArray[np.bool_]) -> Votes:
    """Keep some votes, and all participants and statements."""
    return replace(
        votes,
        rows=votes.rows[kept],
        columns=votes.columns[kept],
        values=votes.values[kept],
        sources=None if votes.sources is None else votes.sources[kept],
    )


def _score(name: str, chances: Numbers, agreed: NDArray[np.bool_], who: Places) -> Score:
    given = np.where(agreed, chances, 1 - chances)
    losses = -np.log(np.maximum(given, SMALLEST))
    beyond = np.bincount(who, losses - losses.mean())
    order = np.argsort(chances, kind="stable")
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    gaps = [len(part) * abs(float(chances[part].mean() - agreed[part].mean())) for part in bins]
    return Score(
        name=name,
        log_loss=float(losses.mean()),
        standard_error=float(np.sqrt((beyond**2).sum()) / len(losses)),
        accuracy=float(((chances > 0.5) == agreed).mean()),  # noqa: PLR2004 – likelier than not
        calibration=sum(gaps) / len(losses),
        votes=len(losses),
    )


def _shares(votes: Votes) -> Numbers:
    agrees, disagrees = (
        np.bincount(votes.columns[votes.values == value], minlength=votes.shape[1]) for value in (1, -1)
    )
    share = (agrees.sum() + 1) / (agrees.sum() + disagrees.sum() + 2)
    return np.asarray((agrees + ADDED * share) / (agrees + disagrees + ADDED))


def _axes(found: ClassicMap) -> Numbers:
    """Put a column of ones beside the positions, which get a spread of 1 together."""
    positions = found.projection.positions
    return np.column_stack([np.ones(len(positions)), positions / max(positions.std(), SMALLEST)])


def _regressed(votes: Votes, axes: Numbers) -> Numbers:
    """Return for each statement the likeliest intercept and coefficients, by Newton's method for all at once."""
    is_told = votes.values != 0
    what, seen, agreed = votes.columns[is_told], axes[votes.rows[is_told]], votes.values[is_told] == 1
    statements, width = votes.shape[1], axes.shape[1]
    prior = np.diag([1 / 9, *np.ones(width - 1)])
    found = np.zeros((statements, width))
    for _step in range(NEWTON_STEPS):
        chance = _logistic((seen * found[what]).sum(axis=1))
        slope = _summed(what, seen * (agreed - chance)[:, None], statements) - found @ prior
        outer = (seen[:, :, None] * seen[:, None, :] * (chance * (1 - chance))[:, None, None]).reshape(len(what), -1)
        bend = _summed(what, outer, statements).reshape(statements, width, width) + prior
        found += np.clip(np.linalg.solve(bend, slope[..., None])[..., 0], -LONGEST_STEP, LONGEST_STEP)
    return found


def _summed(places: Places, columns: Numbers, count: int) -> Numbers:
    return np.column_stack([np.bincount(places, column, minlength=count) for column in columns.T])


def _logistic(logits: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-logits)))
