"""From a file to its rows, and from those to what is told about them before anything is stored."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from raakvlak.exchange.checking import AT_ONCE, Checked, cells_of, packed
from raakvlak.exchange.columns import may_hold_numbers
from raakvlak.exchange.files import Line, Table
from raakvlak.exchange.models import Batch, BatchRow, What
from raakvlak.exchange.notes import NoteChecker
from raakvlak.exchange.parties import PartyChecker
from raakvlak.exchange.possibilities import PossibilityChecker
from raakvlak.municipality.models import Member
from raakvlak.web.bsn import find_bsn
from raakvlak.web.text import sort_name

ROWS_AT_ONCE: Final = 1_000


class Checker(Protocol):
    """Tells what rows would become."""

    def check(self, rows: Sequence[BatchRow]) -> list[Checked]:
        """Tell what these rows would become, and what is wrong with each."""
        ...


def checker_of(batch: Batch, member: Member) -> Checker:
    """Return who checks the rows of a batch."""
    if batch.what == What.POSSIBILITIES:
        return PossibilityChecker(batch, member)
    return NoteChecker(batch, member) if batch.what == What.NOTES else PartyChecker(batch, member)


def rows_of(batch: Batch, table: Table) -> Iterator[BatchRow]:
    """Draw up the rows of a table, without what looks like a BSN: that is never kept, not even for a minute."""
    is_number = [may_hold_numbers(batch.what, header) for header in table.headers]
    for line in table.lines:
        bsn = {place for place, cell in enumerate(line.cells) if not is_number[place] and find_bsn(cell)}
        yield BatchRow(batch=batch, number=line.number, content=packed(_without(line, bsn), bsn))


def _without(line: Line, places: set[int]) -> list[str]:
    return ["" if place in places else cell for place, cell in enumerate(line.cells)]


def checked_rows(batch: Batch, member: Member) -> Iterator[list[Checked]]:
    """Yield all rows of a batch in their order, checked, some hundreds at a time."""
    checker, last = checker_of(batch, member), 0
    seen: dict[object, int] = {}
    while rows := list(batch.rows.filter(number__gt=last).order_by("number")[:AT_ONCE]):
        checked = checker.check(rows)
        for one in checked:
            one.row.has_errors, one.row.has_questions = one.has_errors, one.has_questions
            one.row.is_double, one.row.repeats = one.double is not None, _earlier(one, seen)
        yield checked
        last = rows[-1].number


def _earlier(one: Checked, seen: dict[object, int]) -> int | None:
    """Tell on which row of the file the same stood before."""
    if one.has_errors:
        return None
    same = one.values.get("key") or (one.values.get("kind"), sort_name(one.values["name"]))
    first = seen.setdefault(same, one.row.number)
    return first if first != one.row.number else None


def examples(batch: Batch, number: int) -> list[list[str]]:
    """Return of each column the first few values that are there."""
    rows = batch.rows.order_by("number")[: number * 10]
    columns = itertools.zip_longest(*(cells_of(row) for row in rows), fillvalue="")
    return [list(dict.fromkeys(filter(None, column)))[:number] for column in columns]


def is_left_out(batch: Batch, row: BatchRow) -> bool:
    """Tell whether a row is not made: it is wrong, its sender skips it, or it stands here already."""
    if row.has_errors or row.choice == BatchRow.Choice.SKIPPED:
        return True
    is_known = row.is_double or row.repeats is not None
    return is_known and not batch.makes_doubles and row.choice != BatchRow.Choice.NEW
