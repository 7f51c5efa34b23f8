import os
import signal
import threading
from collections.abc import Iterator
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import DatabaseError, OperationalError

from raakvlak.web.jobs import Progress, Worker, job
from raakvlak.web.jobs import worker as worker_module
from raakvlak.web.jobs.heartbeat import Heartbeat, last_seen
from raakvlak.web.jobs.schedule import SCHEDULE
from raakvlak.web.jobs.task import TASKS
from raakvlak.web.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_jobs_left_behind() -> Iterator[None]:
    tasks, schedule = dict(TASKS), dict(SCHEDULE)
    SCHEDULE.clear()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
    TASKS.clear()
    TASKS.update(tasks)
    SCHEDULE.update(schedule)


def run_for_two_rounds(worker: Worker) -> list[float]:
    """Run a worker that is told to stop at its second pause; give how long it meant to pause."""
    pauses: list[float] = []

    def pause(seconds: float) -> bool:
        pauses.append(seconds)
        if len(pauses) == 2:
            worker.stopping.set()
        return False

    with patch.object(worker.stopping, "wait", pause), patch.object(worker_module, "close_old_connections"):
        worker.run()
    return pauses


def test_a_worker_works_and_then_waits() -> None:
    @job("tests.nothing")
    def nothing(progress: Progress) -> None: ...

    nothing.enqueue()
    assert run_for_two_rounds(Worker(poll_seconds=7)) == [0.0, 7]
    assert Job.objects.get().is_finished
    assert last_seen() is not None


def test_a_worker_outlives_trouble_with_the_database() -> None:
    worker = Worker(poll_seconds=7)
    with patch.object(worker, "run_next", side_effect=[OperationalError, False]):
        assert run_for_two_rounds(worker) == [5, 7]


def test_the_schedule_is_looked_at_now_and_then_only() -> None:
    with patch.object(worker_module, "plan") as plan:
        run_for_two_rounds(Worker())
    assert plan.call_count == 1


def test_once_does_what_is_ready_and_stops() -> None:
    @job("tests.nothing")
    def nothing(progress: Progress) -> None: ...

    nothing.enqueue()
    output = StringIO()
    call_command("work", "--once", stdout=output)
    assert output.getvalue() == "1\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_worker(number: signal.Signals) -> None:
    stopped: list[bool] = []

    def run(worker: Worker) -> None:
        os.kill(os.getpid(), number)
        stopped.append(worker.stopping.wait(5))

    with patch.object(Worker, "run", run):
        call_command("work")
    assert stopped == [True]


def test_a_heartbeat_runs_beside_the_work_and_ends_with_it() -> None:
    beats = threading.Event()
    stored = Job.objects.create(name="x", key="x")
    with (
        patch.object(Heartbeat, "beat", lambda _self: beats.set()),
        patch("raakvlak.web.jobs.heartbeat.connection"),
        patch("raakvlak.web.jobs.heartbeat.close_old_connections"),
        Heartbeat(stored, worker_module.LEASE / 6_000),
    ):
        assert beats.wait(5)
    assert not [thread for thread in threading.enumerate() if thread.name == f"heartbeat-{stored.pk}"]


def test_a_missed_beat_does_not_end_the_work() -> None:
    heartbeat = Heartbeat(Job.objects.create(name="x", key="x"), worker_module.LEASE)
    with patch.object(Job, "hold", side_effect=DatabaseError):
        heartbeat.beat()
    assert not heartbeat.lost.is_set()
