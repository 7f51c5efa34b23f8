"""Files with official areas, made for a test: small ones, foreign ones, broken ones."""

import json
import sqlite3
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import shapely

from raakvlak.municipality.official.reading import Reading, read_file
from raakvlak.municipality.official.refusal import Refused, in_words

Feature = dict[str, Any]
CODE = "GM9901"
RD_CORNER = (155_000, 463_000)  # Amersfoort
BELGIUM = (150_000.0, 170_000.0)  # Brussels, in Lambert 72


def square(west: float, south: float, side: float) -> list[list[list[float]]]:
    east, north = west + side, south + side
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(values: Mapping[str, Any], coordinates: Any = None, kind: str = "Polygon") -> Feature:
    geometry = {"type": kind, "coordinates": coordinates or square(5.0, 52.0, 0.1)}
    return {"type": "Feature", "properties": dict(values), "geometry": geometry}


def buurt(number: int, name: str = "", coordinates: Any = None, **values: Any) -> Feature:
    """Make a buurt as the CBS gives it since 2022."""
    code = f"BU9901{number:04}"
    whole = {"buurtcode": code, "buurtnaam": name or f"Buurt {number}", "gemeentecode": CODE, "water": "NEE", **values}
    return feature(whole, coordinates or square(5.0 + number / 100, 52.0, 0.009))


def wijk(number: int, name: str = "", coordinates: Any = None, **values: Any) -> Feature:
    whole = {"wijkcode": f"WK9901{number:02}", "wijknaam": name or f"Wijk {number}", "gemeentecode": CODE, **values}
    return feature(whole, coordinates or square(5.0 + number, 52.0, 0.5))


def geojson(path: Path, features: Iterable[Feature], **more: Any) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}), encoding="utf-8")
    return path


def geopackage(path: Path, layers: Mapping[str, Iterable[Feature]], system: int = 28992) -> Path:
    """Make a GeoPackage as PDOK gives it; each layer has the columns of its features."""
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,"
        " organization_coordsys_id INTEGER, definition TEXT);"
        "CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);"
        "CREATE TABLE gpkg_geometry_columns(table_name TEXT, column_name TEXT, srs_id INTEGER);"
    )
    connection.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('x', 900, 'EPSG', ?, '')", [system])
    for layer, features in layers.items():
        rows = list(features)
        columns = list(rows[0]["properties"])
        names = ", ".join(f'"{column}"' for column in columns)
        connection.execute(f'CREATE TABLE "{layer}"(fid INTEGER PRIMARY KEY, geom BLOB, {names})')
        connection.execute("INSERT INTO gpkg_contents VALUES (?, 'features', 900)", [layer])
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 900)", [layer])
        for row in rows:
            values = [_blob(row["geometry"]), *row["properties"].values()]
            marks = ", ".join("?" * len(values))
            connection.execute(f'INSERT INTO "{layer}"(geom, {names}) VALUES ({marks})', values)  # noqa: S608 – our own
    connection.commit()
    connection.close()
    return path


def _blob(geometry: Any) -> bytes | None:
    """Write a border with the head of a GeoPackage, and an envelope in it."""
    if geometry is None:
        return None
    shape = shapely.geometry.shape(geometry)
    west, south, east, north = shape.bounds
    envelope: bytes = struct.pack("<4d", west, east, south, north)
    return b"GP\x00\x03" + struct.pack("<i", 900) + envelope + bytes(shapely.to_wkb(shape))


def read(path: Path, code: str = CODE, **options: Any) -> Reading:
    return read_file(path, name=path.name, municipality_code=code, **options)


def refusal(path: Path, code: str = CODE) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        read(path, code)
    return refused.value.reason, in_words(refused.value.reason, refused.value.details)


def notes(found: Reading) -> dict[str, list[str]]:
    return {note.what: note.names for note in found.notes}
