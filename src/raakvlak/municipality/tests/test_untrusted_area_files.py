"""A ZIP or a GeoPackage that nobody vouches for: it may hold anything, and do nothing."""

import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from raakvlak.municipality.official import files
from raakvlak.municipality.official import geopackage as geopackage_rows
from raakvlak.municipality.tests.official_files import buurt, geopackage, notes, read, refusal


def test_a_zip_with_one_file_is_unpacked_and_cleaned_up(tmp_path: Path) -> None:
    inside = geopackage(tmp_path / "in.gpkg", {"buurten": [buurt(0)]}, system=4326)
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inside, "../../etc/diep/wijkenbuurten_2024.gpkg")
        archive.writestr("__MACOSX/._wijkenbuurten_2024.gpkg", "x")
        archive.writestr("leesmij.txt", "x")
    assert len(read(path).areas) == 1
    assert sorted(found.name for found in tmp_path.iterdir()) == ["in.gpkg", "x.zip"]


def zipped(path: Path, members: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", way) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_that_unfolds_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 1_000_000)
    bomb = zipped(tmp_path / "bom.zip", {"x.geojson": b"0" * 3_000_000})
    assert bomb.stat().st_size < 10_000
    assert refusal(bomb)[0] == "zip_too_big"


def test_a_zip_that_lies_about_its_size_is_stopped(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"x.geojson": b"{" + b" " * 5_000_000})
    content, size = path.read_bytes(), (5_000_001).to_bytes(4, "little")
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, (1_000).to_bytes(4, "little")))
    assert refusal(path)[0] == "zip_broken"


@pytest.mark.parametrize(
    ("members", "way", "reason"),
    [
        ({"a.txt": b"x"}, zipfile.ZIP_DEFLATED, "zip_empty"),
        ({"a.shp": b"x", "a.dbf": b"x"}, zipfile.ZIP_DEFLATED, "shapefile"),
        ({"a.geojson": b"{}", "b.geojson": b"{}"}, zipfile.ZIP_DEFLATED, "zip_several"),
        ({"a.json": b"PK\x03\x04"}, zipfile.ZIP_STORED, "zip_empty"),
        ({"a.json": b"{}"}, zipfile.ZIP_LZMA, "zip_broken"),
        ({f"{number}.txt": b"" for number in range(1_001)} | {"a.json": b"{}"}, zipfile.ZIP_STORED, "zip_empty"),
    ],
)
def test_other_zips_are_explained(tmp_path: Path, members: Any, way: int, reason: str) -> None:
    assert refusal(zipped(tmp_path / "x.zip", members, way))[0] == reason


def test_a_zip_with_a_password_or_an_endless_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "x.zip", {"a.json": b"{}"})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))
    assert refusal(path)[0] == "zip_locked"
    monkeypatch.setattr(files, "_LARGEST_CONTENTS", 10)
    assert refusal(path)[0] == "zip_broken"
    monkeypatch.setattr(files, "MOST_UPLOADED", 10)
    assert refusal(path)[0] == "too_big"


def changed(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


@pytest.fixture
def gpkg(tmp_path: Path) -> Path:
    return geopackage(tmp_path / "x.gpkg", {"buurten": [buurt(0), buurt(1)]}, system=4326)


def test_a_view_is_never_read(gpkg: Path) -> None:
    changed(gpkg, "ALTER TABLE buurten RENAME TO echt", "CREATE VIEW buurten AS SELECT * FROM echt")
    assert refusal(gpkg)[0] == "gpkg_no_areas"
    changed(gpkg, "ALTER TABLE gpkg_contents RENAME TO c", "CREATE VIEW gpkg_contents AS SELECT * FROM c")
    assert refusal(gpkg)[0] == "gpkg_no_areas"


def test_triggers_stay_asleep_and_the_file_as_it_is(gpkg: Path) -> None:
    changed(gpkg, "CREATE TRIGGER t AFTER INSERT ON buurten BEGIN DELETE FROM buurten; END")
    before = gpkg.read_bytes()
    assert len(read(gpkg).areas) == 2
    assert gpkg.read_bytes() == before


def test_a_column_that_computes_is_not_computed(gpkg: Path) -> None:
    changed(gpkg, "ALTER TABLE buurten ADD COLUMN jaar AS (length(hex(zeroblob(100000000))))")
    assert refusal(gpkg)[0] == "gpkg_broken"


def test_a_file_without_end_is_given_up(gpkg: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geopackage_rows, "MOST_SECONDS", -1)
    monkeypatch.setattr(geopackage_rows, "_STEPS_BETWEEN_LOOKS", 1)
    assert refusal(gpkg)[0] == "gpkg_slow"


@pytest.mark.parametrize(
    "blob", ["x'4750'", "x'5850000300000000000000'", "x'4750000F0000000000'", "'GP'", "x'47500001000000000102'", "NULL"]
)
def test_a_border_that_is_none_in_a_geopackage_is_left_out(gpkg: Path, blob: str) -> None:
    changed(gpkg, f"UPDATE buurten SET geom = {blob} WHERE fid = 1")  # noqa: S608 – our own words
    assert notes(read(gpkg)) == {"no_border": ["Buurt 0"]}


def test_strange_names_of_tables_are_quoted(tmp_path: Path) -> None:
    path = geopackage(tmp_path / "x.gpkg", {"buurten; DROP TABLE x --": [buurt(0)]}, system=4326)
    assert len(read(path).areas) == 1


def test_a_system_that_is_not_told_is_seen_from_the_numbers(gpkg: Path) -> None:
    changed(gpkg, "UPDATE gpkg_geometry_columns SET srs_id = 0")
    assert len(read(gpkg).areas) == 2
    changed(gpkg, "DROP TABLE gpkg_spatial_ref_sys", "UPDATE gpkg_geometry_columns SET srs_id = 31370")
    assert refusal(gpkg)[0] == "other_system"
