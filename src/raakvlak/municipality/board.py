"""A calm board on which areas are shown and drawn: WGS84 to the units of a drawing, north up."""

import json
import math
from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

from raakvlak.municipality.geometry import Geometry, rings
from raakvlak.municipality.models import Area

WIDTH: Final = 1000
HEIGHT: Final = 700
_ROOM: Final = 0.15
_SMALLEST: Final = 0.02
_MOST_SHOWN: Final = 400
_MOST_NAMED: Final = 12
_START: Final = (4.9, 52.0, 5.4, 52.3)


class Outline(NamedTuple):
    """An area as it lies on the board: an SVG path, and where its name stands."""

    name: str
    path: str
    x: int
    y: int


class Board(NamedTuple):
    """What is drawn, and how a place on earth becomes a place on the board."""

    outlines: list[Outline]
    west: float
    north: float
    per_longitude: float
    per_latitude: float
    fixed: Outline | None = None

    @property
    def is_named(self) -> bool:
        """Tell whether there is room to write the names."""
        return len(self.outlines) <= _MOST_NAMED

    @property
    def scale(self) -> str:
        """Return what the browser needs to draw along."""
        return json.dumps(
            {
                "west": self.west,
                "north": self.north,
                "perLongitude": self.per_longitude,
                "perLatitude": self.per_latitude,
            }
        )


def board_of(areas: Sequence[Area], fixed: Area | None = None) -> Board:
    """Lay areas on a board that is just wide enough for them, with one that is looked at and can't be redrawn."""
    drawn = [(area.name, area.geometry) for area in areas if area.geometry][:_MOST_SHOWN]
    shown = [*drawn, (fixed.name, fixed.geometry)] if fixed and fixed.geometry else drawn
    points = [point for _name, geometry in shown for ring in rings(geometry) for point in ring]
    west, south, east, north = _bounds(points)
    narrowing = math.cos(math.radians((south + north) / 2))
    per_latitude = min(HEIGHT / (north - south), WIDTH / ((east - west) * narrowing))
    per_longitude = per_latitude * narrowing
    west -= (WIDTH / per_longitude - (east - west)) / 2
    north += (HEIGHT / per_latitude - (north - south)) / 2
    bare = Board([], west, north, per_longitude, per_latitude)
    outlines = [_outline(name, geometry, bare) for name, geometry in shown]
    return bare._replace(outlines=outlines[: len(drawn)], fixed=next(iter(outlines[len(drawn) :]), None))


def _bounds(points: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    if not points:
        return _START
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    wide = max(max(longitudes) - min(longitudes), _SMALLEST) * _ROOM
    high = max(max(latitudes) - min(latitudes), _SMALLEST) * _ROOM
    return min(longitudes) - wide, min(latitudes) - high, max(longitudes) + wide, max(latitudes) + high


def _outline(name: str, geometry: Geometry, board: Board) -> Outline:
    shapes = [_on_board(ring, board) for ring in rings(geometry)]
    path = " ".join("M" + " L".join(f"{x} {y}" for x, y in shape) + " Z" for shape in shapes)
    first = shapes[0]
    x, y = (sum(part) // len(first) for part in zip(*first, strict=True))
    return Outline(name, path, x, y)


def _on_board(ring: Sequence[Sequence[float]], board: Board) -> list[tuple[int, int]]:
    """Put a ring on the board; corners that fall on the same place are one."""
    points = (
        (round((point[0] - board.west) * board.per_longitude), round((board.north - point[1]) * board.per_latitude))
        for point in ring
    )
    return [point for point, _same in groupby(points)]
