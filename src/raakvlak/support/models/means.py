"""Means: what a department or somebody outside can lend, give or open."""

import datetime
import uuid
from decimal import Decimal
from typing import Any, Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Area, Audience, Department, Kept, Member, Municipality, VisibleQuerySet
from raakvlak.relations.models import Party
from raakvlak.web.fields import SortNameField
from raakvlak.web.text import sort_name

TITLE_LENGTH: Final = 120
MOST: Final = Decimal("9999999999.99")


class MeansQuerySet(VisibleQuerySet["Means"]):
    """Means of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep what is for this member's eyes; what somebody lends whom she may not see, she may not see either."""
        return super().visible_to(member).filter(lender_is_seen_by(member))

    def running(self, day: datetime.date | None = None) -> Self:
        """Leave out what was ended, and what was there until before a day."""
        return self.filter(ended_on=None, until_on__gte=day or timezone.localdate())

    def ended(self) -> Self:
        """Keep what was ended, or is there no more."""
        return self.exclude(ended_on=None, until_on__gte=timezone.localdate())

    def titled_like(self, text: str) -> Self:
        """Keep those of which the title has, for each word of this text, a word that begins with it."""
        found = self
        for word in sort_name(text).split():
            found = found.filter(Q(sort_title__startswith=word) | Q(sort_title__contains=f" {word}"))
        return found

    def reaching(self, area: Area) -> Self:
        """Keep what is for an area, for a part of it or what it is a part of, or for the whole municipality."""
        parts = Q(area=area) | Q(area__parent=area) | Q(area__parent__parent=area)
        whole = (
            Area.objects.filter(Q(pk=area.parent_id) | Q(parts=area.parent_id))
            if area.parent_id
            else Area.objects.none()
        )
        return self.filter(parts | Q(area__in=whole.values("pk")) | Q(area=None))

    def of(self, member: Member) -> Self:
        """Keep what this member herself grants; nobody asks for what a colleague keeps."""
        return self.filter(steward=member)

    def for_rows(self) -> Self:
        """Fetch along what a row of a list shows."""
        return self.select_related("area", "department", "party").defer("area__geometry")


class Means(Kept):
    """What helps: money, hours, a room, things, what somebody can do, whom somebody knows. It has one lender."""

    class Kind(models.TextChoices):
        """What it is."""

        MONEY = "money", _("geld")
        HOURS = "hours", _("uren")
        ROOM = "room", _("ruimte")
        THING = "thing", _("spullen")
        SKILL = "skill", _("wat iemand kan")
        NETWORK = "network", _("wie iemand kent")

    class Unit(models.TextChoices):
        """In what it is counted."""

        EURO = "euro", _("euro")
        HOUR = "hour", _("uur")
        SPACE = "space", _("ruimte")
        PLACE = "place", _("plek")
        PIECE = "piece", _("stuk")
        PERSON = "person", _("persoon")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="means", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="means", verbose_name=_("wie mag dit zien"))
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("soort"), max_length=20, choices=Kind)
    title = models.CharField(_("wat het is"), max_length=TITLE_LENGTH)
    sort_title = SortNameField()
    amount = models.DecimalField(_("hoeveel er is"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("geteld in"), max_length=10, choices=Unit)
    from_on = models.DateField(_("vanaf"), default=timezone.localdate)
    until_on = models.DateField(_("tot en met"))
    sure_until_on = models.DateField(_("zeker tot en met"), null=True, blank=True)
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="means", verbose_name=_("gebied")
    )
    conditions = models.TextField(_("voorwaarden"), blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="means", verbose_name=_("afdeling")
    )
    party = models.ForeignKey(
        Party, models.CASCADE, null=True, blank=True, related_name="means", verbose_name=_("wie het uitleent")
    )
    steward = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="means", verbose_name=_("wie erover gaat")
    )
    source_url = models.URLField(_("waar meer staat"), blank=True, max_length=500)
    ended_on = models.DateField(_("gestopt op"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(
        no_db_index=["keep_until", "municipality", "audience", "area", "department", "party", "steward"]
    )

    objects = MeansQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "means"
        indexes = [
            models.Index(fields=["municipality", "sort_title", "id"], name="means_by_title"),
            models.Index(fields=["municipality", "kind", "sort_title", "id"], name="means_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="means_is_something"),
            models.CheckConstraint(condition=Q(until_on__gte=models.F("from_on")), name="means_begins_before_it_ends"),
            models.CheckConstraint(
                condition=Q(department=None, party__isnull=False) | Q(department__isnull=False, party=None),
                name="means_has_one_lender",
            ),
            models.CheckConstraint(
                condition=Q(kind="money", unit="euro")
                | Q(kind="hours", unit="hour")
                | Q(kind="room", unit__in=["space", "place"])
                | Q(kind="thing", unit="piece")
                | Q(kind__in=["skill", "network"], unit="person"),
                name="means_is_counted_in_what_fits",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the title to search in step with the title."""
        self.sort_title = sort_name(self.title)
        super().save(*args, **kwargs)

    @property
    def comes_back(self) -> bool:
        """Tell whether it comes back after use: a room does, money does not."""
        return self.kind in COMING_BACK

    @property
    def is_over(self) -> bool:
        """Tell whether nothing of it can be reserved any more."""
        return self.ended_on is not None or self.until_on < timezone.localdate()

    @property
    def is_unsure(self) -> bool:
        """Tell whether the day until which it was sure has passed: somebody had better ask."""
        return not self.is_over and self.sure_until_on is not None and self.sure_until_on < timezone.localdate()


COMING_BACK: Final = (Means.Kind.ROOM, Means.Kind.THING, Means.Kind.SKILL, Means.Kind.NETWORK)
USED_UP: Final = (Means.Kind.MONEY, Means.Kind.HOURS)
# In what each kind can be counted; the first is taken when nothing is chosen.
UNITS: Final[dict[Means.Kind, tuple[Means.Unit, ...]]] = {
    Means.Kind.MONEY: (Means.Unit.EURO,),
    Means.Kind.HOURS: (Means.Unit.HOUR,),
    Means.Kind.ROOM: (Means.Unit.SPACE, Means.Unit.PLACE),
    Means.Kind.THING: (Means.Unit.PIECE,),
    Means.Kind.SKILL: (Means.Unit.PERSON,),
    Means.Kind.NETWORK: (Means.Unit.PERSON,),
}


def lender_is_seen_by(member: Member, path: str = "") -> Q:
    """Keep what a department lends, or somebody whom this member may see."""
    return Q(**{f"{path}party": None}) | Q(**{f"{path}party__audience__in": member.audience_ids})
