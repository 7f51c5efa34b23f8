"""A GeoPackage: an SQLite file that nobody vouches for, so it may be looked at and nothing more.

Only plain tables that it lists as layers are read: no views, no virtual tables, no functions, no triggers.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from raakvlak.municipality.official.borders import KNOWN_SYSTEMS, check_system
from raakvlak.municipality.official.columns import plain, plain_values
from raakvlak.municipality.official.refusal import Refused
from raakvlak.municipality.official.rows import Row, Told

MOST_SECONDS: Final = 600
LARGEST_VALUE: Final = 50_000_000
_STEPS_BETWEEN_LOOKS: Final = 100_000
_MAY: Final = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_HEAD: Final = 8
_ENVELOPES: Final = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_UNKNOWN_SYSTEMS: Final = frozenset({0, -1})
_LAYERS: Final = (
    "SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c"
    " JOIN gpkg_geometry_columns g ON g.table_name = c.table_name WHERE c.data_type = 'features' LIMIT 100"
)
_SYSTEMS: Final = "SELECT srs_id, organization, organization_coordsys_id FROM gpkg_spatial_ref_sys LIMIT 10000"
_TABLES: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
_VIRTUAL: Final = "CREATE VIRTUAL"


class _Layer(NamedTuple):
    table: str
    geometry: str
    system: int | None


def rows_of(path: Path, told: Told, tell: Callable[[float], None]) -> Iterator[Row]:
    """Give every row of every layer."""
    began = time.monotonic()
    try:
        connection = _open(path, began)
        try:
            layers = _layers(connection)
            for number, layer in enumerate(layers):
                yield from _rows(connection, layer, told, partial(_tell_layer, tell, number, len(layers)))
        finally:
            connection.close()
    except sqlite3.Error as error:
        slow = time.monotonic() - began > MOST_SECONDS
        raise Refused("gpkg_slow" if slow else "gpkg_broken") from error


def _open(path: Path, began: float) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda value: value.decode("utf-8", "replace")
    for setting in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0"):
        connection.execute(f"PRAGMA {setting}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    connection.set_progress_handler(lambda: time.monotonic() - began > MOST_SECONDS, _STEPS_BETWEEN_LOOKS)
    connection.set_authorizer(_authorize)
    return connection


def _tell_layer(tell: Callable[[float], None], number: int, layers: int, part: float) -> None:
    tell((number + part) / layers)


def _authorize(action: int, *_about: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _MAY else sqlite3.SQLITE_DENY


def _layers(connection: sqlite3.Connection) -> list[_Layer]:
    known = connection.execute(_TABLES)
    tables = {name for name, definition in known if not str(definition).upper().startswith(_VIRTUAL)}
    if not {"gpkg_contents", "gpkg_geometry_columns"} <= tables:
        raise Refused("gpkg_no_areas")
    systems = _systems(connection) if "gpkg_spatial_ref_sys" in tables else {}
    found = [
        _Layer(str(table), str(geometry), systems.get(system, system))
        for table, geometry, system in connection.execute(_LAYERS)
        if table in tables
    ]
    if not found:
        raise Refused("gpkg_no_areas")
    usable = [layer for layer in found if layer.system is None or layer.system in KNOWN_SYSTEMS]
    if not usable:
        check_system(found[0].system)
    return usable


def _systems(connection: sqlite3.Connection) -> dict[Any, int | None]:
    """Return the number at EPSG of each coordinate system in the file; nothing for one that is not known."""
    named = {
        srs_id: number if str(organization).upper() == "EPSG" and isinstance(number, int) else None
        for srs_id, organization, number in connection.execute(_SYSTEMS)
    }
    return {**named, **dict.fromkeys(_UNKNOWN_SYSTEMS)}


def _rows(connection: sqlite3.Connection, layer: _Layer, told: Told, tell: Callable[[float], None]) -> Iterator[Row]:
    table, geometry = _quoted(layer.table), _quoted(layer.geometry)
    columns = [column[0] for column in connection.execute(f"SELECT * FROM {table} LIMIT 0").description]  # noqa: S608 – quoted
    told.columns.update(column[:40] for column in columns[:40])
    wanted = [column for column in columns if plain_values({column: None}) and column != layer.geometry]
    if layer.geometry not in columns or not wanted:
        return
    last = connection.execute(f"SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT 1").fetchone()  # noqa: S608 – quoted
    names = ", ".join(_quoted(column) for column in wanted)
    for row in connection.execute(f"SELECT rowid, {names} FROM {table} ORDER BY rowid"):  # noqa: S608 – quoted
        values = {plain(column): value for column, value in zip(wanted, row[1:], strict=True)}
        query = f"SELECT {geometry} FROM {table} WHERE rowid = ?"  # noqa: S608 – quoted
        tell(row[0] / max(last[0], 1))
        yield Row(layer.table, values, partial(_border, connection, query, row[0]))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _border(connection: sqlite3.Connection, query: str, row: int) -> BaseGeometry | None:
    """Read a border: a head of GeoPackage’s own, and the well-known binary form behind it."""
    (blob,) = connection.execute(query, [row]).fetchone()
    if not isinstance(blob, bytes) or len(blob) <= _HEAD or blob[:2] != b"GP":
        return None
    envelope = _ENVELOPES.get(blob[3] >> 1 & 0b111)
    if envelope is None:
        return None
    try:
        return shapely.from_wkb(blob[_HEAD + envelope :])
    except shapely.errors.ShapelyError:
        return None
