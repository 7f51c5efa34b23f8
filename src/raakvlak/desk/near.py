"""What lies within walking distance of a place: situations and organisations, and never a person.

A situation may have a place of its own. An organisation lies where its neighbourhood does: of nobody more is known.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple, Self

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from raakvlak.municipality.land import Box, Land
from raakvlak.municipality.models import Member
from raakvlak.municipality.places import area_at
from raakvlak.relations.models import Party
from raakvlak.situations.models import Situation
from raakvlak.situations.models.situation import SituationQuerySet

WALK_METRES: Final = 1_200  # a quarter of an hour
METRES_A_MINUTE: Final = 80
METRES_A_DEGREE: Final = 111_200
HERE_METRES, CLOSE_METRES, STEP_MINUTES = 150, 400, 5
SHOWN: Final = 20

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Around:
    """The surroundings of a place: the area that it lies in, its point, and the areas within walking distance."""

    area_id: int | None
    area_name: str
    point: Point | None
    inside: frozenset[int]
    area_ids: frozenset[int]
    land: Land

    @classmethod
    def place(cls, member: Member, land: Land, place: tuple[Decimal, Decimal]) -> Self:
        """Look round from the square of a hundred metres in which somebody stands."""
        area = area_at(member.municipality, *place)
        point = float(place[0]), float(place[1])
        inside = frozenset({area.pk} if area else ())
        return cls(
            area.pk if area else None, area.name if area else "", point, inside, inside | _near(land, point), land
        )

    @classmethod
    def area(cls, land: Land, area_id: int) -> Self:
        """Look round from the middle of an area; where no border is known, there is nothing but the area itself."""
        known, inside = land.areas[area_id], frozenset(land.with_parts(area_id))
        if known.latitude is None or known.longitude is None:
            return cls(area_id, known.name, None, inside, inside, land)
        point = known.latitude, known.longitude
        return cls(area_id, known.name, point, inside, inside | _near(land, point), land)

    def measured(self, area_id: int | None, own: Point | None) -> "Spot":
        """Tell where something lies, and how far that is; what has no place of its own lies where its area does."""
        area = self.land.areas.get(area_id or 0)
        middle = (area.latitude, area.longitude) if area and area.latitude and area.longitude else None
        point = own or middle
        if self.point is None or point is None:
            return Spot(point, 0, _("in deze buurt"), is_inside=True)
        metres = _metres(self.point, point)
        is_inside = own is None and area_id in self.inside
        return Spot(point, metres, _("in deze buurt") if is_inside else in_words(metres), is_inside)


class Spot(NamedTuple):
    """Where something is drawn, how far it is in metres and in words, and whether it lies in the area asked about."""

    point: Point | None
    metres: float
    distance: str
    is_inside: bool = False


class Found(NamedTuple):
    """A row that lies nearby."""

    row: Any
    spot: Spot


@dataclass(frozen=True, slots=True)
class Nearby:
    """A few of one kind, the nearest first, and how many there are of it."""

    rows: list[Found]
    total: int


def situations_near(around: Around, member: Member, most: int = SHOWN) -> Nearby:
    """Find the open situations within walking distance, in two queries."""
    visible = Situation.objects.within(member.municipality).visible_to(member).open()
    by_area = Q(area__in=around.area_ids) if around.point is None else Q(latitude=None, area__in=around.area_ids)
    places: list[tuple[Any, ...]] = list(visible.filter(by_area).values_list("pk", "area", "latitude", "longitude"))
    if around.point:
        places += _with_a_place(visible, around.point)
    return _nearest(places, visible, around, most)


def organisations_near(around: Around, member: Member, most: int = SHOWN) -> Nearby:
    """Find the organisations of which the neighbourhood lies within walking distance, in two queries."""
    visible = Party.objects.within(member.municipality).visible_to(member).filter(kind=Party.Kind.ORGANISATION)
    places = ((pk, area, None, None) for pk, area in visible.filter(area__in=around.area_ids).values_list("pk", "area"))
    return _nearest(places, visible, around, most)


def in_words(metres: float) -> str:
    """Say how far a walk is, no finer than what is known."""
    if metres < HERE_METRES:
        return _("hier")
    if metres < CLOSE_METRES:
        return _("een paar minuten lopen")
    minutes = math.ceil(metres / METRES_A_MINUTE / STEP_MINUTES) * STEP_MINUTES
    return _("ongeveer %(minutes)d minuten lopen") % {"minutes": minutes}


def _nearest(places: Iterable[tuple[Any, ...]], visible: QuerySet[Any], around: Around, most: int) -> Nearby:
    spots = {pk: around.measured(area, (float(y), float(x)) if y is not None else None) for pk, area, y, x in places}
    spots = {pk: spot for pk, spot in spots.items() if spot.metres <= WALK_METRES or spot.is_inside}
    first = sorted(spots, key=lambda pk: (spots[pk].metres, -pk))[:most]
    rows = {row.pk: row for row in visible.filter(pk__in=first).select_related("area").defer("area__geometry")}
    return Nearby([Found(rows[pk], spots[pk]) for pk in first if pk in rows], len(spots))


def _with_a_place(visible: SituationQuerySet, point: Point) -> Iterable[tuple[Any, ...]]:
    box = _box(point)
    inside = visible.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    return inside.values_list("pk", "area", "latitude", "longitude")


def _near(land: Land, point: Point) -> frozenset[int]:
    return frozenset(
        area.pk
        for area in land.areas.values()
        if area.latitude and area.longitude and _metres(point, (area.latitude, area.longitude)) <= WALK_METRES
    )


def _metres(one: Point, other: Point) -> float:
    """Measure as the crow flies, on a piece of earth that is small enough to be flat."""
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return math.hypot(one[0] - other[0], east) * METRES_A_DEGREE


def _box(point: Point) -> Box:
    north = WALK_METRES / METRES_A_DEGREE
    east = north / math.cos(math.radians(point[0]))
    return Box(point[0] - north, point[1] - east, point[0] + north, point[1] + east)
