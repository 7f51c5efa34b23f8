"""Write rows in bulk: the numbers are given here, and nothing but the rows themselves is written.

No `save`, so no history: simple-history tells what people changed, and nobody changed these (see `corrected`).
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, Final

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import Field, Max, Model

from raakvlak.demo.generate.progress import Bar
from raakvlak.municipality.models import SearchEntry
from raakvlak.web.fields import EncryptedTextField

_ROWS_AT_ONCE: Final = 5_000
_ENTRIES_AT_ONCE: Final = 20_000
# What goes to the database as it stands in the row; asking each field each time would take most of the time.
_PLAIN: Final = (models.BooleanField, models.CharField, models.IntegerField, models.TextField, models.ForeignKey)


class Table:
    """One table that is being filled."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        self.waiting: list[Model] = []
        self._connection = connections[DEFAULT_DB_ALIAS]
        self._is_numbered_by_day = model is SearchEntry
        fields: list[Any] = list(model._meta.concrete_fields)
        self._following = [field for field in fields if follows_others(field)]
        self._values_of = attrgetter(*(field.attname for field in fields))
        self._translated = [(place, field) for place, field in enumerate(fields) if not is_plain(field)]
        quote = self._connection.ops.quote_name
        self._width = len(fields)
        self._into = f"{quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)})"

    def write(self) -> int:
        """Send what waits to the database; return how many rows that were.

        SQLite writes a piece of its index of words each time that a number is lower than the one before it.
        """
        if self._is_numbered_by_day:
            self.waiting.sort(key=attrgetter("pk"))
        rows = [self._values(row) for row in self.waiting]
        self.waiting.clear()
        with self._connection.cursor() as cursor:
            if self._connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._into} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            elif rows:
                marks = ", ".join(["%s"] * self._width)
                insert = f"INSERT INTO {self._into} VALUES ({marks})"  # noqa: S608  (names of our own)
                cursor.executemany(insert, rows)
        return len(rows)

    def _values(self, row: Model) -> list[Any]:
        for field in self._following:
            field.pre_save(row, add=True)
        values = list(self._values_of(row))
        for place, field in self._translated:
            values[place] = field.get_db_prep_save(values[place], self._connection)
        return values


def follows_others(field: Any) -> bool:  # noqa: ANN401  (a field of any kind)
    """Tell whether a field is filled from others when a row is stored; a moment stays as it was given."""
    return type(field).pre_save is not Field.pre_save and not getattr(field, "auto_now_add", False)


def is_plain(field: Any) -> bool:  # noqa: ANN401  (as above)
    """Tell whether the value of a field is stored as it is; what is encrypted is not."""
    return isinstance(field, _PLAIN) and not isinstance(field, EncryptedTextField)


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
