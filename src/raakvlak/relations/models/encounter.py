"""What was said, and who was there."""

import datetime
import uuid
from typing import Final, Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Area, Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.municipality.models import Channel as MeetingChannel
from raakvlak.relations.models.day import DayOfTalkField
from raakvlak.relations.models.party import Party

RESTORED_WITHIN_DAYS = 30
Row = TypeVar("Row", bound=models.Model, covariant=True)
# What an item of a timeline shows of a talk. Who wrote it is seldom somebody else than its author, and two joins more
# let PostgreSQL ponder the order of all for ten milliseconds.
_SHOWN: Final = ("area", "audience", "author__user")
_SELDOM: Final = ("presences", "written_by__user")


class EncounterQuerySet(VisibleQuerySet["Encounter"]):
    """Encounters of municipalities."""

    def newest_first(self) -> Self:
        """Order by the day of the talk, the newest first."""
        return self.order_by("-happened_on", "-pk")

    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at=None)

    def to_work_out(self, member: Member) -> Self:
        """Keep this member's own notes that still wait to be worked out."""
        return self.standing().filter(author=member, worked_out_at=None)

    def withdrawn_by(self, member: Member) -> Self:
        """Keep what this member took back and can still put back."""
        ends = timezone.now() - datetime.timedelta(days=RESTORED_WITHIN_DAYS)
        return self.filter(author=member, withdrawn_at__gt=ends)

    def for_timeline(self) -> Self:
        """Fetch along what an item of a timeline shows; who was present comes as ids, names are a reader's matter."""
        return self.newest_first().select_related(*_SHOWN).defer("area__geometry").prefetch_related(*_SELDOM)


class TalkQuerySet(VisibleQuerySet[Row]):
    """Rows that tie a talk to something; they are for the eyes of who may read the talk."""

    through = "encounter__"

    def newest_first(self) -> Self:
        """Order by the day of the talk, the newest first."""
        return self.order_by("-happened_on", "-encounter_id")

    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(encounter__withdrawn_at=None)

    def for_timeline(self) -> Self:
        """Fetch along the talk, with what an item of a timeline shows of it."""
        shown = self.newest_first().select_related(*(f"encounter__{path}" for path in _SHOWN))
        return shown.defer("encounter__area__geometry").prefetch_related(*(f"encounter__{path}" for path in _SELDOM))


class Encounter(Kept):
    """A talk that was noted down (gesprek; klantcontact in GEMMA). A sentence is a complete one."""

    Channel = MeetingChannel

    class PartOfDay(models.TextChoices):
        """When on a day; no clock, for nobody's hours are counted here."""

        MORNING = "morning", _("ochtend")
        AFTERNOON = "afternoon", _("middag")
        EVENING = "evening", _("avond")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="encounters", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="encounters", db_index=False)
    author = models.ForeignKey(Member, models.PROTECT, related_name="written_encounters")
    # Who wrote it, once another took it over; the author is who may correct and widen it.
    written_by = models.ForeignKey(Member, models.PROTECT, null=True, editable=False, related_name="+")
    members = models.ManyToManyField(Member, blank=True, related_name="encounters")
    parties = models.ManyToManyField(Party, through="Presence", related_name="encounters")
    happened_on = models.DateField(_("dag"), default=timezone.localdate)
    part_of_day = models.CharField(_("dagdeel"), max_length=10, choices=PartOfDay, blank=True)
    channel = models.CharField(_("hoe"), max_length=20, choices=Channel, blank=True)
    area = models.ForeignKey(
        Area,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="encounters",
        verbose_name=_("waar"),
        db_index=False,
    )
    latitude = models.DecimalField(
        max_digits=6, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(50), MaxValueValidator(54)]
    )
    longitude = models.DecimalField(
        max_digits=6, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(3), MaxValueValidator(8)]
    )
    working_note = models.TextField(_("werknotitie"))
    shareable_summary = models.TextField(_("deelbare samenvatting"), blank=True)
    is_story = models.BooleanField(_("dit is een verhaal"), default=False)
    series = models.UUIDField(_("reeks"), null=True, blank=True)
    worked_out_at = models.DateTimeField(_("uitgewerkt"), null=True, blank=True)
    changed_at = models.DateTimeField(_("aangepast"), null=True, blank=True)
    # The day on which what stands here was read to who said it; other words later take the mark away.
    read_back_on = models.DateField(_("teruggelezen op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(
        m2m_fields=[],
        no_db_index=["uuid", "series", "keep_until", "municipality", "audience", "author", "written_by", "area"],
    )

    objects = EncounterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["audience", "-happened_on", "-id"], name="encounter_newest"),
            # In the order of the list, with what it is narrowed by: what is left out is never read.
            models.Index(
                fields=["municipality", "-happened_on", "-id", "audience", "withdrawn_at", "channel", "is_story"],
                name="encounter_list",
            ),
            models.Index(
                fields=["author", "-happened_on", "-id"],
                condition=Q(worked_out_at=None, withdrawn_at=None),
                name="encounter_to_work_out",
            ),
            models.Index(fields=["author", "withdrawn_at"], condition=Q(withdrawn_at__isnull=False), name="withdrawn"),
            models.Index(fields=["series"], condition=Q(series__isnull=False), name="encounter_of_series"),
            models.Index(fields=["area", "-happened_on", "-id"], name="encounter_in_area"),
            # In the order in which the map counts, with all that it asks: a city is counted without reading a row.
            models.Index(
                fields=[
                    "municipality",
                    "area",
                    "latitude",
                    "longitude",
                    "audience",
                    "happened_on",
                    "channel",
                    "withdrawn_at",
                ],
                name="encounter_on_map",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=50, latitude__lte=54, longitude__gte=3, longitude__lte=8),
                name="encounter_place_is_whole_and_dutch",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display() or _('gesprek')} {self.happened_on:%d-%m-%Y}"

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether its author took it back."""
        return self.withdrawn_at is not None

    @property
    def can_be_restored(self) -> bool:
        """Tell whether it was taken back so shortly ago that its author may still put it back."""
        ends = timezone.now() - datetime.timedelta(days=RESTORED_WITHIN_DAYS)
        return self.withdrawn_at is not None and self.withdrawn_at > ends


class PresenceQuerySet(TalkQuerySet["Presence"]):
    """Presences in talks of municipalities."""


class Presence(models.Model):
    """A party in a talk: one who spoke, or one who was only mentioned."""

    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="presences", db_index=False)
    party = models.ForeignKey(Party, models.CASCADE, related_name="presences", db_index=False)
    is_only_mentioned = models.BooleanField(default=False)
    happened_on = DayOfTalkField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["party", "-happened_on", "-encounter", "is_only_mentioned"], name="presence_newest")
        ]
        constraints = [models.UniqueConstraint(fields=["encounter", "party"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.encounter_id} {self.party_id}"
