"""Votes of people on statements, sparse: one row, one column and one value for each vote that counts.

Nine bytes hold a vote. Whatever the order in which votes come in, the same votes make the same `Votes`.
"""

from array import array
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]
Codes = NDArray[np.int32]
Ballots = NDArray[np.int8]
Weights = NDArray[np.float32]
Ids = Sequence[Hashable] | NDArray[Any]

AGREE: Final = 1
PASS: Final = 0
DISAGREE: Final = -1
MOST_SOURCES: Final = 2**15
MOST_BITS: Final = 63
SPREAD: Final = 4
"""Whole numbers that lie this many times wider apart than there are of them are sorted; others are just marked."""


@dataclass(frozen=True, eq=False)
class Votes:
    """Who voted what on which statement: sorted by participant and statement, each pair once.

    `participants` and `statements` are ids, in their own order (numbers by size, text by alphabet). `rows`, `columns`
    and `values` have shape (votes,): places in those two, and 1 agree, 0 pass, -1 disagree. `sources`, of that shape:
    places in `source_names`. `weights` has shape (participants,): for how many people each counts, above 0.
    `texts` are what the statements say, one each, or none; `reading` tells what a reader did to the votes of a file.
    """

    participants: tuple[Hashable, ...]
    statements: tuple[Hashable, ...]
    rows: Codes
    columns: Codes
    values: Ballots
    sources: NDArray[np.int16] | None = None
    source_names: tuple[str, ...] = ()
    weights: Weights | None = None
    texts: tuple[str, ...] = ()
    reading: "Reading | None" = None

    def __len__(self) -> int:
        """Count the votes."""
        return len(self.values)

    @property
    def shape(self) -> tuple[int, int]:
        """Participants and statements."""
        return len(self.participants), len(self.statements)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was done to the votes of a file before they counted."""

    repeated_votes: int = 0
    """Votes of which a newer one was given, and counts."""
    rejected_statements: int = 0
    rejected_votes: int = 0
    """Votes on those statements, left out."""
    is_sign_turned: bool = False
    """The file wrote -1 for agree."""


@dataclass(kw_only=True, eq=False)
class Cast:
    """Votes as they came in, repeated ones too: places in lists of ids that have no order yet.

    `times` say which vote of a pair is the newest; without them it is the last. `gathered` uses these arrays up.
    """

    participants: Sequence[Hashable]
    statements: Sequence[Hashable]
    rows: Codes
    columns: Codes
    values: Ballots
    times: NDArray[np.int64] | None = None
    sources: NDArray[np.integer[Any]] | None = None
    source_names: Sequence[str] = ()


def votes_from_arrays(  # noqa: PLR0913 – three columns, and three that may be left out
    participants: Ids,
    statements: Ids,
    votes: ArrayLike,
    *,
    times: ArrayLike | None = None,
    sources: Sequence[str] | None = None,
    weights: Mapping[Hashable, float] | None = None,
) -> Votes:
    """Gather votes: the first participant voted the first vote on the first statement, and so on.

    `participants` and `statements`: ids of any kind that can be a key, of shape (votes,). `votes`, of that shape: 1
    agree, 0 pass, -1 disagree. When somebody votes twice on a statement the newest counts: the one with the highest of
    `times` (whole numbers, such shape), without `times` the last. `sources`: a name for each vote, such as "web".
    `weights`: for how many people each participant counts, above 0; who is not named counts for one.
    Raises ValueError for shapes that do not fit and values out of range.

    >>> votes = votes_from_arrays(["Bo", "An", "Bo"], [7, 7, 7], [1, 0, -1])
    >>> votes.participants, votes.statements, votes.values.tolist()
    (('An', 'Bo'), (7,), [0, -1])
    """
    values = _ballots(votes)
    who, rows = coded(participants)
    what, columns = coded(statements)
    names, marks = coded(sources) if sources is not None else ((), None)
    moments = None if times is None else _whole(times)
    for name, given in (("participants", rows), ("statements", columns), ("sources", marks), ("times", moments)):
        if given is not None and given.shape != values.shape:
            raise ValueError(f"there are {len(values)} votes and {len(given)} {name}: give one for each vote")
    cast = Cast(
        participants=who,
        statements=what,
        rows=rows,
        columns=columns,
        values=values,
        times=moments,
        sources=marks,
        source_names=[str(name) for name in names],
    )
    return gathered(cast, weights=weights)


def gathered(cast: Cast, *, weights: Mapping[Hashable, float] | None = None) -> Votes:
    """Put votes in order, the newest of each pair only. `weights` as in `votes_from_arrays`.

    >>> where = np.zeros(2, dtype=np.int32)
    >>> votes = np.array([1, -1], dtype=np.int8)
    >>> cast = Cast(participants=[3], statements=[5], rows=where, columns=where, values=votes)
    >>> gathered(cast).values.tolist()
    [-1]
    """
    _put_in_time(cast)
    participants, ranks = ordered(cast.participants)
    cast.rows[...] = ranks[cast.rows]  # in place, to spare memory
    statements, ranks = ordered(cast.statements)
    cast.columns[...] = ranks[cast.columns]
    kept = _newest(cast.rows, cast.columns, len(statements))
    names, ranks = ordered(cast.source_names)
    if len(names) > MOST_SOURCES:
        raise ValueError(f"there are {len(names)} sources: give {MOST_SOURCES} at most")
    return Votes(
        participants=participants,
        statements=statements,
        rows=cast.rows[kept],
        columns=cast.columns[kept],
        values=cast.values[kept],
        sources=None if cast.sources is None else ranks[cast.sources[kept]].astype(np.int16),
        source_names=tuple(map(str, names)),
        weights=None if weights is None else _weights(weights, participants),
    )


def coded(ids: Ids | Iterable[Hashable]) -> tuple[Sequence[Hashable], Codes]:
    """Return the ids that occur, each once, and for every id its place among them.

    >>> coded(["b", "a", "b"])[0], coded(np.array([9, 4, 9]))[1].tolist()
    (['b', 'a'], [1, 0, 1])
    """
    if isinstance(ids, np.ndarray) and ids.ndim == 1 and ids.dtype.kind in "iu" and len(ids):
        return _coded_numbers(ids)
    codes: dict[Hashable, int] = {}
    plain = ids.tolist() if isinstance(ids, np.ndarray) else ids
    places = array("i", (codes.setdefault(one, len(codes)) for one in plain))
    return list(codes), np.frombuffer(places, dtype=np.int32) if places else np.empty(0, dtype=np.int32)


def ordered(ids: Sequence[Hashable]) -> tuple[tuple[Hashable, ...], Codes]:
    """Return ids in their own order, and for each where it went; ids that can't be compared go by kind and writing.

    >>> ordered(["b", "a"]), ordered([2, "a"])[0]
    ((('a', 'b'), array([1, 0], dtype=int32)), (2, 'a'))
    """
    places: Any = range(len(ids))
    try:
        order = sorted(places, key=lambda place: ids[place])
    except TypeError:
        order = sorted(places, key=lambda place: (type(ids[place]).__qualname__, repr(ids[place])))
    ranks = np.empty(len(ids), dtype=np.int32)
    ranks[order] = np.arange(len(ids), dtype=np.int32)
    return tuple(ids[place] for place in order), ranks


def _coded_numbers(ids: NDArray[Any]) -> tuple[Sequence[Hashable], Codes]:
    """Mark the numbers that occur, for sorting ten million takes a second."""
    low, high = int(ids.min()), int(ids.max())
    if high - low > SPREAD * len(ids):
        numbers, places = np.unique(ids, return_inverse=True)
        return numbers.tolist(), places.astype(np.int32)
    occurs = np.zeros(high - low + 1, dtype=np.bool_)
    occurs[ids - low] = True
    codes = (occurs.cumsum(dtype=np.int32) - 1).astype(np.int32)
    return (occurs.nonzero()[0] + low).tolist(), codes[ids - low]


def _put_in_time(cast: Cast) -> None:
    """Put votes in the order in which they were given; what is sorted lets go of what it was, to spare memory."""
    if cast.times is not None and (cast.times[1:] < cast.times[:-1]).any():
        order = cast.times.argsort(kind="stable")
        cast.times = None
        cast.rows = cast.rows[order]
        cast.columns = cast.columns[order]
        cast.values = cast.values[order]
        cast.sources = None if cast.sources is None else cast.sources[order]


def _newest(rows: Codes, columns: Codes, width: int) -> NDArray[np.int64] | slice:
    """Return where the last vote of each pair lies, in the order of the pairs."""
    keys = rows.astype(np.int64) * width
    keys += columns
    if (keys[1:] > keys[:-1]).all():
        return slice(None)
    order = _sorted_with_places(keys)
    is_last = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_last[:-1])
    del keys  # three numbers of eight bytes for each vote at once are enough
    return np.asarray(order[is_last])


def _sorted_with_places(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sort keys in place, equal ones as they came, and return where each came from.

    A place that fits behind its key is sorted along with it, which is many times quicker than sorting places.
    """
    bits = len(keys).bit_length()
    if int(keys.max()).bit_length() + bits > MOST_BITS:
        order = keys.argsort(kind="stable")
        keys[...] = keys[order]
        return order
    keys <<= bits
    keys += np.arange(len(keys))
    keys.sort()
    order = keys & ((1 << bits) - 1)
    keys >>= bits
    return order


def _ballots(votes: ArrayLike) -> Ballots:
    given = np.asarray(votes)
    if given.ndim != 1:
        raise ValueError(f"votes have {given.ndim} axes: give one number for each vote")
    if given.size and given.dtype.kind not in "iufb":
        raise ValueError("votes must be numbers: 1 agree, 0 pass, -1 disagree")
    values = given.astype(np.int8) if given.dtype.kind == "b" or _is_small(given) else None
    if values is None or (values != given).any():
        raise ValueError("votes must be 1 (agree), 0 (pass) or -1 (disagree)")
    return values


def _whole(times: ArrayLike) -> NDArray[np.int64]:
    given = np.asarray(times)
    if given.size and given.dtype.kind not in "iu":
        raise ValueError("times must be whole numbers, such as milliseconds")
    return given.astype(np.int64, copy=False)


def _is_small(given: NDArray[Any]) -> bool:
    return not given.size or bool(given.min() >= DISAGREE and given.max() <= AGREE)


def _weights(weights: Mapping[Hashable, float], participants: Sequence[Hashable]) -> Weights:
    found = np.array([weights.get(one, 1.0) for one in participants], dtype=np.float32)
    wrong = ~(np.isfinite(found) & (found > 0))
    if wrong.any():
        place = int(wrong.argmax())
        raise ValueError(f"participant {participants[place]} has weight {found[place]}: it must lie above 0")
    return found
