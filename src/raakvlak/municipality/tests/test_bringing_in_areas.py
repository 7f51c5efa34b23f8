"""An administrator brings in official areas: sent, read by the worker, looked at, and only then stored."""

import datetime
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from raakvlak.municipality import jobs
from raakvlak.municipality.actions import areas as storing
from raakvlak.municipality.models import Area, AreaImport, Municipality
from raakvlak.municipality.tests.official_files import CODE, Feature, buurt, geojson, geopackage, square, wijk
from raakvlak.web.jobs import Worker
from raakvlak.web.models import Job
from raakvlak.web.models.job import State
from raakvlak.web.uploads import waiting_file

INLEZEN = "/instellingen/gebieden/inlezen/"


@pytest.fixture(autouse=True)
def own_data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path / "data"
    return tmp_path


@pytest.fixture(autouse=True)
def coded(waterhoek: Municipality) -> Municipality:
    waterhoek.code = CODE
    waterhoek.save()
    return waterhoek


@pytest.fixture
def rows() -> list[Feature]:
    return [
        wijk(0, "Centrum", square(5.0, 52.0, 0.1), jaar=2024),
        buurt(0, "Centrum", square(5.0, 52.0, 0.05), aantal_inwoners=1200, aantal_huishoudens=600, jaar=2024),
        buurt(1, "Haven", square(5.05, 52.0, 0.05), aantal_inwoners=-99999999, jaar=2024),
    ]


def upload(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def send(client: Client, path: Path, **values: Any) -> str:
    """Send a file, let the worker read it, and return where it can be looked at."""
    response = client.post(INLEZEN, {"file": upload(path), **values})
    assert response.status_code == 302
    Worker().drain()
    return str(response["Location"])


def looked_at(client: Client, folder: Path, rows: Iterable[Feature], **values: Any) -> tuple[str, str]:
    address = send(client, geojson(folder / "buurten.geojson", rows), **values)
    return address, client.get(address).content.decode()


def keep(client: Client, address: str, **values: Any) -> str:
    assert client.post(f"{address}bewaren/", values).status_code == 302
    Worker().drain()
    return client.get(address).content.decode()


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_first_one_looks_and_then_it_is_stored(as_gert: Client, own_data_folder: Path, rows: list[Feature]) -> None:
    address, page = looked_at(as_gert, own_data_folder, rows)
    assert "1 × wijk, 2 × buurt. Jaar van de indeling: 2024. Er is nog niets veranderd." in words(page)
    assert "3 nieuwe gebieden" in page
    assert not Area.objects.exists()
    assert list(waiting_file("").iterdir()) == []
    done = words(keep(as_gert, address))
    assert "De gebieden zijn bewaard" in done
    assert "Nieuw 3" in done
    centre, haven, district = Area.objects.order_by("code")
    assert (district.name, district.kind, district.code) == ("Centrum", "district", "WK990100")
    assert (centre.parent, centre.residents, centre.households, centre.year) == (district, 1200, 600, 2024)
    assert (haven.residents, haven.households, haven.west) == (None, None, 5.05)
    listed = words(as_gert.get("/instellingen/gebieden/").content.decode())
    assert "uit buurten.geojson" in listed
    assert "1.200 (van 1 onbekend)" in listed
    assert "buurt BU99010000 2024 Centrum 1.200 inwoners 600 huishoudens" in listed


def test_a_geopackage_in_dutch_coordinates_is_stored(as_gert: Client, own_data_folder: Path) -> None:
    layers = {"buurten_2025": [buurt(0, "Kade", square(155_000, 463_000, 900))]}
    keep(as_gert, send(as_gert, geopackage(own_data_folder / "x.gpkg", layers)))
    area = Area.objects.get()
    assert area.west == pytest.approx(5.3872, abs=1e-3)
    assert area.year == 2025


def test_doing_it_again_changes_nothing(as_gert: Client, own_data_folder: Path, rows: list[Feature]) -> None:
    keep(as_gert, looked_at(as_gert, own_data_folder, rows)[0])
    before = list(Area.objects.order_by("pk").values())
    address, page = looked_at(as_gert, own_data_folder, rows)
    assert "Alles staat er al precies zo" in page
    assert "Zoals het was 3" in words(keep(as_gert, address))
    assert list(Area.objects.order_by("pk").values()) == before


def test_what_changes_is_told_and_only_that_changes(
    as_gert: Client, own_data_folder: Path, rows: list[Feature]
) -> None:
    keep(as_gert, looked_at(as_gert, own_data_folder, rows)[0])
    pks = {area.code: area.pk for area in Area.objects.all()}
    newer = [
        rows[0],
        buurt(0, "Oude Stad", square(5.0, 52.0, 0.04), aantal_inwoners=1300, jaar=2025),
        buurt(1, "Haven", square(5.05, 52.0, 0.05), aantal_inwoners=40, aantal_huishoudens=-99997, jaar=2024),
    ]
    address, page = looked_at(as_gert, own_data_folder, newer)
    told = words(page)
    assert "2 gebieden veranderen" in told
    assert "naam: Centrum → Oude Stad inwoners: 1.200 → 1.300 huishoudens: 600 → onbekend andere grens" in told
    assert "jaar: 2024 → 2025" in told
    assert "inwoners: onbekend → 40" in told
    keep(as_gert, address)
    assert {area.code: area.pk for area in Area.objects.all()} == pks
    changed = Area.objects.get(code="BU99010000")
    assert (changed.name, changed.residents, changed.households, changed.year) == ("Oude Stad", 1300, None, 2025)
    assert changed.east == 5.04


def test_what_is_gone_stays_unless_one_marks_it(as_gert: Client, own_data_folder: Path, rows: list[Feature]) -> None:
    keep(as_gert, looked_at(as_gert, own_data_folder, rows)[0])
    address, page = looked_at(as_gert, own_data_folder, rows[:2])
    assert "1 gebied staat niet meer in het bestand" in page
    assert "Haven (BU99010001)" in page
    keep(as_gert, address)
    assert not Area.objects.get(code="BU99010001").is_former
    keep(as_gert, looked_at(as_gert, own_data_folder, rows[:2])[0], marks_former="on")
    assert Area.objects.get(code="BU99010001").is_former
    assert "bestaat niet meer" in as_gert.get("/instellingen/gebieden/").content.decode()
    address, page = looked_at(as_gert, own_data_folder, rows)
    assert "bestaat weer" in page
    keep(as_gert, address)
    assert not Area.objects.get(code="BU99010001").is_former


def test_a_file_with_buurten_alone_leaves_the_wijken(
    as_gert: Client, own_data_folder: Path, rows: list[Feature]
) -> None:
    keep(as_gert, looked_at(as_gert, own_data_folder, rows)[0])
    address, page = looked_at(as_gert, own_data_folder, rows[1:])
    assert "Alles staat er al precies zo" in page
    keep(as_gert, address, marks_former="on")
    assert not Area.objects.filter(is_former=True).exists()
    assert Area.objects.get(code="BU99010000").parent is not None


def test_an_own_area_of_the_same_name_may_be_the_same(
    as_gert: Client, waterhoek: Municipality, own_data_folder: Path, rows: list[Feature]
) -> None:
    haven = Area.objects.create(municipality=waterhoek, name="haven", residents=3)
    drawn = Area.objects.create(
        municipality=waterhoek, name="Centrum", geometry={"type": "Polygon", "coordinates": square(5, 52, 0.2)}
    )
    address, page = looked_at(as_gert, own_data_folder, rows)
    assert "Dit zijn dezelfde gebieden" in page
    assert re.search(rf'value="{haven.pk}"[^>]* checked', page)
    assert not re.search(rf'value="{drawn.pk}"[^>]* checked', page)
    keep(as_gert, address, same=[haven.pk])
    haven.refresh_from_db()
    drawn.refresh_from_db()
    assert (haven.code, haven.kind, haven.name, haven.west) == ("BU99010001", "neighbourhood", "Haven", 5.05)
    assert (drawn.code, drawn.kind) == ("", "own")
    assert Area.objects.filter(name="Centrum").count() == 3


def test_another_ones_area_is_never_the_same(
    as_gert: Client, zandrecht: Municipality, own_data_folder: Path, rows: list[Feature]
) -> None:
    theirs = Area.objects.create(municipality=zandrecht, name="Haven")
    Area.objects.create(municipality=zandrecht, name="Ook van hen", code="BU99010000", kind="neighbourhood")
    address, page = looked_at(as_gert, own_data_folder, rows)
    assert "Dit zijn dezelfde gebieden" not in page
    keep(as_gert, address, same=[theirs.pk])
    theirs.refresh_from_db()
    assert theirs.code == ""
    assert Area.objects.within(zandrecht).count() == 2


@pytest.mark.parametrize("chosen", ["x", "999999", "-1", ""])
def test_a_choice_that_was_not_offered_is_refused(
    as_gert: Client, waterhoek: Municipality, own_data_folder: Path, rows: list[Feature], chosen: str
) -> None:
    Area.objects.create(municipality=waterhoek, name="haven")
    address, _page = looked_at(as_gert, own_data_folder, rows)
    assert as_gert.post(f"{address}bewaren/", {"same": chosen}).status_code == 200
    assert Area.objects.count() == 1


def test_a_municipality_without_a_code_is_told_which_it_could_be(
    as_gert: Client, waterhoek: Municipality, own_data_folder: Path, rows: list[Feature]
) -> None:
    Municipality.objects.update(code="")
    assert "gemeentecode is nog leeg" in as_gert.get(INLEZEN).content.decode()
    _address, page = looked_at(as_gert, own_data_folder, rows)
    assert "de gemeentecode is leeg" in page
    assert "In dit bestand staan: GM9901." in page
    assert not Area.objects.exists()
    assert list(waiting_file("").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.gpkg", b"", "Dit bestand is leeg"),
        ("x.gpkg", b"   ", "Dit bestand is leeg"),
        ("x.csv", b"code;naam", "Dit is geen bestand met grenzen"),
        ("x.html", b"<html>", "een webpagina of een XML-bestand"),
        ("x.shp", b"\x00\x00\x27\x0a" + b"\x00" * 90, "Dit is een Shapefile"),
        (f"{'x' * 250}.gpkg", b"{}", "te lang"),
    ],
)
def test_what_can_hold_no_areas_is_told_at_once(as_gert: Client, name: str, content: bytes, words: str) -> None:
    page = as_gert.post(INLEZEN, {"file": SimpleUploadedFile(name, content), "year": "2024"}).content.decode()
    assert words in page
    assert 'value="2024"' in page
    assert not AreaImport.objects.exists()


@pytest.mark.parametrize("year", ["1200", "9999", "x"])
def test_a_year_that_is_none_is_refused(as_gert: Client, year: str) -> None:
    values = {"file": SimpleUploadedFile("x.json", b"{}"), "year": year}
    assert as_gert.post(INLEZEN, values).status_code == 200
    assert as_gert.post(INLEZEN, {}).status_code == 200
    assert as_gert.post(INLEZEN, {"year": "2024"}).context["form"].errors["file"] == ["Kies een bestand."]
    assert not AreaImport.objects.exists()


def test_a_broken_file_is_told_by_the_worker_and_can_be_sent_again(
    as_gert: Client, own_data_folder: Path, rows: list[Feature]
) -> None:
    path = own_data_folder / "half.geojson"
    path.write_bytes(geojson(own_data_folder / "x.json", rows).read_bytes()[:-20])
    page = as_gert.get(send(as_gert, path)).content.decode()
    assert "Deze GeoJSON is stuk" in page
    assert "Er is niets veranderd." in page
    assert "half.geojson" in as_gert.get(INLEZEN).content.decode()
    looked_at(as_gert, own_data_folder, rows)
    assert [found.state for found in AreaImport.objects.all()] == ["ready"]


def test_a_file_that_waits_shows_how_far_it_is(as_gert: Client, own_data_folder: Path, rows: list[Feature]) -> None:
    address = as_gert.post(INLEZEN, {"file": upload(geojson(own_data_folder / "x.json", rows))})["Location"]
    page = as_gert.get(address).content.decode()
    assert "Het bestand staat in de rij" in page
    assert "Kijk opnieuw" in page
    Job.objects.update(state=State.RUNNING, progress=40, total=100)
    part = as_gert.get(address, headers={"hx-request": "true"}).content.decode()
    assert 'value="40"' in part
    assert "<html" not in part
    Job.objects.update(state=State.FAILED)
    assert "dat ligt niet aan jou" in as_gert.get(address).content.decode()


def test_one_may_stop_and_nothing_is_left(as_gert: Client, own_data_folder: Path, rows: list[Feature]) -> None:
    path = geojson(own_data_folder / "x.json", rows)
    address = as_gert.post(INLEZEN, {"file": upload(path)})["Location"]
    as_gert.post(f"{address}weg/")
    Worker().drain()
    assert not AreaImport.objects.exists()
    assert as_gert.get(address).status_code == 404
    address, _page = looked_at(as_gert, own_data_folder, rows)
    as_gert.post(f"{address}weg/")
    assert not AreaImport.objects.exists()
    assert not Area.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_stopped_import_goes(as_gert: Client, own_data_folder: Path, rows: list[Feature]) -> None:
    address = as_gert.post(INLEZEN, {"file": upload(geojson(own_data_folder / "x.json", rows))})["Location"]
    assert len(list(waiting_file("").iterdir())) == 1
    as_gert.post(f"{address}weg/")
    assert list(waiting_file("").iterdir()) == []


def test_what_is_stored_is_not_dropped_nor_stored_twice(
    as_gert: Client, own_data_folder: Path, rows: list[Feature]
) -> None:
    address, _page = looked_at(as_gert, own_data_folder, rows)
    keep(as_gert, address)
    as_gert.post(f"{address}weg/")
    as_gert.post(f"{address}bewaren/")
    assert Worker().drain() == 0
    assert AreaImport.objects.get().state == "done"
    storing.store_areas(AreaImport.objects.get().pk)
    storing.store_areas(10_000)
    assert Area.objects.count() == 3


def test_a_reading_that_was_killed_is_done_again(as_gert: Client, own_data_folder: Path, rows: list[Feature]) -> None:
    as_gert.post(INLEZEN, {"file": upload(geojson(own_data_folder / "x.json", rows))})
    made = AreaImport.objects.get()
    for _twice in range(2):
        jobs.read_areas.enqueue(import_id=made.pk)
        Worker().drain()
        assert AreaImport.objects.get().state == "ready"
    jobs.read_areas.enqueue(import_id=made.pk + 1_000)
    assert Worker().drain() == 1


def test_trouble_halfway_stores_nothing(
    as_gert: Client, own_data_folder: Path, rows: list[Feature], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, _page = looked_at(as_gert, own_data_folder, rows)

    def trouble(*_args: object, **_values: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(Area.objects, "bulk_create", trouble)
        as_gert.post(f"{address}bewaren/")
        Worker().drain()
        assert not Area.objects.exists()
        assert "De gebieden worden bewaard" in as_gert.get(address).content.decode()
    Job.objects.update(run_at=timezone.now())
    Worker().drain()
    assert Area.objects.count() == 3
    assert AreaImport.objects.get().state == "done"


def test_what_nobody_looked_at_is_forgotten_after_a_day(
    as_gert: Client, own_data_folder: Path, rows: list[Feature]
) -> None:
    looked_at(as_gert, own_data_folder, rows)
    lost = waiting_file("areas-lost")
    lost.write_bytes(b"x")
    jobs.forget_imports.enqueue()
    Worker().drain()
    assert AreaImport.objects.exists()
    assert lost.exists()
    AreaImport.objects.update(sent_at=timezone.now() - datetime.timedelta(hours=25))
    os.utime(lost, (0, 0))
    jobs.forget_imports.enqueue()
    Worker().drain()
    assert not AreaImport.objects.exists()
    assert not lost.exists()


def test_it_is_for_the_administrator_of_this_municipality(
    client: Client, as_anna: Client, as_carla: Client, as_gert: Client, own_data_folder: Path, rows: list[Feature]
) -> None:
    address, _page = looked_at(as_gert, own_data_folder, rows)
    for url in (INLEZEN, address):
        assert client.get(url).status_code == 302
        assert as_anna.get(url).status_code == as_carla.get(url).status_code == 403
    for url in (f"{address}bewaren/", f"{address}weg/"):
        assert client.post(url).status_code == 302
        assert as_anna.post(url).status_code == 403
        assert as_gert.get(url).status_code == 405
    assert AreaImport.objects.get().state == "ready"


def test_looking_costs_the_same_however_many(
    as_gert: Client, own_data_folder: Path, django_assert_max_num_queries: Any
) -> None:
    for number in (10, 100):
        rows = [buurt(at, coordinates=square(4 + at / 100, 52, 0.009)) for at in range(number)]
        address, _page = looked_at(as_gert, own_data_folder, rows)
        with django_assert_max_num_queries(6):
            as_gert.get(address)


def test_an_area_of_many_parts_is_drawn_and_kept_when_its_name_changes(as_gert: Client, own_data_folder: Path) -> None:
    parts = [square(5.0, 52.0, 0.1), square(5.5, 52.0, 0.1)]
    islands = {**buurt(0, "Eilanden"), "geometry": {"type": "MultiPolygon", "coordinates": parts}}
    keep(as_gert, looked_at(as_gert, own_data_folder, [islands, buurt(1)])[0])
    area = Area.objects.get(name="Eilanden")
    page = as_gert.get(f"/instellingen/gebieden/{area.pk}/").content.decode()
    assert "board__area--fixed" in page
    assert "meer dan één deel" in page
    values = {"name": "De Eilanden", "kind": "neighbourhood", "code": area.code, "corners": ""}
    assert as_gert.post(f"/instellingen/gebieden/{area.pk}/", values).status_code == 302
    area.refresh_from_db()
    assert (area.name, area.geometry and area.geometry["type"]) == ("De Eilanden", "MultiPolygon")


def test_areas_are_found_by_name_or_code(as_gert: Client, waterhoek: Municipality) -> None:
    for number in range(40):
        Area.objects.create(municipality=waterhoek, name=f"Buurt {number:02}", code=f"BU990100{number:02}")
    found = words(as_gert.get("/instellingen/gebieden/", {"zoek": "BU99010031"}).content.decode().split('id="list"')[1])
    assert "Buurt 31" in found
    assert "Buurt 30" not in found
    assert "Buurt 07" in as_gert.get("/instellingen/gebieden/", {"zoek": "t 07"}).content.decode()
    assert "Geen gebied gevonden" in as_gert.get("/instellingen/gebieden/", {"zoek": "Xyz"}).content.decode()
