"""Storing official areas, all of them or none."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from raakvlak.municipality.actions.municipality import lock
from raakvlak.municipality.area_plan import Plan, plan_for, values_of
from raakvlak.municipality.models import Area, AreaImport, AreaOutline, Municipality
from raakvlak.municipality.places import WHEN_AREAS_CHANGE

if TYPE_CHECKING:  # reading an official file is heavy, and few requests need it
    from raakvlak.municipality.official.reading import OfficialArea

State = AreaImport.State


@transaction.atomic
def store_areas(import_id: int) -> None:
    """Store all areas of an import or none of them; done again, it finds that it was done."""
    found = AreaImport.objects.filter(pk=import_id, state=State.STORING).select_related("municipality").first()
    if found is None or found.reading is None:
        return
    municipality = lock(found.municipality)
    found = AreaImport.objects.select_for_update().get(pk=import_id)
    if found.state != State.STORING or found.reading is None:
        return
    plan = plan_for(municipality, found.reading)
    _store_plan(municipality, plan, set(found.same_ids))
    if found.marks_former:
        Area.objects.filter(pk__in=[area.pk for area in plan.missing]).update(is_former=True)
    found.outcome = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": plan.same,
        "former": len(plan.missing) if found.marks_former else 0,
    }
    found.state, found.found, found.stored_at = State.DONE, None, timezone.now()
    found.save()
    for task in WHEN_AREAS_CHANGE:
        task.enqueue(municipality_id=municipality.pk)


def _store_plan(municipality: Municipality, plan: Plan, same_ids: Collection[int]) -> None:
    """Store wijken before the buurten that lie in them."""
    same = {pair.official.code: pair.area for pair in plan.namesakes if pair.area.pk in same_ids}
    standing = {change.official.code: change.area for change in plan.changed}
    officials = [*plan.new, *(change.official for change in plan.changed)]
    for kind in (Area.Kind.DISTRICT, Area.Kind.NEIGHBOURHOOD):
        level = [official for official in officials if official.kind == kind]
        parents = _pks(municipality, {official.parent_code for official in level} - {""})
        _store_level(municipality, level, {**same, **standing}, parents)


def _store_level(
    municipality: Municipality, level: "Iterable[OfficialArea]", standing: dict[str, Area], parents: dict[str, int]
) -> None:
    fresh = []
    for official in level:
        area = standing.get(official.code)
        is_new = area is None
        area = area or Area(municipality=municipality)
        for name, value in values_of(official).items():
            setattr(area, name, value)
        if official.parent_code in parents:
            area.parent_id = parents[official.parent_code]
        if is_new:
            fresh.append(area)
        else:
            area.save_without_historical_record()  # type: ignore[attr-defined]  # simple-history adds it
    AreaOutline.draw(Area.objects.bulk_create(fresh, batch_size=50))


def _pks(municipality: Municipality, codes: Collection[str]) -> dict[str, int]:
    """Return where the areas with these codes are."""
    rows = Area.objects.within(municipality).filter(kind=Area.Kind.DISTRICT).exclude(code="")
    return {code: pk for code, pk in rows.values_list("code", "pk") if code in codes}
