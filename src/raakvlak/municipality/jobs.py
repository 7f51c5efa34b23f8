"""What the worker does for official areas."""

import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.actions.areas import store_areas as store
from raakvlak.municipality.models import AreaImport
from raakvlak.municipality.official.refusal import Refused
from raakvlak.web.jobs import Progress, every_day, job
from raakvlak.web.uploads import remove_forgotten

HUNDRED: Final = 100
KEPT_HOURS: Final = 24


@job("municipality.read_areas", title=_("Een bestand met gebieden lezen"), max_attempts=3)
def read_areas(progress: Progress, import_id: int) -> None:
    """Read a file with official areas and keep what it holds for this municipality, to be looked at.

    Asked for as `read_areas.enqueue(import_id=…)` of an `AreaImport` in state "reading" whose file waits at its `path`.
    No area changes. Killed halfway and done again it reads the file anew; in the end the import is "ready" or
    "refused" and the file is gone.
    """
    found = AreaImport.objects.filter(pk=import_id).select_related("municipality").first()
    if found is None:
        return
    if found.state == AreaImport.State.READING:
        AreaImport.objects.filter(pk=import_id, state=AreaImport.State.READING).update(**_outcome(progress, found))
    found.path.unlink(missing_ok=True)


@job("municipality.store_areas", title=_("Gebieden uit een bestand opslaan"), max_attempts=3)
def store_areas(progress: Progress, import_id: int) -> None:
    """Store the areas of an import that was looked at, in one transaction.

    Asked for as `store_areas.enqueue(import_id=…)` of an `AreaImport` in state "storing". Killed halfway nothing is
    stored; done again all of it is, once: the import is then "done", and `relations.place_talks` was asked for.
    """
    store(import_id)
    progress.tick()


@every_day(at="04:30")
@job("municipality.forget_imports", title=_("Bestanden met gebieden vergeten die niemand meer nodig heeft"))
def forget_imports(progress: Progress) -> None:
    """Forget imports that nobody looked at for a day, and files that nobody waits for."""
    ended = timezone.now() - datetime.timedelta(hours=KEPT_HOURS)
    AreaImport.objects.droppable().filter(sent_at__lt=ended).delete()
    remove_forgotten()
    progress.tick()


def _outcome(progress: Progress, found: AreaImport) -> dict[str, object]:
    from raakvlak.municipality.official.reading import read_file  # noqa: PLC0415 – heavy, and few jobs need it

    progress.expect(HUNDRED)
    try:
        reading = read_file(
            found.path,
            name=found.file_name,
            municipality_code=found.municipality.code,
            year=found.year,
            tell=lambda part: progress.tick(max(0, int(part * HUNDRED) - progress.done)),
        )
    except Refused as refused:
        return {"state": AreaImport.State.REFUSED, "refusal": refused.reason, "details": refused.details}
    return {"state": AreaImport.State.READY, "found": reading.as_json()}
