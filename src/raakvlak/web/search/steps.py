"""Keep an index in step with its sources, in the database itself: whatever writes there, no stale word is ever found.

A trigger drops the entry of a row when the row goes or when something in it changes that stands in the index. What the
programs forget is then missing from the index, never wrong in it, and a job adds it again. A value that is copied into
another table, to have it in an index there, follows in the same way.

Triggers are made after each migration and taken away before it: changing a table in SQLite makes it anew, without its
triggers, and trips over triggers of other tables that speak of it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

INDEX: Final = "municipality_searchentry"
WORDS: Final = "municipality_searchword"
_PREFIX: Final = "search_step"


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose rows, or the rows that they belong to, stand in the index under a kind.

    `columns` are those that stand in the index. Of a table of details (`is_detail`), such as who was present in a talk,
    a new row changes an entry too. `through` finds the rows that are dropped along: in another table, of the rows of
    which a first column has the number of the changed row, those that a second column tells.
    """

    table: str
    kind: str
    columns: tuple[str, ...]
    key: str = "id"
    is_detail: bool = False
    through: tuple[str, str, str] | None = None

    @property
    def name(self) -> str:
        """Return what its triggers are called by; PostgreSQL cuts a name off after 63 characters."""
        return f"{self.table}_{self.kind}" + ("_by" if self.through else "")

    def dropping(self, numbers: str) -> str:
        """Say in SQL: drop the entries of these rows."""
        if self.through:
            table, column, wanted = self.through
            numbers = f"SELECT {wanted} FROM {table} WHERE {column} IN ({numbers})"  # noqa: S608 – our own names
        return f"DELETE FROM {INDEX} WHERE kind = '{self.kind}' AND object_id IN ({numbers})"  # noqa: S608 – as above


@dataclass(frozen=True, slots=True)
class Copy:
    """A column that holds what the column of that name holds in the row that each row points to."""

    table: str
    key: str
    source: str
    column: str

    @property
    def following(self) -> str:
        """Say in SQL: take over the new value."""
        return f"UPDATE {self.table} SET {self.column} = new.{self.column} WHERE {self.key} = new.id"  # noqa: S608 – our own names


def install(connection: BaseDatabaseWrapper, sources: tuple[Source, ...], copies: tuple[Copy, ...] = ()) -> None:
    """Make the triggers, unless they are there; those of another version go."""
    wanted = dict([*_triggers(connection, sources), *(_follow(connection, copy) for copy in copies)])
    version = hashlib.sha256(repr(sorted(wanted.items())).encode()).hexdigest()[:8]
    wanted = {name.format(version): made.replace("{}", version) for name, made in wanted.items()}
    there = _names(connection)
    if there == set(wanted):
        return
    _drop(connection, there)
    with connection.cursor() as cursor:
        for made in wanted.values():
            cursor.execute(made)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, and what they call."""
    _drop(connection, _names(connection))


@contextmanager
def words_at_the_end(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let SQLite gather the words of a great many new entries at once, at the end of this transaction.

    PostgreSQL is as quick either way.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [INDEX])
        triggers = dict(cursor.fetchall())
        _drop(connection, triggers)
        yield
        cursor.execute(f"INSERT INTO {WORDS}({WORDS}) VALUES ('rebuild')")  # noqa: S608 – our own names
        for made in triggers.values():
            cursor.execute(made)


def _names(connection: BaseDatabaseWrapper) -> set[str]:
    """List what is there: the triggers in SQLite, the functions that they call in PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{_PREFIX}%"])
        else:
            cursor.execute(
                "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND proname LIKE %s",
                [f"{_PREFIX}%"],
            )
        return {name for (name,) in cursor.fetchall()}


def _drop(connection: BaseDatabaseWrapper, names: Iterable[str]) -> None:
    drop = "DROP TRIGGER {}" if connection.vendor == "sqlite" else "DROP FUNCTION {}() CASCADE"
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(drop.format(name))


def _triggers(connection: BaseDatabaseWrapper, sources: tuple[Source, ...]) -> Iterator[tuple[str, str]]:
    """Yield names and what makes them; the version of all together comes in the place of {}."""
    if connection.vendor != "sqlite":
        for source in sources:
            yield from _on_postgresql(source)
        return
    yield from _index_on_sqlite()
    for source in sources:
        yield from _on_sqlite(source)


def _follow(connection: BaseDatabaseWrapper, copy: Copy) -> tuple[str, str]:
    """Let a copied value follow when the one that it was copied from changes."""
    name = _named(f"{copy.table}_{copy.column}")
    start = f"CREATE TRIGGER {name} AFTER UPDATE OF {copy.column} ON {copy.source} FOR EACH ROW"
    if connection.vendor == "sqlite":
        return name, f"{start} WHEN old.{copy.column} IS NOT new.{copy.column} BEGIN {copy.following}; END"
    when = f"WHEN (old.{copy.column} IS DISTINCT FROM new.{copy.column})"
    return name, f"{_function(name, copy.following)}; {start} {when} EXECUTE FUNCTION {name}()"


def _index_on_sqlite() -> Iterator[tuple[str, str]]:
    """Keep the words in step with the entries; PostgreSQL does that by itself."""
    add = f"INSERT INTO {WORDS}(rowid, stems) VALUES (new.id, new.stems)"  # noqa: S608 – as above
    drop = f"INSERT INTO {WORDS}({WORDS}, rowid, stems) VALUES ('delete', old.id, old.stems)"  # noqa: S608 – as above
    for name, event, steps in (
        ("add", "INSERT", add),
        ("drop", "DELETE", drop),
        ("change", "UPDATE OF id, stems", f"{drop}; {add}"),
    ):
        yield _named(name), f"CREATE TRIGGER {_named(name)} AFTER {event} ON {INDEX} BEGIN {steps}; END"


def _on_sqlite(source: Source) -> Iterator[tuple[str, str]]:
    old, new = f"old.{source.key}", f"new.{source.key}"
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in source.columns)
    events = {
        "gone": ("DELETE", "", source.dropping(old)),
        "changed": (f"UPDATE OF {', '.join(source.columns)}", f" WHEN {changed}", source.dropping(f"{old}, {new}")),
    }
    if source.is_detail:
        events["new"] = ("INSERT", "", source.dropping(new))
    for event, (what, when, step) in events.items():
        name = _named(f"{source.name}_{event}")
        yield name, f"CREATE TRIGGER {name} AFTER {what} ON {source.table}{when} BEGIN {step}; END"


def _on_postgresql(source: Source) -> Iterator[tuple[str, str]]:
    """Look at rows that go or come a statement at a time, for there may be a million; at changed rows one by one."""
    rows, row = _named(f"{source.name}_rows"), _named(f"{source.name}_row")
    changed = " OR ".join(f"old.{column} IS DISTINCT FROM new.{column}" for column in source.columns)
    each = f"FOR EACH STATEMENT EXECUTE FUNCTION {rows}()"
    start = f"CREATE TRIGGER {_named(source.name)}"
    gone = f"{start}_gone AFTER DELETE ON {source.table} REFERENCING OLD TABLE AS touched {each}"
    new = f"{start}_new AFTER INSERT ON {source.table} REFERENCING NEW TABLE AS touched {each}"
    touched = source.dropping(f"SELECT {source.key} FROM touched")  # noqa: S608 – as above
    yield rows, "; ".join([_function(rows, touched), gone, *([new] if source.is_detail else [])])
    change = (
        f"{start}_changed AFTER UPDATE OF {', '.join(source.columns)} ON {source.table}"
        f" FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION {row}()"
    )
    yield row, f"{_function(row, source.dropping(f'old.{source.key}, new.{source.key}'))}; {change}"


def _function(name: str, step: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {step}; RETURN NULL; END $$"


def _named(name: str) -> str:
    return f"{_PREFIX}_{{}}_{name}"
