"""Functions that can be asked for: the registry of jobs, and putting them in the queue."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Concatenate, Final, Generic, ParamSpec
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise

from raakvlak.web.jobs.progress import Progress
from raakvlak.web.models import Job
from raakvlak.web.models.job import Arguments

P = ParamSpec("P")
Work = Callable[Concatenate[Progress, P], None]
Title = str | Promise

TASKS: Final[dict[str, "Task[...]"]] = {}
_ATTEMPTS_TO_ENQUEUE: Final = 5
_SHORT_WORD: Final = re.compile(r"[a-z0-9_.-]{1,40}")


@dataclass(frozen=True)
class Task(Generic[P]):
    """A function that a worker can run."""

    name: str
    work: Work[P]
    max_attempts: int
    title: Title = ""

    def __call__(self, progress: Progress, *args: P.args, **kwargs: P.kwargs) -> None:
        """Do the work here and now."""
        self.work(progress, *args, **kwargs)

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> Job:
        """Ask for this work, as part of the transaction that we are in: it starts when that is committed."""
        return self._enqueue(timezone.now(), args, kwargs)

    def enqueue_at(self, moment: datetime.datetime, *args: P.args, **kwargs: P.kwargs) -> Job:
        """Ask for this work at a later moment."""
        return self._enqueue(moment, args, kwargs)

    def draft(self, run_at: datetime.datetime, arguments: Arguments, period: str | None = None) -> Job:
        """Make the row that asks for this work, without storing it."""
        key = f"{self.name}({', '.join(f'{name}={value}' for name, value in sorted(arguments.items()))})"
        return Job(
            name=self.name,
            key=key,
            arguments=arguments,
            run_at=run_at,
            period=period,
            max_attempts=self.max_attempts,
        )

    def _enqueue(self, run_at: datetime.datetime, unnamed: Sequence[object], named: Mapping[str, object]) -> Job:
        if unnamed:
            raise TypeError("Name the arguments of a job.")
        draft = self.draft(run_at, {name: _id(name, value) for name, value in named.items()})
        for _attempt in range(_ATTEMPTS_TO_ENQUEUE):
            if Job.objects.ask_again(draft.key, run_at):
                return Job.objects.filter(key=draft.key).latest("pk")
            try:
                with transaction.atomic():
                    draft.save(force_insert=True)
            except IntegrityError:
                draft.pk = None  # Another transaction was first with this very job; ask that one.
            else:
                return draft
        raise RuntimeError(f"{self.name} could not be enqueued: each time it came and went in between.")


def job(name: str, *, title: Title = "", max_attempts: int = 5) -> Callable[[Work[P]], Task[P]]:
    """Make a function into a job that can be enqueued; one name is one job, and its title tells people what it does."""

    def decorate(work: Work[P]) -> Task[P]:
        if name in TASKS:
            raise ValueError(f"There are two jobs named {name}.")
        task = Task(name, work, max_attempts, title)
        TASKS[name] = task
        return task

    return decorate


def _id(name: str, value: object) -> str | int:
    """Refuse everything that could be someone's data."""
    if isinstance(value, int):
        return value
    if isinstance(value, UUID) or (isinstance(value, str) and _SHORT_WORD.fullmatch(value)):
        return str(value)
    raise TypeError(f"A job takes ids and short words only, and {name} is neither; pass the id of the row.")
