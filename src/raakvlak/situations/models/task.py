"""A task: one thing that must be done for a situation, by one of us or by people outside."""

import uuid
from typing import Final, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.relations.models import Party, Promise
from raakvlak.situations.models.situation import Situation

TASK_LENGTH: Final = 200


class TaskQuerySet(VisibleQuerySet["Task"]):
    """Tasks of municipalities."""

    def open(self) -> Self:
        """Keep what is still to be done."""
        return self.filter(done_on=None)

    def done(self) -> Self:
        """Keep what was done."""
        return self.exclude(done_on=None)

    def of(self, member: Member) -> Self:
        """Keep what this member herself does; nobody asks for the tasks of a colleague."""
        return self.filter(member=member)

    def waiting(self) -> Self:
        """Keep what nobody does yet, or any more."""
        return self.filter(member=None, party=None)

    def out_of_sight(self) -> Self:
        """Keep the open tasks of who can no longer read them: she left, may not come in, or left the team."""
        doer = OuterRef("member")
        reads_along = Audience.readers.through.objects.filter(audience=OuterRef("audience"), member=doer)
        may_read = Member.objects.active().who_note().filter(pk=doer)
        is_team = Q(audience__kind=Audience.Kind.TEAM)
        return self.open().exclude(member=None).filter(~Exists(may_read) | (is_team & ~Exists(reads_along)))

    def by_due_day(self) -> Self:
        """Order by the day that they are due, the undated last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def for_rows(self) -> Self:
        """Fetch along what a row of a list shows."""
        return self.select_related("member__user", "audience")


class Task(Kept):
    """What one of us or somebody outside does for a situation; of whom it is nobody's yet, it waits for somebody."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="tasks")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="tasks")
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="tasks", db_index=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    text = models.CharField(_("wat er gedaan wordt"), max_length=TASK_LENGTH)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="tasks", db_index=False)
    party = models.ForeignKey(Party, models.SET_NULL, null=True, blank=True, related_name="tasks")
    promise = models.ForeignKey(Promise, models.SET_NULL, null=True, blank=True, related_name="tasks")
    due_on = models.DateField(_("wanneer"), null=True, blank=True)
    done_on = models.DateField(_("gedaan op"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(no_db_index=["keep_until", "municipality", "audience", "party", "promise"])

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["situation", "done_on", "due_on", "id"], name="task_of_situation"),
            models.Index(fields=["member", "done_on", "due_on"], name="task_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None) | Q(party=None), name="task_is_done_by_one_of_us_or_by_them"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_overdue(self) -> bool:
        """Tell whether its day has passed while it is open."""
        return self.done_on is None and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody does it yet, or any more."""
        return self.member_id is None and self.party_id is None
