"""A threshold: what a wish ran into in the house, between which departments, and how it was opened."""

import datetime
import uuid
from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.alignment.models.lane import Lane
from raakvlak.municipality.models import Audience, Department, Kept, Member, Municipality, MunicipalityQuerySet
from raakvlak.situations.models import Situation

FIRST_DAYS: Final = 7


class ThresholdQuerySet(MunicipalityQuerySet["Threshold"]):
    """Thresholds of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep those for this member's eyes: who named it and the department that it is about see it first."""
        circles = Q(audience__in=member.audience_ids, situation__audience__in=member.audience_ids)
        may_read = circles & (is_shown() | Q(author=member))
        return self.filter(may_read | is_about_department_of(member))

    def about_department_of(self, member: Member) -> Self:
        """Keep what is written about the department of this member."""
        return self.filter(is_about_department_of(member))

    def to_answer(self, member: Member) -> Self:
        """Keep what others do not see yet, because the department of this member may answer it first."""
        return self.about_department_of(member).exclude(is_shown()).exclude(author=member)

    def shown(self) -> Self:
        """Keep those that the department has answered, or had its days for."""
        return self.filter(is_shown())

    def standing(self) -> Self:
        """Keep those that still stand in the way."""
        return self.filter(opened_on=None)


def is_shown() -> Q:
    """Keep what may be seen by others than the department that it is about."""
    waited = Q(first_until_on=None) | Q(first_until_on__lt=timezone.localdate())
    return waited | Q(responded_at__isnull=False)


def is_about_department_of(member: Member) -> Q:
    """Keep what is about the department of this member; nothing when she has none."""
    return Q(to_department=member.department_id) if member.department_id else Q(pk__in=())


class Threshold(Kept):
    """What a request or a situation ran into in the house; never who."""

    class Kind(models.TextChoices):
        """What sort of threshold; the first three are the walls that the research names."""

        RULES = "rules", _("regels en beleid")
        DEPARTMENTS = "departments", _("schot tussen afdelingen")
        PERFORMANCE = "performance", _("sturen op cijfers")
        TIME = "time", _("tijd")
        MANDATE = "mandate", _("mandaat")
        MONEY = "money", _("geld")
        DOUBT = "doubt", _("twijfel")

    class Opening(models.TextChoices):
        """What opened it."""

        TALK = "talk", _("een gesprek")
        EXCEPTION = "exception", _("een uitzondering")
        RULE = "rule", _("een andere regel")
        MANDATE = "mandate", _("iemand die mag beslissen")
        MONEY = "money", _("geld uit een andere pot")
        TIME = "time", _("tijd vrijgemaakt")
        OTHER_WAY = "other_way", _("een andere weg")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="thresholds", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="thresholds")
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="thresholds")
    author = models.ForeignKey(Member, models.PROTECT, related_name="+")
    lane = models.ForeignKey(Lane, models.SET_NULL, null=True, blank=True, related_name="thresholds")
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("soort drempel"), max_length=20, choices=Kind)
    from_department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("van welke afdeling")
    )
    to_department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("bij welke afdeling")
    )
    words = models.TextField(_("waar het op stuit"))
    is_their_words = models.BooleanField(_("zoals de collega het zei"), default=False)
    tried = models.TextField(_("wat al geprobeerd is"), blank=True)
    since_on = models.DateField(_("sinds wanneer"))
    first_until_on = models.DateField(_("eerst voor de afdeling zelf, tot en met"), null=True, blank=True)
    response = models.TextField(_("wat de afdeling ervan zegt"), blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    opened_on = models.DateField(_("open sinds"), null=True, blank=True)
    opening = models.CharField(_("hoe open gegaan"), max_length=20, choices=Opening, blank=True)
    opened_with = models.TextField(_("wat het opende"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ThresholdQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "-since_on", "-id"], name="threshold_list"),
            models.Index(fields=["municipality", "kind", "to_department"], name="threshold_alike"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_on=None, opening="") | (Q(opened_on__isnull=False) & ~Q(opening="")),
                name="opened_threshold_says_how",
            ),
            models.CheckConstraint(
                condition=Q(responded_at=None, response="") | (Q(responded_at__isnull=False) & ~Q(response="")),
                name="response_to_threshold_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_opened(self) -> bool:
        """Tell whether it was opened, and stands in the way no more."""
        return self.opened_on is not None

    @property
    def is_with_department(self) -> bool:
        """Tell whether only who named it and the department see it yet."""
        until_on = self.first_until_on
        return self.responded_at is None and until_on is not None and until_on >= timezone.localdate()

    @property
    def stood_days(self) -> int:
        """Return for how many days it stood, or has stood until now."""
        return max(((self.opened_on or timezone.localdate()) - self.since_on).days, 0)


def first_until() -> datetime.date:
    """Return the last day on which only the department sees what is written about it today."""
    return timezone.localdate() + datetime.timedelta(days=FIRST_DAYS)


class ThresholdStep(models.Model):
    """What was said of a threshold, and that it was opened or closed again. Append-only."""

    class Kind(models.TextChoices):
        """What happened."""

        RESPONDED = "responded", _("antwoord van de afdeling")
        OPENED = "opened", _("open")
        CLOSED = "closed", _("toch weer dicht")

    threshold = models.ForeignKey(Threshold, models.CASCADE, related_name="steps")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    key = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    kind = models.CharField(_("wat er gebeurde"), max_length=20, choices=Kind)
    words = models.TextField(_("wat erbij gezegd is"), blank=True)
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["happened_at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
