"""A second database beside that of the tests: a file of SQLite, known by its own name or standing in for the first."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, connections
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
    try:
        yield
    finally:
        second.close()
        connections["default"] = first
