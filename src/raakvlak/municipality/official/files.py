"""What was sent, told from its first bytes; and the one file inside a ZIP, never unpacked further than its limit."""

import zipfile
import zlib
from pathlib import Path
from typing import IO, Final

from raakvlak.municipality.official.refusal import MEGABYTE, MOST_UNPACKED, MOST_UPLOADED, Refused

SQLITE: Final = b"SQLite format 3\x00"
ZIPS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
SHAPEFILE: Final = b"\x00\x00\x27\x0a"
BOM: Final = b"\xef\xbb\xbf"
MOST_MEMBERS: Final = 1_000
_SUFFIXES: Final = (".gpkg", ".geojson", ".json")
_PART: Final = 1_048_576
_TAIL: Final = 66_000  # where the table of contents of a ZIP is pointed to
_CONTENTS_END: Final = b"PK\x05\x06"
_LARGEST_CONTENTS: Final = 1_000_000
_LOCKED: Final = 0x1
_WAYS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def kind_of(path: Path) -> str:
    """Tell what a file is: "geopackage", "geojson" or "zip"; refuse anything else by what it looks like."""
    with path.open("rb") as file:
        return kind_of_bytes(file.read(512))


def kind_of_bytes(start: bytes) -> str:
    """Tell what a file is by its first bytes."""
    if not start.strip():
        raise Refused("empty")
    if start.startswith(SQLITE):
        return "geopackage"
    if start.startswith(ZIPS):
        return "zip"
    if start.startswith(SHAPEFILE):
        raise Refused("shapefile")
    text = start.removeprefix(BOM).lstrip()
    if text.startswith(b"<"):
        raise Refused("xml")
    if not text.startswith((b"{", b"[")):
        raise Refused("no_borders")
    return "geojson"


def unpack(path: Path, folder: Path) -> Path:
    """Write the one file with borders in a ZIP into a folder, under a name of ours."""
    if path.stat().st_size > MOST_UPLOADED:
        raise Refused("too_big", most=MOST_UPLOADED // MEGABYTE)
    _refuse_endless_contents(path)
    try:
        with zipfile.ZipFile(path) as archive:
            member = _the_one(archive)
            target = folder / "unpacked"
            with archive.open(member) as source, target.open("wb") as file:
                _copy(source, file, member.file_size)
            return target
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as error:
        raise Refused("zip_broken") from error


def _refuse_endless_contents(path: Path) -> None:
    """Look how long the table of contents is before it is read as a whole."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    at = tail.rfind(_CONTENTS_END)
    if at < 0 or int.from_bytes(tail[at + 12 : at + 16], "little") > _LARGEST_CONTENTS:
        raise Refused("zip_broken")


def _the_one(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [member for member in archive.infolist() if not member.is_dir()]
    found = [member for member in members if _is_borders(member.filename)]
    found = [member for member in found if member.filename.lower().endswith(".gpkg")] or found
    if not found or len(members) > MOST_MEMBERS:
        raise Refused("shapefile" if any(one.filename.lower().endswith(".shp") for one in members) else "zip_empty")
    if len(found) > 1:
        raise Refused("zip_several", names=", ".join(Path(one.filename).name[:80] for one in found[:5]))
    member = found[0]
    if member.flag_bits & _LOCKED:
        raise Refused("zip_locked")
    if member.compress_type not in _WAYS:
        raise Refused("zip_broken")
    if member.file_size > MOST_UNPACKED:
        raise Refused("zip_too_big", most=MOST_UNPACKED // MEGABYTE)
    return member


def _is_borders(name: str) -> bool:
    path = Path(name.lower())
    return path.suffix in _SUFFIXES and not path.name.startswith(".") and "__macosx" not in path.parts


def _copy(source: IO[bytes], target: IO[bytes], declared: int) -> None:
    """Copy bit by bit; a file that turns out longer than it said is no honest one."""
    written = 0
    while part := source.read(_PART):
        written += len(part)
        if written > min(declared, MOST_UNPACKED):
            raise Refused("zip_broken")
        target.write(part)
