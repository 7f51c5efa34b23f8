"""The municipality itself, its neighbourhoods and its departments."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models.rows import MunicipalityQuerySet


class Municipality(models.Model):
    """A municipality: the tenant to which every row belongs."""

    name = models.CharField(_("naam"), max_length=100, unique=True)
    code = models.CharField(_("gemeentecode"), max_length=6, blank=True, help_text=_("Van het CBS, zoals GM0855."))
    is_invented = models.BooleanField(default=False)
    theme = models.JSONField(default=dict, blank=True)
    logo = models.BinaryField(null=True, blank=True)
    logo_type = models.CharField(max_length=20, blank=True)
    channels_off = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["logo"])

    class Meta:
        verbose_name_plural = "municipalities"
        constraints = [
            models.CheckConstraint(condition=Q(code="") | Q(code__regex=r"^GM\d{4}$"), name="municipality_code_of_cbs"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_municipality_per_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A neighbourhood: official (wijk, buurt) or drawn by the municipality itself."""

    class Kind(models.TextChoices):
        """How official an area is."""

        DISTRICT = "district", _("wijk")
        NEIGHBOURHOOD = "neighbourhood", _("buurt")
        OWN = "own", _("eigen gebied")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="areas")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    kind = models.CharField(_("soort"), max_length=20, choices=Kind, default=Kind.OWN)
    name = models.CharField(_("naam"), max_length=100)
    code = models.CharField(_("code"), max_length=10, blank=True)
    year = models.PositiveSmallIntegerField(_("jaar"), null=True, blank=True)
    residents = models.PositiveIntegerField(_("inwoners"), null=True, blank=True)
    households = models.PositiveIntegerField(_("huishoudens"), null=True, blank=True)
    geometry = models.JSONField(_("grens"), null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["geometry"])

    objects: ClassVar[MunicipalityQuerySet["Area"]] = MunicipalityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="one_area_per_name"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="area_is_no_part_of_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department of the town hall; departments form a tree."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="departments")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    name = models.CharField(_("naam"), max_length=100)
    history = HistoricalRecords()

    objects: ClassVar[MunicipalityQuerySet["Department"]] = MunicipalityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="one_department_per_name"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="department_is_no_part_of_itself"),
        ]

    def __str__(self) -> str:
        return self.name
