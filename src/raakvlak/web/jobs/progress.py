"""What a running job tells about itself, and where it hears that it must stop."""

import time
from threading import Event
from typing import Final

from raakvlak.web.models import Job

_SECONDS_BETWEEN_WRITES: Final = 1.0
GRACE_SECONDS = 5.0


class Cancelled(Exception):  # noqa: N818 – someone asked for it, it is no error
    """The job was asked to stop."""


class Released(Exception):  # noqa: N818 – as above
    """The worker stops, and hands the job back."""


class LeaseLost(Exception):  # noqa: N818 – as above
    """The job went to another worker, because this one was silent for too long."""


class Progress:
    """Handed to every job; call `tick` after each step."""

    def __init__(self, job: Job, stopping: Event | None = None, lost: Event | None = None) -> None:
        self.job = job
        self.done = 0
        self._stopping = stopping or Event()
        self._lost = lost or Event()
        self._written_at = time.monotonic()
        self._asked_to_stop_at: float | None = None

    def expect(self, total: int) -> None:
        """Tell how many steps there will be."""
        self._write(total=total)

    def tick(self, steps: int = 1) -> None:
        """Count steps that are done; stop here when someone cancelled, or when the worker must go."""
        self.done += steps
        if self._lost.is_set():
            raise LeaseLost
        if self._grace_is_over():
            raise Released
        if time.monotonic() - self._written_at >= _SECONDS_BETWEEN_WRITES:
            self.tell()

    def tell(self) -> None:
        """Write the progress now, and look whether someone cancelled."""
        self._write(progress=self.done)
        if Job.objects.filter(pk=self.job.pk, is_cancel_asked=True).exists():
            raise Cancelled

    def _write(self, **values: int) -> None:
        self._written_at = time.monotonic()
        if not self.job.hold(**values):
            raise LeaseLost

    def _grace_is_over(self) -> bool:
        """Give a job that is nearly done the time to end."""
        if not self._stopping.is_set():
            return False
        now = time.monotonic()
        self._asked_to_stop_at = self._asked_to_stop_at or now
        return now - self._asked_to_stop_at >= GRACE_SECONDS
