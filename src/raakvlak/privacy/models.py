"""What the law wants to see afterwards: what was destroyed, and who opened what in somebody's absence."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member, Municipality, MunicipalityQuerySet


class Destruction(models.Model):
    """That rows were destroyed: how many, of which kind and why; never whose or what."""

    class Reason(models.TextChoices):
        """Why rows were destroyed."""

        TERM = "term", _("bewaartermijn voorbij")
        KLAD = "klad", _("klad ouder dan 30 dagen")
        ERASURE = "erasure", _("op verzoek gewist")
        WITHDRAWN = "withdrawn", _("ingetrokken notitie")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="destructions")
    kind = models.CharField(_("soort"), max_length=40)
    reason = models.CharField(_("reden"), max_length=20, choices=Reason)
    rows = models.PositiveIntegerField(_("aantal"))
    destroyed_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[MunicipalityQuerySet["Destruction"]] = MunicipalityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering: ClassVar[list[str]] = ["-destroyed_at", "-pk"]
        indexes = [models.Index(fields=["municipality", "-destroyed_at", "-id"], name="destruction_newest")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.rows}"


class KladOpening(models.Model):
    """Two persons together open the klad of an absent colleague; she is told."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="klad_openings")
    author = models.ForeignKey(Member, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("waarom"), max_length=500)
    asked_at = models.DateTimeField(auto_now_add=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[MunicipalityQuerySet["KladOpening"]] = MunicipalityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(asked_by=F("approved_by")), name="two_persons_open_a_klad"),
            models.CheckConstraint(condition=~Q(author=F("asked_by")), name="an_author_needs_no_key_to_her_own_klad"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%d-%m-%Y}"
