"""Write rows in bulk: the numbers are given here, and nothing but the rows themselves is written.

No `save`, so no history: simple-history tells what people changed, and nobody changed these (see `corrected`).
"""

from collections.abc import Callable, Iterable
from functools import partial
from operator import attrgetter
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, Max, Model

from raakvlak.demo.generate.progress import Bar
from raakvlak.municipality.models import SearchEntry

_ROWS_AT_ONCE: Final = 5_000


def take(field: Field[Any, Any]) -> Callable[[Any], Any]:
    """Return what reads a field from a row: fields that follow others do so, moments stay as they were given."""
    if getattr(field, "auto_now_add", False):
        return attrgetter(str(field.attname))
    return partial(field.pre_save, add=True)


class Table:
    """One table that is being filled."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        self.waiting: list[Model] = []
        fields: list[Field[Any, Any]] = list(model._meta.concrete_fields)
        self._columns = [(take(field), field.get_db_prep_save) for field in fields]
        quote = connection.ops.quote_name
        columns = ", ".join(quote(str(field.column)) for field in fields)
        self._into = f"{quote(model._meta.db_table)} ({columns})"

    def write(self) -> int:
        """Send what waits to the database; return how many rows that were."""
        rows = [[prepare(value_in(row), connection) for value_in, prepare in self._columns] for row in self.waiting]
        self.waiting.clear()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._into} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            elif rows:
                marks = ", ".join(["%s"] * len(self._columns))
                insert = f"INSERT INTO {self._into} VALUES ({marks})"  # noqa: S608  (names of our own)
                cursor.executemany(insert, rows)
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
        if len(self._index.waiting) >= _ROWS_AT_ONCE:
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
        for table in (*self._tables.values(), self._index):
            self._bar.tick(table.write())
