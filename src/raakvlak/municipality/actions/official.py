"""Bringing in official areas: send, read, look, store. Until the last step nothing changes."""

from collections.abc import Collection
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from raakvlak.municipality.actions.municipality import lock
from raakvlak.municipality.jobs import read_areas, store_areas
from raakvlak.municipality.models import AreaImport, Municipality
from raakvlak.web.text import clean_line
from raakvlak.web.uploads import store

State = AreaImport.State


def send_file(municipality: Municipality, sent: UploadedFile[Any], year: int | None) -> AreaImport:
    """Keep a file until the worker has read it, in the place of one that was sent before and not stored."""
    made = AreaImport(municipality=municipality, file_name=clean_line(sent.name or "")[-200:], year=year)
    store(sent, made.path)
    with transaction.atomic():
        lock(municipality)
        for earlier in AreaImport.objects.within(municipality).under_way():
            drop(earlier)
        made.save()
        made.job = read_areas.enqueue(import_id=made.pk)
        made.save(update_fields=["job"])
    return made


@transaction.atomic
def drop(area_import: AreaImport) -> None:
    """Forget an import of which nothing is stored; the worker finds it gone and stops."""
    gone, _rows = AreaImport.objects.filter(pk=area_import.pk).droppable().delete()
    if not gone:
        return
    if area_import.job:
        area_import.job.cancel()
    path = area_import.path
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


@transaction.atomic
def keep(area_import: AreaImport, *, same_ids: Collection[int], marks_former: bool) -> None:
    """Let the worker store what was looked at."""
    chosen = {"state": State.STORING, "same_ids": sorted(same_ids), "marks_former": marks_former}
    ready = AreaImport.objects.filter(pk=area_import.pk, state=State.READY)
    if ready.update(**chosen):
        AreaImport.objects.filter(pk=area_import.pk).update(job=store_areas.enqueue(import_id=area_import.pk))
