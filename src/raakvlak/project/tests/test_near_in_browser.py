"""What is nearby in a real browser: with a place, when the device gives none, and in a note."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from raakvlak.municipality.models import Area, Member
from raakvlak.project.tests.browser import PHONE, Browse
from raakvlak.relations.models import Party

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STANDING = {"latitude": 52.581231, "longitude": 5.205671}


@pytest.fixture
def kade(anna: Member, make_situation: Any, make_party: Any) -> Area:
    ring = [[5.20, 52.57], [5.21, 52.57], [5.21, 52.59], [5.20, 52.59], [5.20, 52.57]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    area = Area.objects.create(municipality=anna.municipality, name="Kade", geometry=geometry)
    make_situation(anna, "Het veldje", area=area, latitude="52.5811", longitude="5.2055")
    make_party(anna, "De roeiclub", kind=Party.Kind.ORGANISATION, area=area)
    make_party(anna, "Mevrouw Zwaan", area=area)
    return area


def stand_here(page: Page) -> list[str]:
    """Let the device know where it is, and remember all that the page sends."""
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(STANDING)  # type: ignore[arg-type]  # it is one
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    return sent


def test_what_is_near_me_is_listed_and_drawn(browse: Browse, as_anna: Client, kade: Area) -> None:
    with browse.page("/", as_anna, size=PHONE) as page:
        sent = stand_here(page)
        page.get_by_role("link", name="Wat is hier in de buurt?").click()
        page.get_by_role("button", name="Waar ik nu ben").click()
        page.locator("[data-near-map][data-ready]").wait_for()
        assert page.get_by_role("link", name="Het veldje").is_visible()
        assert page.get_by_role("link", name="De roeiclub").is_visible()
        assert not page.get_by_text("Zwaan").count()
        assert page.locator(".near__mark").count() in (1, 2), "together where they would lie over each other"
        assert not [one for one in sent if "52.5812" in one or "5.2056" in one], "rounded before it is sent"
        assert not [one for one in sent if "52.581" in one.split(" ")[0]], "in no address"
        page.get_by_role("button", name="Het veldje").first.click()
        page.locator(".leaflet-popup-content").get_by_role("link", name="Het veldje").click()
        page.get_by_role("heading", name="Het veldje", level=1).wait_for()


def test_without_a_place_one_chooses_a_neighbourhood(browse: Browse, as_anna: Client, kade: Area) -> None:
    with browse.page("/dichtbij/", as_anna, size=PHONE) as page:
        page.context.clear_permissions()
        page.get_by_role("button", name="Waar ik nu ben").click()
        page.get_by_text("Je apparaat geeft de plek niet.").wait_for()
        page.get_by_label("Of kies een buurt").select_option(label="Kade")
        page.get_by_role("button", name="Kijk daar").click()
        page.locator("[data-near-map][data-ready]").wait_for()
        assert page.get_by_role("link", name="De roeiclub").is_visible()


def test_it_works_without_javascript(browse: Browse, as_anna: Client, kade: Area) -> None:
    with browse.page("/dichtbij/", as_anna, size=PHONE, javascript=False) as page:
        assert page.get_by_role("button", name="Waar ik nu ben").is_hidden()
        page.get_by_label("Of kies een buurt").select_option(label="Kade")
        page.get_by_role("button", name="Kijk daar").click()
        assert page.get_by_role("link", name="Het veldje").is_visible()


def test_a_note_from_here_offers_what_is_near(browse: Browse, as_anna: Client, kade: Area) -> None:
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        stand_here(page)
        page.get_by_text("wie, waar, beloften").click()
        page.get_by_role("button", name="Hier", exact=True).click()
        club = page.get_by_role("checkbox", name="De roeiclub")
        club.wait_for(state="attached")
        assert not club.is_checked()
        assert not page.get_by_role("checkbox", name="Zwaan").count()
        assert page.get_by_role("checkbox", name="Het veldje").count() == 1
