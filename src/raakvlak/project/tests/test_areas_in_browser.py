"""Official areas are brought in on a screen that tells how far it is, and one hears in which area one stands."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from raakvlak.municipality.models import Area, Municipality
from raakvlak.municipality.tests.official_files import CODE, buurt, geojson, square, wijk
from raakvlak.project.tests.browser import PHONE, Browse, problems_of
from raakvlak.web.jobs import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INLEZEN = "/instellingen/gebieden/inlezen/"


@pytest.fixture
def file(tmp_path: Path, settings: Any, waterhoek: Municipality) -> Path:
    settings.DATA = tmp_path / "data"
    Municipality.objects.filter(pk=waterhoek.pk).update(code=CODE)
    Area.objects.create(municipality=waterhoek, name="Haven")
    bow = [[[5.3, 52.0], [5.4, 52.1], [5.4, 52.0], [5.3, 52.1], [5.3, 52.0]]]
    rows = [
        wijk(0, "Centrum", square(5.0, 52.0, 0.2), jaar=2024),
        buurt(0, "Centrum", square(5.0, 52.0, 0.1), aantal_inwoners=1200),
        buurt(1, "Haven", square(5.1, 52.0, 0.1)),
        buurt(2, "Strik", bow),
    ]
    return geojson(tmp_path / "buurten.geojson", rows)


def test_areas_come_in_without_loading_the_page_again(browse: Browse, as_gert: Client, file: Path) -> None:
    with browse.page(INLEZEN, as_gert, size=PHONE) as page:
        assert problems_of(page) == []
        page.get_by_label("Bestand").set_input_files(file)
        page.get_by_role("button", name="Bestand versturen").click()
        expect(page.get_by_text("Het bestand staat in de rij")).to_be_visible()
        assert problems_of(page) == []
        Worker().drain()
        expect(page.get_by_text("3 nieuwe gebieden")).to_be_visible()
        expect(page.get_by_text("Strik")).to_be_visible()
        assert problems_of(page) == []
        expect(page.get_by_label("Haven")).to_be_checked()
        page.get_by_role("button", name="Zo bewaren").click()
        expect(page.get_by_text("De gebieden worden bewaard")).to_be_visible()
        Worker().drain()
        expect(page.get_by_text("De gebieden zijn bewaard")).to_be_visible()
        assert problems_of(page) == []
    assert sorted(Area.objects.values_list("name", "code")) == [
        ("Centrum", "BU99010000"),
        ("Centrum", "WK990100"),
        ("Haven", "BU99010001"),
    ]


def test_areas_come_in_without_javascript(browse: Browse, as_gert: Client, file: Path) -> None:
    with browse.page(INLEZEN, as_gert, javascript=False) as page:
        page.get_by_label("Bestand").set_input_files(file)
        page.get_by_role("button", name="Bestand versturen").click()
        Worker().drain()
        page.get_by_role("link", name="Kijk opnieuw").click()
        page.get_by_role("button", name="Niet doen").click()
        expect(page.get_by_text("Het bestand is weg. Er is niets veranderd.")).to_be_visible()
    assert Area.objects.count() == 1


def test_here_tells_in_which_area_one_stands(browse: Browse, as_anna: Client, waterhoek: Municipality) -> None:
    border = {"type": "Polygon", "coordinates": square(4.8, 52.3, 0.2)}
    Area.objects.create(municipality=waterhoek, name="Kadebuurt", geometry=border)
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"latitude": 52.374031, "longitude": 4.889692})
        page.locator("#meer > summary").click()
        page.get_by_role("button", name="Hier").click()
        expect(page.get_by_text("Deze plek ligt in Kadebuurt.")).to_be_visible()
