"""Which tables a backup carries, as they are in the database at hand: its migrations, not our models, say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps
from django.db.models import BinaryField, Field, Model
from django.utils.translation import gettext as _

from raakvlak.project.backup import BackupError
from raakvlak.project.backup.values import Kind, kind_of
from raakvlak.web.fields import EncryptedTextField

LEFT_OUT: Final = {
    "contenttypes.ContentType": "Django fills it from the models, and nothing of ours points to it",
    "auth.Permission": "as above",
    "auth.Group": "we know roles, not groups",
    "auth.Group_permissions": "as above",
    "sessions.Session": "everybody logs in again; what was logged out stays out",
    "web.CacheEntry": "it is made again, and lives for minutes",
    "desk.BulkChange": "it lives for a day, and what it would undo is older than that",
    "relations.PhotoUpload": "it is half a photo; the phone keeps the whole one, and sends it anew",
    "municipality.SearchEntry": "it is made again from what it finds",
}
Migrations = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """A table with its columns, in the order in which they are told."""

    model: type[Model]

    @cached_property
    def fields(self) -> "list[Field[Any, Any]]":
        return list(self.model._meta.local_concrete_fields)

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def key(self) -> "Field[Any, Any]":
        return self.model._meta.pk

    @cached_property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]

    @cached_property
    def kinds(self) -> list[Kind]:
        return [kind_of(field) for field in self.fields]

    @cached_property
    def rows_at_once(self) -> int:
        """Tell how many rows may be in memory together: a row with a file in it is as large as a thousand others."""
        return 20 if any(isinstance(field, BinaryField) for field in self.fields) else 2000

    @cached_property
    def encrypted(self) -> set[str]:
        return {str(field.column) for field in self.fields if isinstance(field, EncryptedTextField)}


def applied_migrations(using: str) -> Migrations:
    """Tell up to where this database is; one that a newer Raakvlak changed is refused."""
    loader = MigrationLoader(connections[using])
    applied = frozenset(loader.applied_migrations)
    if unknown := applied - set(loader.disk_migrations):
        names = ", ".join(f"{app}.{name}" for app, name in sorted(unknown))
        raise BackupError(
            _(
                "De database is van een nieuwere Raakvlak dan deze (%(names)s staat er al in). Neem eerst de nieuwere"
                " versie."
            )
            % {"names": names}
        )
    return applied


@lru_cache(maxsize=4)
def tables_after(migrations: Migrations) -> list[Table]:
    """Return the tables that are there after these migrations, in a steady order."""
    return tables_in(MigrationLoader(None).project_state(sorted(migrations)).apps)


def tables_in(apps: StateApps) -> list[Table]:
    """Return the tables of these models, in a steady order."""
    return sorted((Table(model) for model in _carried(apps)), key=lambda table: table.name)


def _carried(apps: StateApps) -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT:
            yield model
