"""Workers that are killed again and again: `python -m raakvlak.web.tests.nursery seed kills workers lease`.

Django is made ready once and every worker is a fork of that, so that a new one is there at once. Some end themselves
after a number of statements, which a seed repeats; others are ended from outside, in the midst of whatever they do.
When all kills are spent, the last workers live until somebody stops the nursery.
"""

import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

MOST_STATEMENTS = int(os.environ.get("NURSERY_STATEMENTS", "3000"))
LOOKING = 'SELECT 1 AS "a" FROM "web_job"'  # what an idle worker does; it would die of nothing else
SHARE_ENDED_FROM_OUTSIDE = 0.3
LONG_LEASE = "30"  # of who lives: on a busy machine the heart of a short one beats too late, and all rob each other


@dataclass
class Countdown:
    """Ends its process before a statement, right after a commit as well."""

    left: int

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        if not sql.startswith(LOOKING):
            self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


@dataclass
class Nursery:
    """Workers, and how many of them still must die."""

    chance: random.Random
    kills: int
    lease: str
    workers: dict[int, bool] = field(default_factory=dict)  # whether one is ended from outside
    is_stopping: bool = False

    def fork(self) -> None:
        is_ended_outside = self.chance.random() < SHARE_ENDED_FROM_OUTSIDE
        statements = round(MOST_STATEMENTS ** self.chance.random()) if self.kills and not is_ended_outside else None
        pid = os.fork()
        if not pid:
            work(statements, self.lease if self.kills else LONG_LEASE)
        self.workers[pid] = is_ended_outside

    def run(self, number: int) -> None:
        for _ in range(number):
            self.fork()
        while not self.is_stopping:
            time.sleep(self.chance.uniform(0, 0.04))
            if self.kills:
                self.end_one()
            self.bury()

    def end_one(self) -> None:
        doomed = [pid for pid, is_ended_outside in self.workers.items() if is_ended_outside]
        if doomed and self.chance.random() < 0.2:
            os.kill(self.chance.choice(doomed), signal.SIGKILL)

    def bury(self) -> None:
        """Let a new worker take the place of each that died; one that failed by itself is told."""
        while (died := os.waitpid(-1, os.WNOHANG))[0]:
            pid, status = died
            if not os.WIFSIGNALED(status):
                raise SystemExit(f"A worker ended by itself with code {os.waitstatus_to_exitcode(status)}.")
            self.kills = max(0, self.kills - 1)
            del self.workers[pid]
            self.fork()

    def stop(self, *_arguments: object) -> None:
        self.is_stopping = True

    def end(self) -> None:
        for pid in self.workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def work(statements: int | None, lease: str) -> None:
    """Be a worker, and never come back."""
    if statements is not None:
        connection.execute_wrappers.append(Countdown(statements))
    try:
        call_command("work", f"--lease={lease}", "--pause=0.05")
    finally:
        os._exit(1)


def main(seed: str, kills: str, workers: str, lease: str) -> None:
    django.setup()
    nursery = Nursery(random.Random(int(seed)), int(kills), lease)  # noqa: S311 – chance, no secret
    signal.signal(signal.SIGTERM, nursery.stop)
    try:
        nursery.run(int(workers))
    finally:
        nursery.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
