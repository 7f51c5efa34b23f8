"""Read a database as it was at one moment, while others go on writing."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connections, transaction

from raakvlak.project.backup.tables import Table


@contextlib.contextmanager
def one_moment(using: str) -> Iterator[None]:
    """Let every read in this block see the same moment; nobody has to wait for it."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with transaction.atomic(using), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Django would begin with IMMEDIATE here, and keep all others from writing.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def rows_of(using: str, table: Table, *, columns: list[str] | None = None) -> Iterator[list[Any]]:
    """Tell every row in the order of the primary key, a few thousand in memory at a time."""
    connection = connections[using]
    quote = connection.ops.quote_name
    wanted = columns or table.columns
    tells = [table.kinds[table.columns.index(column)].tell for column in wanted]
    names = ", ".join(quote(column) for column in wanted)
    order = _key_in_order(using, table)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {quote(table.name)} ORDER BY {order}")  # noqa: S608 – names of our models
        while rows := cursor.fetchmany(table.rows_at_once):
            for row in rows:
                yield [None if value is None else tell(value) for tell, value in zip(tells, row, strict=True)]


def last_number(using: str, table: Table) -> int | None:
    """Tell the last number that was given out, also when its row is gone: notes and the log still name it."""
    connection = connections[using]
    if not _numbers_itself(table):
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.name}"', table.key.column])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value END FROM {sequence}")  # noqa: S608 – see above
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        found = cursor.fetchone()
    return int(found[0]) if found and found[0] else None  # SQLite writes 0 for a table that was made anew


def go_on_after(using: str, table: Table, number: int | None) -> None:
    """Let the next row get a number that was never given out."""
    if not _numbers_itself(table):
        return
    connection = connections[using]
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max({quote(str(table.key.column))}) FROM {quote(table.name)}")  # noqa: S608 – see above
        number = max(number or 0, cursor.fetchone()[0] or 0)
        if not number:
            return
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table.name}"', table.key.column, number]
            )
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, number])


def _numbers_itself(table: Table) -> bool:
    return table.key.get_internal_type() in {"AutoField", "BigAutoField", "SmallAutoField"}


def _key_in_order(using: str, table: Table) -> str:
    """Order texts letter by letter, and everything else as the database does."""
    connection = connections[using]
    quoted = connection.ops.quote_name(str(table.key.column))
    if table.key.get_internal_type() not in {"CharField", "TextField", "SlugField"}:
        return quoted
    return f'{quoted} COLLATE "C"' if connection.vendor == "postgresql" else f"{quoted} COLLATE BINARY"
