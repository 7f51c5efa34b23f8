"""What is done to a possibility: written down, corrected, checked, ended and brought back, handed on."""

import datetime
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from raakvlak.alignment.findable import index_possibility
from raakvlak.alignment.models import Possibility, PossibilityQuerySet
from raakvlak.alignment.models.possibility import in_a_year
from raakvlak.municipality.models import Member


@transaction.atomic
def write_down(author: Member, *, key: uuid.UUID, **values: Any) -> Possibility:
    """Write down a possibility, once for each key; Possibility.DoesNotExist when the key is of another municipality."""
    try:
        with transaction.atomic():
            made = Possibility.objects.create(municipality=author.municipality, key=key, **values)
            index_possibility(made)
            return made
    except IntegrityError:
        if not Possibility.objects.filter(key=key).exists():
            raise
        return Possibility.objects.within(author.municipality).visible_to(author).get(key=key)


@transaction.atomic
def correct(possibility: Possibility, **values: Any) -> None:
    """Change what a possibility says."""
    locked = _locked(possibility)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save()
    index_possibility(locked)


@transaction.atomic
def check(possibility: Possibility, member: Member) -> datetime.date:
    """Say that it is still right; return the day on which it is asked again. Said twice on a day it is said once."""
    locked, today = _locked(possibility), timezone.localdate()
    if locked.checked_on != today or locked.is_stale:
        locked.checked_on, locked.checked_by = today, member
        locked.best_before_on = max(locked.best_before_on, in_a_year())
        locked.save(update_fields=["checked_on", "checked_by", "best_before_on"])
    return locked.best_before_on


@transaction.atomic
def end(possibility: Possibility, day: datetime.date | None) -> None:
    """Say that it no longer holds, or that it does after all; a second time changes nothing."""
    locked = _locked(possibility)
    if (locked.ended_on is None) != (day is None):
        locked.ended_on = day
        locked.save(update_fields=["ended_on"])
        index_possibility(locked)


@transaction.atomic
def pass_on_possibilities(possibilities: PossibilityQuerySet, owner: Member | None = None) -> int:
    """Let somebody else look after these, or whoever the department has; tell how many that were."""
    return possibilities.update(owner=owner)


def _locked(possibility: Possibility) -> Possibility:
    return Possibility.objects.select_for_update(of=("self",)).get(pk=possibility.pk)
