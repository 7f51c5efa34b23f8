"""Official areas on their way in."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models.place import Municipality
from raakvlak.municipality.models.rows import MunicipalityQuerySet
from raakvlak.municipality.official.refusal import in_words
from raakvlak.web.models import Job
from raakvlak.web.models.job import UNFINISHED
from raakvlak.web.uploads import waiting_file

if TYPE_CHECKING:
    from raakvlak.municipality.official.reading import Reading


class AreaImportQuerySet(MunicipalityQuerySet["AreaImport"]):
    """Imports of municipalities."""

    def under_way(self) -> Self:
        """Keep the imports of which nothing is stored yet."""
        return self.exclude(state=AreaImport.State.DONE)

    def droppable(self) -> Self:
        """Leave out what is stored, or being stored at this moment."""
        is_stored = models.Q(state=AreaImport.State.DONE)
        is_busy = models.Q(state=AreaImport.State.STORING, job__state__in=UNFINISHED)
        return self.exclude(is_stored | is_busy)

    def done(self) -> Self:
        """Keep the imports that were stored, the newest first."""
        return self.filter(state=AreaImport.State.DONE).order_by("-stored_at", "-pk")


class AreaImport(models.Model):
    """A file with official neighbourhoods: sent, read, looked at, and only then stored."""

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading", _("wordt gelezen")
        REFUSED = "refused", _("niet te gebruiken")
        READY = "ready", _("klaar om te bekijken")
        STORING = "storing", _("wordt bewaard")
        DONE = "done", _("bewaard")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="area_imports")
    state = models.CharField(_("stand"), max_length=10, choices=State, default=State.READING)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(_("bestand"), max_length=200)
    year = models.PositiveSmallIntegerField(_("jaar"), null=True, blank=True)
    refusal = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)
    found = models.JSONField(null=True)
    # What the administrator chose: own areas that are the same as an official one, and whether what is gone is marked.
    same_ids = models.JSONField(default=list)
    marks_former = models.BooleanField(default=False)
    outcome = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    stored_at = models.DateTimeField(null=True)

    objects = AreaImportQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        """Return where the file waits until it is read."""
        return waiting_file(f"areas-{self.key}")

    @property
    def reading(self) -> "Reading | None":
        """Return what stands in the file for this municipality."""
        stored: dict[str, Any] | None = self.found
        from raakvlak.municipality.official.reading import Reading  # noqa: PLC0415 – heavy, and few requests need it

        return Reading.from_json(stored) if stored else None

    @property
    def refusal_in_words(self) -> str:
        """Say why the file can't be used, and what to do."""
        return in_words(self.refusal, self.details)

    @property
    def is_stuck(self) -> bool:
        """Tell whether the worker gave up."""
        return self.state in {self.State.READING, self.State.STORING} and (self.job is None or self.job.is_finished)
