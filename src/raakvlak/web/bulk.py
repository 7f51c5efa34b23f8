"""A great many rows at once: numbered and made ready beforehand, so that others wait for the writing alone."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, Final, Self

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models import Field, Max, Model, QuerySet
from django.utils import timezone

from raakvlak.web.fields import EncryptedTextField

# What goes to the database as it stands in the row; asking each field each time would take most of the time.
_PLAIN: Final = (models.BooleanField, models.CharField, models.IntegerField, models.TextField, models.ForeignKey)


class Columns:
    """The columns of one table: they turn a row into what the database takes, and write many of those."""

    def __init__(self, model: type[Model]) -> None:
        self._connection = connections[DEFAULT_DB_ALIAS]
        fields: list[Any] = list(model._meta.concrete_fields)
        self._following = [field for field in fields if follows_others(field)]
        self._values_of = attrgetter(*(field.attname for field in fields))
        self._translated = [(place, field) for place, field in enumerate(fields) if not is_plain(field)]
        quote = self._connection.ops.quote_name
        self._width = len(fields)
        self._into = f"{quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)})"

    def values(self, row: Model) -> list[Any]:
        """Turn a row into what the database takes; what is stored encrypted is encrypted here."""
        for field in self._following:
            field.pre_save(row, add=True)
        values = list(self._values_of(row))
        for place, field in self._translated:
            values[place] = field.get_db_prep_save(values[place], self._connection)
        return values

    def write(self, rows: Iterable[list[Any]]) -> None:
        """Send rows to the database."""
        with self._connection.cursor() as cursor:
            if self._connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._into} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
                return
            marks = ", ".join(["%s"] * self._width)
            cursor.executemany(f"INSERT INTO {self._into} VALUES ({marks})", list(rows))  # noqa: S608 – our own names


class Ready:
    """Rows of one kind that wait to be written, all the work on them done."""

    def __init__(self, model: type[Model]) -> None:
        self._columns = Columns(model)
        self.rows: list[list[Any]] = []

    def add(self, *rows: Model) -> Self:
        """Make rows ready; a moment at which a row is made is this one."""
        for row in rows:
            for field in row._meta.concrete_fields:
                if getattr(field, "auto_now_add", False) and getattr(row, field.attname) is None:
                    setattr(row, field.attname, timezone.now())
            self.rows.append(self._columns.values(row))
        return self

    def write(self) -> None:
        """Write what is ready, in the transaction that we are in."""
        if self.rows:
            self._columns.write(self.rows)


def reserve_numbers(model: type[Model], amount: int) -> list[int]:
    """Draw numbers for rows that are still to be written; nobody else gets them, and what is not used stays unused."""
    connection, table = connections[DEFAULT_DB_ALIAS], model._meta.db_table
    if amount < 1:
        return []
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), model._meta.pk.column, amount],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        drawn = cursor.fetchone()
        last = max(model._base_manager.aggregate(last=Max("pk"))["last"] or 0, drawn[0] if drawn else 0)
        change = "UPDATE sqlite_sequence SET seq = %s WHERE name = %s"
        cursor.execute(
            change if drawn else "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)", [last + amount, table]
        )
        return list(range(last + 1, last + amount + 1))


def delete_at_once(rows: QuerySet[Any]) -> None:
    """Delete rows on which nothing hangs any more, in one statement: no signal is sent, and no history written."""
    rows._raw_delete(rows.db)  # noqa: SLF001 – what `delete` does itself once nothing is to be told


def follows_others(field: Any) -> bool:  # noqa: ANN401  (a field of any kind)
    """Tell whether a field is filled from others when a row is stored; a moment stays as it was given."""
    return type(field).pre_save is not Field.pre_save and not getattr(field, "auto_now_add", False)


def is_plain(field: Any) -> bool:  # noqa: ANN401  (as above)
    """Tell whether the value of a field is stored as it is; what is encrypted is not."""
    return isinstance(field, _PLAIN) and not isinstance(field, EncryptedTextField)
