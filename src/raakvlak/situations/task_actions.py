"""What is done to a task: made, changed, done, taken up again and dropped."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from raakvlak.municipality.models import Audience, KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.situations.models import Situation, Task

BATCH = 500


@transaction.atomic
def add_task(situation: Situation, author: Member, audience: Audience, *, key: uuid.UUID, **values: Any) -> Task:
    """Write down a task, once for each key; Task.DoesNotExist when the key is that of a task she may not see."""
    kept = _terms(situation, audience, values.get("due_on"))
    same = {"municipality": situation.municipality, "situation": situation, "audience": audience}
    try:
        with transaction.atomic():
            return Task.objects.create(key=key, **same, **values, **kept)
    except IntegrityError:
        if not Task.objects.filter(key=key).exists():
            raise
        return Task.objects.within(author.municipality).visible_to(author).get(key=key, situation=situation)


@transaction.atomic
def change_task(task: Task, audience: Audience, **values: Any) -> None:
    """Change what is done, by whom, when, or who may read it."""
    locked = locked_task(task)
    kept = _terms(locked.situation, audience, values.get("due_on"))
    kept["keep_until"] = max(kept["keep_until"], locked.keep_until)
    for name, value in {"audience": audience, **values, **kept}.items():
        setattr(locked, name, value)
    locked.save()


@transaction.atomic
def set_done(task: Task, *, is_done: bool) -> None:
    """Say that a task was done, or is to be done after all; a second time changes nothing."""
    locked = locked_task(task)
    if (locked.done_on is not None) != is_done:
        locked.done_on = timezone.localdate() if is_done else None
        locked.save(update_fields=["done_on"])


@transaction.atomic
def pass_on_tasks(tasks: Iterable[Task], taker: Member | None = None) -> int:
    """Give open tasks to somebody else, or let them wait for somebody; tell how many that were."""
    ids = [task.pk for task in tasks]
    rows = list(Task.objects.open().filter(pk__in=ids).select_for_update(of=("self",)))
    for task in rows:
        task.member = taker
    bulk_update_with_history(rows, Task, ["member"], batch_size=BATCH)
    return len(rows)


def locked_task(task: Task) -> Task:
    """Fetch a task anew, so that nobody else changes it meanwhile."""
    return Task.objects.select_for_update(of=("self",)).select_related("situation__municipality").get(pk=task.pk)


def _terms(situation: Situation, audience: Audience, day: datetime.date | None) -> dict[str, Any]:
    return Terms.of(situation.municipality).kept(KeptKind.TASK, audience, start=day)
