"""What became of a promise: append-only rows, so that all of it stays to be read."""

import datetime
from collections.abc import Iterable
from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member
from raakvlak.relations.models.encounter import Encounter
from raakvlak.relations.models.promise import Promise, PromiseQuerySet

NEW_DAYS: Final = 14  # so long a promise that was handed over stands out


class PromiseMove(models.Model):
    """That the day of a promise was moved, and why. Append-only: the earlier day stays to be read."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="moves")
    moved_from_on = models.DateField(_("was"), null=True, blank=True)
    moved_to_on = models.DateField(_("werd"))
    why = models.CharField(_("waarom"), max_length=200)
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-moved_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.moved_to_on:%d-%m-%Y}: {self.why}"


class PromiseSettling(models.Model):
    """That a promise was kept, was not, or neither: not needed any more, with why, or else opened again."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="settlings")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    is_kept = models.BooleanField(_("nagekomen"), null=True, blank=True)
    outcome = models.CharField(_("waaruit dat blijkt, of wat er is verteld"), max_length=500, blank=True)
    shown_in = models.ForeignKey(Encounter, models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-settled_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_kept=None) | Q(is_kept=True) | ~Q(outcome=""),
                name="settling_as_broken_says_what_was_told",
            )
        ]

    def __str__(self) -> str:
        return f"{self.is_kept} {self.outcome}"

    @property
    def is_opening(self) -> bool:
        """Tell whether the promise was opened again."""
        return self.is_kept is None and not self.outcome


class PromiseCorrection(models.Model):
    """That a promise was written down wrongly, and what stood there. Append-only: none becomes smaller unseen."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="corrections")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(_("wat er stond"))
    kind = models.CharField(_("hoe vast het was"), max_length=20, choices=Promise.Kind)
    direction = models.CharField(_("van wie aan wie het was"), max_length=10, choices=Promise.Direction)
    corrected_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-corrected_at", "-pk"]

    def __str__(self) -> str:
        return self.text


class PromiseHandoverQuerySet(models.QuerySet["PromiseHandover"]):
    """Steps of promises from one keeper to another."""

    def of_late(self, member: Member) -> Self:
        """Keep what a colleague handed to this member in the last two weeks, but for what she took back herself."""
        since = timezone.now() - datetime.timedelta(days=NEW_DAYS)
        handed = self.exclude(reason=PromiseHandover.Reason.TAKEN)
        return handed.filter(taker=member, giver__isnull=False, handed_at__gte=since)

    def to(self, member: Member, promises: Iterable[Promise]) -> Self:
        """Return what was handed to this member of late of these promises, the oldest first, with who gave it."""
        rows = self.of_late(member).filter(promise__in=[promise.pk for promise in promises])
        return rows.select_related("giver__user").order_by("handed_at", "pk")


class PromiseHandover(models.Model):
    """That somebody else keeps a promise from now on, or nobody yet, and why."""

    class Reason(models.TextChoices):
        """How it came about."""

        ASKED = "asked", _("overgedragen")
        TAKEN = "taken", _("overgenomen")
        PASSED_ON = "passed_on", _("doorgegeven")  # its owner left, or can no longer read it

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    taker = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reason = models.CharField(_("hoe"), max_length=20, choices=Reason, default=Reason.ASKED)
    why = models.CharField(_("waarom"), max_length=200, blank=True)
    handed_at = models.DateTimeField(auto_now_add=True)

    objects = PromiseHandoverQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-handed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(giver=None) | Q(taker=None) | ~Q(giver=F("taker")), name="a_promise_is_handed_to_another"
            ),
            models.CheckConstraint(condition=~Q(reason="asked") | ~Q(why=""), name="who_hands_over_says_why"),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


def pressing(promises: PromiseQuerySet, member: Member) -> PromiseQuerySet:
    """Order by what presses: the overdue, then what was handed to this member of late, then the rest by its day."""
    late = Case(When(due_on__lt=timezone.localdate(), then=0), default=1)
    handed = PromiseHandover.objects.of_late(member).filter(promise=OuterRef("pk"))
    return promises.order_by(late, Exists(handed).desc(), F("due_on").asc(nulls_last=True), "pk")
