"""Whom we meet, what was said, and what was promised."""

import datetime
import uuid
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Area, Audience, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.municipality.models import Channel as MeetingChannel
from raakvlak.web.fields import EncryptedTextField, SortNameField
from raakvlak.web.text import sort_name

RESTORED_WITHIN_DAYS = 30


class PartyQuerySet(VisibleQuerySet["Party"]):
    """Parties of municipalities."""

    def by_name(self) -> Self:
        """Order by name, whatever the accents and capitals."""
        return self.order_by("sort_name", "pk")

    def named_like(self, text: str) -> Self:
        """Keep those with a name in which some word begins with this text."""
        start = sort_name(text)
        return self.filter(Q(sort_name__startswith=start) | Q(sort_name__contains=f" {start}"))


class Party(Kept):
    """A person, group or organisation that we meet; it may be anonymous ("huis met het rode hek")."""

    class Kind(models.TextChoices):
        """What a party is."""

        PERSON = "person", _("persoon")
        GROUP = "group", _("groep")
        ORGANISATION = "organisation", _("organisatie")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="parties", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="parties", db_index=False)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind, default=Kind.PERSON)
    name = models.CharField(_("naam"), max_length=120)
    sort_name = SortNameField()
    is_anonymous = models.BooleanField(_("zonder naam"), default=False)
    description = models.TextField(_("waarvan kennen we elkaar"), blank=True)
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="parties", verbose_name=_("gebied")
    )
    languages = models.CharField(_("talen"), max_length=120, blank=True)
    knows_since_on = models.DateField(_("weet dat ik noteer, sinds"), null=True, blank=True)
    is_not_to_be_noted = models.BooleanField(_("wil niet genoteerd worden"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(no_db_index=["keep_until", "municipality", "audience", "area"])

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        indexes = [
            models.Index(fields=["audience", "sort_name", "id"], name="party_by_name"),
            models.Index(fields=["municipality", "sort_name", "id", "audience", "kind"], name="party_list"),
            models.Index(fields=["audience"], condition=Q(is_not_to_be_noted=True), name="party_not_to_be_noted"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the name to sort by in step with the name."""
        self.sort_name = sort_name(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came


class ContactPoint(models.Model):
    """A way to reach a party, stored encrypted; it lives as long as its party."""

    class Kind(models.TextChoices):
        """How one reaches someone."""

        PHONE = "phone", _("telefoon")
        EMAIL = "email", _("e-mail")
        ADDRESS = "address", _("adres")

    party = models.ForeignKey(Party, models.CASCADE, related_name="contact_points")
    kind = models.CharField(_("soort"), max_length=10, choices=Kind)
    value = EncryptedTextField(_("gegeven"))
    fingerprint = models.CharField(max_length=64, editable=False, db_index=True)
    is_shielded = models.BooleanField(_("afgeschermd"), default=False)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return self.get_kind_display()


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
        rows = self.newest_first().select_related("area", "audience", "author__user", "written_by__user")
        return rows.defer("area__geometry").prefetch_related("presences")


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


class Presence(models.Model):
    """A party in a talk: one who spoke, or one who was only mentioned."""

    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="presences", db_index=False)
    party = models.ForeignKey(Party, models.CASCADE, related_name="presences", db_index=False)
    is_only_mentioned = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["party", "encounter", "is_only_mentioned"], name="presence_of_party")]
        constraints = [models.UniqueConstraint(fields=["encounter", "party"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.encounter_id} {self.party_id}"


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
