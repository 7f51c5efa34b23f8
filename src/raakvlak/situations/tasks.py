"""The tasks of situations, as far as somebody may read them."""

import datetime
from collections.abc import Iterable
from typing import Final

from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Situation, Task
from raakvlak.situations.models.task import TaskQuerySet
from raakvlak.situations.references import names_in, party_reference
from raakvlak.web.references import Reference

SHOWN: Final = 5
SOON_DAYS: Final = 7


def tasks_of(situation: Situation, member: Member) -> TaskQuerySet:
    """Return the tasks of a situation that a member may read."""
    return Task.objects.within(member.municipality).visible_to(member).filter(situation=situation)


def open_tasks(situation: Situation, member: Member) -> list[Task]:
    """Fetch a few of the open tasks of a situation, what is due first; one more than is shown."""
    return list(tasks_of(situation, member).open().by_due_day().for_rows()[: SHOWN + 1])


def due_soon(member: Member, most: int) -> list[Task]:
    """Fetch a few of my own tasks that are due within a week, or were."""
    soon = timezone.localdate() + datetime.timedelta(days=SOON_DAYS)
    mine = Task.objects.within(member.municipality).visible_to(member).open().of(member).filter(due_on__lte=soon)
    return list(mine.by_due_day().select_related("situation")[:most])


def words_of_tasks(tasks: Iterable[Task]) -> list[str]:
    """Return who does these tasks, as references to give names to."""
    return [party_reference(task.party_id).token for task in tasks if task.party_id]


def names_of(tasks: Iterable[Task], member: Member) -> dict[Reference, str | None]:
    """Give the names of who does these tasks, in one query."""
    return names_in(words_of_tasks(tasks), member)
