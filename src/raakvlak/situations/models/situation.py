"""A situation: what goes on in a place, for whom, and within which bounds."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Area, Audience, Member, Municipality, Tag, VisibleQuerySet
from raakvlak.relations.models import Encounter, Party


class SituationQuerySet(VisibleQuerySet["Situation"]):
    """Situations of municipalities."""

    def open(self) -> Self:
        """Leave out what was closed."""
        return self.filter(closed_on=None)

    def newest_first(self) -> Self:
        """Order by the day that they began, the newest first."""
        return self.order_by("-started_on", "-pk")


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
    title = models.CharField(_("titel"), max_length=120)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind, default=Kind.OTHER)
    phase = models.CharField(_("fase"), max_length=20, choices=Phase, default=Phase.EXPLORING)
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="situations", verbose_name=_("gebied")
    )
    place = models.CharField(_("plek"), max_length=120, blank=True)
    tags = models.ManyToManyField(Tag, blank=True, related_name="situations")
    goal = models.TextField(_("doel"), blank=True)
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

    objects: ClassVar[SituationQuerySet] = SituationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["audience", "-started_on", "-id"], name="situation_newest"),
            models.Index(fields=["municipality", "phase", "-started_on"], name="situation_by_phase"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(phase="closed") & Q(closed_on__isnull=False)) | (~Q(phase="closed") & Q(closed_on=None)),
                name="closed_situation_has_a_day",
            ),
            models.CheckConstraint(condition=Q(held_since_on=None) | ~Q(hold_reason=""), name="hold_says_why"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_held(self) -> bool:
        """Tell whether nothing of this situation may be deleted (a Woo request, say)."""
        return self.held_since_on is not None

    def has_in_team(self, member: Member) -> bool:
        """Tell whether this member reads along with the team."""
        return self.team_id in member.audience_ids


class SituationEncounter(models.Model):
    """A talk that belongs to a situation; linking never widens who may read it."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="links")
    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["situation", "encounter"], name="linked_once")]

    def __str__(self) -> str:
        return f"{self.situation_id} {self.encounter_id}"


class Question(models.Model):
    """The question as it was put, or the question behind it. Append-only: an earlier wording stays to be read."""

    class Kind(models.TextChoices):
        """Which question."""

        AS_PUT = "as_put", _("de vraag zoals die gesteld is")
        BEHIND = "behind", _("de vraag achter de vraag")

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField(_("vraag"))
    author = models.ForeignKey(Member, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["situation", "kind", "-written_at", "-id"], name="question_newest")]

    def __str__(self) -> str:
        return self.text


class Side(models.Model):
    """A side that is touched by a situation, and the parties that speak from it."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="sides")
    name = models.CharField(_("kant"), max_length=80, help_text=_("Zoals: ouders van de school."))
    parties = models.ManyToManyField(Party, blank=True, related_name="sides")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["situation", "name"], name="one_side_per_name")]

    def __str__(self) -> str:
        return self.name


class Outreach(models.Model):
    """Who was invited to take part, how, and when."""

    situation = models.ForeignKey(Situation, models.CASCADE, related_name="outreach")
    who = models.CharField(_("wie"), max_length=200)
    how = models.CharField(_("hoe"), max_length=200)
    on = models.DateField(_("wanneer"), default=timezone.localdate)

    class Meta:
        verbose_name_plural = "outreach"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.who
