"""Workers as processes of their own: what they share is done once, also when one is killed in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

PATIENCE_SECONDS = 30


class Stage:
    """A database, and worker processes that share it."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "raakvlak.project.settings",
            "PYTHONPATH": str(Path(__file__).parents[3]),
            "RAAKVLAK_DATA": str(folder),
            "RAAKVLAK_DEMO": "0",
            "DATABASE_URL": database_url,
        }

    def run(self, *arguments: str) -> str:
        program = [sys.executable, "-m", *arguments]
        return subprocess.run(program, env=self.environment, check=True, capture_output=True, text=True).stdout

    def enqueue(self, command: str = "enqueue") -> None:
        self.run("raakvlak.web.tests.worker_process", command, str(self.folder))

    def jobs(self) -> Any:
        return json.loads(self.run("raakvlak.web.tests.worker_process", "show", str(self.folder)))

    def worker(self, *, steps: int) -> subprocess.Popen[bytes]:
        program = [sys.executable, "-m", "raakvlak.web.tests.worker_process", "work", str(self.folder)]
        environment = {**self.environment, "WORKER_PROCESS_STEPS": str(steps)}
        process = subprocess.Popen(program, env=environment, stderr=subprocess.DEVNULL)
        self.started.append(process)
        return process

    def lines(self) -> list[str]:
        path = self.folder / "lines"
        return path.read_text().splitlines() if path.exists() else []


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


def address_of_test_database() -> str:
    at = {name: quote(str(connection.settings_dict[name]), safe="") for name in ("USER", "PASSWORD", "HOST", "NAME")}
    port = connection.settings_dict["PORT"]
    host = f"{at['HOST']}:{port}" if port else at["HOST"]
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{host}/{at['NAME']}"


@pytest.fixture
def stage(tmp_path: Path, transactional_db: None) -> Iterator[Stage]:
    """Share the database of the tests on PostgreSQL; make a file on SQLite, where that one is in memory."""
    if connection.vendor == "postgresql":
        stage = Stage(tmp_path, address_of_test_database())
    else:
        stage = Stage(tmp_path, f"sqlite:///{tmp_path / 'jobs.sqlite3'}")
        stage.run("raakvlak", "migrate", "web", "--verbosity=0")
    yield stage
    for process in stage.started:
        process.kill()
        process.wait()


def test_a_job_whose_worker_is_killed_is_done_once_by_another(stage: Stage) -> None:
    stage.enqueue()
    killed = stage.worker(steps=10_000)
    wait_until(lambda: stage.lines() == [f"begin {killed.pid}"])
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert stage.jobs() == [{"state": "running", "attempts": 1}]
    others = [stage.worker(steps=2) for _ in range(2)]
    wait_until(lambda: len(stage.lines()) >= 3)
    began, begun_again, ended = (line.split() for line in stage.lines())
    assert (began[0], begun_again[0], ended[0]) == ("begin", "begin", "end")
    assert int(ended[1]) in {other.pid for other in others}
    wait_until(lambda: stage.jobs() == [{"state": "done", "attempts": 2}])
    assert len(stage.lines()) == 3


def test_a_worker_that_is_asked_to_stop_hands_its_job_back(stage: Stage) -> None:
    stage.enqueue()
    stopped = stage.worker(steps=10_000)
    wait_until(lambda: len(stage.lines()) == 1)
    stopped.terminate()
    assert stopped.wait(PATIENCE_SECONDS) == 0
    assert stage.jobs() == [{"state": "waiting", "attempts": 0}]


def test_three_workers_do_every_job_once(stage: Stage) -> None:
    stage.enqueue("many")
    for _ in range(3):
        stage.worker(steps=0)
    wait_until(lambda: len(stage.lines()) >= 40)
    wait_until(lambda: stage.jobs() == [{"state": "done", "attempts": 1}] * 40)
    assert sorted(stage.lines()) == sorted(f"quick {number}" for number in range(40))
