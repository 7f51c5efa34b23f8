"""An order that comes from the votes themselves, so that whoever is drawn or left out does not hang on how rows lie."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.votes import Votes

Keys = NDArray[np.uint64]
AT_ONCE: Final = 1 << 14
SALT: Final = np.uint64(0x9E3779B97F4A7C15)


def keys_of_votes(votes: Votes) -> Keys:
    """Return a number for each vote, as if drawn by chance, of shape (votes,), whatever ids and order are.

    It is made of how often the statement was agreed with, passed and disagreed with, and of all that the participant
    voted, with the mixing function of SplitMix64 (Steele, Lea & Flood 2014, Fast splittable pseudorandom number
    generators, OOPSLA).

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> one = keys_of_votes(votes_from_arrays(["An", "Bo", "Bo"], [7, 7, 8], [1, 0, -1]))
    >>> other = keys_of_votes(votes_from_arrays([2, 1, 1], [3, 4, 3], [1, -1, 0]))
    >>> sorted(one.tolist()) == sorted(other.tolist())
    True
    """
    statements, participants = _keys_of_statements(votes), keys_of_participants(votes)
    return _mixed(statements[votes.columns] + _mixed(participants[votes.rows]))


def keys_of_participants(votes: Votes) -> Keys:
    """Return a number for each participant that hangs on nothing but the votes, of shape (participants,).

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> one, other, third = keys_of_participants(votes_from_arrays([1, 2, 3], [5, 5, 5], [1, 1, 0]))
    >>> bool(one == other), bool(one == third)
    (True, False)
    """
    size = len(votes.participants)
    of_statements, found = _keys_of_statements(votes), np.empty(size, dtype=np.uint64)
    starts = np.searchsorted(votes.rows, np.arange(size + 1, dtype=np.int32))
    for low in range(0, size, AT_ONCE):  # eight bytes for each vote at once are many
        high = min(low + AT_ONCE, size)
        here = slice(starts[low], starts[high])
        marks = _mixed(of_statements[votes.columns[here]] + (votes.values[here] + 2).astype(np.uint64))
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(marks, dtype=np.uint64)])
        found[low:high] = np.diff(sums[starts[low : high + 1] - starts[low]])
    return found


def places_by_content(votes: Votes) -> NDArray[np.int64]:
    """Return participants in an order that hangs on the votes only, of shape (participants,); equals stand together.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> len(places_by_content(votes_from_arrays([1, 2], [5, 5], [1, 0])))
    2
    """
    return np.argsort(keys_of_participants(votes), kind="stable")


def _keys_of_statements(votes: Votes) -> Keys:
    size = len(votes.statements)
    counts = np.column_stack(
        [np.bincount(votes.columns[votes.values == value], minlength=size) for value in (1, 0, -1)]
    )
    found: Any = np.zeros(size, dtype=np.uint64)
    for count in counts.T.astype(np.uint64):
        found = _mixed(found + count)
    return np.asarray(found)


def _mixed(keys: Keys) -> Keys:
    mixed = keys + SALT
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)))
