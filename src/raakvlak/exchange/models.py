"""A file that comes from elsewhere: its rows for as long as they are needed, and what was made of them."""

import datetime
import uuid
from pathlib import Path
from typing import Any, Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.models import Possibility
from raakvlak.exchange.refusal import in_words
from raakvlak.municipality.models import Audience, Ground, Member, Municipality, MunicipalityQuerySet, Purpose
from raakvlak.relations.models import Encounter, Party
from raakvlak.web.fields import EncryptedTextField
from raakvlak.web.models import Job
from raakvlak.web.models.job import UNFINISHED
from raakvlak.web.uploads import waiting_file

DAYS_UNFINISHED: Final = 7
DAYS_TO_UNDO: Final = 30


class What(models.TextChoices):
    """What the rows of a file are; the value stands in addresses."""

    ORGANISATIONS = "organisaties", _("organisaties")
    PEOPLE = "relaties", _("eigen relaties")
    NOTES = "notities", _("eigen notities")
    POSSIBILITIES = "mogelijkheden", _("mogelijkheden in huis")


class BatchQuerySet(MunicipalityQuerySet["Batch"]):
    """Batches of municipalities."""

    def sent_by(self, member: Member) -> Self:
        """Keep what this member sent: nobody else has any business with it."""
        return self.within(member.municipality).filter(member=member)

    def newest_first(self) -> Self:
        """Order by when they were sent, the newest first."""
        return self.order_by("-sent_at", "-pk")

    def forgotten(self) -> Self:
        """Keep what nobody finished for a week, and what was brought in so long ago that it can't be undone."""
        now = timezone.now()
        unfinished = Q(done_at=None, changed_at__lt=now - datetime.timedelta(days=DAYS_UNFINISHED))
        return self.filter(unfinished | Q(done_at__lt=now - datetime.timedelta(days=DAYS_TO_UNDO)))


class Batch(models.Model):
    """A file that a member brings in: sent, read, settled and looked at, and then stored, all of it or nothing."""

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading", _("wordt gelezen")
        REFUSED = "refused", _("niet te gebruiken")
        MAPPING = "mapping", _("kolommen kiezen")
        SETTLING = "settling", _("afspraken maken")
        CHECKING = "checking", _("wordt nagekeken")
        READY = "ready", _("klaar om te bekijken")
        STORING = "storing", _("wordt bewaard")
        DONE = "done", _("ingelezen")
        UNDOING = "undoing", _("wordt teruggedraaid")
        UNDONE = "undone", _("ongedaan gemaakt")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="batches")
    member = models.ForeignKey(Member, models.PROTECT, related_name="batches")
    what = models.CharField(_("wat"), max_length=20, choices=What)
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.READING)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(_("bestand"), max_length=200)
    refusal = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)
    headers = EncryptedTextField(default="[]")
    mapping = models.JSONField(default=list)
    # What holds for every row that is made.
    purpose = models.CharField(_("doel"), max_length=20, choices=Purpose, blank=True)
    ground = models.CharField(_("grondslag"), max_length=20, choices=Ground, blank=True)
    ends_on = models.DateField(_("bewaren tot"), null=True)
    audience = models.ForeignKey(Audience, models.CASCADE, null=True, related_name="+")
    knows_since_on = models.DateField(_("weet dat ik noteer, sinds"), null=True)
    makes_people = models.BooleanField(default=True)
    skips_wrong = models.BooleanField(default=False)
    makes_doubles = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    outcome = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    done_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["member", "-sent_at", "-id"], name="batch_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["checking", "ready", "storing", "done"])
                | Q(what="mogelijkheden")
                | (Q(ends_on__isnull=False) & Q(audience__isnull=False) & ~Q(purpose="") & ~Q(ground="")),
                name="batch_is_settled_before_it_is_stored",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        """Return where the file waits, encrypted, until it is read."""
        return waiting_file(f"batch-{self.key}")

    @property
    def is_about_people(self) -> bool:
        """Tell whether somebody must say what for, how long and for whose eyes: what is of the house needs no term."""
        return self.what != What.POSSIBILITIES

    @property
    def is_busy(self) -> bool:
        """Tell whether the worker has it."""
        return self.state in {self.State.READING, self.State.CHECKING, self.State.STORING, self.State.UNDOING}

    @property
    def is_stuck(self) -> bool:
        """Tell whether the worker gave up."""
        return self.is_busy and (self.job is None or self.job.state not in UNFINISHED)

    @property
    def is_stored(self) -> bool:
        """Tell whether rows were made of it, and not taken back."""
        return self.state in {self.State.DONE, self.State.UNDOING}

    @property
    def undone_until(self) -> datetime.date | None:
        """Return the last day on which it can be taken back."""
        return timezone.localdate(self.done_at) + datetime.timedelta(days=DAYS_TO_UNDO) if self.done_at else None

    @property
    def refusal_in_words(self) -> str:
        """Say why it can't be used, and what to do."""
        stored: dict[str, Any] = self.details
        return in_words(self.refusal, stored)


class BatchRow(models.Model):
    """One row of a file, as it stood there, for its sender alone; it goes as soon as the batch is stored."""

    class Choice(models.TextChoices):
        """What the sender decided about one row."""

        USUAL = "", _("zoals de rest")
        SKIPPED = "skip", _("sla over")
        NEW = "new", _("toch maken")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    content = EncryptedTextField()
    has_errors = models.BooleanField(default=False)
    has_questions = models.BooleanField(default=False)
    is_double = models.BooleanField(default=False)
    repeats = models.PositiveIntegerField(null=True)
    choice = models.CharField(max_length=4, choices=Choice, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_row_per_number")]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.number}"


class Made(models.Model):
    """That a batch made a party, a talk or a possibility, for as long as it can be taken back."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="made", db_index=False)
    party = models.ForeignKey(Party, models.CASCADE, null=True, related_name="+")
    encounter = models.ForeignKey(Encounter, models.CASCADE, null=True, related_name="+")
    possibility = models.ForeignKey(Possibility, models.CASCADE, null=True, related_name="+")
    stays_when_merged = ("party",)  # it made this one, and not the other whom it turned out to be

    class Meta:
        verbose_name_plural = "made"
        indexes = [models.Index(fields=["batch", "id"], name="made_by_batch")]
        constraints = [
            models.CheckConstraint(
                condition=Q(party__isnull=False, encounter=None, possibility=None)
                | Q(party=None, encounter__isnull=False, possibility=None)
                | Q(party=None, encounter=None, possibility__isnull=False),
                name="made_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.party_id or self.encounter_id or self.possibility_id}"


class KnownColumns(models.Model):
    """How a member read these columns the last time; of the headers themselves only a fingerprint stays."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="known_columns")
    what = models.CharField(max_length=20, choices=What)
    headers = models.CharField(max_length=64)
    mapping = models.JSONField(default=list)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "known columns"
        constraints = [models.UniqueConstraint(fields=["member", "what", "headers"], name="columns_known_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.headers[:8]}"
