"""What is on the desk of one member alone."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter


class TimeOutsideQuerySet(models.QuerySet["TimeOutside"]):
    """Parts of days outside."""

    def of(self, member: Member) -> Self:
        """Keep this member's own; there is no other way to ask."""
        return self.filter(member=member)


class TimeOutside(models.Model):
    """A part of a day that a member was outside, for her own eyes only."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    day = models.DateField(_("dag"))
    part_of_day = models.CharField(_("dagdeel"), max_length=10, choices=Encounter.PartOfDay)

    objects = TimeOutsideQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "day", "part_of_day"], name="outside_once_per_part")]

    def __str__(self) -> str:
        return f"{self.day} {self.part_of_day}"


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """What members chose for their own calendars."""

    def of(self, member: Member) -> "CalendarFeed":
        """Return this member's own choice; until she chooses, nothing is told."""
        return self.filter(member=member).first() or CalendarFeed(member=member)

    def choose(self, member: Member, *, shows_words: bool) -> None:
        """Keep this member's choice."""
        self.update_or_create(member=member, defaults={"shows_words": shows_words})


class CalendarFeed(models.Model):
    """What a member lets be told in her own calendar, outside the house; its address is a personal link."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="+")
    shows_words = models.BooleanField(_("met woorden en namen"), default=False)

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return "met woorden" if self.shows_words else "zonder woorden"
