"""The thesaurus of a municipality: few words, chosen together."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from raakvlak.municipality.models.place import Municipality
from raakvlak.municipality.models.rows import MunicipalityQuerySet

MOST_TAGS = 20


class Tag(models.Model):
    """A word under which situations are found again; a municipality has at most twenty."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="tags")
    name = models.CharField(_("trefwoord"), max_length=40)
    history = HistoricalRecords()

    objects = MunicipalityQuerySet["Tag"].as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="one_tag_per_name")]

    def __str__(self) -> str:
        return self.name
