"""What Polis says of statements: consensus that counts each group alike, and what a group stands for.

All formulas are those of polismath (repness.clj, stats.clj, conversation.clj), each count with one vote added. Axis 0
of an array is the side: 0 agree, 1 disagree.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.votes import Votes

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Labels = NDArray[np.int32]
Marks = NDArray[np.bool_]
SIDES: Final = ("agree", "disagree")
CRITICAL: Final = 1.2815515655446004
"""One-sided, at 90 %."""


@dataclass(frozen=True, eq=False)
class GroupStatistics:
    """What each group voted: arrays of shape (2 sides, groups, statements), `seen` without the sides.

    `probability` lies between 0 and 1; `representativeness` is that of the group over that of everybody else;
    the tests are standard normal when there is no difference. `consensus`, of shape (2, statements), is the
    product of the probabilities of all groups.
    """

    seen: Counts
    counts: Counts
    probability: Numbers
    probability_test: Numbers
    representativeness: Numbers
    representativeness_test: Numbers
    consensus: Numbers


@dataclass(frozen=True)
class Stand:
    """A statement (its place) and the side on which a group, or everybody, stands out."""

    statement: int
    is_agreed: bool


def group_statistics(votes: Votes, labels: Labels) -> GroupStatistics:
    """Count what each group voted, and hold it against everybody else.

    `labels`: shape (participants,), the group of each from 0, and -1 for who is left out.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays([1, 2, 3], [7, 7, 7], [1, 1, -1])
    >>> found = group_statistics(votes, np.array([0, 0, 1], dtype=np.int32))
    >>> found.probability[0].tolist(), found.consensus.tolist()
    ([[0.75], [0.3333333333333333]], [[0.25], [0.16666666666666666]])
    """
    groups, statements = int(labels.max(initial=-1)) + 1, votes.shape[1]
    places = labels[votes.rows]
    places *= statements
    places += votes.columns  # below zero for who is left out
    is_in = places >= 0
    seen, *sides = (
        np.bincount(places[marks], minlength=groups * statements).reshape(groups, statements)
        for marks in (is_in, is_in & (votes.values == 1), is_in & (votes.values == -1))
    )
    counts = np.stack(sides)
    others, others_seen = counts.sum(axis=1, keepdims=True) - counts, seen.sum(axis=0) - seen
    probability = (counts + 1) / (seen + 2)
    return GroupStatistics(
        seen=seen,
        counts=counts,
        probability=probability,
        probability_test=one_proportion_test(counts, seen),
        representativeness=probability / ((others + 1) / (others_seen + 2)),
        representativeness_test=two_proportions_test(counts, seen, others, others_seen),
        consensus=probability.prod(axis=1),
    )


def one_proportion_test(part: Counts, whole: Counts) -> Numbers:
    """Test whether a share is more than a half.

    >>> one_proportion_test(np.array(3), np.array(3)).tolist()
    2.0
    """
    return np.asarray(2 * np.sqrt(whole + 1) * ((part + 1) / (whole + 1) - 0.5))


def two_proportions_test(part: Counts, whole: Counts, other_part: Counts, other_whole: Counts) -> Numbers:
    """Test whether a share is more than another; 0 when everybody is in both.

    >>> two_proportions_test(np.array(3), np.array(3), np.array(1), np.array(7)).round(6).tolist()
    2.44949
    """
    one, all_of_one = part + 1, whole + 1
    other, all_of_other = other_part + 1, other_whole + 1
    pooled = (one + other) / (all_of_one + all_of_other)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / all_of_one + 1 / all_of_other))
    difference = one / all_of_one - other / all_of_other
    return np.asarray(np.divide(difference, spread, out=np.zeros_like(spread), where=spread > 0))


def consensus(votes: Votes, *, most: int = 5) -> tuple[list[Stand], list[Stand]]:
    """Return what people agree on, and what they disagree with, whatever their group; the clearest first.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> people = list(range(9))
    >>> consensus(votes_from_arrays(people, ["bank"] * 9, [1] * 8 + [-1]))
    ([Stand(statement=0, is_agreed=True)], [])
    """
    found = group_statistics(votes, np.zeros(votes.shape[0], dtype=np.int32))
    chances, tests = found.probability[:, 0], found.probability_test[:, 0]
    chosen = []
    for side, (chance, test) in enumerate(zip(chances, tests, strict=True)):
        order = np.argsort(-chance * test, kind="stable")
        is_clear = np.logical_and(chance > 0.5, test > CRITICAL)  # noqa: PLR2004 – a majority
        kept = order[np.take(is_clear, order)][:most]
        chosen.append([Stand(int(place), is_agreed=side == 0) for place in kept])
    return chosen[0], chosen[1]


def representative(found: GroupStatistics, group: int, *, most: int = 5) -> list[Stand]:
    """Return what a group stands for more than others do: what it agrees with first, at most `most`.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays(range(8), [7] * 8, [1] * 4 + [-1] * 4)
    >>> found = group_statistics(votes, np.array([0] * 4 + [1] * 4, dtype=np.int32))
    >>> representative(found, 1)
    [Stand(statement=0, is_agreed=False)]
    """
    chance, chance_test = found.probability[:, group], found.probability_test[:, group]
    ratio, ratio_test = found.representativeness[:, group], found.representativeness_test[:, group]
    is_clear: Marks = np.asarray(((chance_test > CRITICAL) & (ratio_test > CRITICAL)).any(axis=0))
    side = np.where(ratio_test[0] > ratio_test[1], 0, 1)
    every = np.arange(chance.shape[1])
    strength = (ratio * ratio_test * chance * chance_test)[side, every]
    order = np.argsort(-strength, kind="stable")
    chosen = order[is_clear[order]].tolist()
    best = _best_agreed(found, group)
    if best is not None:
        chosen = [best, *(place for place in chosen if place != best)]
    elif not chosen and len(every):
        chosen = [int(ratio_test.max(axis=0).argmax())]
    stands = [Stand(place, is_agreed=bool(side[place] == 0)) for place in chosen[:most]]
    return sorted(stands, key=lambda stand: not stand.is_agreed)


def _best_agreed(found: GroupStatistics, group: int) -> int | None:
    """Walk past the statements as Polis does: whether one beats the best so far depends on what that best is."""
    chance, test = found.probability[0, group], found.probability_test[0, group]
    ratio, ratio_test = found.representativeness[0, group], found.representativeness_test[0, group]
    is_voted = found.counts[:, group].sum(axis=0) > 0
    by_chance = chance * test
    by_ratio = ratio * ratio_test * by_chance
    is_fair = (test > CRITICAL) | ((ratio > 1) & (chance > 0.5))  # noqa: PLR2004 – a majority
    best: int | None = None
    for place in is_voted.nonzero()[0].tolist():
        if best is None:
            best = place if is_fair[place] else None
        else:
            metric = by_ratio if ratio[best] > 1 else by_chance
            best = place if metric[place] > metric[best] else best
    return best
