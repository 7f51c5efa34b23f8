"""From a file that was sent to the official areas of one municipality."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import shapely

from raakvlak.municipality.geometry import Geometry
from raakvlak.municipality.official import geojson, geopackage
from raakvlak.municipality.official.borders import as_geometry, border_of, overlapping, place_of
from raakvlak.municipality.official.columns import (
    DISTRICT,
    NEIGHBOURHOOD,
    Identity,
    households_of,
    identity,
    is_water,
    municipality_of,
    name_of,
    residents_of,
    year_in,
    year_of,
)
from raakvlak.municipality.official.files import kind_of, unpack
from raakvlak.municipality.official.refusal import Refused
from raakvlak.municipality.official.rows import Row, Told

MOST_AREAS: Final = 2_000
MOST_CODES_TOLD: Final = 12
MOST_CODES_KEPT: Final = 1_000
MOST_NAMES: Final = 20
Tell = Callable[[float], None]


def _nobody(part: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialArea:
    """A wijk or buurt as it stands in a file."""

    kind: str
    code: str
    name: str
    year: int | None
    residents: int | None
    households: int | None
    geometry: Geometry

    @property
    def parent_code(self) -> str:
        """Return the code of the wijk that it is a part of."""
        return Identity(self.kind, self.code).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What must be told about some areas."""

    what: str
    names: list[str]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file holds for one municipality; it can be written as JSON and back."""

    areas: list[OfficialArea]
    notes: list[Note]

    def as_json(self) -> dict[str, Any]:
        """Write it down."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Reading":
        """Take up what was written down."""
        areas = [OfficialArea(**area) for area in stored["areas"]]
        return cls(areas=areas, notes=[Note(**note) for note in stored["notes"]])


def read_file(
    path: Path, *, name: str, municipality_code: str, year: int | None = None, tell: Tell = _nobody
) -> Reading:
    """Read the areas of one municipality; `tell` hears which part is done, and may stop it by raising.

    Raises Refused when nothing of the file can be used. A year that stands in the file goes before the one given.
    """
    with _unpacked(path) as (plain_path, kind):
        told = Told()
        rows = (geojson if kind == "geojson" else geopackage).rows_of(plain_path, told, tell)
        gathered = _Gathered(municipality_code, year_in(name) or year)
        for row in rows:
            gathered.take(row, told)
        if not gathered.found:
            _refuse_strangers(municipality_code, told)
        return gathered.reading()


@contextmanager
def _unpacked(path: Path) -> Iterator[tuple[Path, str]]:
    try:
        kind = kind_of(path)
    except FileNotFoundError as error:
        raise Refused("gone") from error
    if kind != "zip":
        yield path, kind
        return
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="zip-") as folder:
        inside = unpack(path, Path(folder))
        kind = kind_of(inside)
        if kind == "zip":
            raise Refused("zip_empty")
        yield inside, kind


def _refuse_strangers(municipality_code: str, told: Told) -> None:
    codes = [f"{code} ({name})" if name else code for code, name in sorted(told.municipalities.items())]
    more = [f"+{len(codes) - MOST_CODES_TOLD}"] if len(codes) > MOST_CODES_TOLD else []
    listed = ", ".join([*codes[:MOST_CODES_TOLD], *more])
    if not codes:
        columns = ", ".join(sorted(told.columns)[:20])
        raise Refused("no_codes", **({"columns": columns} if columns else {}))
    if not municipality_code:
        raise Refused("no_own_code", codes=listed)
    raise Refused("not_in_file", code=municipality_code, codes=listed)


@dataclass
class _Gathered:
    """The areas of one municipality, while they are gathered."""

    municipality_code: str
    year: int | None
    found: bool = False
    areas: dict[str, OfficialArea] = field(default_factory=dict)
    shapes: dict[str, Any] = field(default_factory=dict)
    layers: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    somewhere: str = ""

    def take(self, row: Row, told: Told) -> None:
        """Take a row along when it is ours, and remember of which municipality it is when it is not."""
        found = identity(row.values)
        code, name = municipality_of(row.values) or ((found.municipality, "") if found else ("", ""))
        code = found.municipality if found else code
        if code and len(told.municipalities) < MOST_CODES_KEPT:
            told.municipalities[code] = told.municipalities.get(code) or name
        if found is None or found.municipality != self.municipality_code:
            return
        self.found = True
        called = name_of(row.values, found)
        if self.layers.setdefault(found.kind, row.layer) != row.layer:
            self.note("second_layer", row.layer)
        elif is_water(row.values):
            self.note("water", called)
        else:
            self._measure(row, found, called)

    def note(self, what: str, name: str) -> None:
        """Remember what must be told."""
        names = self.notes.setdefault(what, [])
        if name not in names:
            names.append(name)

    def reading(self) -> Reading:
        """Return what was gathered, with what the areas mean for each other."""
        if not self.areas:
            if self.notes.keys() == {"outside"}:
                raise Refused("abroad", place=self.somewhere)
            raise Refused("nothing_left")
        self._tell_overlap()
        notes = [
            Note(what=what, names=names[:MOST_NAMES], more=max(0, len(names) - MOST_NAMES))
            for what, names in self.notes.items()
        ]
        return Reading(areas=sorted(self.areas.values(), key=lambda area: area.code), notes=notes)

    def _measure(self, row: Row, found: Identity, called: str) -> None:
        drawn = row.border()
        shape, remark = border_of(drawn)
        if remark:
            self.note(remark, called)
        if remark == "outside":
            self.somewhere = place_of(drawn)
        if shape is None:
            return
        if found.code in self.shapes:  # an area in several rows is one area
            shape = shapely.union_all([self.shapes[found.code], shape])
        self.shapes[found.code] = shape
        self.areas[found.code] = OfficialArea(
            kind=found.kind,
            code=found.code,
            name=called,
            year=year_of(row.values) or year_in(row.layer) or self.year,
            residents=residents_of(row.values),
            households=households_of(row.values),
            geometry=as_geometry(shape),
        )
        if len(self.areas) > MOST_AREAS:
            raise Refused("too_many", most=MOST_AREAS)

    def _tell_overlap(self) -> None:
        for kind in (DISTRICT, NEIGHBOURHOOD):
            level = [area for area in self.areas.values() if area.kind == kind]
            for one, other in overlapping([self.shapes[area.code] for area in level]) if level else []:
                self.note("overlap", f"{level[one].name} × {level[other].name}")
