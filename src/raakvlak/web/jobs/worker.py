"""Takes jobs one by one and does them."""

import datetime
import time
from dataclasses import dataclass, field
from threading import Event
from typing import Final

import structlog
from django.db import Error, close_old_connections

from raakvlak.web.jobs.heartbeat import Heartbeat, mark_seen
from raakvlak.web.jobs.progress import Cancelled, LeaseLost, Progress, Released
from raakvlak.web.jobs.schedule import plan
from raakvlak.web.jobs.task import TASKS
from raakvlak.web.models import Job
from raakvlak.web.models.job import State

LEASE: Final = datetime.timedelta(seconds=60)
PAUSE_SECONDS: Final = 1.0
_SECONDS_BETWEEN_PLANS: Final = 20.0
_SECONDS_AFTER_TROUBLE: Final = 5.0
UNKNOWN_JOB: Final = "UnknownJob"

log = structlog.get_logger("raakvlak.jobs")


@dataclass
class Worker:
    """One worker; start as many processes as you like."""

    lease: datetime.timedelta = LEASE
    poll_seconds: float = PAUSE_SECONDS
    stopping: Event = field(default_factory=Event)
    _planned_at: float | None = None

    def run(self) -> None:
        """Work until told to stop, through troubles of the database."""
        log.info("worker_started")
        while not self.stopping.is_set():
            close_old_connections()
            try:
                self._plan_sometimes()
                pause = 0.0 if self.run_next() else self.poll_seconds
            except Error as error:
                log.warning("database_trouble", error=type(error).__name__)
                pause = _SECONDS_AFTER_TROUBLE
            self.stopping.wait(pause)
        log.info("worker_stopped")

    def drain(self) -> int:
        """Do what is ready now; tell how many jobs that were."""
        done = 0
        while not self.stopping.is_set() and self.run_next():
            done += 1
        return done

    def run_next(self) -> bool:
        """Do one job; tell whether there was one."""
        # Looking is cheap; taking asks the one write lock of SQLite.
        if not Job.objects.ready().exists():
            return False
        job = Job.objects.take(self.lease)
        if job is not None and job.state == State.RUNNING:
            self._do(job)
        return job is not None

    def _plan_sometimes(self) -> None:
        now = time.monotonic()
        if self._planned_at is None or now - self._planned_at >= _SECONDS_BETWEEN_PLANS:
            self._planned_at = now
            mark_seen()
            plan()

    def _do(self, job: Job) -> None:
        started = time.monotonic()
        with structlog.contextvars.bound_contextvars(job=job.name, job_id=job.pk, attempt=job.attempts):
            with Heartbeat(job, self.lease) as heartbeat:
                outcome = self._outcome(job, Progress(job, self.stopping, heartbeat.lost))
            log.info("job_ended", outcome=outcome, milliseconds=round((time.monotonic() - started) * 1_000))

    def _outcome(self, job: Job, progress: Progress) -> str:
        """Do the work, and write down how it ended."""
        task = TASKS.get(job.name)
        if task is None:
            return _unless_lost("unknown", is_ours=job.fail(UNKNOWN_JOB))
        try:
            task(progress, **job.arguments)
        except Cancelled:
            return _unless_lost("cancelled", is_ours=job.end_cancelled())
        except Released:
            return _unless_lost("released", is_ours=job.release())
        except LeaseLost:
            return _unless_lost("", is_ours=False)
        except Exception as error:  # one broken job must not end the worker; it is told in the row and the log
            log.exception("job_failed")
            return _unless_lost("failed", is_ours=job.fail(type(error).__name__))
        return _unless_lost("done", is_ours=job.finish(progress.done))


def _unless_lost(outcome: str, *, is_ours: bool) -> str:
    return outcome if is_ours else "lost"
