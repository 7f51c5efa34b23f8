"""What lies where: talks and situations counted per square of a hundred metres, never who.

The database counts, in one query for each kind, however many rows there are; what comes back is one line per square.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db.models import Count, FloatField, Min, QuerySet
from django.db.models.functions import Cast

from raakvlak.desk.forms.map import MapFilterForm
from raakvlak.municipality.land import Land

MOST_PLACES: Final = 4_000
COARSE_DEGREES: Final = 0.05
NO_AREA: Final = 0


@dataclass
class Tally:
    """How many talks and situations."""

    talks: int = 0
    situations: int = 0

    def add(self, kind: str, number: int) -> None:
        """Count some more of one kind."""
        setattr(self, kind, getattr(self, kind) + number)

    @property
    def number(self) -> int:
        """Return how many there are of both."""
        return self.talks + self.situations


class Spot(NamedTuple):
    """Where something is drawn; one at the middle of an area carries the area."""

    latitude: float
    longitude: float
    area_id: int = NO_AREA


class Group(NamedTuple):
    """Rows of one kind that share an area and a square."""

    kind: str
    area_id: int | None
    latitude: float | None
    longitude: float | None
    number: int


def tallies() -> "defaultdict[Any, Tally]":
    return defaultdict(Tally)


@dataclass
class Mapped:
    """All that was asked for, laid on the map: each row counts once in `spots` or `nowhere`, and once in `by_area`."""

    total: Tally = field(default_factory=Tally)
    nowhere: Tally = field(default_factory=Tally)
    spots: "defaultdict[Spot, Tally]" = field(default_factory=tallies)
    by_area: "defaultdict[int | None, Tally]" = field(default_factory=tallies)
    is_coarse: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it short, for the browser: a place is [latitude, longitude, talks, situations, area or 0]."""
        return {
            "total": [self.total.talks, self.total.situations],
            "nowhere": [self.nowhere.talks, self.nowhere.situations],
            "coarse": self.is_coarse,
            "places": [
                [spot.latitude, spot.longitude, tally.talks, tally.situations, spot.area_id]
                for spot, tally in self.spots.items()
            ],
        }


def mapped(form: MapFilterForm) -> Mapped:
    """Count what was asked for; when that is more places than a map can show, per area."""
    groups = [*_groups("talks", form.talks()), *_groups("situations", form.situations())]
    laid = _laid(groups, form.land, is_coarse=False)
    return _laid(groups, form.land, is_coarse=True) if len(laid.spots) > MOST_PLACES else laid


def _groups(kind: str, rows: QuerySet[Any]) -> Iterator[Group]:
    """Count per area and square, in the order of the index, so that not a single row is read."""
    found = rows.order_by().values("area", "latitude", "longitude")
    # A decimal for each of thousands of squares takes longer than counting them: let the database make it a float.
    south, west = Min(Cast("latitude", FloatField())), Min(Cast("longitude", FloatField()))
    counted = found.annotate(south=south, west=west, number=Count("*"))
    for area_id, latitude, longitude, number in counted.values_list("area", "south", "west", "number"):
        yield Group(kind, area_id, latitude, longitude, number)


def _laid(groups: list[Group], land: Land, *, is_coarse: bool) -> Mapped:
    laid = Mapped(is_coarse=is_coarse)
    for group in groups:
        spot = _coarse_spot(group, land) if is_coarse else _spot(group, land)
        for tally in (laid.total, laid.by_area[group.area_id], laid.nowhere if spot is None else laid.spots[spot]):
            tally.add(group.kind, group.number)
    return laid


def _spot(group: Group, land: Land) -> Spot | None:
    """Return the square itself; without one the middle of the area, if the map knows that."""
    if group.latitude is None or group.longitude is None:
        return _middle(group.area_id, land)
    return Spot(round(group.latitude, 4), round(group.longitude, 4))


def _coarse_spot(group: Group, land: Land) -> Spot | None:
    """Return the middle of the area; outside all areas a square of some kilometres."""
    spot = _middle(group.area_id, land) or _spot(group, land)
    if spot is None or spot.area_id:
        return spot
    return Spot(_coarse(spot.latitude), _coarse(spot.longitude))


def _middle(area_id: int | None, land: Land) -> Spot | None:
    area = land.areas.get(area_id or NO_AREA)
    if area is None or area.latitude is None or area.longitude is None:
        return None
    return Spot(area.latitude, area.longitude, area.pk)


def _coarse(degrees: float) -> float:
    return round(round(degrees / COARSE_DEGREES) * COARSE_DEGREES, 2)
