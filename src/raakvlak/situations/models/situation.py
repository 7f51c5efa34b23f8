"""A situation: what goes on in a place, for whom, and within which bounds."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Area, Audience, Member, Municipality, Tag, VisibleQuerySet
from raakvlak.relations.models import Appointment, DayOfTalkField, Encounter, Promise, TalkQuerySet
from raakvlak.web.fields import SortNameField
from raakvlak.web.text import sort_name


class SituationQuerySet(VisibleQuerySet["Situation"]):
    """Situations of municipalities."""

    def open(self) -> Self:
        """Leave out what was closed."""
        return self.filter(closed_on=None)

    def newest_first(self) -> Self:
        """Order by the day that they began, the newest first."""
        return self.order_by("-started_on", "-pk")

    def titled_like(self, text: str) -> Self:
        """Keep those of which the title has, for each word of this text, a word that begins with it."""
        found = self
        for word in sort_name(text).split():
            found = found.filter(Q(sort_title__startswith=word) | Q(sort_title__contains=f" {word}"))
        return found

    def with_in_team(self, member: Member) -> Self:
        """Keep those of which this member is in the team."""
        return self.filter(team__in=member.teams.values("pk"))


class Situation(models.Model):
    """What goes on in a place. Its audience says who may find it; its team has the working notes in common."""

    class Kind(models.TextChoices):
        """What it is about."""

        PUBLIC_SPACE = "public_space", _("buitenruimte")
        TRAFFIC = "traffic", _("verkeer en parkeren")
        HOUSING = "housing", _("bouwen en wonen")
        LIVING_TOGETHER = "living_together", _("samenleven")
        INITIATIVE = "initiative", _("bewonersinitiatief")
        CHALLENGE = "challenge", _("uitdaagrecht")
        OTHER = "other", _("anders")

    class Phase(models.TextChoices):
        """How far we are."""

        EXPLORING = "exploring", _("verkennen")
        UNDERSTANDING = "understanding", _("begrijpen")
        RESOLVING = "resolving", _("samen eruit komen")
        DOING = "doing", _("doen")
        CLOSED = "closed", _("afgerond")

    class Influence(models.TextChoices):
        """How much say people have."""

        INFORM = "inform", _("informeren")
        CONSULT = "consult", _("raadplegen")
        ADVISE = "advise", _("adviseren")
        COPRODUCE = "coproduce", _("samen maken")
        DECIDE = "decide", _("meebeslissen")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="situations")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="situations")
    team = models.OneToOneField(Audience, models.PROTECT, related_name="situation")
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("titel"), max_length=120)
    sort_title = SortNameField()
    kind = models.CharField(_("soort"), max_length=20, choices=Kind, default=Kind.OTHER)
    phase = models.CharField(_("fase"), max_length=20, choices=Phase, default=Phase.EXPLORING)
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="situations", verbose_name=_("gebied")
    )
    place = models.CharField(_("plek"), max_length=120, blank=True)
    # A situation is about a place and not about a person: ten metres is precise enough, and harms nobody.
    latitude = models.DecimalField(max_digits=6, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=6, decimal_places=4, null=True, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="situations")
    goal = models.TextField(pgettext_lazy("situation", "doel"), blank=True)
    influence = models.CharField(_("invloed van bewoners"), max_length=20, choices=Influence, blank=True)
    fixed = models.TextField(_("wat ligt vast"), blank=True)
    decider = models.CharField(_("wie beslist"), max_length=200, blank=True)
    planning = models.TextField(_("planning"), blank=True)
    started_on = models.DateField(_("begonnen op"), default=timezone.localdate)
    closed_on = models.DateField(_("afgerond op"), null=True, blank=True)
    outcome = models.TextField(_("uitkomst"), blank=True)
    held_since_on = models.DateField(_("niets wissen sinds"), null=True, blank=True)
    hold_reason = models.CharField(_("waarom niets wissen"), max_length=200, blank=True)
    ladder_version = models.PositiveIntegerField(default=0, editable=False)
    encounters = models.ManyToManyField(Encounter, through="SituationEncounter", related_name="situations")
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["ladder_version"])

    objects = SituationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["audience", "-started_on", "-id"], name="situation_newest"),
            models.Index(fields=["municipality", "phase", "-started_on"], name="situation_by_phase"),
            models.Index(
                fields=["municipality", "latitude", "longitude"],
                condition=Q(closed_on=None, latitude__isnull=False),
                name="situation_nearby",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(phase="closed") & Q(closed_on__isnull=False)) | (~Q(phase="closed") & Q(closed_on=None)),
                name="closed_situation_has_a_day",
            ),
            models.CheckConstraint(condition=Q(held_since_on=None) | ~Q(hold_reason=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=50, latitude__lte=54, longitude__gte=3, longitude__lte=8),
                name="situation_place_is_whole_and_dutch",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the title to search in step with the title."""
        self.sort_title = sort_name(self.title)
        super().save(*args, **kwargs)

    @property
    def is_closed(self) -> bool:
        """Tell whether it was closed with an outcome."""
        return self.phase == self.Phase.CLOSED

    @property
    def is_for_team_only(self) -> bool:
        """Tell whether nobody outside the team can find it."""
        return self.audience_id == self.team_id

    @property
    def is_held(self) -> bool:
        """Tell whether nothing of this situation may be deleted (a Woo request, say)."""
        return self.held_since_on is not None

    def has_in_team(self, member: Member) -> bool:
        """Tell whether this member reads along with the team."""
        return self.team_id in member.audience_ids


class SituationEncounterQuerySet(TalkQuerySet["SituationEncounter"]):
    """Links between situations and talks of municipalities."""


class SituationEncounter(models.Model):
    """A talk that belongs to a situation; linking never widens who may read it."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="links", db_index=False)
    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="links")
    happened_on = DayOfTalkField()

    objects = SituationEncounterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["situation", "-happened_on", "-encounter"], name="link_newest")]
        constraints = [models.UniqueConstraint(fields=["situation", "encounter"], name="linked_once")]

    def __str__(self) -> str:
        return f"{self.situation_id} {self.encounter_id}"


class SituationPromise(models.Model):
    """A promise that was made for a situation without a talk; tying never widens who may read it."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="ties", db_index=False)
    promise = models.ForeignKey(Promise, models.CASCADE, related_name="ties")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["situation", "promise"], name="tied_once")]

    def __str__(self) -> str:
        return f"{self.situation_id} {self.promise_id}"


class SituationAppointment(models.Model):
    """The situation that a planned talk is about; it never widens who may know of that talk."""

    appointment = models.OneToOneField(Appointment, models.CASCADE, related_name="situation_link")
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="appointment_links")

    def __str__(self) -> str:
        return f"{self.situation_id} {self.appointment_id}"
