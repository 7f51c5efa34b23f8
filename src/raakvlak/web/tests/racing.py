"""Many who do something at the same moment, each with a connection of its own, on both databases."""

import contextlib
import sqlite3
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection, connections

from raakvlak.web.sqlite.base import DatabaseWrapper

Given = TypeVar("Given")
Got = TypeVar("Got")


class Race:
    """One database in which threads work: of SQLite in a file, as in real life, for in memory no writer waits.

    It begins with what is there when the race is made; what is done in it stays there, and is looked up there.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "race.sqlite3"
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(self._file)])
            with contextlib.closing(sqlite3.connect(self._file)) as file:
                file.execute("PRAGMA journal_mode=WAL")  # two who change this at once don't wait for each other

    def at_once(self, work: Callable[[Given], Got], given: Collection[Given]) -> list[Got]:
        """Do something with each of them, all together, and return what came of it."""

        def alone(one: Given) -> Got:
            self._connect()
            try:
                return work(one)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(given)) as threads:
            return list(threads.map(alone, given))

    def look(self, work: Callable[[], Got]) -> Got:
        """Return what is there now."""
        return self.at_once(lambda _one: work(), [None])[0]

    def _connect(self) -> None:
        if connection.vendor == "sqlite":
            database = {**connections["default"].settings_dict, **settings.DATABASES["default"], "NAME": self._file}
            connections["default"] = DatabaseWrapper(database, "default")
