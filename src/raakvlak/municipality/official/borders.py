"""Borders as they come in a file: turned to the coordinates of the world, and mended when that changes nothing."""

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from raakvlak.municipality.geometry import Geometry
from raakvlak.municipality.official.refusal import Refused

if TYPE_CHECKING:
    from pyproj import Transformer

Points = npt.NDArray[np.float64]

RD: Final = 28992
WORLD: Final = 4326
DUTCH_SYSTEMS: Final = frozenset({RD, 7415})  # the second has heights, too
WORLD_SYSTEMS: Final = frozenset({WORLD, 4258, 4979, 4937})  # ETRS89 lies less than a metre from WGS 84
KNOWN_SYSTEMS: Final = DUTCH_SYSTEMS | WORLD_SYSTEMS

MOST_POINTS: Final = 50_000
DECIMALS: Final = 6  # a tenth of a metre
SAME_SIZE: Final = 0.01
MUCH_OVERLAP: Final = 0.05

_RD_BOX: Final = (-10_000.0, 280_000.0, 300_000.0, 640_000.0)
_WORLD_BOX: Final = (2.5, 50.5, 7.6, 55.9)  # with the Dutch part of the North Sea
_TURNED_BOX: Final = (50.5, 2.5, 55.9, 7.6)


class Border(NamedTuple):
    """A border that can be kept, or why it can't; and what must be told of it."""

    shape: Polygon | MultiPolygon | None
    note: str = ""


def check_system(system: int | None) -> None:
    """Refuse a coordinate system that is not Dutch, nor the world's."""
    if system is not None and system not in KNOWN_SYSTEMS:
        raise Refused("other_system", system=f"EPSG:{system}")


def border_of(shape: BaseGeometry | None) -> Border:
    """Turn and mend one border."""
    if shape is None or shape.is_empty:
        return Border(None, "no_border")
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return Border(None, "no_area")
    if shapely.get_num_coordinates(shape) > MOST_POINTS:
        return Border(None, "too_detailed")
    turned = _in_the_world(shapely.force_2d(shape))
    return _mended(turned) if turned is not None else Border(None, "outside")


def place_of(shape: BaseGeometry | None) -> str:
    """Write the first corner of a border, to show where it lies."""
    corners = shapely.get_coordinates(shape)[:1].tolist() if shape is not None else []
    return f"{corners[0][0]:g}, {corners[0][1]:g}" if corners else "–"


def as_geometry(shape: Polygon | MultiPolygon) -> Geometry:
    """Write a border as it is kept."""
    parts = [_rings(part) for part in (shape.geoms if isinstance(shape, MultiPolygon) else [shape])]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def overlapping(shapes: list[Any]) -> list[tuple[int, int]]:
    """Return which of these areas lie over each other for a considerable part."""
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = [(a, b) for a, b in zip(one.tolist(), other.tolist(), strict=True) if a < b]
    return [
        (a, b)
        for a, b in pairs
        if shapes[a].intersection(shapes[b]).area > MUCH_OVERLAP * min(shapes[a].area, shapes[b].area)
    ]


def _in_the_world(shape: BaseGeometry) -> BaseGeometry | None:
    """Return a border in longitude and latitude; what a file claims matters less than where its numbers can be."""
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        return None
    if _lies_in(shape, _RD_BOX):
        shape = shapely.transform(shape, _from_rd)
    elif _lies_in(shape, _TURNED_BOX):
        shape = shapely.transform(shape, lambda points: points[:, ::-1])
    elif not _lies_in(shape, _WORLD_BOX):
        return None
    return shapely.transform(shape, lambda points: np.round(points, DECIMALS))


def _lies_in(shape: BaseGeometry, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = shape.bounds
    return bool(box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3])


@cache
def _dutch_to_world() -> "Transformer":
    """Load the conversion when it is needed: it would make every web worker 30 MB larger."""
    from pyproj import Transformer  # noqa: PLC0415 – see above

    return Transformer.from_crs(RD, WORLD, always_xy=True)


def _from_rd(points: Points) -> Points:
    return np.column_stack(_dutch_to_world().transform(points[:, 0], points[:, 1]))


def _mended(shape: BaseGeometry) -> Border:
    if shape.is_valid:
        return Border(shape)
    valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = [part for part in getattr(valid, "geoms", [valid]) if isinstance(part, Polygon) and not part.is_empty]
    mended = parts[0] if len(parts) == 1 else MultiPolygon(parts)
    sizes = sorted((shape.area, mended.area))  # of the first, loops that run the other way take off
    if not mended.is_valid or not sizes[1] or sizes[1] - sizes[0] > SAME_SIZE * sizes[1]:
        return Border(None, "crossing")
    return Border(mended, "mended")


def _rings(part: Polygon) -> list[list[list[float]]]:
    return [[list(point) for point in ring.coords] for ring in (part.exterior, *part.interiors)]
