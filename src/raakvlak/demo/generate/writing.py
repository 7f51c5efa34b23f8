"""Write rows in bulk: the numbers are given here, and nothing but the rows themselves is written.

No `save`, so no history: simple-history tells what people changed, and nobody changed these (see `corrected`).
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

from raakvlak.demo.generate.progress import Bar
from raakvlak.municipality.models import SearchEntry
from raakvlak.web.bulk import Columns

_ROWS_AT_ONCE: Final = 5_000
_ENTRIES_AT_ONCE: Final = 20_000


class Table:
    """One table that is being filled."""

    def __init__(self, model: type[Model]) -> None:
        self.last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        self.waiting: list[Model] = []
        self._columns = Columns(model)
        self._is_numbered_by_day = model is SearchEntry

    def write(self) -> int:
        """Send what waits to the database; return how many rows that were.

        SQLite writes a piece of its index of words each time that a number is lower than the one before it.
        """
        if self._is_numbered_by_day:
            self.waiting.sort(key=attrgetter("pk"))
        rows = [self._columns.values(row) for row in self.waiting]
        self.waiting.clear()
        self._columns.write(rows)
        return len(rows)


class Writer:
    """Gathers rows of every kind and writes them when there are many."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._tables: dict[type[Model], Table] = {}
        self._index = Table(SearchEntry)

    def add(self, row: Model) -> int:
        """Let a row be written; return the number that it got."""
        table = self._tables.get(type(row)) or self._tables.setdefault(type(row), Table(type(row)))
        table.last += 1
        row.pk = table.last
        table.waiting.append(row)
        if len(table.waiting) >= _ROWS_AT_ONCE:
            self._bar.tick(table.write())
        return table.last

    def add_all(self, rows: Iterable[Model]) -> None:
        """Let rows be written."""
        for row in rows:
            self.add(row)

    def let_find(self, entry: SearchEntry) -> None:
        """Let a row be found by its words; writing who was there would drop its entry, so that goes first."""
        self._index.waiting.append(entry)
        if len(self._index.waiting) >= _ENTRIES_AT_ONCE:
            self._write_all()

    def next_number(self, model: type[Model]) -> int:
        """Return the number that the next row of this kind will get."""
        table = self._tables.get(model) or self._tables.setdefault(model, Table(model))
        return table.last + 1

    def finish(self) -> None:
        """Write what still waits, and let the database number on from here."""
        self._write_all()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._tables)):
                cursor.execute(statement)

    def _write_all(self) -> None:
        # In the order of their numbers: at each step back SQLite would put away the words that it gathered.
        self._index.waiting.sort(key=attrgetter("pk"))
        for table in (*self._tables.values(), self._index):
            self._bar.tick(table.write())
