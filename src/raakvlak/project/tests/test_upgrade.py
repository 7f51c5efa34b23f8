"""Upgrading keeps every row: each migration that ever landed is walked through, with data in every table before it.

Migrations are found by themselves. One that changes what stood in a column says so in `CHANGES`; one that has to do
something with rows of a certain kind gets those in `TROUBLE`, and `RIGHT` tells what must have come of it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from pytest_django import Settings

from raakvlak.municipality.models import Area, Municipality
from raakvlak.project.backup import sealed
from raakvlak.project.backup.comparing import compare
from raakvlak.project.backup.reading import opened
from raakvlak.project.backup.restoring import restore
from raakvlak.project.backup.snapshot import rows_of
from raakvlak.project.backup.tables import Table, applied_migrations, tables_after, tables_in
from raakvlak.project.backup.writing import write_backup
from raakvlak.project.tests.databases import empty, new_database
from raakvlak.project.tests.filler import SQUARE, fill
from raakvlak.situations import whole_index

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.no_cover]
Node = tuple[str, str]
Rows = dict[str, dict[Any, dict[str, Any]]]
# Apps of the first release; all migrations of a later app came after it, the first too.
FIRST_APPS = {"desk", "municipality", "privacy", "relations", "situations", "web"}
OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("raakvlak.")}
MEASURED = ("municipality", "0003_measure_areas_and_free_double_codes")
FEW = 3  # migrations between the backup of yesterday and now
IN_SIGHT = ("relations", "0005_keep_promises_in_sight")

CHANGES: dict[Node, dict[str, set[str]]] = {
    MEASURED: {"municipality_area": {"code", "west", "south", "east", "north"}},
    IN_SIGHT: {"relations_promise": {"outcome"}},
}


def two_areas_with_one_code(state: Any) -> None:
    area = state.get_model("municipality", "Area")
    municipality = state.get_model("municipality", "Municipality").objects.first()
    for name in ("Eerste", "Tweede"):
        area.objects.create(municipality=municipality, kind="own", name=name, code="WK0001")


def areas_are_measured() -> None:
    bounds = {(area.west, area.south, area.east, area.north) for area in Area.objects.exclude(geometry=None)}
    (longitudes, latitudes) = zip(*SQUARE, strict=True)
    assert bounds == {(min(longitudes), min(latitudes), max(longitudes), max(latitudes))}
    assert list(Area.objects.filter(name__in=["Eerste", "Tweede"]).order_by("pk").values_list("code", flat=True)) == [
        "WK0001",
        "",
    ]


TROUBLE: dict[Node, Callable[[Any], None]] = {MEASURED: two_areas_with_one_code}
RIGHT: list[Callable[[], None]] = [areas_are_measured]


def way_up() -> tuple[list[Node], list[Node]]:
    """Split all migrations in those of the first release, and what came after it, in the order in which they run."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    nodes: list[Node] = [(migration.app_label, migration.name) for migration, _is_backwards in plan]
    first = {(app, name) for app, name in nodes if app in FIRST_APPS and name.startswith("0001_")}
    later = [(app, name) for app, name in nodes if app in OURS and (app, name) not in first]
    return [node for node in nodes if node not in later], later


class Upgrade:
    """A database that is brought further, migration by migration, and what its tables look like just then."""

    def __init__(self) -> None:
        first, self.later = way_up()
        executor = MigrationExecutor(connection)
        self.state = executor.loader.project_state([])
        self.filled: dict[str, list[str]] = {}
        self.migrate(*{app: (app, name) for app, name in first}.values())

    def migrate(self, *nodes: Node) -> None:
        """Do what the command does, without all that it prepares to say."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(nodes)
        emit_pre_migrate_signal(0, interactive=False, db="default", plan=plan)
        self.state = executor.migrate(nodes, plan, state=self.state)
        emit_post_migrate_signal(0, interactive=False, db="default", plan=plan)

    def tables(self) -> list[Table]:
        return tables_in(self.state.apps)

    def fill_what_is_new(self, *, seed: int) -> None:
        """Add rows to every table that came, or got other columns, since this was last done."""
        columns = {table.name: table.columns for table in self.tables()}
        new = [table.model for table in self.tables() if columns[table.name] != self.filled.get(table.name)]
        fill(with_their_own(new), seed=seed)
        self.filled = columns

    def contents(self) -> Rows:
        found: Rows = {}
        for table in self.tables():
            key = table.columns.index(str(table.key.column))
            rows = rows_of("default", table)
            found[table.name] = {row[key]: dict(zip(table.columns, row, strict=True)) for row in rows}
        return found

    def survive(self, node: Node, *, seed: int) -> None:
        """Fill what came with the migrations before, go one further, and look whether all is there."""
        self.fill_what_is_new(seed=seed)
        if node in TROUBLE:
            TROUBLE[node](self.state.apps)
        before = self.contents()
        assert [name for name, rows in before.items() if not rows] == []
        self.migrate(node)
        assert lost(before, self.contents(), CHANGES.get(node, {})) == []


def with_their_own(tables: list[type[models.Model]]) -> list[type[models.Model]]:
    """Add the tables of which every row of these needs one for itself alone."""
    found = {model._meta.label: model for model in tables}
    waiting = list(tables)
    while waiting:
        for field in waiting.pop()._meta.local_concrete_fields:
            if isinstance(field, models.OneToOneField) and field.related_model._meta.label not in found:
                found[field.related_model._meta.label] = field.related_model
                waiting.append(field.related_model)
    return list(found.values())


def lost(before: Rows, after: Rows, changes: dict[str, set[str]]) -> list[str]:
    """Name the rows that went, and the values that changed without a word in `CHANGES`."""
    return [
        f"{table} {key} {column}"
        for table, rows in before.items()
        for key, row in rows.items()
        for column, value in row.items()
        if column not in changes.get(table, set())
        and after.get(table, {}).get(key, {}).get(column, value if key in after.get(table, {}) else "gone") != value
    ]


def test_every_row_survives_every_migration_and_an_old_backup_comes_back(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    as_models_say = shape()
    with new_database(tmp_path):
        upgrade = Upgrade()
        upgrade.fill_what_is_new(seed=1)
        first = backed_up(tmp_path / "first.age")
        for number, node in enumerate(upgrade.later[:-FEW]):
            upgrade.survive(node, seed=number)
        recent = backed_up(tmp_path / "recent.age")
        for number, node in enumerate(upgrade.later[-FEW:], start=len(upgrade.later) - FEW):
            upgrade.survive(node, seed=number)
        assert shape() == as_models_say
        models_now = [table.model for table in tables_after(applied_migrations("default"))]
        fill(models_now, seed=99)
        all_is_right()
        empty(models_now)
        come_back(*recent)  # the tables go back to what they were then, and on again
    with new_database(tmp_path):
        come_back(*first)


def shape() -> dict[str, Any]:
    """Tell what each table is made of, whatever its constraints are called."""
    look = connection.introspection
    with connection.cursor() as cursor:
        names = [table.name for table in tables_after(applied_migrations("default"))]
        return {
            name: (
                {
                    column.name: (column.type_code, column.null_ok)
                    for column in look.get_table_description(cursor, name)
                },
                sorted(repr(sorted(one.items())) for one in look.get_constraints(cursor, name).values()),
            )
            for name in names
        }


def all_is_right() -> None:
    connection.check_constraints()
    for right in RIGHT:
        right()
    for model in apps.get_models(include_auto_created=True):
        assert len(models.QuerySet(model)) >= 0
    whole_index.add_missing()
    assert whole_index.differences() == []


def backed_up(path: Path) -> tuple[Callable[[], Any], dict[str, int]]:
    """Make a backup; return how to open it, and how many rows went in."""
    private, public = sealed.new_identity()
    key = path.with_suffix(".key")
    key.write_text(private)
    with path.open("wb", buffering=0) as file:
        made = write_backup(file, sealed.recipients([public]))
    return lambda: opened(path, sealed.identities(key)), made


def come_back(opening: Callable[[], Any], made: dict[str, int]) -> None:
    """Restore it into a database without rows, and bring that up to date; what differs then was said in `CHANGES`."""
    with opening() as backup:
        assert restore(backup)[0] == made
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    with opening() as backup:
        differences = {found.table: found.changed_columns for found in compare(backup) if found}
    said = {table: columns for changes in CHANGES.values() for table, columns in changes.items()}
    assert {table for table, columns in differences.items() if not columns <= said.get(table, set())} == set()
    assert Municipality.objects.count() == made["municipality_municipality"]


def test_what_is_said_of_migrations_is_about_migrations_that_exist() -> None:
    _first, later = way_up()
    assert set(CHANGES) | set(TROUBLE) <= set(later)
