"""A second database beside that of the tests: a file of SQLite, known by its own name or standing in for the first."""

import contextlib
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

SQLITE: dict[str, Any] = {
    "ENGINE": "raakvlak.web.sqlite",
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;"},
}


def opened(alias: str, **settings: Any) -> BaseDatabaseWrapper:
    """Make a connection under a name; Django lets a test reach one that its settings don't know."""
    connections.databases["second"] = {**connection.settings_dict, **settings}
    second: BaseDatabaseWrapper = connections.create_connection("second")
    del connections.databases["second"]
    second.alias = alias
    return second


@contextlib.contextmanager
def beside(path: Path) -> Iterator[str]:
    """Give the name of a database in a file, which the code under test is told to use."""
    connections["elsewhere"] = opened("elsewhere", **SQLITE, NAME=path)
    try:
        yield "elsewhere"
    finally:
        connections["elsewhere"].close()
        del connections["elsewhere"]


@contextlib.contextmanager
def instead(second: BaseDatabaseWrapper) -> Iterator[None]:
    """Let another database be the only one: migrations ask for no other by its name."""
    first = connections["default"]
    connections["default"] = second
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        second.close()
        connections["default"] = first
        ContentType.objects.clear_cache()


@contextlib.contextmanager
def new_database(folder: Path) -> Iterator[None]:
    """Let the only database be one without tables, of the kind with which the tests are run."""
    if connection.vendor == "sqlite":
        with instead(opened("default", **SQLITE, NAME=folder / f"{uuid.uuid4()}.sqlite3")):
            yield
        return
    server, name = connections["default"], f"new_{uuid.uuid4().hex}"
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            with instead(opened("default", NAME=name)):
                yield
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def empty(tables: Iterable[type[models.Model]]) -> None:
    """Take every row away."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        names = [connection.ops.quote_name(model._meta.db_table) for model in tables]
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE")
        else:
            for name in names:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608 – names of our models
