"""Who belongs to an organisation, and who brought us together: the only ties there are, each told to the person."""

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models import Audience, Member, Municipality, VisibleQuerySet
from raakvlak.municipality.models.rows import AmongCircles, LookedAt
from raakvlak.relations.models.party import Party


class AffiliationQuerySet(VisibleQuerySet["Affiliation"]):
    """Affiliations of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep those for this member's eyes, of which she may also see both ends."""
        ends = (AmongCircles(LookedAt(F(f"{end}__audience")), member.audience_ids) for end in ("party", "organisation"))
        return super().visible_to(member).filter(*ends) if member.audience_ids else self.none()

    def current(self) -> Self:
        """Leave out what has ended."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=timezone.localdate()))

    def newest_first(self) -> Self:
        """Order what goes on first, and then by when it ended."""
        return self.order_by(F("until_on").desc(nulls_first=True), F("since_on").desc(nulls_last=True), "-pk")


class Affiliation(models.Model):
    """That a person or group belongs to an organisation, since when, and whether for it they speak.

    It ties somebody to an organisation and never to another person, and lives as long as both. It was told to the
    person: without that day it can't be stored.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="affiliations", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="affiliations")
    party = models.ForeignKey(Party, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Party, models.CASCADE, related_name="affiliated", verbose_name=_("organisatie"))
    role = models.CharField(_("rol"), max_length=120, blank=True)
    is_speaking_for = models.BooleanField(_("spreekt namens de organisatie"), default=False)
    since_on = models.DateField(_("sinds"), null=True, blank=True)
    until_on = models.DateField(_("tot en met"), null=True, blank=True)
    told_on = models.DateField(_("verteld op"))
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(no_db_index=["municipality", "audience", "party", "organisation"])

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["municipality", "organisation", "party"], name="affiliation_of_organisation")]
        constraints = [
            models.CheckConstraint(condition=~Q(party=F("organisation")), name="nobody_belongs_to_herself"),
            models.CheckConstraint(
                condition=Q(since_on=None) | Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="affiliation_ends_after_it_began",
            ),
            models.UniqueConstraint(
                # For each circle: who may not see a role is not told by a refusal that there is one.
                fields=["party", "organisation", "role", "audience"],
                condition=Q(until_on=None),
                name="affiliated_once_per_role",
            ),
        ]

    def __str__(self) -> str:
        return self.role or str(_("hoort erbij"))

    def save(self, *args: object, **kwargs: object) -> None:
        """Refuse a tie between people: one end is a person or group, the other an organisation."""
        if self.party.kind == Party.Kind.ORGANISATION or self.organisation.kind != Party.Kind.ORGANISATION:
            raise ValueError("An affiliation ties a person or group to an organisation")
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came

    @property
    def since(self) -> str:
        """Say since when: a year, when only that is known."""
        return _year_or_day(self.since_on, (1, 1))

    @property
    def until(self) -> str:
        """Say until when: a year, when only that is known."""
        return _year_or_day(self.until_on, (12, 31))

    @property
    def is_current(self) -> bool:
        """Tell whether it has not ended."""
        return self.until_on is None or self.until_on >= timezone.localdate()


def _year_or_day(day: datetime.date | None, whole: tuple[int, int]) -> str:
    """Write a day; the one that stands for a whole year as that year."""
    if day is None:
        return ""
    return str(day.year) if (day.month, day.day) == whole else date_format(day, "j F Y")


class IntroductionQuerySet(VisibleQuerySet["Introduction"]):
    """Introductions of municipalities."""

    def visible_to(self, member: Member) -> Self:
        """Keep those for this member's eyes, of which she may also see who introduced."""
        by = AmongCircles(LookedAt(F("by_party__audience")), member.audience_ids)
        return super().visible_to(member).filter(Q(by_party=None) | Q(by)) if member.audience_ids else self.none()

    def of_smallest_circle(self) -> "Introduction | None":
        """Return the one that fewest may read: what one wrote down for herself comes before what was told to all."""
        return min(self.select_related("audience").order_by("pk"), key=lambda one: one.audience.breadth, default=None)


class Introduction(models.Model):
    """Who brought a party and us together: somebody of the town hall, or another party. It was told to both.

    There is one for each circle of readers, so that nobody writes over what she can't see.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="introductions", db_index=False)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="introductions")
    party = models.ForeignKey(Party, models.CASCADE, related_name="introductions", db_index=False)
    by_party = models.ForeignKey(
        Party, models.CASCADE, null=True, blank=True, related_name="introduced", verbose_name=_("via")
    )
    by_member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    told_on = models.DateField(_("verteld op"))
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(no_db_index=["municipality", "audience", "party", "by_party", "by_member"])

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "audience"], name="introduced_once_per_circle"),
            models.CheckConstraint(
                condition=Q(by_party=None, by_member__isnull=False) | Q(by_party__isnull=False, by_member=None),
                name="introduced_by_one",
            ),
            models.CheckConstraint(
                condition=Q(by_party=None) | ~Q(by_party=F("party")), name="nobody_introduces_herself"
            ),
        ]

    def __str__(self) -> str:
        return str(self.by_member or self.by_party)
