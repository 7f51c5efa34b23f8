"""What comes out of a file: columns with headers, and rows of plain text with the number by which one finds them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from raakvlak.exchange.refusal import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Refused
from raakvlak.web.text import clean, clean_line

MOST_BLANK: Final = 100_000  # rows without anything in them, which a spreadsheet may hold by the million
LONGEST_HEADER: Final = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file, and its number there."""

    number: int
    cells: list[str]


@dataclass(slots=True)
class Table:
    """The headers of a file and its rows."""

    headers: list[str]
    lines: list[Line] = field(default_factory=list)


def table_of(rows: Iterable[Sequence[str]]) -> Table:
    """Take the first row that is not empty as the headers, and the others that are not empty as the rows."""
    table: Table | None = None
    for number, cells in _filled(rows):
        if len(cells) > MOST_COLUMNS:
            raise Refused("too_many_columns", most=MOST_COLUMNS)
        if table is None:
            table = Table([clean_line(cell)[:LONGEST_HEADER] for cell in cells])
            continue
        if len(table.lines) >= MOST_ROWS:
            raise Refused("too_many_rows", most=MOST_ROWS)
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise Refused("cell_too_long", row=number, most=LONGEST_CELL)
        table.lines.append(Line(number, [_as_typed(cell) for cell in cells]))
    if table is None or not table.lines:
        raise Refused("empty")
    return _rectangular(table)


def _filled(rows: Iterable[Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    blank = 0
    for number, cells in enumerate(rows, 1):
        filled = list(cells)
        while filled and not filled[-1].strip():
            filled.pop()
        if filled:
            yield number, filled
            continue
        blank += 1
        if blank > MOST_BLANK:
            raise Refused("too_many_rows", most=MOST_ROWS)


def _as_typed(cell: str) -> str:
    """Clean a text, and take away the quote by which we or a spreadsheet kept it from being a formula."""
    text = clean(cell)
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def _rectangular(table: Table) -> Table:
    """Give every row as many cells as the widest."""
    width = max(len(table.headers), *(len(line.cells) for line in table.lines))
    table.headers.extend([""] * (width - len(table.headers)))
    for line in table.lines:
        line.cells.extend([""] * (width - len(line.cells)))
    return table
