"""A file of the CBS gives the areas of one municipality; anything else is explained."""

import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from raakvlak.municipality.official import geojson as geojson_rows
from raakvlak.municipality.official import reading
from raakvlak.municipality.official.reading import Reading
from raakvlak.municipality.official.refusal import WHY, in_words
from raakvlak.municipality.tests.official_files import (
    BELGIUM,
    CODE,
    RD_CORNER,
    buurt,
    feature,
    geojson,
    geopackage,
    notes,
    read,
    refusal,
    square,
    wijk,
)

REAL = os.environ.get("RAAKVLAK_AREAS", "")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"buurtcode": "BU99010001", "buurtnaam": "Kade", "aantal_inwoners": 10, "jaar": 2024}, (10, None, 2024)),
        ({"buurtcode": "BU99010001", "buurtnaam": "Kade", "aantalInwoners": 10, "aantalHuishoudens": 4}, (10, 4, None)),
        ({"BU_CODE": "BU99010001", "BU_NAAM": "Kade", "AANT_INW": "10", "AANTAL_HH": 4.0}, (10, 4, None)),
        ({"statcode": "BU99010001", "statnaam": "Kade", "jrstatcode": "2023BU99010001"}, (None, None, 2023)),
        ({"code": "BU99010001", "naam": "Kade", "gm": "GM9901"}, (None, None, None)),
        ({"buurtcode": "99010001", "buurtnaam": " Kade\n", "gemeentecode": "9901"}, (None, None, None)),
        (
            {
                "buurtcode": "bu99010001",
                "buurtnaam": "Kade",
                "aantal_inwoners": -99999999,
                "aantal_huishoudens": -99997,
            },
            (None, None, None),
        ),
        ({"buurtcode": "BU99010001", "buurtnaam": "Kade", "aantal_inwoners": 0, "jaarcode": "2021"}, (0, None, 2021)),
        ({"buurtcode": "BU99010001", "buurtnaam": "Kade", "aantal_inwoners": "x", "jaar": 3}, (None, None, None)),
        ({"buurtcode": "BU99010001", "buurtnaam": "Kade", "aantal_inwoners": 1e300}, (None, None, None)),
    ],
)
def test_columns_of_every_year_are_known(tmp_path: Path, row: Any, expected: Any) -> None:
    [area] = read(geojson(tmp_path / "x.geojson", [feature(row)])).areas
    assert (area.kind, area.code, area.name, area.parent_code) == ("neighbourhood", "BU99010001", "Kade", "WK990100")
    assert (area.residents, area.households, area.year) == expected


def test_a_geopackage_in_dutch_coordinates_is_turned(tmp_path: Path) -> None:
    east, north = RD_CORNER
    layers = {
        "gemeenten": [feature({"gemeentecode": CODE, "gemeentenaam": "Ons"}, square(east, north, 3000))],
        "wijken": [wijk(0, "Centrum", square(east, north, 2000), jaar=2024)],
        "buurten_2024": [
            buurt(0, "Centrum", square(east, north, 1000)),
            buurt(1, "Plas", square(east, north + 1000, 1000), water="JA"),
            feature({"buurtcode": "BU00010000", "buurtnaam": "Elders", "gemeentecode": "GM0001", "water": "NEE"}),
        ],
    }
    found = read(geopackage(tmp_path / "nl.gpkg", layers))
    assert [(area.kind, area.code, area.year) for area in found.areas] == [
        ("neighbourhood", "BU99010000", 2024),
        ("district", "WK990100", 2024),
    ]
    assert notes(found) == {"water": ["Plas"]}
    longitude, latitude = found.areas[0].geometry["coordinates"][0][0]
    assert longitude == pytest.approx(5.387204, abs=2e-6)
    assert latitude == pytest.approx(52.155172, abs=2e-6)


@pytest.mark.parametrize(
    "crs",
    [
        {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}},
        {"crs": {"type": "name", "properties": {"name": "EPSG:28992"}}},
        {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}},  # which is not so
        {"crs": 3},
        {},
    ],
)
def test_dutch_coordinates_are_known_also_when_the_file_does_not_say_so(tmp_path: Path, crs: Any) -> None:
    [area] = read(geojson(tmp_path / "x.json", [buurt(0, coordinates=square(*RD_CORNER, 900))], **crs)).areas
    assert area.geometry["coordinates"][0][0] == [5.387204, 52.155172]


def test_latitude_first_is_turned_around(tmp_path: Path) -> None:
    [area] = read(geojson(tmp_path / "x.json", [buurt(0, coordinates=square(52.0, 5.0, 0.1))])).areas
    assert area.geometry["coordinates"][0][0] == [5.0, 52.0]


def test_another_country_is_explained(tmp_path: Path) -> None:
    belgian = feature({"NISCODE": "21004A00-", "NAAM": "Grote Markt"}, square(*BELGIUM, 900))
    reason, words = refusal(geopackage(tmp_path / "be.gpkg", {"sectoren": [belgian]}, system=31370))
    assert (reason, "EPSG:31370" in words) == ("other_system", True)
    crs = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}}}
    assert refusal(geojson(tmp_path / "be.json", [belgian], **crs))[0] == "other_system"
    reason, words = refusal(geojson(tmp_path / "be2.json", [belgian]))
    assert (reason, "NISCODE" in words) == ("no_codes", True)
    reason, words = refusal(geojson(tmp_path / "be3.json", [buurt(0, coordinates=square(*BELGIUM, 900))]))
    assert (reason, "150000, 170000" in words) == ("abroad", True)


def test_a_municipality_that_is_not_in_it_is_told_which_are(tmp_path: Path) -> None:
    path = geojson(tmp_path / "x.json", [buurt(0, gemeentenaam="Ons"), feature({"gemeentecode": "GM0014"})])
    reason, words = refusal(path, "GM0855")
    assert (reason, "GM0014, GM9901 (Ons)" in words) == ("not_in_file", True)
    reason, words = refusal(path, "")
    assert (reason, "GM9901 (Ons)" in words) == ("no_own_code", True)
    many = [feature({"buurtcode": f"BU{number:04}0001"}) for number in range(40)]
    assert "GM0011, +28." in refusal(geojson(tmp_path / "y.json", many))[1]


def test_crossing_borders_are_mended_or_left_out_by_name(tmp_path: Path) -> None:
    bow = [[[5.0, 52.0], [5.1, 52.1], [5.1, 52.0], [5.0, 52.1], [5.0, 52.0]]]
    spike = [
        [[5.2, 52.0], [5.3, 52.0], [5.3, 52.1], [5.25, 52.1], [5.25, 52.1001], [5.2501, 52.1], [5.2, 52.1], [5.2, 52.0]]
    ]
    found = read(geojson(tmp_path / "x.json", [buurt(0, "Strik", bow), buurt(1, "Piek", spike), buurt(9)]))
    assert [area.name for area in found.areas] == ["Piek", "Buurt 9"]
    assert notes(found) == {"crossing": ["Strik"], "mended": ["Piek"]}
    assert refusal(geojson(tmp_path / "y.json", [buurt(0, "Strik", bow)]))[0] == "nothing_left"


def test_areas_of_one_level_that_lie_over_each_other_are_told(tmp_path: Path) -> None:
    rows = [
        buurt(0, "Een", square(5.0, 52.0, 0.1)),
        buurt(1, "Twee", square(5.05, 52.0, 0.1)),
        buurt(2, "Ver", square(6, 52, 0.1)),
    ]
    found = read(geojson(tmp_path / "x.json", [*rows, wijk(0, coordinates=square(5.0, 52.0, 0.5))]))
    assert notes(found) == {"overlap": ["Een × Twee"]}


@pytest.mark.parametrize(
    ("geometry", "what"),
    [
        (None, "no_border"),
        ({"type": "Point", "coordinates": [5, 52]}, "no_area"),
        ({"type": "Polygon"}, "no_border"),
        ({"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52]]]}, "no_border"),
        ({"type": "Polygon", "coordinates": [[["x", 52], [5.1, 52], [5, 53], [5, 52]]]}, "no_border"),
        ({"type": "Polygon", "coordinates": {"a": 1}}, "no_border"),
        ({"type": "Polygon", "coordinates": []}, "no_border"),
        ({"type": "MultiPolygon", "coordinates": 5}, "no_border"),
        ({"type": "Polygon", "coordinates": square(5.0, 40.0, 0.1)}, "outside"),
        ({"type": "Polygon", "coordinates": square(1e308, 1e308, 1e300)}, "outside"),
    ],
)
def test_an_area_without_a_border_is_left_out_by_name(tmp_path: Path, geometry: Any, what: str) -> None:
    odd = {**buurt(0, "Raar"), "geometry": geometry}
    found = read(geojson(tmp_path / "x.json", [odd, buurt(1)]))
    assert (notes(found), len(found.areas)) == ({what: ["Raar"]}, 1)


def test_an_area_of_many_parts_and_rows_is_one(tmp_path: Path) -> None:
    parts = [square(5.0, 52.0, 0.1), square(6.0, 52.0, 0.1)]
    islands = {**buurt(0), "geometry": {"type": "MultiPolygon", "coordinates": parts}}
    found = read(geojson(tmp_path / "x.json", [islands, buurt(1), buurt(1, coordinates=square(6.5, 52.0, 0.1))]))
    assert [area.geometry["type"] for area in found.areas] == ["MultiPolygon", "MultiPolygon"]


def test_a_second_layer_of_the_same_areas_is_skipped(tmp_path: Path) -> None:
    layers = {"buurten_2023": [buurt(0, "Nu")], "buurten_2012": [buurt(0, "Toen")]}
    found = read(geopackage(tmp_path / "x.gpkg", layers, system=4326))
    assert [(area.name, area.year) for area in found.areas] == [("Nu", 2023)]
    assert notes(found) == {"second_layer": ["buurten_2012"]}


def test_the_year_comes_from_the_file_its_name_or_who_sends_it(tmp_path: Path) -> None:
    assert read(geojson(tmp_path / "wijkenbuurten_2022_v3.geojson", [buurt(0)])).areas[0].year == 2022
    assert read(geojson(tmp_path / "x.geojson", [buurt(0)]), year=2020).areas[0].year == 2020
    assert read(geojson(tmp_path / "y.geojson", [buurt(0, jaar=2021)]), year=2020).areas[0].year == 2021


def test_what_was_read_can_be_written_down(tmp_path: Path) -> None:
    found = read(geojson(tmp_path / "x.json", [wijk(0), buurt(0), buurt(1, water="JA")]))
    assert Reading.from_json(json.loads(json.dumps(found.as_json()))) == found


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"code;naam\nBU99010001;Kade", "no_borders"),
        (b"<html><body>404</body></html>", "xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><gml/>", "xml"),
        (b"\x00\x00\x27\x0a" + b"\x00" * 100, "shapefile"),
        (b"{}", "json_no_areas"),
        (b"[]", "json_no_areas"),
        (b'{"type": "FeatureCollection", "features": []}', "json_no_areas"),
        (b'{"type": "FeatureCollection", "features": {"a": 1}}', "json_no_areas"),
        (b'{"type": "FeatureCollection", "features": [1, null, "x", {"properties": 3}]}', "no_codes"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Fea', "json_broken"),
        (b'{"features": [{"properties": {"naam": "\xff\xfe"}}]}', "json_broken"),
        (b'{"features": [{"geometry": NaN}]}', "json_broken"),
        (b'{"features": ' + b"[" * 100_000, "json_broken"),
        (b"SQLite format 3\x00" + b"\x01" * 5_000, "gpkg_broken"),
        (b"SQLite format 3\x00", "gpkg_broken"),
        (b"PK\x03\x04" + b"x" * 100, "zip_broken"),
        (b"PK\x05\x06" + b"\x00" * 18, "zip_empty"),
        (b"\x00" * 600, "no_borders"),
    ],
)
def test_a_file_that_is_none_is_explained(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    found, words = refusal(path)
    assert found == reason
    assert len(words) > 30


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = geojson(tmp_path / "x.json", [buurt(0)])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read(path).areas) == 1


def test_half_a_file_is_explained_with_where(tmp_path: Path) -> None:
    path = geojson(tmp_path / "x.json", [buurt(number) for number in range(50)])
    path.write_bytes(path.read_bytes()[:-300])
    assert refusal(path)[0] == "json_broken"
    whole = geopackage(tmp_path / "x.gpkg", {"buurten": [buurt(number) for number in range(500)]}, system=4326)
    whole.write_bytes(whole.read_bytes()[:20_000])
    assert refusal(whole)[0] in {"gpkg_broken", "gpkg_no_areas"}


def test_a_larger_file_takes_no_more_memory(tmp_path: Path) -> None:
    fine = [[[5 + step / 1e6, 52.0] for step in range(5_000)] + [[5.1, 52.1], [5.0, 52.0]]]
    peaks = []
    for size in (5, 40):
        rows = [feature({"buurtcode": f"BU0001{number:04}"}, fine) for number in range(size)]
        path = geojson(tmp_path / "x.json", [*rows, buurt(0)])
        told: list[float] = []
        tracemalloc.start()
        read(path, tell=told.append)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert told == sorted(told)
        assert told[-1] == 1
    assert peaks[1] < peaks[0] * 1.2


def test_one_area_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geojson_rows, "MOST_IN_ONE_AREA", 200_000)
    path = geojson(tmp_path / "x.json", [buurt(0, coordinates=[[[5, 52]] * 100_000])])
    assert refusal(path)[0] == "json_too_detailed"
    path.write_text(f'{{"features": [], "junk": "{"x" * 400_000}"}}')
    assert refusal(path)[0] == "json_too_detailed"


def test_too_many_corners_and_too_many_areas_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("raakvlak.municipality.official.borders.MOST_POINTS", 100)
    fine = [[[5 + step / 1e3, 52.0] for step in range(200)] + [[5.1, 52.1], [5.0, 52.0]]]
    assert notes(read(geojson(tmp_path / "x.json", [buurt(0, "Kust", fine), buurt(1)]))) == {"too_detailed": ["Kust"]}
    monkeypatch.setattr(reading, "MOST_AREAS", 3)
    assert refusal(geojson(tmp_path / "y.json", [buurt(number) for number in range(5)]))[0] == "too_many"


def test_a_file_that_is_gone_is_explained(tmp_path: Path) -> None:
    assert refusal(tmp_path / "weg")[0] == "gone"


def test_every_refusal_can_be_told() -> None:
    details = {"most": 1, "names": "x", "megabytes": "1", "system": "x", "place": "x", "code": "x"}
    for reason in WHY:
        assert "%" not in in_words(reason, details)


@pytest.mark.skipif(not REAL, reason="RAAKVLAK_AREAS names the folder with the GM*.geojson files of the CBS")
def test_real_neighbourhoods_are_read() -> None:
    for path in sorted(Path(REAL).glob("GM*.geojson")):
        found = read(path, path.stem)
        assert len(found.areas) == len(json.loads(path.read_text())["features"])
        assert all(area.kind == "neighbourhood" for area in found.areas)
