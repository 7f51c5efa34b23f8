"""Which areas are held beside each other: the neighbourhoods of a town, or those around one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

from django.http import Http404

from raakvlak.municipality.models import Area, Municipality


class Place(NamedTuple):
    """An area as far as reach asks after it: who live there, and what it is a part of."""

    pk: int
    name: str
    parent_id: int | None
    kind: str
    residents: int | None
    households: int | None
    is_former: bool


@dataclass(frozen=True)
class Town:
    """All areas of a municipality, without their borders."""

    places: dict[int, Place]

    @classmethod
    def of(cls, municipality: Municipality) -> Self:
        """Fetch them in one query."""
        names = ("pk", "name", "parent", "kind", "residents", "households", "is_former")
        rows = Area.objects.within(municipality).order_by("name", "pk").values_list(*names)
        return cls({row[0]: Place(*row) for row in rows})

    def around(self, area_id: int | None) -> int | None:
        """Return the area within which one compares: this one if it has parts, else the one that it is a part of."""
        place = self.places.get(area_id or 0)
        if place is None:
            return None
        return place.pk if self._parts.get(place.pk) else place.parent_id

    def compared(self, whole_id: int | None) -> list[Place]:
        """Return the smallest areas within one, or within the municipality: each resident is counted once."""
        return [place for place in self._current if self._is_smallest(place) and self._lies_in(place, whole_id)]

    def gathered(self, counts: Iterable[tuple[int | None, int]], compared: Iterable[Place]) -> dict[int | None, int]:
        """Add up numbers of areas to the compared area in which each lies; under None what lies in none of them."""
        wanted = {place.pk for place in compared}
        found: dict[int | None, int] = {}
        for area_id, number in counts:
            where = next((pk for pk in self._upwards(area_id) if pk in wanted), None)
            found[where] = found.get(where, 0) + number
        return found

    def within(self, whole_id: int) -> set[int]:
        """Return an area and all that lies in it, former areas too."""
        return {pk for pk in self.places if whole_id in self._upwards(pk)}

    def wholes(self) -> list[tuple[str, str]]:
        """Return the areas that have parts to compare, as choices of a form."""
        return [(str(pk), self.places[pk].name) for pk in self.places if pk in self._parts]

    @cached_property
    def _current(self) -> list[Place]:
        """Leave out what is no more; areas that a municipality drew itself lie across the official ones."""
        current = [place for place in self.places.values() if not place.is_former]
        official = [place for place in current if place.kind != Area.Kind.OWN]
        return official or current

    @cached_property
    def _parts(self) -> dict[int, list[Place]]:
        parts: dict[int, list[Place]] = {}
        for place in self._current:
            if place.parent_id:
                parts.setdefault(place.parent_id, []).append(place)
        return parts

    def _is_smallest(self, place: Place) -> bool:
        return place.pk not in self._parts

    def _lies_in(self, place: Place, whole_id: int | None) -> bool:
        return whole_id is None or whole_id in self._upwards(place.pk)

    def _upwards(self, area_id: int | None) -> list[int]:
        """Return an area, what it is a part of, and so on; a ring of areas ends too."""
        found: list[int] = []
        while area_id in self.places and area_id not in found:
            found.append(area_id)
            area_id = self.places[area_id].parent_id
        return found


def place_or_404(town: Town, area_id: int) -> Place:
    """Return an area of this town; there is no page for one elsewhere."""
    if area_id not in town.places:
        raise Http404
    return town.places[area_id]
