"""Reading participatory budgets as pabulib.org keeps them: sections META, PROJECTS and VOTES in one file (`.pb`).

The format: Faliszewski and others (2023), Participatory Budgeting: Data, Tools, and Analysis, arXiv 2305.11035.
Real files stray from it, and are read all the same: a byte order mark, any line ends, empty lines, spaces around
values, None for nothing, a comma in an amount, quotes that never end, semicolons in the last text of a project, the
same voter twice, and a project that a ballot names twice. What would change who wins is refused, with its line and
field.
"""

import csv
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from draagvlak.bundles.problem import Means, Option, Problem
from draagvlak.bundles.reactions import Ballot, Number, Party

SECTIONS: Final = ("META", "PROJECTS", "VOTES")
NEEDED: Final = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
BALLOTS: Final = {
    "approval": Ballot.APPROVAL,
    "choose-1": Ballot.APPROVAL,
    "cumulative": Ballot.POINTS,
    "scoring": Ballot.POINTS,
    "ordinal": Ballot.RANKS,
}
QUOTED: Final = re.compile(r'(^|;)"(?:[^"]|"")*"(?=[^;]*(?:;|$))', re.MULTILINE)
OPENING: Final = re.compile(r'(?:^|;)"', re.MULTILINE)
BUDGET: Final = "budget"
"""The id of the only means that such a file knows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a section: the line on which it begins, and its values by the name of their field.

    >>> Row(7, {"cost": "12"}).error("cost", "is odd")
    ValueError('line 7, field cost: is odd')
    """

    line: int
    values: dict[str, str]

    def __getitem__(self, field: str) -> str:
        """Return a value; empty when it is not there."""
        return self.values.get(field, "")

    def error(self, field: str, words: str) -> ValueError:
        """Say what is wrong, and where."""
        return ValueError(f"line {self.line}, field {field}: {words}")


def read_pabulib(path: Path | str, *, group: str = "") -> Problem:
    """Read a `.pb` file: its projects as options, its budget as the only means, its voters as parties.

    `group`: the field of VOTES that tells to which group somebody belongs, such as neighborhood; empty for no groups.
    Ballots are of approval, choose-1, cumulative, scoring or ordinal. A ballot that names nothing counts as heard.
    Raises ValueError that says what is wrong, in which line and field, and OSError when the file can't be read.

    >>> import os, tempfile
    >>> lines = ["META", "key;value", "budget;5", "vote_type;approval", "PROJECTS", "project_id;cost", "1;3"]
    >>> with tempfile.NamedTemporaryFile("w+", suffix=".pb") as file:
    ...     _ = file.writelines(f"{line}{os.linesep}" for line in [*lines, "VOTES", "voter_id;vote", "a;1", "b;"])
    ...     file.flush()
    ...     read = read_pabulib(file.name)
    >>> read.options[0].costs, [dict(party.reactions) for party in read.parties]
    ({'budget': 3}, [{'1': 1}, {}])
    """
    sections = _sections(path)
    meta = {row["key"].lower(): row for row in sections["META"]}
    budget, kind = _meta(meta, "budget"), _meta(meta, "vote_type")
    if kind["value"].lower() not in BALLOTS:
        raise kind.error("vote_type", f"{kind['value']!r} is not known; known are {', '.join(BALLOTS)}")
    options = tuple(_options(sections["PROJECTS"]))
    parties = _parties(sections["VOTES"], {option.id for option in options}, kind["value"].lower(), group)
    unit = meta["currency"]["value"] if "currency" in meta else ""
    return Problem(
        options=options,
        means=(Means(BUDGET, _amount(budget, "value"), unit=unit),),
        parties=tuple(parties),
        ballot=BALLOTS[kind["value"].lower()],
        name=meta["description"]["value"] if "description" in meta else "",
    )


def official_winners(path: Path | str) -> tuple[str, ...]:
    """Return the ids of what was really chosen, where the file tells it; empty where it does not.

    Raises ValueError and OSError as `read_pabulib` does.

    >>> import os, tempfile
    >>> lines = ["META", "key;value", "PROJECTS", "project_id;cost;selected", "1;3;0", "2;3;1"]
    >>> with tempfile.NamedTemporaryFile("w+", suffix=".pb") as file:
    ...     _ = file.writelines(f"{line}{os.linesep}" for line in [*lines, "VOTES", "voter_id;vote"])
    ...     file.flush()
    ...     official_winners(file.name)
    ('2',)
    """
    return tuple(row["project_id"] for row in _sections(path)["PROJECTS"] if row["selected"] not in {"", "0"})


def _sections(path: Path | str) -> dict[str, list[Row]]:
    """Return the rows of each section, which must all be there."""
    found: dict[str, list[Row]] = {}
    section, head = "", list[str]()
    with Path(path).open(encoding="utf-8-sig", newline=None) as lines:
        for line, cells in _rows(lines):
            if len(cells) == 1 and cells[0].upper() in SECTIONS:
                section, head = cells[0].upper(), []
                found[section] = []
            elif not section:
                raise ValueError(f"line {line}: this stands before the first section; begin with a line META")
            elif not head:
                head = _head(line, section, cells)
            else:
                found[section].append(_row(line, section, head, cells))
    if missing := [name for name in SECTIONS if name not in found]:
        raise ValueError(f"there is no section {missing[0]}: a .pb file has {', '.join(SECTIONS)}")
    return found


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not empty, with the line on which it begins; a quote that never ends is only a quote."""
    waiting = deque(enumerate(lines, start=1))
    while waiting:
        number, text = waiting.popleft()
        whole = [text, *(waiting.popleft()[1] for _line in range(_rest_of_quote(text, waiting)))]
        rows = [text.split(";")] if _is_open("".join(whole)) else csv.reader(whole, delimiter=";")
        cells = [cell.strip() for cell in next(iter(rows), [])]
        if any(cells):
            yield number, ["" if cell.lower() == "none" else cell for cell in cells]


def _rest_of_quote(text: str, following: Iterable[tuple[int, str]]) -> int:
    """Return over how many following lines a quote goes on; 0 when it does not end in this section."""
    if not _is_open(text):
        return 0
    for lines, (_number, more) in enumerate(following, start=1):
        if more.strip().upper() in SECTIONS:
            return 0
        text += more
        if not _is_open(text):
            return lines
    return 0


def _is_open(text: str) -> bool:
    """Tell whether a value begins with a quote that does not end."""
    return bool(OPENING.search(QUOTED.sub(r"\1", text))) if '"' in text else False


def _head(line: int, section: str, cells: Sequence[str]) -> list[str]:
    names = [cell.lower() for cell in cells]
    for needed in NEEDED[section]:
        if needed not in names:
            raise ValueError(f"line {line}: section {section} has no field {needed}")
    return names


def _row(line: int, section: str, head: Sequence[str], cells: list[str]) -> Row:
    """Name the values; semicolons in the last text are a part of it, but never in a ballot."""
    if len(cells) > len(head):
        over = [cell for cell in cells[len(head) :] if cell]
        if over and section == "VOTES":
            raise ValueError(f"line {line}: {len(cells)} values for {len(head)} fields; quote texts with a ; in them")
        cells = [*cells[: len(head) - 1], ";".join([cells[len(head) - 1], *over])]
    return Row(line, dict(zip(head, cells, strict=False)))


def _meta(meta: dict[str, Row], key: str) -> Row:
    if key not in meta:
        raise ValueError(f"section META has no key {key}: add a line {key};…")
    return meta[key]


def _amount(row: Row, field: str) -> Number:
    """Read an exact number; a comma may stand for the point."""
    try:
        number = Decimal(row[field].replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        raise row.error(field, f"{row[field]!r} is no number") from None
    if not number.is_finite() or number < 0:
        raise row.error(field, f"{row[field]!r} must be a number from 0")
    return int(number) if number == number.to_integral_value() else number


def _options(rows: Iterable[Row]) -> Iterator[Option]:
    seen: dict[str, int] = {}
    for row in rows:
        id_ = row["project_id"]
        if not id_:
            raise row.error("project_id", "is empty")
        if id_ in seen:
            raise row.error("project_id", f"project {id_} stands on line {seen[id_]} already")
        seen[id_] = row.line
        theme = row["category"] or row["categories"]
        yield Option(id_, name=row["name"], costs={BUDGET: _amount(row, "cost")}, theme=theme)


def _parties(rows: Sequence[Row], options: set[str], kind: str, group: str) -> Iterator[Party]:
    if group and rows and group not in rows[0].values:
        raise rows[0].error(group, f"is not there; there are {', '.join(rows[0].values)}")
    read = READERS[kind]
    seen: Counter[str] = Counter()
    for row in rows:
        id_ = row["voter_id"] or f"line {row.line}"
        seen[id_] += 1
        reactions = read(row, list(dict.fromkeys(filter(None, map(str.strip, row["vote"].split(","))))))
        if strange := reactions.keys() - options:
            raise row.error("vote", f"there is no project {min(strange)}")
        name = id_ if seen[id_] == 1 else f"{id_} ({seen[id_]})"
        yield Party(name, group=row[group] if group else "", reactions=reactions)


def _approved(_row: Row, projects: list[str]) -> dict[str, Number]:
    return dict.fromkeys(projects, 1)


def _chosen(row: Row, projects: list[str]) -> dict[str, Number]:
    if len(projects) > 1:
        raise row.error("vote", f"{row['vote']} names {len(projects)} projects, where people choose one")
    return dict.fromkeys(projects, 1)


def _ranked(_row: Row, projects: list[str]) -> dict[str, Number]:
    return {project: rank for rank, project in enumerate(projects, start=1)}


def _scored(row: Row, projects: list[str]) -> dict[str, Number]:
    points = [point for point in row["points"].split(",") if point.strip()]
    if len(points) != len(projects):
        raise row.error("points", f"{len(points)} numbers of points for {len(projects)} projects")
    return {
        project: _amount(Row(row.line, {"points": point}), "points")
        for project, point in zip(projects, points, strict=True)
    }


READERS: Final[dict[str, Callable[[Row, list[str]], dict[str, Number]]]] = {
    "approval": _approved,
    "choose-1": _chosen,
    "cumulative": _scored,
    "scoring": _scored,
    "ordinal": _ranked,
}
