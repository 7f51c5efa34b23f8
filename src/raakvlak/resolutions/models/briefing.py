"""A briefing (Wat horen we?): what was heard in a situation, in the author's own words beside figures of groups."""

import uuid
from typing import Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.models import READING_ROLES
from raakvlak.municipality.models import Audience, Channel, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.relations.models import Party
from raakvlak.resolutions.models.option import TITLE_LENGTH
from raakvlak.resolutions.models.reaction import Reaction
from raakvlak.situations.models import Situation

LEAST: Final = 5
MEANT_FOR_LENGTH: Final = 200
# What its author writes, in the order in which it is read.
PARTS: Final = ("heard", "agreed", "differs", "missing", "unknown")
EARLIER, SILENT = "earlier", "silent"


class BriefingQuerySet(VisibleQuerySet["Briefing"]):
    """Briefings of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep what the team writes for who is in it, and what was frozen for the house for all who work here.

        When only its team may find a situation, nobody else reads what was written for the house either.
        """
        circles = member.audience_ids
        seen = Q(audience__in=circles, situation__audience__in=circles)
        if member.is_active and member.role in READING_ROLES:
            is_shared = Q(situation__audience__kind=Audience.Kind.FRONTLINE)
            seen |= Q(is_for_house=True, frozen_at__isnull=False) & is_shared
        return self.within(member.municipality).filter(seen)

    def frozen(self) -> Self:
        """Keep what does not change any more."""
        return self.exclude(frozen_at=None)

    def newest_first(self) -> Self:
        """Order what was frozen by when it was, the newest first."""
        return self.order_by("-frozen_at", "-pk")


class Briefing(Kept):
    """One page Wat horen we?: written by the team, and frozen with its figures, date and author."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="briefings", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="briefings", db_index=False)
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="briefings", db_index=False)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("waar het over gaat"), max_length=TITLE_LENGTH)
    meant_for = models.CharField(_("voor wie en waarvoor"), max_length=MEANT_FOR_LENGTH, blank=True)
    heard = models.TextField(_("wat horen we"), blank=True)
    agreed = models.TextField(_("waar zijn mensen het over eens"), blank=True)
    differs = models.TextField(_("waar verschillen ze, en waarom"), blank=True)
    missing = models.TextField(_("wie hoorden we nog niet"), blank=True)
    unknown = models.TextField(_("wat weten we niet"), blank=True)
    # Frozen, it is read by all who work here, and not by its team alone.
    is_for_house = models.BooleanField(_("voor iedereen die hier werkt"), default=False)
    # Who began it, and who froze it once it is frozen.
    author = models.ForeignKey(Member, models.PROTECT, related_name="+", db_index=False, verbose_name=_("schrijver"))
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    frozen_at = models.DateTimeField(_("vastgelegd op"), null=True, blank=True)
    # The months in which the first and the last of the talks were that are counted.
    from_on = models.DateField(null=True, blank=True, editable=False)
    until_on = models.DateField(null=True, blank=True, editable=False)
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followed_by")
    withdrawn_on = models.DateField(_("ingetrokken op"), null=True, blank=True)
    because = models.TextField(_("waarom ingetrokken"), blank=True)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["situation", "-frozen_at", "-id"], name="briefing_of_situation"),
            models.Index(
                fields=["municipality", "-frozen_at", "-id"],
                condition=Q(frozen_at__isnull=False),
                name="briefing_frozen",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, because="")
                | (Q(withdrawn_on__isnull=False, frozen_at__isnull=False) & ~Q(because="")),
                name="withdrawn_briefing_was_frozen_and_says_why",
            ),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(follows=F("pk")), name="briefing_does_not_follow_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_frozen(self) -> bool:
        """Tell whether it does not change any more."""
        return self.frozen_at is not None

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether it was taken back; it stays to be read, with why."""
        return self.withdrawn_on is not None


class Figure(models.Model):
    """One figure of a frozen briefing; a number that could point at somebody is not kept at all."""

    class Group(models.TextChoices):
        """What it counts."""

        HEARD = "heard", _("mensen en groepen gehoord")
        HEARD_KIND = "heard_kind", _("gehoord, naar soort")
        HEARD_AREA = "heard_area", _("gehoord, naar gebied")
        TALKS = "talks", _("gesprekken")
        CHANNEL = "channel", _("gesprekken, naar hoe")
        OWN = "own", _("antwoordden zelf, via een link of op papier")
        REPLIES = "replies", _("reacties op Klopt dit?")
        UNHEARD = "unheard", _("horen bij een kant, nog niet gehoord")
        UNHEARD_KIND = "unheard_kind", _("nog niet gehoord, naar soort")
        UNHEARD_AREA = "unheard_area", _("nog niet gehoord, naar gebied")
        HUNCHES = "hunches", _("vermoedens die nog niet zijn nagevraagd")
        OPTION = "option", _("hoe mensen staan tegenover een optie")

    briefing = models.ForeignKey(Briefing, models.CASCADE, related_name="figures")
    group = models.CharField(_("wat het telt"), max_length=20, choices=Group)
    # Which option it is about, in the order in which they came; nothing for what is about no option.
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(_("optie of gebied"), max_length=TITLE_LENGTH, blank=True)
    key = models.CharField(
        max_length=20,
        blank=True,
        choices=[
            *Party.Kind.choices,
            *Channel.choices,
            *Reaction.Gradient.choices,
            (EARLIER, _("eerdere tekst")),
            (SILENT, _("zei er niets van")),
        ],
    )
    # None: too small to tell, or left out so that a smaller one can't be reckoned from it.
    number = models.PositiveIntegerField(_("aantal"), null=True, blank=True)
    is_few = models.BooleanField(default=False)
    is_rest = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(number=None) | Q(number=0) | Q(number__gte=LEAST), name="no_figure_points_at_somebody"
            ),
            models.CheckConstraint(condition=Q(is_few=False) | Q(number=None), name="few_has_no_number"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.number}"
