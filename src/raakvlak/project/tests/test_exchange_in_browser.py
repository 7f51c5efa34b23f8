"""A list comes in on a screen that tells how far it is, and goes along as a file; also without JavaScript."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from raakvlak.conftest import Make
from raakvlak.exchange.models import Batch
from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse, picture, problems_of
from raakvlak.relations.models import Party
from raakvlak.web.jobs import Worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = (
    "Naam;Telefoonnummer;E-mail;Opmerking;Kenmerk",
    "Buurthuis De Verzonnen Brug;010-1234567;brug@raakvlak.example;Zaal met keuken;A1",
    "Speeltuin ’t Schip;12;;Open op woensdag;A2",
    "Voetbalclub Waterhoek;;vcw@raakvlak.example;Voorzitter is ziek;A3",
    "Winkeliers Kade;010-7654321;;;A4",
    "Winkeliers Kade;;;;A5",
)


@pytest.fixture
def file(tmp_path: Path, settings: Any, anna: Member, make_party: Make) -> Path:
    settings.DATA = tmp_path / "data"
    make_party(anna, "Buurthuis De Verzonnen Brug", kind=Party.Kind.ORGANISATION)
    path = tmp_path / "organisaties.csv"
    path.write_text("\r\n".join(ROWS), encoding="cp1252")
    return path


def test_a_list_comes_in_and_is_taken_back(browse: Browse, as_anna: Client, file: Path) -> None:
    with browse.page("/mensen/", as_anna, size=PHONE) as page:
        page.get_by_role("link", name="Inlezen").click()
        assert problems_of(page) == []
        page.get_by_role("link", name="Organisaties").click()
        page.get_by_label("Bestand").set_input_files(file)
        page.get_by_role("button", name="Bestand versturen").click()
        expect(page.get_by_text("Het staat in de rij")).to_be_visible()
        assert problems_of(page) == []
        Worker().drain()
        expect(page.get_by_role("heading", name="Wat is elke kolom?")).to_be_visible()
        assert problems_of(page) == []
        expect(page.get_by_label("Telefoonnummer")).to_have_value("phone")
        page.get_by_role("button", name="Verder").click()
        expect(page.get_by_role("heading", name="Waarvoor, hoe lang en voor wie?")).to_be_visible()
        assert problems_of(page) == []
        page.get_by_role("button", name="Kijk de rijen na").click()
        Worker().drain()
        expect(page.get_by_role("heading", name="Kijk de rijen na")).to_be_visible()
        assert problems_of(page) == []
        expect(page.get_by_text("Dit lijkt geen telefoonnummer.")).to_be_visible()
        expect(page.get_by_text("Hetzelfde staat al op rij 5")).to_be_visible()
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="light")
        picture(page, "inlezen-nakijken")
        page.get_by_role("button", name="Lees in").click()
        expect(page.get_by_role("alert")).to_contain_text("Er zijn rijen met een fout.")
        page.get_by_label("Sla de rijen met een fout over").check()
        page.get_by_role("button", name="Lees in").click()
        Worker().drain()
        expect(page.get_by_text("Het is ingelezen")).to_be_visible()
        assert problems_of(page) == []
        assert Party.objects.count() == 3
        page.get_by_role("link", name="Ongedaan maken").click()
        assert problems_of(page) == []
        page.get_by_role("button", name="Ongedaan maken").click()
        Worker().drain()
        expect(page.get_by_text("Ongedaan gemaakt", exact=True)).to_be_visible()
    assert Party.objects.count() == 1
    assert Batch.objects.get().state == Batch.State.UNDONE


def test_it_goes_without_javascript_and_a_list_goes_along(browse: Browse, as_anna: Client, file: Path) -> None:
    with browse.page("/inlezen/organisaties/", as_anna, javascript=False) as page:
        page.get_by_label("Bestand").set_input_files(file)
        page.get_by_role("button", name="Bestand versturen").click()
        Worker().drain()
        page.get_by_role("link", name="Kijk opnieuw").click()
        page.get_by_role("button", name="Verder").click()
        page.get_by_role("button", name="Kijk de rijen na").click()
        Worker().drain()
        page.get_by_role("link", name="Kijk opnieuw").click()
        page.get_by_role("button", name="Sla over rij 3").click()
        page.get_by_role("button", name="Lees in").click()
        Worker().drain()
        page.get_by_role("link", name="Kijk opnieuw").click()
        expect(page.get_by_text("Het is ingelezen")).to_be_visible()
        page.goto("/mensen/?q=winkeliers")
        page.get_by_role("link", name="Downloaden").click()
        assert page.url.endswith("/mensen/downloaden/?q=winkeliers")
        page.get_by_label("CSV, voor elk programma").check()
        with page.expect_download() as taken:
            page.get_by_role("button", name="Downloaden").click()
        assert taken.value.suggested_filename.startswith("mensen-")
        rows = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
        assert [row.split(";")[0] for row in rows] == ["Naam", "Winkeliers Kade"]
