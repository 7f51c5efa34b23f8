"""A case for which the access log is opened."""

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import AccessLogEntry, Member, Municipality, MunicipalityQuerySet
from raakvlak.relations.models import Party

CASE_HOURS = 24
CASE_DAYS = 31
ABOUT_A_PARTY = (
    AccessLogEntry.What.PARTY_DETAILS,
    AccessLogEntry.What.PARTY_OVERVIEW,
    AccessLogEntry.What.PARTY_WIDENED,
    AccessLogEntry.What.PARTY_ERASED,
    AccessLogEntry.What.PARTY_MERGED,
    AccessLogEntry.What.PARTY_PARTED,
)


class LogCase(models.Model):
    """One look into the access log: about one party, or one kind in a short period, for a stated reason."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="log_cases")
    opened_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    reason = models.CharField(_("waarom"), max_length=500)
    party_number = models.BigIntegerField(_("nummer van de persoon"), null=True, blank=True)
    what = models.CharField(_("wat"), max_length=20, choices=AccessLogEntry.What, blank=True)
    from_on = models.DateField(_("van"), null=True, blank=True)
    until_on = models.DateField(_("tot en met"), null=True, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = MunicipalityQuerySet["LogCase"].as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(party_number__isnull=False, what="", from_on=None, until_on=None)
                | (Q(party_number=None, from_on__isnull=False, until_on__gte=F("from_on")) & ~Q(what="")),
                name="log_case_is_about_a_party_or_a_period",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="log_case_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.opened_at:%d-%m-%Y}"

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be read: a case is opened for a day."""
        return self.opened_at > timezone.now() - datetime.timedelta(hours=CASE_HOURS)

    def entries(self) -> MunicipalityQuerySet[AccessLogEntry]:
        """Return the rows of the access log that this case is about, and no others."""
        rows = AccessLogEntry.objects.within(self.municipality)
        if self.party_number is not None:
            merged = Party.objects.within(self.municipality).filter(merged_into=self.party_number).values("pk")
            about = Q(subject_id=self.party_number) | Q(subject_id__in=merged)
            return rows.filter(about, what__in=ABOUT_A_PARTY)
        return rows.filter(what=self.what, happened_at__date__gte=self.from_on, happened_at__date__lte=self.until_on)
