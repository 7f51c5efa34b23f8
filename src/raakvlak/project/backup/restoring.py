"""Put a backup into an empty database: all of it, or nothing."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, Final

from django.core.management import call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import DatabaseError, DataError, IntegrityError, connections, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from raakvlak.project.backup import BackupError
from raakvlak.project.backup.reading import Backup, Section, not_whole
from raakvlak.project.backup.rings import take_over
from raakvlak.project.backup.snapshot import go_on_after
from raakvlak.project.backup.tables import Migrations, Table, applied_migrations, tables_after
from raakvlak.web.search import steps

_MADE_BY_THE_WORKER: Final = "web_job"  # an installation that only ran once has these, and they say nothing


def restore(backup: Backup, *, using: str = "default") -> tuple[dict[str, int], list[str]]:
    """Bring back every row, then bring the tables up to date; tell how many rows, and what became of the keys."""
    refuse_newer(backup.migrations)
    refuse_in_use(tables_after(applied_migrations(using)), using)
    migrate_to(backup.migrations, using)
    with connections[using].constraint_checks_disabled(), transaction.atomic(using):
        counts = _load(backup, using)
        told = take_over(backup.header["keys"])
    call_command("migrate", database=using, interactive=False, verbosity=0)
    return counts, told


def refuse_newer(migrations: Migrations) -> None:
    """Refuse a backup with tables that this Raakvlak doesn't know."""
    unknown = migrations - set(MigrationExecutor(connections["default"]).loader.disk_migrations)
    if unknown:
        names = ", ".join(f"{app}.{name}" for app, name in sorted(unknown))
        raise BackupError(
            _(
                "Deze reservekopie is van een nieuwere Raakvlak (%(names)s is hier onbekend). Neem eerst die versie;"
                " er is niets teruggezet."
            )
            % {"names": names}
        )


def refuse_in_use(tables: Collection[Table], using: str) -> None:
    """Refuse a database that holds anything: a restore never replaces what is there."""
    filled = [table.name for table in tables if table.name != _MADE_BY_THE_WORKER and _has_rows(table, using)]
    if filled:
        name = connections[using].settings_dict["NAME"]
        way = (
            _("Stop Raakvlak en geef dat bestand (met -wal en -shm, als die er zijn) een andere naam")
            if connections[using].vendor == "sqlite"
            else _("Stop Raakvlak, maak een nieuwe database (createdb) en zet die in DATABASE_URL")
        )
        raise BackupError(
            _(
                "De database %(name)s is in gebruik: er staat al iets in (%(filled)s). Terugzetten gaat alleen in een"
                " lege, zodat er nooit iets verdwijnt. %(way)s; begin dan opnieuw."
            )
            % {"name": name, "filled": ", ".join(filled[:3]), "way": way}
        )


def migrate_to(migrations: Migrations, using: str) -> None:
    """Bring the empty tables to where they were when the backup was made."""
    executor = MigrationExecutor(connections[using])
    executor.loader.check_consistent_history(connections[using])
    apps = sorted({app for app, _name in executor.loader.disk_migrations})
    targets = [(app, _last_of(app, migrations, executor)) for app in apps]
    plan = executor.migration_plan(targets)
    try:
        emit_pre_migrate_signal(verbosity=0, interactive=False, db=using, plan=plan)
        executor.migrate(targets, plan)
    except IrreversibleError as error:
        raise BackupError(
            _("De lege database is te nieuw voor deze kopie. Begin met een die nog geen tabellen heeft.")
        ) from error


def _last_of(app: str, migrations: Migrations, executor: MigrationExecutor) -> str | None:
    """Find the migration of an app on which no other of these stands."""
    own = {node for node in migrations if node[0] == app}
    graph = executor.loader.graph
    below = {parent.key for node in own for parent in graph.node_map[node].parents}
    return next((name for _app, name in own - below), None)


def _load(backup: Backup, using: str) -> dict[str, int]:
    tables = {table.name: table for table in tables_after(backup.migrations)}
    steps.remove(connections[using])  # migrating on puts them back
    _keep_others_out(tables.values(), using)
    refuse_in_use(tables.values(), using)
    counts = {}
    for section in backup.sections():
        table = tables.pop(section.name, None)
        if table is None or table.columns != section.columns:
            raise not_whole()
        try:
            _fill(table, section, using)
            go_on_after(using, table, section.last)
        except (DataError, IntegrityError, OverflowError, ValueError) as error:
            raise _does_not_fit(table, error) from error
        counts[section.name] = section.count
    if tables:
        raise not_whole()
    try:
        connections[using].check_constraints()
    except IntegrityError as error:
        raise BackupError(
            _("In de reservekopie wijst een rij naar een rij die er niet is. Er is niets teruggezet.")
        ) from error
    return counts


def _keep_others_out(tables: Collection[Table], using: str) -> None:
    """Let nobody write until we are done; SQLite's transaction does so already."""
    connection = connections[using]
    names = ", ".join(connection.ops.quote_name(table.name) for table in tables)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(_MADE_BY_THE_WORKER)}")  # noqa: S608 – a constant


def _fill(table: Table, section: Section, using: str) -> None:
    connection = connections[using]
    is_postgresql = connection.vendor == "postgresql"
    takes = [kind.postgresql if is_postgresql else kind.sqlite for kind in table.kinds]
    columns = ", ".join(connection.ops.quote_name(column) for column in table.columns)
    into = f"{connection.ops.quote_name(table.name)} ({columns})"
    rows = ([None if v is None else take(v) for take, v in zip(takes, row, strict=True)] for row in section.rows)
    with connection.cursor() as cursor:
        if is_postgresql:
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(table.columns))
        for batch in _batches(rows, table.rows_at_once):
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", batch)  # noqa: S608 – names of our models


def _batches(rows: Iterator[list[Any]], at_once: int) -> Iterator[list[list[Any]]]:
    while batch := list(islice(rows, at_once)):
        yield batch


def _has_rows(table: Table, using: str) -> bool:
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table.name)} LIMIT 1")  # noqa: S608 – names of our models
        return cursor.fetchone() is not None


def _does_not_fit(table: Table, error: Exception) -> BackupError:
    """Say which table; what the database says of the row would show what is in it."""
    said = str(error).splitlines()[0] if isinstance(error, DatabaseError) else type(error).__name__
    reason = said.split(":")[0].split("\n")[0]
    return BackupError(
        _("Een rij van %(table)s past niet in deze database (%(reason)s). Er is niets teruggezet.")
        % {"table": table.name, "reason": reason}
    )
