"""What is on the desk of one member alone."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter


class TimeOutsideQuerySet(models.QuerySet["TimeOutside"]):
    """Parts of days outside."""

    def of(self, member: Member) -> Self:
        """Keep this member's own; there is no other way to ask."""
        return self.filter(member=member)


class TimeOutside(models.Model):
    """A part of a day that a member was outside, for her own eyes only."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    day = models.DateField(_("dag"))
    part_of_day = models.CharField(_("dagdeel"), max_length=10, choices=Encounter.PartOfDay)

    objects = TimeOutsideQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "day", "part_of_day"], name="outside_once_per_part")]

    def __str__(self) -> str:
        return f"{self.day} {self.part_of_day}"
