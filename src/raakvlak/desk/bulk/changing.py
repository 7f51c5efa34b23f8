"""Changing many rows at once, and undoing that: what each row allows is asked anew, under a lock."""

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from raakvlak.desk.bulk.kind import GONE, BulkKind, Values
from raakvlak.desk.bulk.lists import LISTS, BulkList
from raakvlak.desk.models import BulkChange
from raakvlak.municipality.models import Member


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rows that will change, and how many stay as they are for which reason."""

    rows: list[Any]
    stays: Counter[str]


def sort(kind: BulkKind, numbers: Collection[int], member: Member, values: Values, *, lock: bool = False) -> Sorted:
    """Look which of these rows this member may change so; what she may not see is as if it were not there."""
    found = kind.rows(member).filter(pk__in=numbers).order_by("pk")
    rows = list(found.select_for_update(of=("self",)) if lock else found)
    refused = kind.refusals(rows, member, values)
    stays = Counter(refused.values())
    if gone := len(set(numbers)) - len(rows):
        stays[GONE] = gone
    return Sorted([row for row in rows if row.pk not in refused], stays)


@transaction.atomic
def change_together(  # noqa: PLR0913 – all but the first three are given by name
    listed: BulkList, kind: BulkKind, member: Member, *, numbers: Collection[int], values: Values, key: uuid.UUID
) -> BulkChange:
    """Change these rows once for each key, as far as each allows it; IntegrityError when the key was used before."""
    change = BulkChange.objects.create(member=member, uuid=key, list_name=listed.list_name, kind=kind.name)
    ready = sort(kind, numbers, member, values, lock=True)
    change.about = kind.about(values)
    before = kind.states(ready.rows, change.about)
    kind.apply(ready.rows, member, values)
    after = kind.states(ready.rows, change.about)
    change.rows = {str(pk): [before[pk], after[pk]] for pk in before}
    change.changed, change.stayed = len(ready.rows), ready.stays.total()
    change.save()
    return change


@transaction.atomic
def undo(change: BulkChange, member: Member) -> BulkChange:
    """Let the rows be as they were that nobody changed since, once; what was remembered of them is forgotten."""
    locked = BulkChange.objects.of(member).select_for_update().get(pk=change.pk)
    kind = kind_of(locked)
    if kind is None or not locked.can_be_undone:
        return locked
    found = kind.rows(member).filter(pk__in=[int(number) for number in locked.rows]).order_by("pk")
    rows = list(found.select_for_update(of=("self",)))
    states = kind.states(rows, locked.about)
    untouched = [row for row in rows if states[row.pk] == locked.rows[str(row.pk)][1]]
    pairs = [(row, locked.rows[str(row.pk)][0]) for row in untouched]
    locked.restored = kind.put_back(pairs, member, locked.about)
    locked.undone_at, locked.rows, locked.about = timezone.now(), {}, None
    locked.save()
    return locked


def kind_of(change: BulkChange) -> BulkKind | None:
    """Return what was changed."""
    return LISTS[change.list_name].kind(change.kind)
