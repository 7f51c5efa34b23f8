"""The border of an area as a map draws it: simplified and rounded once, when it is stored."""

import hashlib
import json
from typing import TYPE_CHECKING, Final, NamedTuple

from raakvlak.municipality.geometry import Geometry

if TYPE_CHECKING:
    from shapely import Polygon

SIMPLER_DEGREES: Final = 0.00008  # some nine metres: no eye sees it on a map of a neighbourhood
DECIMALS: Final = 5
VERSION_BITS: Final = 63

Ring = list[list[float]]


class Drawing(NamedTuple):
    """What a map needs of an area: its rings as JSON, a point inside it, and a number that changes with them."""

    content: bytes
    latitude: float
    longitude: float
    version: int


def drawing_of(geometry: Geometry | None) -> Drawing | None:
    """Draw a border for the map; nothing for an area without one.

    >>> square = {"type": "Polygon", "coordinates": [[[5.0, 52.0], [5.02, 52.0], [5.02, 52.02], [5.0, 52.0]]]}
    >>> drawing_of(square).content
    b'[[[[5.0,52.0],[5.02,52.0],[5.02,52.02],[5.0,52.0]]]]'
    """
    from shapely import Polygon  # noqa: PLC0415 – heavy, and few requests need it
    from shapely.geometry import shape  # noqa: PLC0415 – the same

    whole = shape(geometry) if geometry else None
    if whole is None or whole.is_empty:
        return None
    simple = whole.simplify(SIMPLER_DEGREES)
    polygons = [part for part in getattr(simple, "geoms", [simple]) if isinstance(part, Polygon) and not part.is_empty]
    content = json.dumps([_rings(polygon) for polygon in polygons], separators=(",", ":")).encode()
    inside = whole.representative_point()
    version = int.from_bytes(hashlib.sha256(content).digest()[:8]) >> (64 - VERSION_BITS)
    return Drawing(content, round(inside.y, DECIMALS), round(inside.x, DECIMALS), version)


def _rings(polygon: "Polygon") -> list[Ring]:
    return [_rounded(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]


def _rounded(points: object) -> Ring:
    """Round the points of a ring, and leave out what then falls together."""
    ring: Ring = []
    for longitude, latitude, *_height in points:  # type: ignore[attr-defined]  # shapely's own sequence
        point = [round(longitude, DECIMALS), round(latitude, DECIMALS)]
        if not ring or ring[-1] != point:
            ring.append(point)
    return ring
