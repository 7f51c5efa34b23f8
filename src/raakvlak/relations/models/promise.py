"""What was promised, and how it went."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.relations.models.encounter import Encounter
from raakvlak.relations.models.party import Party


class PromiseQuerySet(VisibleQuerySet["Promise"]):
    """Promises of municipalities."""

    def open(self) -> Self:
        """Keep the promises that are neither kept nor broken, nor made in a talk that was withdrawn."""
        return self.filter(settled_on=None, encounter__withdrawn_at=None)

    def by_due_day(self) -> Self:
        """Order by the day that they are due, the undated last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")


class Promise(Kept):
    """What someone will do: town hall to resident, resident to town hall, colleague to colleague."""

    class Kind(models.TextChoices):
        """How firm a promise is."""

        LOOK_INTO = "look_into", _("ik zoek het uit")
        AGREED = "agreed", _("afspraak")
        BINDING = "binding", _("toezegging namens de gemeente")

    class Direction(models.TextChoices):
        """Who promised whom."""

        OURS = "ours", _("wij aan hen")
        THEIRS = "theirs", _("zij aan ons")
        INSIDE = "inside", _("onder collega's")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="promises")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="promises")
    kind = models.CharField(_("soort"), max_length=20, choices=Kind, default=Kind.LOOK_INTO)
    direction = models.CharField(_("van wie aan wie"), max_length=10, choices=Direction, default=Direction.OURS)
    text = models.TextField(_("wat is beloofd"))  # references may make it longer than what was typed
    owner = models.ForeignKey(Member, models.PROTECT, related_name="promises", db_index=False)
    party = models.ForeignKey(Party, models.SET_NULL, null=True, blank=True, related_name="promises", db_index=False)
    encounter = models.ForeignKey(Encounter, models.SET_NULL, null=True, blank=True, related_name="promises")
    due_on = models.DateField(_("wanneer"), null=True, blank=True)
    settled_on = models.DateField(_("afgehandeld op"), null=True, blank=True)
    is_kept = models.BooleanField(_("nagekomen"), null=True, blank=True)
    outcome = models.CharField(_("hoe het afliep"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(no_db_index=["keep_until", "municipality", "audience", "owner", "party", "encounter"])

    objects = PromiseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "settled_on", "due_on"], name="promise_due"),
            models.Index(fields=["party", "settled_on"], name="promise_of_party"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_on=None, is_kept=None) | Q(settled_on__isnull=False, is_kept__isnull=False),
                name="promise_is_settled_as_kept_or_broken",
            )
        ]

    def __str__(self) -> str:
        return self.text


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
