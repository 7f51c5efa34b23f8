"""How often, and at which moments: `RAAKVLAK_KILLS=200 RAAKVLAK_SEED=7 pytest …` makes a soak, or repeats a failure."""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable, Iterator

from raakvlak.web.models import Job
from raakvlak.web.models.job import UNFINISHED, State
from raakvlak.web.tests.stage import Stage

LEASE_SECONDS = 0.5
WORKERS = 3


def kills(usual: int) -> int:
    return int(os.environ.get("RAAKVLAK_KILLS", usual))


def seed() -> int:
    """Give the seed that somebody asked for, or a fresh one; a test that fails shows it."""
    chosen = int(os.environ.get("RAAKVLAK_SEED", random.randrange(10**6)))  # noqa: S311 – chance, no secret
    print(f"RAAKVLAK_SEED={chosen}")  # noqa: T201 – pytest keeps it for when the test fails
    return chosen


@contextlib.contextmanager
def dying_workers(stage: Stage, number_of_kills: int, **environment: str) -> Iterator[Callable[[], None]]:
    """Let workers die at their work; yields a way to wait until all jobs have ended."""
    numbers = (str(number) for number in (seed(), number_of_kills, WORKERS, LEASE_SECONDS))
    nursery = stage.start("raakvlak.web.tests.nursery", *numbers, **environment)

    def wait_for_the_end() -> None:
        deadline = time.monotonic() + 60 + number_of_kills
        while Job.objects.filter(state__in=UNFINISHED).exists():
            errors = (stage.folder / "errors").read_text()[-3_000:]
            assert nursery.poll() is None, errors
            assert time.monotonic() < deadline, (list(Job.objects.values("name", "state", "attempts", "error")), errors)
            time.sleep(0.1)

    try:
        yield wait_for_the_end
    finally:
        nursery.send_signal(signal.SIGTERM)
        nursery.wait(10)


def let_every_job_be_tried(times: int) -> None:
    """Give the jobs that wait more attempts than anybody will spoil."""
    Job.objects.filter(state=State.WAITING).update(max_attempts=times)
