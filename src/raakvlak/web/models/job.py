import datetime
import uuid
from typing import Any, Final, Self

from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

Arguments = dict[str, str | int]

LOST_WORKER: Final = "LostWorker"
_FIRST_WAIT: Final = datetime.timedelta(seconds=10)
_LONGEST_WAIT: Final = datetime.timedelta(hours=1)
_ANEW: Final[dict[str, object]] = {
    "state": "waiting",
    "is_asked_again": False,
    "is_cancel_asked": False,
    "attempts": 0,
    "error": "",
    "lease_until": None,
}


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("wacht")
    RUNNING = "running", _("bezig")
    DONE = "done", _("klaar")
    FAILED = "failed", _("mislukt")
    CANCELLED = "cancelled", _("afgebroken")


UNFINISHED: Final = (State.WAITING, State.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> Self:
        """Keep the jobs that wait or run."""
        return self.filter(state__in=UNFINISHED)

    def ready(self) -> Self:
        """Keep the jobs that a worker may take: their moment has come, or their worker fell silent."""
        now = timezone.now()
        waiting = Q(state=State.WAITING, run_at__lte=now)
        return self.filter(waiting | Q(state=State.RUNNING, lease_until__lt=now))

    def ask_again(self, key: str, run_at: datetime.datetime) -> bool:
        """Tell the unfinished job of this key that it is wanted again; tell whether there is one.

        A waiting job is locked until our transaction ends, so that it can't start before it sees what we changed; a
        running one may have passed that already, and starts over when it ends.
        """
        is_waiting = Q(state=State.WAITING)
        return bool(
            self.unfinished()
            .filter(key=key)
            .update(
                is_asked_again=Case(When(is_waiting, then=Value(False)), default=Value(True)),  # noqa: FBT003 – SQL
                is_cancel_asked=Case(When(is_waiting, then=Value(False)), default=F("is_cancel_asked")),  # noqa: FBT003 – SQL
                run_at=Case(When(is_waiting & Q(run_at__gt=run_at), then=Value(run_at)), default=F("run_at")),
            ),
        )

    def take(self, lease: datetime.timedelta) -> "Job | None":
        """Take the job that has waited longest, for this worker alone."""
        with transaction.atomic():
            job = self.ready().select_for_update(skip_locked=True).order_by("run_at", "pk").first()
            # The second look is for databases without row locks: whoever changes the row first has the job.
            if job is None or not self.ready().filter(pk=job.pk, attempts=job.attempts).update(**job.taken(lease)):
                return None
        job.refresh_from_db()
        return job


class Job(models.Model):
    """A piece of work that a request should not wait for."""

    name = models.CharField(_("naam"), max_length=80)
    key = models.CharField(_("sleutel"), max_length=300)
    period = models.CharField(_("periode"), max_length=120, unique=True, null=True, editable=False)  # noqa: DJ001 – unique
    # Only ids and short words: what the work is about is read when it runs, and is never copied here.
    arguments = models.JSONField(_("gegevens"), default=dict)
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.WAITING)
    progress = models.PositiveIntegerField(_("gedaan"), default=0)
    total = models.PositiveIntegerField(_("van"), null=True)
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    max_attempts = models.PositiveSmallIntegerField(_("hoogstens"), default=5)
    run_at = models.DateTimeField(_("vanaf"), default=timezone.now)
    lease = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    is_cancel_asked = models.BooleanField(default=False)
    is_asked_again = models.BooleanField(default=False)
    # The class of the exception, never its message: a message may hold what people told us.
    error = models.CharField(_("fout"), max_length=120, blank=True)
    created_at = models.DateTimeField(_("gevraagd"), default=timezone.now)
    started_at = models.DateTimeField(_("begonnen"), null=True)
    finished_at = models.DateTimeField(_("afgelopen"), null=True, db_index=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("taak")
        verbose_name_plural = _("taken")
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(state__in=UNFINISHED), name="job_key_unfinished"),
        ]
        indexes = [
            models.Index(fields=["run_at"], condition=Q(state=State.WAITING), name="job_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state=State.RUNNING), name="job_running"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED

    def taken(self, lease: datetime.timedelta) -> dict[str, object]:
        """Give the values that make this job ours, or that end it when it lost or was refused its worker."""
        now = timezone.now()
        is_over = self.is_cancel_asked or self.attempts >= self.max_attempts
        if is_over and self.is_asked_again:
            return _ANEW
        if self.is_cancel_asked:
            return {"state": State.CANCELLED, "lease_until": None, "finished_at": now}
        if is_over:
            return {"state": State.FAILED, "lease_until": None, "finished_at": now, "error": LOST_WORKER}
        return {
            "state": State.RUNNING,
            "attempts": self.attempts + 1,
            "lease": uuid.uuid4(),
            "lease_until": now + lease,
            "started_at": now,
            "progress": 0,
            "total": None,
        }

    def held(self) -> JobQuerySet:
        """Find this job for its worker, or nothing when the lease has gone to another."""
        return Job.objects.filter(pk=self.pk, lease=self.lease, state=State.RUNNING)

    def hold(self, **values: Any) -> bool:
        """Change the job as its worker; tell whether it is still ours."""
        return bool(self.held().update(**values))

    def finish(self, progress: int = 0) -> bool:
        """End the job well, after so many steps."""
        return self._end(State.DONE, progress=progress)

    def fail(self, error: str) -> bool:
        """Let the job wait for its next attempt, each time twice as long, or end it."""
        if self.attempts >= self.max_attempts:
            return self._end(State.FAILED, error=error)
        wait = min(_FIRST_WAIT * 2 ** (self.attempts - 1), _LONGEST_WAIT)
        return self.hold(state=State.WAITING, error=error, lease_until=None, run_at=timezone.now() + wait)

    def release(self) -> bool:
        """Hand the job back as if it had not been taken."""
        return self.hold(state=State.WAITING, lease_until=None, attempts=F("attempts") - 1)

    def cancel(self) -> None:
        """Cancel a waiting job at once; ask a running one to stop at its next step, whoever asked for it before."""
        waiting = Job.objects.filter(pk=self.pk, state=State.WAITING)
        if not waiting.update(state=State.CANCELLED, finished_at=timezone.now()):
            running = Job.objects.filter(pk=self.pk, state=State.RUNNING)
            running.update(is_cancel_asked=True, is_asked_again=False)

    def end_cancelled(self) -> bool:
        """End the job because someone asked for it."""
        return self._end(State.CANCELLED)

    def _end(self, state: State, **values: Any) -> bool:
        """End the job, or let it wait for another round when it was asked for while it ran."""
        once = self.held().filter(is_asked_again=False)
        ended = once.update(
            **{"state": state, "error": "", "lease_until": None, "finished_at": timezone.now(), **values}
        )
        return bool(ended) or self.hold(**_ANEW)
