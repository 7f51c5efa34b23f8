"""The klad of somebody who is away, opened by two persons together."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member, Municipality, MunicipalityQuerySet

OPEN_HOURS = 24


class KladOpeningQuerySet(MunicipalityQuerySet["KladOpening"]):
    """Openings of a klad."""

    def waiting(self) -> Self:
        """Keep those that a second person still has to look at."""
        return self.filter(approved_at=None, refused_at=None)

    def of(self, member: Member) -> Self:
        """Keep this member's own questions."""
        return self.filter(asked_by=member)

    def to_open(self, author: Member) -> Self:
        """Keep the questions about the klad of this colleague."""
        return self.filter(author=author)

    def to_tell(self, author: Member) -> Self:
        """Keep the openings of this member's own klad that she has not seen yet."""
        return self.filter(author=author, seen_at=None).exclude(approved_at=None)

    def newest_first(self) -> Self:
        """Order by the moment of asking, the newest first."""
        return self.order_by("-asked_at", "-pk")


class KladOpening(models.Model):
    """Two persons together open the klad of an absent colleague; she is told."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="klad_openings")
    author = models.ForeignKey(Member, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("waarom"), max_length=500)
    asked_at = models.DateTimeField(auto_now_add=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = KladOpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(asked_by=F("approved_by")), name="two_persons_open_a_klad"),
            models.CheckConstraint(condition=~Q(author=F("asked_by")), name="an_author_needs_no_key_to_her_own_klad"),
            models.CheckConstraint(
                condition=~Q(author=F("approved_by")), name="an_author_gives_no_key_to_her_own_klad"
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None, ends_at=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False, ends_at__isnull=False, refused_at=None),
                name="an_open_klad_was_approved_and_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%d-%m-%Y}"

    @property
    def is_open(self) -> bool:
        """Tell whether it can be read now."""
        return self.ends_at is not None and self.ends_at > timezone.now()

    @property
    def is_waiting(self) -> bool:
        """Tell whether a second person still has to look at it."""
        return self.approved_at is None and self.refused_at is None
