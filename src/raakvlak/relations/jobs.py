"""What is done to talks without anybody waiting for it."""

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.findable import index
from raakvlak.municipality.models import Area, Municipality
from raakvlak.municipality.places import Atlas, Degrees, when_areas_change
from raakvlak.relations.findable import encounter_entries
from raakvlak.relations.models import Encounter
from raakvlak.web.jobs import Progress, job

AT_ONCE: Final = 1_000


@when_areas_change
@job("relations.place_talks", title=_("Gesprekken bij hun gebied zetten"))
def place_talks(progress: Progress, municipality_id: int) -> None:
    """Give every talk that has a point and no area the area that it lies in.

    Each batch is stored at once and a talk that has an area is never touched, so a second run, or one after a worker
    was killed, ends the same: no talk that lies in a current area is without one. Asked for whenever official areas
    were brought in, and with `place_talks.enqueue(municipality_id=…)`.
    """
    municipality = Municipality.objects.filter(pk=municipality_id).first()
    if municipality is None:
        return
    atlas = Atlas(Area.objects.within(municipality).current())
    waiting = Encounter.objects.within(municipality).filter(area=None, latitude__isnull=False).order_by("pk")
    progress.expect(waiting.count())
    last = 0
    while batch := list(waiting.filter(pk__gt=last).values_list("pk", "latitude", "longitude")[:AT_ONCE]):
        _place(batch, atlas)
        last = batch[-1][0]
        progress.tick(len(batch))


def _place(batch: Sequence[tuple[int, Degrees | None, Degrees | None]], atlas: Atlas) -> None:
    found: dict[int, list[int]] = {}
    areas = atlas.areas_at([(latitude or 0, longitude or 0) for _pk, latitude, longitude in batch])
    for (pk, _latitude, _longitude), area in zip(batch, areas, strict=True):
        if area is not None:
            found.setdefault(area.pk, []).append(pk)
    for area_pk, pks in found.items():
        with transaction.atomic():
            Encounter.objects.filter(pk__in=pks, area=None).update(area=area_pk)
            index(encounter_entries(pks))
