"""In which area a point lies."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from raakvlak.municipality.models import Area, Municipality
from raakvlak.web.jobs import Task

Degrees = float | Decimal

WHEN_AREAS_CHANGE: Final[list["Task[...]"]] = []


def when_areas_change(task: "Task[...]") -> "Task[...]":
    """Let a job of a floor above run, with `municipality_id`, each time official areas were brought in."""
    WHEN_AREAS_CHANGE.append(task)
    return task


def area_at(municipality: Municipality, latitude: Degrees, longitude: Degrees) -> Area | None:
    """Return the smallest area that holds a point; nothing when it lies in none. One query, of a few rows."""
    candidates = Area.objects.within(municipality).current().around(float(latitude), float(longitude))
    return Atlas(candidates.order_by("pk")).area_at(latitude, longitude)


class Atlas:
    """The borders of areas, to look up in which one a point lies; the smallest goes before what it is a part of."""

    def __init__(self, areas: Iterable[Area]) -> None:
        from shapely.geometry import shape  # noqa: PLC0415 – heavy, and few requests need it

        drawn = [(shape(area.geometry), area) for area in areas if area.geometry]
        drawn.sort(key=lambda pair: pair[0].area)
        self._areas = [area for _border, area in drawn]
        self._borders = [border for border, _area in drawn]

    def area_at(self, latitude: Degrees, longitude: Degrees) -> Area | None:
        """Return the smallest area that holds a point."""
        from shapely import Point  # noqa: PLC0415 – see above

        point = Point(float(longitude), float(latitude))
        found = (area for border, area in zip(self._borders, self._areas, strict=True) if border.covers(point))
        return next(found, None)

    def areas_at(self, points: Sequence[tuple[Degrees, Degrees]]) -> list[Area | None]:
        """Return the smallest area of each of many points (latitude, longitude), quickly."""
        from shapely import STRtree  # noqa: PLC0415 – see above
        from shapely import points as points_of  # noqa: PLC0415 – see above

        found: list[Area | None] = [None] * len(points)
        tree = STRtree(self._borders)
        places: Any = points_of([float(east) for _, east in points], [float(north) for north, _ in points])
        numbers, borders = tree.query(places, predicate="intersects")
        for number, border in sorted(zip(numbers.tolist(), borders.tolist(), strict=True), reverse=True):
            found[number] = self._areas[border]  # the smallest border has the lowest number, and comes last
        return found
