"""What is on the desk of one member alone."""

import datetime
import uuid
from typing import Final, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Channel, ListName, Member
from raakvlak.relations.models import Encounter

OUTSIDE: Final = frozenset({Channel.STREET, Channel.KITCHEN_TABLE, Channel.MEETING})


class TimeOutsideQuerySet(models.QuerySet["TimeOutside"]):
    """Parts of days outside."""

    def of(self, member: Member) -> Self:
        """Keep this member's own; there is no other way to ask."""
        return self.filter(member=member)

    def remember(self, author: Member, talk: Encounter) -> None:
        """Remember of a talk that was held outside in which part of which day that was; its author may wipe it out."""
        if talk.channel in OUTSIDE and talk.part_of_day:
            own = TimeOutside(member=author, day=talk.happened_on, part_of_day=talk.part_of_day)
            self.bulk_create([own], ignore_conflicts=True)


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


FRIDAY: Final = 4


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


class DigestQuerySet(models.QuerySet["Digest"]):
    """What members chose to hear of their day by mail."""

    def of(self, member: Member) -> Self:
        """Keep this member's own; nobody else has any business with it."""
        return self.filter(member=member)

    def due(self, day: datetime.date) -> Self:
        """Keep those for which a mail is to be written on a day: once each working day, or once a week."""
        if day.weekday() > FRIDAY:
            return self.none()
        monday = day - datetime.timedelta(days=day.weekday())
        daily = models.Q(rhythm=Digest.Rhythm.DAY, looked_on__lt=day)
        return self.filter(daily | models.Q(rhythm=Digest.Rhythm.WEEK, looked_on__lt=monday))


class Digest(models.Model):
    """That a member wants to hear by mail how much waits for her: numbers and links, no words and no names.

    Who wants no mail has no row.
    """

    class Rhythm(models.TextChoices):
        """How often."""

        DAY = "day", _("elke werkdag")
        WEEK = "week", _("elke week, op maandag")

    member = models.OneToOneField(Member, models.CASCADE, related_name="+")
    rhythm = models.CharField(_("hoe vaak"), max_length=10, choices=Rhythm)
    site = models.CharField(_("adres van Raakvlak"), max_length=200)  # where she chose it, for the links in the mail
    looked_on = models.DateField(_("laatst gekeken"), default=timezone.localdate)

    objects = DigestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["rhythm", "looked_on"], name="digest_due")]

    def __str__(self) -> str:
        return self.rhythm


TO_UNDO: Final = datetime.timedelta(days=1)


class BulkChangeQuerySet(models.QuerySet["BulkChange"]):
    """What members changed of many rows at once."""

    def of(self, member: Member) -> Self:
        """Keep this member's own; nobody else has any business with it."""
        return self.filter(member=member)

    def of_late(self) -> Self:
        """Keep what can still be undone, or was undone just now."""
        return self.filter(done_at__gt=timezone.now() - TO_UNDO)

    def forgotten(self) -> Self:
        """Keep what was done so long ago that it can't be undone any more."""
        return self.filter(done_at__lte=timezone.now() - TO_UNDO)

    def newest_first(self) -> Self:
        """Order by when it was done, the newest first."""
        return self.order_by("-done_at", "-pk")


class BulkChange(models.Model):
    """That a member changed many rows at once, remembered for a day to undo it.

    `rows` holds numbers, days and choices, and no words: of each row what stood there and what was put there.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    list_name = models.CharField(_("lijst"), max_length=20, choices=ListName)
    kind = models.CharField(_("wat"), max_length=20)
    about = models.PositiveBigIntegerField(null=True, editable=False)  # a situation, when talks came to belong to one
    rows = models.JSONField(default=dict)
    changed = models.PositiveIntegerField(default=0)
    stayed = models.PositiveIntegerField(default=0)
    restored = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-done_at"], name="bulk_change_newest")]

    def __str__(self) -> str:
        return f"{self.list_name} {self.kind}"

    @property
    def can_be_undone(self) -> bool:
        """Tell whether it was not undone yet, and not longer than a day ago."""
        return self.undone_at is None and self.done_at > timezone.now() - TO_UNDO

    @property
    def left_alone(self) -> int:
        """Return how many rows undoing left as they were, for somebody changed them since."""
        return self.changed - self.restored


FORGOTTEN_AFTER: Final = datetime.timedelta(days=30)  # a phone without contact erased itself long before that


class DeviceQuerySet(models.QuerySet["Device"]):
    """Phones on which members note outside."""

    def of(self, member: Member) -> Self:
        """Keep this member's own; nobody else has any business with it."""
        return self.filter(member=member)

    def in_use(self) -> Self:
        """Keep those that were not taken off."""
        return self.filter(revoked_on=None)

    def is_revoked(self, key: uuid.UUID) -> bool:
        """Tell whether a phone must erase what it keeps."""
        return self.filter(uuid=key).exclude(revoked_on=None).exists()

    def forgotten(self) -> Self:
        """Keep those that were not heard of for so long that nothing can be left on them."""
        return self.filter(last_on__lt=timezone.localdate() - FORGOTTEN_AFTER)


class Device(models.Model):
    """A phone that keeps something of a member. Its key was drawn there, and only that phone knows it."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    uuid = models.UUIDField()
    name = models.CharField(_("naam"), max_length=60)
    first_on = models.DateField(_("sinds"), default=timezone.localdate)
    last_on = models.DateField(_("laatste contact"), default=timezone.localdate)
    revoked_on = models.DateField(_("weggehaald op"), null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "uuid"], name="device_once_per_member")]
        indexes = [models.Index(fields=["uuid"], name="device_by_key")]

    def __str__(self) -> str:
        return self.name
