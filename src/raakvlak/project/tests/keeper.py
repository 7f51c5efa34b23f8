"""Raakvlak as systemd keeps it: started again whenever it ends; and its processes, to be killed."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread

from raakvlak.project.management.commands.run import connection_to
from raakvlak.web.tests.stage import Stage, wait_until

READY_WITHIN_SECONDS = 120


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


class Keeper(Thread):
    """Runs `raakvlak run`, and again."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(name="keeper", daemon=True)
        self.port = free_port()
        self.starts = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._stopping = Event()
        self._stage = stage

    def run(self) -> None:
        environment = {**self._stage.environment, "PORT": str(self.port)}
        with (self._stage.folder / "served").open("ab") as said:
            while not self._stopping.is_set():
                command = [sys.executable, "-m", "raakvlak", "run"]
                self.process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
                self.starts += 1
                self.process.wait()
                self._stopping.wait(0.1)

    def is_serving(self) -> bool:
        with suppress(OSError, HTTPException), connection_to(self.port) as connection:
            connection.request("GET", "/_healthz/readyz")
            return connection.getresponse().status == 200
        return False

    def wait_until_it_serves(self) -> None:
        wait_until(self.is_serving, READY_WITHIN_SECONDS)

    def children(self, name: str) -> list[int]:
        """Return the processes below the one that runs that have this word in their command."""
        found: list[int] = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                is_ours = str(self._stage.folder).encode() in (folder / "environ").read_bytes()
                if is_ours and name in (folder / "cmdline").read_bytes().decode().split("\0"):
                    found.append(int(folder.name))
        return sorted(found)

    def web_workers(self) -> list[int]:
        served = set(self.children("gunicorn"))
        with suppress(OSError):
            return sorted(pid for pid in served if parent_of(pid) in served)
        return []

    def web_masters(self) -> list[int]:
        served = set(self.children("gunicorn"))
        with suppress(OSError):
            return sorted(pid for pid in served if parent_of(pid) not in served)
        return []

    def pids(self, what: str) -> list[int]:
        match what:
            case "worker":
                return self.web_workers()
            case "master":
                return self.web_masters()
            case "jobs":
                return self.children("work")
        return [self.process.pid] if self.process else []

    def kill(self, what: str, chance: random.Random) -> None:
        """End a process of this sort, without a chance to tidy up."""
        if pids := self.pids(what):
            with suppress(ProcessLookupError):
                os.kill(chance.choice(pids), signal.SIGKILL)

    def stop(self) -> None:
        self._stopping.set()
        if self.process:
            self.process.terminate()
        self.join(30)


@contextmanager
def kept_running(stage: Stage) -> Iterator[Keeper]:
    keeper = Keeper(stage)
    keeper.start()
    try:
        keeper.wait_until_it_serves()
        yield keeper
    finally:
        keeper.stop()
        deadline = time.monotonic() + 15
        while (left := keeper.children("raakvlak") + keeper.children("gunicorn")) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not left, "processes stayed behind"
