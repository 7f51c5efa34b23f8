"""A talk that is still to come: when, where, with whom, and what one wants to ask."""

import datetime
import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Area, Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.relations.models.encounter import Encounter
from raakvlak.relations.models.party import Party


class AppointmentQuerySet(VisibleQuerySet["Appointment"]):
    """Appointments of municipalities."""

    def coming(self) -> Self:
        """Keep those that were neither held nor called off."""
        return self.filter(done_at=None, cancelled_at=None)

    def past(self) -> Self:
        """Keep those that were held or called off."""
        return self.exclude(done_at=None, cancelled_at=None)

    def of(self, member: Member) -> Self:
        """Keep those to which this member goes herself."""
        return self.filter(members=member)

    def for_hands_of(self, member: Member) -> Self:
        """Keep those that this member may change: to which she goes herself, or nobody goes any more."""
        return self.filter(Q(members=member) | Q(members=None))

    def without_anybody(self) -> Self:
        """Keep those to which nobody goes any more."""
        return self.filter(members=None)

    def nearest_first(self) -> Self:
        """Order by the day, the first to come first."""
        return self.order_by("planned_on", "pk")

    def for_rows(self) -> Self:
        """Fetch along what a row of a list shows; names of parties are a reader's matter."""
        goers = Appointment.members.through.objects.filter(appointment=OuterRef("pk"))
        rows = self.select_related("area", "audience").defer("area__geometry").prefetch_related("parties")
        return rows.annotate(is_taken=Exists(goers))


class Appointment(Kept):
    """A talk that is planned (gepland gesprek); once it was held, it leads to what was noted of it."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="appointments", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="appointments")
    author = models.ForeignKey(Member, models.PROTECT, related_name="planned_appointments")
    # Who goes; she who planned it is among them, until she hands it over.
    members = models.ManyToManyField(Member, blank=True, related_name="appointments")
    parties = models.ManyToManyField(Party, blank=True, related_name="appointments")
    planned_on = models.DateField(_("dag"))
    clock_time = models.TimeField(_("hoe laat"), null=True, blank=True)
    part_of_day = models.CharField(_("dagdeel"), max_length=10, choices=Encounter.PartOfDay, blank=True)
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="appointments", verbose_name=_("gebied")
    )
    place = models.CharField(_("plek"), max_length=120, blank=True)
    questions = models.TextField(_("wat ik wil vragen"), blank=True)
    encounter = models.OneToOneField(
        Encounter, models.SET_NULL, null=True, blank=True, editable=False, related_name="appointment"
    )
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    # Whether anybody goes, for a row of a list.
    is_taken: bool

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        indexes = [
            # In the order of the list, with what it is narrowed by: what is over is never read.
            models.Index(
                fields=["municipality", "planned_on", "id", "audience"],
                condition=Q(done_at=None, cancelled_at=None),
                name="appointment_coming",
            ),
            models.Index(fields=["municipality", "-planned_on", "-id", "audience"], name="appointment_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(cancelled_at=None), name="appointment_is_held_or_called_off"
            ),
            models.CheckConstraint(
                condition=Q(encounter=None) | Q(done_at__isnull=False), name="appointment_with_a_talk_was_held"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.planned_on:%d-%m-%Y}"

    @property
    def is_over(self) -> bool:
        """Tell whether it was held or called off."""
        return self.done_at is not None or self.cancelled_at is not None

    @property
    def asks_how_it_went(self) -> bool:
        """Tell whether its day has come, and nobody said how it went."""
        return not self.is_over and self.planned_on <= timezone.localdate()

    @property
    def days_away(self) -> int:
        """Return in how many days it is; below zero when it has been."""
        day: datetime.date = self.planned_on
        return (day - timezone.localdate()).days

    @property
    def lines_to_ask(self) -> list[str]:
        """Return what one wants to ask, one thing at a time."""
        return [line.strip(" -–•*\t") for line in self.questions.splitlines() if line.strip(" -–•*\t")]
