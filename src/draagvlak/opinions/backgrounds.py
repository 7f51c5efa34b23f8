"""Files that tell who people are, and how the population is made up: what weighing needs."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from draagvlak.opinions.sources import Raking, rake
from draagvlak.opinions.votes import Votes

PARTICIPANT: Final = "participant"
OF_A_SHARE: Final = ("trait", "stratum", "share")


def raked(votes: Votes, people: Path, shares: Path) -> Raking:
    r"""Weigh the participants of votes by what two files tell.

    `people`: a CSV with the column participant, and one for each trait (empty where it is not known). `shares`: a CSV
    with the columns trait, stratum and share (from 0; they need not add up to 1). Traits without shares do not count;
    people who are not in the file are of no known stratum. Raises ValueError that names file, line and what to do.

    >>> from tempfile import TemporaryDirectory
    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> with TemporaryDirectory() as folder:
    ...     people, shares = Path(folder, "people.csv"), Path(folder, "shares.csv")
    ...     _signs = people.write_text("participant,age\nAn,old\nBo,old\nCo,young\n")
    ...     _signs = shares.write_text("trait,stratum,share\nage,old,50\nage,young,50\n")
    ...     raked(votes_from_arrays(["An", "Bo", "Co"], [7, 7, 7], [1, 1, -1]), people, shares).weights.tolist()
    [0.75, 0.75, 1.5]
    """
    wanted = _shares(shares)
    found: dict[str, dict[str, str]] = {}
    for line, row in _rows(people, (PARTICIPANT, *wanted)):
        if row[PARTICIPANT] in found:
            raise ValueError(f"{people.name}, line {line}: participant {row[PARTICIPANT]} stands there twice")
        for trait, known in wanted.items():
            if row[trait] and row[trait] not in known:
                raise ValueError(
                    f"{people.name}, line {line}: {shares.name} has no share for {trait} {row[trait]}: add it there"
                )
        found[row[PARTICIPANT]] = row
    nobody: dict[str, str] = {}
    rows = [found.get(str(participant), nobody) for participant in votes.participants]
    return rake({trait: [row.get(trait) or None for row in rows] for trait in wanted}, wanted)


def _shares(path: Path) -> Mapping[str, Mapping[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for line, row in _rows(path, OF_A_SHARE):
        trait, stratum = row["trait"], row["stratum"]
        if stratum in found.setdefault(trait, {}):
            raise ValueError(f"{path.name}, line {line}: {trait} {stratum} stands there twice")
        try:
            found[trait][stratum] = float(row["share"])
        except ValueError:
            raise ValueError(f"{path.name}, line {line}: share {row['share']!r} is no number") from None
    if not found:
        raise ValueError(f"{path.name}: there are no shares in it")
    return found


def _rows(path: Path, heads: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Return each line with its number; columns are separated by commas or semicolons."""
    with path.open(newline="", encoding="utf-8-sig") as lines:
        head = lines.readline()
        lines.seek(0)
        rows = csv.DictReader(lines, delimiter=";" if head.count(";") > head.count(",") else ",", restval="")
        for name in heads:
            if name not in (rows.fieldnames or ()):
                raise ValueError(f"{path.name}, line 1: there is no column {name}")
        for row in rows:
            yield rows.line_num, {name: row[name].strip() for name in heads}
