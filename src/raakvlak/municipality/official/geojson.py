"""GeoJSON, read bit by bit: 200 MB of it takes no more memory than its largest area."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from raakvlak.municipality.official.borders import check_system
from raakvlak.municipality.official.columns import plain_values
from raakvlak.municipality.official.files import BOM
from raakvlak.municipality.official.refusal import MEGABYTE, Refused
from raakvlak.municipality.official.rows import Row, Told

MOST_IN_ONE_AREA: Final = 20 * MEGABYTE
AT_ONCE: Final = 4_096
DEEPEST: Final = 200
_ENDS: Final = 65_536
_SYSTEM: Final = re.compile(rb'"crs"\s*:\s*(?=\{)')
_EPSG: Final = re.compile(r"EPSG:+(?:[0-9.]*:)?([0-9]{4,6})$", re.IGNORECASE)
Ring = list[tuple[float, float]]

_NO_AREA: Final = shapely.Point(0, 0)


class _Watched:
    """A file that tells how far it was read, and refuses to give one area without end."""

    def __init__(self, file: IO[bytes], tell: Callable[[float], None], size: int) -> None:
        self._file, self._tell, self._size = file, tell, size
        self.at = 0
        self.between_areas()

    def between_areas(self) -> None:
        """Begin to watch the next area."""
        self._since_last = 0
        self._depth = 0

    def read(self, amount: int = -1) -> bytes:
        """Give the next bytes."""
        part = self._file.read(amount)
        self.at += len(part)
        self._since_last += len(part)
        if self._since_last > MOST_IN_ONE_AREA:
            raise Refused("json_too_detailed", most=MOST_IN_ONE_AREA // MEGABYTE)
        # The parser remembers the whole path at every depth: a hundred thousand brackets would eat all memory.
        self._depth += part.count(b"[") + part.count(b"{") - part.count(b"]") - part.count(b"}")
        if self._depth > DEEPEST:
            raise Refused("json_broken", megabytes=f"{self.at / MEGABYTE:.1f}")
        self._tell(self.at / max(self._size, 1))
        return part


def rows_of(path: Path, told: Told, tell: Callable[[float], None]) -> Iterator[Row]:
    """Give every feature."""
    import ijson  # noqa: PLC0415 – for the worker alone; a web worker stays small

    check_system(claimed_system(path))
    with path.open("rb") as file:
        if file.read(len(BOM)) != BOM:
            file.seek(0)
        watched = _Watched(file, tell, path.stat().st_size)
        is_empty = True
        try:
            for feature in ijson.items(watched, "features.item", use_float=True, buf_size=AT_ONCE):
                is_empty = False
                watched.between_areas()
                yield _row(feature, told)
        except (ijson.JSONError, UnicodeDecodeError, ValueError, OverflowError) as error:
            raise Refused("json_broken", megabytes=f"{watched.at / MEGABYTE:.1f}") from error
    if is_empty:
        raise Refused("json_no_areas")


def claimed_system(path: Path) -> int | None:
    """Return the coordinate system that a file names, at its beginning or at its end; nothing when it names none."""
    with path.open("rb") as file:
        start = file.read(_ENDS)
        file.seek(max(0, path.stat().st_size - _ENDS))
        end = file.read()
    for part in (start, end):
        for found in _SYSTEM.finditer(part):
            name = _name(part[found.end() :])
            match = _EPSG.search(name)
            if match:
                return int(match[1])
    return None


def _name(text: bytes) -> str:
    try:
        system, _end = json.JSONDecoder().raw_decode(text.decode("utf-8", "replace"))
        return str(system["properties"]["name"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def _row(feature: object, told: Told) -> Row:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if isinstance(properties, Mapping):
        told.columns.update(str(column)[:40] for column in list(properties)[:40])
        geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
        return Row("", plain_values(properties), partial(_border, geometry))
    return Row("", {}, partial(_border, None))


def _border(geometry: object) -> BaseGeometry | None:
    """Build the border of a feature; what is built wrongly has none."""
    if not isinstance(geometry, Mapping) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        return _NO_AREA if isinstance(geometry, Mapping) else None
    coordinates: Any = geometry.get("coordinates")
    try:
        parts: list[Any] = [coordinates] if geometry["type"] == "Polygon" else list(coordinates)
        return shapely.MultiPolygon([_part(part) for part in parts])
    except (TypeError, ValueError, IndexError, KeyError, shapely.errors.ShapelyError):
        return None


def _part(rings: Iterable[Iterable[Sequence[float]]]) -> tuple[Ring, list[Ring]]:
    lines = [[(float(point[0]), float(point[1])) for point in ring] for ring in rings]
    return lines[0], lines[1:]
