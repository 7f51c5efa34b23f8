"""What stands beside votes about their statements: the text, whether it was rejected, and how many agreed."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

REJECTED: Final = "-1"
IDS: Final = ("comment-id", "statement")
TEXTS: Final = ("comment-body", "text")
COUNTS: Final = ("agrees", "disagrees")


@dataclass(frozen=True)
class Beside:
    """Statements as a file tells of them, by id as it is written there; empty when there is no such file."""

    path: Path
    is_read: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()
    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Agrees and disagrees."""


def read_beside(file: Path, name: str) -> Beside:
    """Read the statements that stand in `name` beside a file of votes.

    Raises ValueError that names the file and the line.

    >>> read_beside(Path("nowhere/votes.csv"), "comments.csv").is_read
    False
    """
    path = file.with_name(name)
    if not path.is_file():
        return Beside(path)
    with path.open(newline="", encoding="utf-8-sig") as lines:
        rows = csv.DictReader(lines)
        heads = rows.fieldnames or ()
        id_head, text_head = (_which(heads, names, path) for names in (IDS, TEXTS))
        texts: dict[str, str] = {}
        rejected: set[str] = set()
        counts: dict[str, tuple[int, int]] = {}
        for row in rows:
            one = row[id_head]
            if not one or one in texts:
                raise ValueError(f"{name}, line {rows.line_num}: statement {one!r} is empty or stands there twice")
            texts[one] = row[text_head] or ""
            if row.get("moderated") == REJECTED:
                rejected.add(one)
            if set(COUNTS) <= set(heads):
                counts[one] = _counts(row, f"{name}, line {rows.line_num}")
    return Beside(path, is_read=True, texts=texts, rejected=frozenset(rejected), counts=counts)


def _which(heads: Collection[str], names: tuple[str, ...], path: Path) -> str:
    for name in names:
        if name in heads:
            return name
    raise ValueError(f"{path.name}, line 1: there is no column {' or '.join(names)}")


def _counts(row: Mapping[str, str], where: str) -> tuple[int, int]:
    try:
        agrees, disagrees = (int(row[name]) for name in COUNTS)
    except (TypeError, ValueError):
        raise ValueError(f"{where}: agrees and disagrees must be whole numbers") from None
    return agrees, disagrees
