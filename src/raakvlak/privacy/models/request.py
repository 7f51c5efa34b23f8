"""A resident asks for all that is held about her."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member, Municipality, MunicipalityQuerySet
from raakvlak.relations.models import Party

ANSWER_DAYS = 30
OVERVIEW_HOURS = 24


class OverviewRequestQuerySet(MunicipalityQuerySet["OverviewRequest"]):
    """Requests for an overview."""

    def waiting(self) -> Self:
        """Keep those that the privacy officer still has to answer."""
        return self.filter(made_at=None)

    def newest_first(self) -> Self:
        """Order by the moment of asking, the newest first."""
        return self.order_by("-asked_at", "-pk")


class OverviewRequest(models.Model):
    """A resident's request for the whole overview: asked in one step, made by the privacy officer in another."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="overview_requests")
    party = models.ForeignKey(Party, models.CASCADE, related_name="overview_requests")
    case_number = models.CharField(_("zaaknummer"), max_length=40)
    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    objects = OverviewRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at=None, made_by=None) | Q(made_at__isnull=False, made_by__isnull=False),
                name="overview_was_made_by_someone",
            ),
            models.CheckConstraint(condition=~Q(case_number=""), name="overview_has_a_case_number"),
            models.UniqueConstraint(fields=["party", "case_number"], name="one_overview_request_per_case"),
        ]
        indexes = [models.Index(fields=["municipality", "-asked_at", "-id"], name="overview_request_newest")]

    def __str__(self) -> str:
        return self.case_number

    @property
    def answer_by(self) -> datetime.date:
        """Return the last day on which the law lets us answer: a month after the question."""
        return timezone.localdate(self.asked_at) + datetime.timedelta(days=ANSWER_DAYS)

    @property
    def is_open(self) -> bool:
        """Tell whether the overview that was made can still be read."""
        return self.made_at is not None and self.made_at > timezone.now() - datetime.timedelta(hours=OVERVIEW_HOURS)
