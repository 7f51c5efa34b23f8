"""Jobs that come back: every day at a time, or every so many minutes."""

import datetime
from collections.abc import Callable
from typing import Final

from django.utils import timezone

from raakvlak.web.jobs.task import Task
from raakvlak.web.models import Job

StartOfPeriod = Callable[[datetime.datetime], datetime.datetime]
Decorator = Callable[[Task[[]]], Task[[]]]

SCHEDULE: Final[dict[str, tuple[Task[[]], StartOfPeriod]]] = {}


def every_day(*, at: str) -> Decorator:
    """Let a job run once a day, at a time of the clock on the wall; after a night off it runs at once."""
    time = datetime.time.fromisoformat(at)

    def start(now: datetime.datetime) -> datetime.datetime:
        local = timezone.localtime(now)
        today = local.replace(hour=time.hour, minute=time.minute, second=0, microsecond=0)
        return today if today <= local else today - datetime.timedelta(days=1)

    return _scheduled(start)


def every(*, minutes: int) -> Decorator:
    """Let a job run once in so many minutes."""

    def start(now: datetime.datetime) -> datetime.datetime:
        seconds = minutes * 60
        return datetime.datetime.fromtimestamp(now.timestamp() // seconds * seconds, tz=datetime.UTC)

    return _scheduled(start)


def plan() -> None:
    """Enqueue what this period asks for; however many workers plan it, it runs once."""
    now = timezone.now()
    starts = {task: start(now) for task, start in SCHEDULE.values()}
    due = {f"{task.name}@{start:%Y-%m-%dT%H:%M}": task for task, start in starts.items()}
    known = set(Job.objects.filter(period__in=due).values_list("period", flat=True))
    missing = [task.draft(starts[task], {}, period) for period, task in due.items() if period not in known]
    if missing:
        # A job of an earlier period that still waits or runs is in the way of its key; a later look will do.
        Job.objects.bulk_create(missing, ignore_conflicts=True)


def _scheduled(start: StartOfPeriod) -> Decorator:
    def decorate(task: Task[[]]) -> Task[[]]:
        SCHEDULE[task.name] = (task, start)
        return task

    return decorate
