"""The sign of life of a worker, and of the job that it holds."""

import datetime
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

import structlog
from django.core.cache import cache
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from raakvlak.web.models import Job

_SEEN: Final = "worker-seen"
_SEEN_SECONDS: Final = 86_400
_BEATS_PER_LEASE: Final = 4

log = structlog.get_logger("raakvlak.jobs")


class Heartbeat:
    """Renews the lease from a thread of its own, for as long as the work takes."""

    def __init__(self, job: Job, lease: datetime.timedelta) -> None:
        self.lost = Event()
        self._job = job
        self._lease = lease
        self._ended = Event()
        self._thread = Thread(target=self._run, name=f"heartbeat-{job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def beat(self) -> None:
        """Renew the lease, or find that it has gone to another worker."""
        try:
            mark_seen()
            if not self._job.hold(lease_until=timezone.now() + self._lease):
                self.lost.set()
        except Error as error:
            # The next beat tries again; when all fail, the lease runs out and another worker takes over.
            log.warning("heartbeat_missed", error=type(error).__name__)

    def _run(self) -> None:
        while not self._ended.wait(self._lease.total_seconds() / _BEATS_PER_LEASE):
            close_old_connections()  # one that broke would stay broken, and no beat arrive
            self.beat()
        connection.close()


def mark_seen() -> None:
    """Leave a sign that a worker is alive."""
    cache.set(_SEEN, timezone.now(), timeout=_SEEN_SECONDS)


def last_seen() -> datetime.datetime | None:
    """Tell when a worker last gave a sign of life."""
    seen: datetime.datetime | None = cache.get(_SEEN)
    return seen
