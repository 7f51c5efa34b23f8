"""A database that this test shares with processes of its own, and those processes."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections

PATIENCE_SECONDS = 30
SOURCE = Path(__file__).parents[3]
Process = subprocess.Popen[bytes]


@contextmanager
def shared_database(folder: Path) -> Iterator[str]:
    """Give the address of the database of this test; on SQLite, where that one is in memory, it moves to a file."""
    if connection.vendor == "postgresql":
        yield address_of_test_database()
        return
    path = folder / "shared.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    with moved({"NAME": str(path)}):
        yield f"sqlite:///{path}"


@contextmanager
def moved(place: Mapping[str, Any]) -> Iterator[None]:
    """Let this thread of the test work in a database elsewhere."""
    here = connections["default"]
    there = connections.create_connection("default")
    there.settings_dict = {**there.settings_dict, **place}
    connections["default"] = there
    try:
        yield
    finally:
        there.close()
        connections["default"] = here


def address_of_test_database() -> str:
    at = {name: quote(str(connection.settings_dict[name]), safe="") for name in ("USER", "PASSWORD", "HOST", "NAME")}
    port = connection.settings_dict["PORT"]
    host = f"{at['HOST']}:{port}" if port else at["HOST"]
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{host}/{at['NAME']}"


def environment_of(folder: Path, database_url: str, **more: str) -> dict[str, str]:
    """Give what a process needs to work in the same database, with the same keys."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "raakvlak.project.settings",
        "PYTHONPATH": str(SOURCE),
        "RAAKVLAK_DATA": str(folder),
        "RAAKVLAK_DEMO": "0",
        "RAAKVLAK_HTTPS": "0",
        "RAAKVLAK_SECRET_KEY": settings.SECRET_KEY,
        "RAAKVLAK_KEYS": ",".join(settings.RAAKVLAK_KEYS),
        "RAAKVLAK_FINGERPRINT_KEY": settings.RAAKVLAK_FINGERPRINT_KEY,
        "DATABASE_URL": database_url,
        "PGOPTIONS": "-c synchronous_commit=on",  # what a test runs without, and no municipality does
        **more,
    }


class Stage:
    """A folder and a database, and the processes that share them with the test."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.database_url = database_url
        self.started: list[Process] = []
        self.environment = environment_of(folder, database_url)

    def run(self, *arguments: str) -> str:
        program = [sys.executable, "-m", *arguments]
        return subprocess.run(program, env=self.environment, check=True, capture_output=True, text=True).stdout

    def start(self, *arguments: str, **environment: str) -> Process:
        program = [sys.executable, "-m", *arguments]
        with (self.folder / "errors").open("ab") as errors:
            process = subprocess.Popen(program, env={**self.environment, **environment}, stderr=errors)
        self.started.append(process)
        return process

    def enqueue(self, command: str = "enqueue") -> None:
        self.run("raakvlak.web.tests.worker_process", command, str(self.folder))

    def jobs(self) -> Any:
        return json.loads(self.run("raakvlak.web.tests.worker_process", "show", str(self.folder)))

    def worker(self, *, steps: int) -> Process:
        command = ["raakvlak.web.tests.worker_process", "work", str(self.folder)]
        return self.start(*command, WORKER_PROCESS_STEPS=str(steps))

    def lines(self) -> list[str]:
        path = self.folder / "lines"
        return path.read_text().splitlines() if path.exists() else []

    def end(self) -> None:
        """Leave no process behind."""
        for process in self.started:
            process.kill()
            process.wait()


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """Share the database of this test with processes, and end those."""
    with shared_database(folder) as database_url:
        stage = Stage(folder, database_url)
        try:
            yield stage
        finally:
            stage.end()


def wait_until(is_so: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)
