"""The lines of a file of votes, gathered as they are read: seventeen bytes for each vote."""

import re
from array import array
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from csv import Error
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

import numpy as np

from draagvlak.opinions.statements_beside import Beside
from draagvlak.opinions.votes import AGREE, DISAGREE, PASS, Cast

TOLD_OF_A_PARTICIPANT: Final = ("participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
WRITTEN: Final = {
    **dict.fromkeys(("1", "+1", "1.0", "agree", "eens"), AGREE),
    **dict.fromkeys(("0", "0.0", "-0", "pass", "pas"), PASS),
    **dict.fromkeys(("-1", "-1.0", "disagree", "oneens"), DISAGREE),
}
WHOLE: Final = re.compile(r"0|-?[1-9]\d{0,17}")


@dataclass(frozen=True)
class Heads:
    """How a file calls its columns; those of time, source and weight may be missing."""

    participant: str
    statement: str
    vote: str = "vote"


EVENTS: Final = Heads("voter-id", "comment-id")
PLAIN: Final = Heads("participant", "statement")


@dataclass
class Box:
    """Votes as they are read, line by line: seventeen bytes each."""

    beside: Beside
    participants: dict[str, int] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    rows: "array[int]" = field(default_factory=lambda: array("i"))
    columns: "array[int]" = field(default_factory=lambda: array("i"))
    values: "array[int]" = field(default_factory=lambda: array("b"))
    times: "array[int]" = field(default_factory=lambda: array("q"))
    marks: "array[int]" = field(default_factory=lambda: array("h"))
    told: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How many agrees and disagrees a matrix itself counts, per participant."""

    def put(self, participant: str, statement: str, vote: str) -> None:
        """Add a vote."""
        value = WRITTEN.get(vote)
        if value is None:
            value = WRITTEN.get(vote.strip().lower())
        if value is None:
            raise ValueError(f"{vote!r} is no vote: write 1 (agree), 0 (pass) or -1 (disagree)")
        if statement not in self.statements:
            self._meet(statement)
        if not participant:
            raise ValueError("the participant is empty: give each an id")
        self.rows.append(self.participants.setdefault(participant, len(self.participants)))
        self.columns.append(self.statements[statement])
        self.values.append(value)

    def weigh(self, participant: str, weight: str) -> None:
        """Keep for how many people a participant counts."""
        number = float(weight or 1)
        if not 0 < number < float("inf"):
            raise ValueError(f"weight {weight} of participant {participant}: it must lie above 0")
        if self.weights.setdefault(participant, number) != number:
            raise ValueError(f"participant {participant} weighs {weight} here, and {self.weights[participant]} before")

    def emptied(self, participants: Sequence[Hashable], statements: Sequence[Hashable]) -> Cast:
        """Hand over the votes, with these ids, and keep none, for two copies would be too much."""
        cast = Cast(
            participants=participants,
            statements=statements,
            rows=np.frombuffer(self.rows, dtype=np.int32),
            columns=np.frombuffer(self.columns, dtype=np.int32),
            values=np.frombuffer(self.values, dtype=np.int8),
            times=np.frombuffer(self.times, dtype=np.int64) if self.times else None,
            sources=np.frombuffer(self.marks, dtype=np.int16) if self.marks else None,
            source_names=list(self.sources),
        )
        self.rows, self.columns, self.values = array("i"), array("i"), array("b")
        self.times, self.marks = array("q"), array("h")
        return cast

    def _meet(self, statement: str) -> None:
        if not statement:
            raise ValueError("the statement is empty: give each an id")
        if self.beside.is_read and statement not in self.beside.texts:
            raise ValueError(
                f"statement {statement} does not occur in {self.beside.path.name}: add it there, or remove its votes"
            )
        self.statements[statement] = len(self.statements)


class Lines(Protocol):
    """What `csv.reader` gives."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]:
        """Go on with the next line."""


def put_lines(rows: Lines, names: list[str], heads: Heads, box: Box, file: Path) -> None:
    r"""Put a vote of each line into the box.

    `names` are the columns. Raises ValueError that names the line of the file.

    >>> import csv
    >>> box = Box(Beside(Path("statements.csv")))
    >>> put_lines(csv.reader(["An,7,eens"]), ["participant", "statement", "vote"], PLAIN, box, Path("votes.csv"))
    >>> box.values.tolist()
    [1]
    """
    who, what, vote = (names.index(name) for name in (heads.participant, heads.statement, heads.vote))
    at, source, weight = (names.index(name) if name in names else None for name in ("timestamp", "source", "weight"))
    with _told_where(rows, file):
        for row in rows:
            if not row:
                continue
            if len(row) < len(names):
                raise ValueError(f"{len(row)} values for {len(names)} columns")
            box.put(row[who], row[what], row[vote])
            if at is not None:
                box.times.append(_moment(row[at]))
            if source is not None:
                box.marks.append(box.sources.setdefault(row[source].strip(), len(box.sources)))
            if weight is not None:
                box.weigh(row[who], row[weight])


def put_matrix(rows: Lines, names: list[str], box: Box, file: Path) -> None:
    """Put the votes of each participant into the box, of whom a line holds all.

    `names` are the columns: what is told of the participant, and statements. Raises as `put_lines` does.

    >>> import csv
    >>> box = Box(Beside(Path("comments.csv")))
    >>> put_matrix(csv.reader(["An,2,1,-1"]), ["participant", "n-votes", "7", "9"], box, Path("votes.csv"))
    >>> box.values.tolist()
    [1, -1]
    """
    columns = [(place, name) for place, name in enumerate(names) if name not in TOLD_OF_A_PARTICIPANT]
    counts = [names.index(name) for name in ("n-agree", "n-disagree") if name in names]
    with _told_where(rows, file):
        for row in rows:
            if not row:
                continue
            if len(row) != len(names):
                raise ValueError(f"{len(row)} values for {len(names)} columns")
            if row[0] in box.told:
                raise ValueError(f"participant {row[0]} has a row already: put its votes in one")
            agrees, disagrees = (int(row[place]) for place in counts) if len(counts) > 1 else (0, 0)
            box.told[row[0]] = (agrees, disagrees)
            for place, name in columns:
                if row[place]:
                    box.put(row[0], name, row[place])


@contextmanager
def _told_where(rows: Lines, file: Path) -> Iterator[None]:
    """Say of what is wrong in which file and line it stands."""
    try:
        yield
    except (ValueError, OverflowError, Error) as error:
        raise ValueError(f"{file.name}, line {rows.line_num + 1}: {error}") from error


def _moment(written: str) -> int:
    if WHOLE.fullmatch(written):
        return int(written)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(f"timestamp {written!r} is no number and no moment such as 2026-03-01T10:00:00") from None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1_000_000)
