"""The municipality itself, its neighbourhoods and its departments."""

from collections.abc import Iterable
from typing import Any, Final, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.geometry import bounds
from raakvlak.municipality.models.channel import Channel
from raakvlak.municipality.models.rows import MunicipalityQuerySet
from raakvlak.municipality.outlines import drawing_of
from raakvlak.municipality.theme import theme_digest


class Municipality(models.Model):
    """A municipality: the tenant to which every row belongs."""

    name = models.CharField(_("naam"), max_length=100, unique=True)
    code = models.CharField(_("gemeentecode"), max_length=6, blank=True, help_text=_("Van het CBS, zoals GM0855."))
    is_invented = models.BooleanField(default=False)
    theme = models.JSONField(default=dict, blank=True)
    logo_digest = models.CharField(max_length=64, blank=True, editable=False)
    channels_off = models.JSONField(default=list, blank=True)
    # What who works outside must read about threats; empty means our own words.
    incident_words = models.TextField(_("bij agressie of dreiging"), blank=True)
    incident_url = models.URLField(_("waar de agressieregeling staat"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "municipalities"
        constraints = [
            models.CheckConstraint(condition=Q(code="") | Q(code__regex=r"^GM\d{4}$"), name="municipality_code_of_cbs"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_municipality_per_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def channels(self) -> list[tuple[str, str]]:
        """Return the channels that are on, as choices for a form."""
        return [(channel.value, str(channel.label)) for channel in Channel if channel.value not in self.channels_off]

    @property
    def theme_digest(self) -> str:
        """Return by what name the stylesheet of the theme is fetched, nothing without one."""
        return theme_digest(self.theme)

    @property
    def theme_url(self) -> str:
        """Return where the stylesheet of the theme is, nothing without one."""
        return reverse("municipality:theme", args=[self.pk, self.theme_digest]) if self.theme_digest else ""

    @property
    def logo_url(self) -> str:
        """Return where the logo is, nothing without one."""
        return reverse("municipality:logo", args=[self.pk, self.logo_digest]) if self.logo_digest else ""


class Logo(models.Model):
    """The logo of a municipality, apart from it: it is fetched only where it is shown."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="logo")
    kind = models.CharField(max_length=20)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.kind


EDGES: Final = ("west", "south", "east", "north")


class EdgeField(models.FloatField[float | None, float | None]):
    """How far an area reaches to the side after which the field is named; it follows the border by itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"null": True, "editable": False, **options})

    def pre_save(self, model_instance: models.Model, add: bool) -> float | None:  # noqa: FBT001 – Django’s own
        """Measure the border, however the row is stored: alone or with many at once."""
        edges = dict(zip(EDGES, bounds(model_instance.geometry), strict=True))  # type: ignore[attr-defined]  # of an area
        setattr(model_instance, self.attname, edges[self.attname])
        return edges[self.attname]


class AreaQuerySet(MunicipalityQuerySet["Area"]):
    """Areas of municipalities."""

    def around(self, latitude: float, longitude: float) -> Self:
        """Keep the few areas whose bounding box holds a point; whether they hold it themselves is `places.py`’s."""
        return self.filter(west__lte=longitude, east__gte=longitude, south__lte=latitude, north__gte=latitude)

    def near(self, area: "Area") -> Self:
        """Keep the areas of which the bounding box meets that of an area; all of them when it has none."""
        if area.west is None or area.east is None or area.south is None or area.north is None:
            return self
        wide, high = area.east - area.west, area.north - area.south
        return self.filter(
            west__lte=area.east + wide,
            east__gte=area.west - wide,
            south__lte=area.north + high,
            north__gte=area.south - high,
        )

    def current(self) -> Self:
        """Leave out the areas that no longer exist."""
        return self.filter(is_former=False)

    def bulk_create(self, objs: Iterable["Area"], *args: Any, **options: Any) -> list["Area"]:
        """Store many areas at once, and draw them for the map."""
        made = super().bulk_create(objs, *args, **options)
        AreaOutline.draw(made)
        return made

    def to_choose_from(self) -> Self:
        """Fetch what a list to choose from shows: no borders, those are long."""
        return self.defer("geometry")


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
    west = EdgeField()
    south = EdgeField()
    east = EdgeField()
    north = EdgeField()
    is_former = models.BooleanField(_("bestaat niet meer"), default=False)
    history = HistoricalRecords(excluded_fields=["geometry", *EDGES])

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["municipality", "west", "east", "south", "north"], name="area_bounding_box")]
        constraints = [
            # A wijk and its buurt often share a name, and two wijken may each have a "Verspreide huizen".
            models.UniqueConstraint(fields=["municipality", "code"], condition=~Q(code=""), name="one_area_per_code"),
            models.UniqueConstraint(
                fields=["municipality", "kind", "name"], condition=Q(code=""), name="one_area_per_kind_and_name"
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="area_is_no_part_of_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Store the area; a border takes its bounding box along, and its outline on the map."""
        if update_fields is not None and "geometry" in update_fields:
            update_fields = {*update_fields, *EDGES}
        super().save(*args, update_fields=update_fields, **options)
        if update_fields is None or "geometry" in update_fields:
            AreaOutline.draw([self])


class AreaOutline(models.Model):
    """An area as the map draws it, apart from its full border: light enough to send, made when the area is stored."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="outline")
    latitude = models.FloatField()
    longitude = models.FloatField()
    content = models.BinaryField()
    version = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.area_id} {self.version}"

    @staticmethod
    def draw(areas: Iterable[Area]) -> None:
        """Draw these areas anew."""
        drawn = [(area, drawing_of(area.geometry)) for area in areas]
        AreaOutline.objects.filter(area__in=[area.pk for area, drawing in drawn if drawing is None]).delete()
        AreaOutline.objects.bulk_create(
            [AreaOutline(area=area, **drawing._asdict()) for area, drawing in drawn if drawing is not None],
            update_conflicts=True,
            unique_fields=["area"],
            update_fields=["latitude", "longitude", "content", "version"],
        )


class Department(models.Model):
    """A department of the town hall; departments form a tree."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="departments")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    name = models.CharField(_("naam"), max_length=100)
    history = HistoricalRecords()

    objects = MunicipalityQuerySet["Department"].as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="one_department_per_name"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="department_is_no_part_of_itself"),
        ]

    def __str__(self) -> str:
        return self.name
