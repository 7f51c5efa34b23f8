"""Votes out of files: what Polis exports, and plain columns of participant, statement and vote."""

import csv
from collections.abc import Hashable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.ballot_box import EVENTS, PLAIN, WHOLE, Box, Lines, put_lines, put_matrix
from draagvlak.opinions.statements_beside import read_beside
from draagvlak.opinions.votes import AGREE, DISAGREE, Reading, Votes, gathered

FILES: Final = ("votes.csv", "participants-votes.csv", "participant-votes.csv")


def read_votes(path: Path | str, *, agree: int | None = None) -> Votes:
    r"""Read the votes of a conversation out of a file, or out of the folder of a Polis export.

    `path`: a folder with `votes.csv` or `participants-votes.csv`, or such a file, or a CSV with the columns
    participant, statement and vote (1 agree, 0 pass, -1 disagree, or these words), and maybe timestamp, source and
    weight. `comments.csv` (Polis) or `statements.csv` (statement, text, and maybe agrees, disagrees and moderated)
    beside it tells texts, and which statements were rejected: votes on those are left out. `agree`: 1 or -1, how the
    file writes that; without it, whichever fits the agrees and disagrees that Polis counted, or else 1.

    Of repeated votes the newest counts: by timestamp, then by line. Ids that are all whole numbers become numbers.
    Raises ValueError that names file, line and what to do; also when nobody votes, or all agree or all disagree.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     written = Path(folder, "votes.csv").write_text("participant,statement,vote\nAn,7,1\nBo,7,-1\n")
    ...     votes = read_votes(folder)
    >>> votes.participants, votes.statements, votes.values.tolist()
    (('An', 'Bo'), (7,), [1, -1])
    """
    if agree not in {None, AGREE, DISAGREE}:
        raise ValueError(f"agree is {agree}: give 1 or -1")
    file = _file(Path(path))
    with file.open(newline="", encoding="utf-8-sig") as lines:
        head = lines.readline()
        rows = csv.reader(lines, delimiter=";" if head.count(";") > head.count(",") else ",")
        box = _read(rows, next(csv.reader([head], delimiter=rows.dialect.delimiter), []), file)
    if not box.rows:
        raise ValueError(f"{file.name}: there are no votes in it")
    return _counting(_turned(box, agree), box, file)


def _file(path: Path) -> Path:
    if not path.is_dir():
        return path
    found = [path / name for name in FILES if (path / name).is_file()]
    if not found:
        raise ValueError(f"{path}: there is no {FILES[0]} or {FILES[1]} in it")
    return found[0]


def _read(rows: Lines, head: Sequence[str], file: Path) -> Box:
    names = [name.strip().lower() for name in head]
    for heads in (EVENTS, PLAIN):
        if {heads.participant, heads.statement, heads.vote} <= set(names):
            box = Box(read_beside(file, "comments.csv" if heads is EVENTS else "statements.csv"))
            put_lines(rows, names, heads, box, file)
            return box
    if names[:1] != ["participant"] or not {"n-votes", "group-id"} & set(names):
        raise ValueError(
            f"{file.name}, line 1: no columns participant, statement and vote, nor those of Polis "
            "(comment-id, voter-id and vote, or participant, n-votes and one for each statement)"
        )
    box = Box(read_beside(file, "comments.csv"))
    put_matrix(rows, names, box, file)
    return box


def _turned(box: Box, agree: int | None) -> Votes:
    """Put the votes in order, with 1 for agree, whatever the file wrote."""
    count, participants, statements = len(box.rows), _ids(box.participants), _ids(box.statements)
    named = dict(zip(box.participants, participants, strict=True))
    votes = gathered(
        box.emptied(participants, statements),
        weights={named[one]: weight for one, weight in box.weights.items()} if box.weights else None,
    )
    is_turned = agree == DISAGREE or (agree is None and _fits_better_turned(votes, box))
    return replace(
        votes,
        values=-votes.values if is_turned else votes.values,
        reading=Reading(repeated_votes=count - len(votes), is_sign_turned=is_turned),
    )


def _ids(written: dict[str, int]) -> list[Hashable]:
    is_numbered = all(WHOLE.fullmatch(one) for one in written)
    return [int(one) for one in written] if is_numbered else list(written)


def _fits_better_turned(votes: Votes, box: Box) -> bool:
    """Hold the votes against the agrees and disagrees that somebody counted already."""
    ids, places, told = votes.statements, votes.columns, box.beside.counts
    if not told:
        ids, places, told = votes.participants, votes.rows, box.told
    counted = np.array([told.get(str(one), (0, 0)) for one in ids], dtype=np.float64).reshape(-1, 2)
    ones, minus = (_count(places, votes.values == value, len(ids)) for value in (AGREE, DISAGREE))
    straight = np.abs(ones - counted[:, 0]).sum() + np.abs(minus - counted[:, 1]).sum()
    return bool(np.abs(minus - counted[:, 0]).sum() + np.abs(ones - counted[:, 1]).sum() < straight)


def _count(places: NDArray[np.int32], marks: NDArray[np.bool_], width: int) -> NDArray[np.int64]:
    return np.bincount(places[marks], minlength=width)


def _counting(votes: Votes, box: Box, file: Path) -> Votes:
    """Leave out what was rejected, and say so when nothing is left to tell people apart by."""
    rejected = np.array([str(one) in box.beside.rejected for one in votes.statements], dtype=np.bool_)
    kept = _without(votes, rejected)
    if not len(kept):
        raise ValueError(f"{file.name}: there are votes on rejected statements only (moderated is -1)")
    for value, word, other in ((AGREE, "agrees", "disagree"), (DISAGREE, "disagrees", "agree")):
        if not (kept.values == value).any():
            raise ValueError(
                f"{file.name}: nobody {word} with anything, all {other} or pass, so nothing tells people apart; "
                "write 1 for agree, 0 for pass and -1 for disagree"
            )
    return replace(
        kept, texts=tuple(box.beside.texts.get(str(one), "") for one in kept.statements) if box.beside.is_read else ()
    )


def _without(votes: Votes, rejected: NDArray[np.bool_]) -> Votes:
    """Leave out statements, and who voted on no other."""
    if votes.reading is None or not rejected.any():
        return votes
    is_kept = ~rejected[votes.columns]
    rows, columns = votes.rows[is_kept], votes.columns[is_kept]
    people, heard = np.unique(rows, return_inverse=True)
    places = np.cumsum(~rejected, dtype=np.int32) - 1
    return replace(
        votes,
        participants=tuple(votes.participants[place] for place in people.tolist()),
        statements=tuple(one for one, is_out in zip(votes.statements, rejected, strict=True) if not is_out),
        rows=heard.astype(np.int32),
        columns=places[columns].astype(np.int32),
        values=votes.values[is_kept],
        sources=None if votes.sources is None else votes.sources[is_kept],
        weights=None if votes.weights is None else votes.weights[people],
        reading=replace(
            votes.reading,
            rejected_statements=int(rejected.sum()),
            rejected_votes=int((~is_kept).sum()),
        ),
    )
