"""A reservation: how much of a means, from when until when, and what became of it."""

import datetime
import uuid
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.situations.models import Situation
from raakvlak.support.models.means import Means, lender_is_seen_by

HELD_DAYS: Final = 14  # so long what was asked is held, while nobody said yes or no
BACK_DAYS: Final = 14  # so long a step that was a mistake can be taken back
WORDS_LENGTH: Final = 200


class State(models.TextChoices):
    """How far a reservation is."""

    ASKED = "asked", _("gevraagd")
    GRANTED = "granted", _("toegezegd")
    USED = "used", _("gebruikt")
    RETURNED = "returned", _("terug")
    REFUSED = "refused", _("gaat niet")
    WITHDRAWN = "withdrawn", _("niet meer nodig")


class ReservationQuerySet(VisibleQuerySet["Reservation"]):
    """Reservations of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep those for this member's eyes, of which she may see who lends."""
        return super().visible_to(member).filter(lender_is_seen_by(member, "means__"))

    def taking(self) -> Self:
        """Keep those that take something: granted, used, or asked not too long ago."""
        is_held = Q(state=State.ASKED, held_until_on__gte=timezone.localdate())
        return self.filter(is_held | Q(state__in=[State.GRANTED, State.USED]))

    def running(self) -> Self:
        """Keep those of which something is still to come: taking, or asked so long ago that it holds nothing."""
        return self.filter(state__in=[State.ASKED, State.GRANTED, State.USED])

    def within_days(self, first: datetime.date, last: datetime.date) -> Self:
        """Keep those that have a day in common with these days."""
        return self.filter(from_on__lte=last, until_on__gte=first)


class Reservation(Kept):
    """That somebody asked for a part of a means; it carries words, and has the smallest circle that fits."""

    State = State

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="reservations")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="reservations")
    means = models.ForeignKey(Means, models.CASCADE, related_name="reservations", db_index=False)
    situation = models.ForeignKey(
        Situation, models.SET_NULL, null=True, blank=True, related_name="reservations", db_index=False
    )
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    amount = models.DecimalField(_("hoeveel"), max_digits=12, decimal_places=2)
    from_on = models.DateField(_("vanaf"))
    until_on = models.DateField(_("tot en met"))
    what_for = models.CharField(_("waarvoor"), max_length=WORDS_LENGTH)
    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.ASKED)
    held_until_on = models.DateField(_("vastgehouden tot en met"))
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(
        no_db_index=["keep_until", "municipality", "audience", "means", "situation", "asked_by"]
    )

    objects = ReservationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["means", "until_on", "from_on"], name="reservation_of_means"),
            models.Index(fields=["means", "-from_on", "-id"], name="reservation_newest"),
            models.Index(fields=["situation", "state", "from_on"], name="reservation_of_situation"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="reservation_is_something"),
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("from_on")), name="reservation_begins_before_it_ends"
            ),
            models.CheckConstraint(condition=~Q(what_for=""), name="reservation_says_what_for"),
        ]

    def __str__(self) -> str:
        return self.what_for

    @property
    def takes(self) -> bool:
        """Tell whether it takes something now: what was asked holds its place for two weeks."""
        is_held = self.state == State.ASKED and self.held_until_on >= timezone.localdate()
        return is_held or self.state in {State.GRANTED, State.USED}

    @property
    def has_lapsed(self) -> bool:
        """Tell whether nobody answered in time, so that it holds nothing any more."""
        return self.state == State.ASKED and not self.takes

    @property
    def is_late(self) -> bool:
        """Tell whether what comes back should have been back."""
        is_out = self.state in {State.GRANTED, State.USED} and self.until_on < timezone.localdate()
        return is_out and self.means.comes_back


class ReservationStep(models.Model):
    """That a reservation came into a state: when, by whom, and why. Append-only."""

    reservation = models.ForeignKey(Reservation, models.CASCADE, related_name="steps")
    state = models.CharField(_("stand"), max_length=10, choices=State)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    why = models.CharField(_("waarom"), max_length=WORDS_LENGTH, blank=True)
    is_back = models.BooleanField(_("teruggezet"), default=False)  # the step before was a mistake: it is there again
    stepped_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["stepped_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(why=""), name="who_refuses_a_means_says_why"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
