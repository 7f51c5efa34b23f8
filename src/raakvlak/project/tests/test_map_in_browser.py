"""The map in a real browser: what it counts, where it leads, what it asks of others, and who can use it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pytest
from django.test import Client
from playwright.sync_api import Page, Request, Route, ViewportSize

from raakvlak.municipality.models import Area, Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse, problems_of
from raakvlak.situations.models import Situation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAP: Final = "/situaties/kaart/"
READY: Final = "[data-map][data-ready]"
MARK: Final = "#kaart .spot-place"
WICKED: Final = "<img src=x onerror=document.title='mis'>"
PIXEL: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da63fccf0000020101003fa05d"
    "0c0000000049454e44ae426082"
)


def square(west: float, south: float) -> dict[str, Any]:
    east, north = west + 0.02, south + 0.015
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def areas(anna: Member) -> list[Area]:
    names = {"Noord": (5.20, 52.575), "Zuid": (5.20, 52.56), WICKED: (5.22, 52.56)}
    return [
        Area.objects.create(municipality=anna.municipality, name=name, geometry=square(*corner))
        for name, corner in names.items()
    ]


@pytest.fixture
def town(anna: Member, areas: list[Area], make_encounter: Any, make_situation: Any) -> list[Area]:
    """Fill three areas: nine talks, two situations, and one talk that lies nowhere."""
    for step in range(4):
        point = {"latitude": Decimal("52.562") + Decimal(step) / 250, "longitude": Decimal("5.2055")}
        make_encounter(anna, f"Langs de dijk {step}", area=areas[1], channel="street", **point)
    for area in areas:
        make_encounter(anna, "Aan de keukentafel", area=area, channel="kitchen_table")
    make_encounter(anna, "Belde nog eens", area=areas[2], channel="phone")
    make_encounter(anna, "Ergens")
    make_situation(anna, "Het veldje", area=areas[0], latitude=Decimal("52.5811"), longitude=Decimal("5.2061"))
    make_situation(anna, "De dijk", area=areas[1])
    return areas


def opened(page: Page, path: str = "") -> None:
    if path:
        page.goto(path)
    page.locator(READY).wait_for()


def numbers(text: str) -> tuple[int, int]:
    """Read "3 gesprekken en 1 situatie", in whichever order."""
    talks, situations = re.search(r"(\d+) gesprek", text), re.search(r"(\d+) situatie", text)
    return int(talks[1]) if talks else 0, int(situations[1]) if situations else 0


def on_the_map(page: Page) -> tuple[int, int]:
    found = [numbers(mark.get_attribute("aria-label") or "") for mark in page.locator(MARK).all()]
    return sum(one for one, _ in found), sum(one for _, one in found)


def in_the_list(page: Page) -> tuple[int, int]:
    return numbers(page.locator("#list-title").inner_text())


@pytest.fixture
def asked(browse: Browse) -> Iterator[list[str]]:
    """Collect what a page asks of machines other than our own."""
    elsewhere: list[str] = []
    yield elsewhere
    assert [url for url in elsewhere if not url.startswith((browse.address, "data:"))] == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_map_and_the_list_say_the_same_and_ask_nobody_else(
    browse: Browse, as_anna: Client, town: list[Area], asked: list[str], size: ViewportSize
) -> None:
    with browse.page("/", as_anna, size=size) as page:
        page.on("request", lambda request: asked.append(request.url))
        opened(page, MAP)
        assert in_the_list(page) == (9, 2)
        assert on_the_map(page) == (8, 2)
        assert "1 zonder plek op de kaart" in page.locator("#lijst").inner_text()
        assert page.title() == "Kaart – Raakvlak", "an area with a wicked name did nothing"
        opened(page, f"{MAP}?channel=kitchen_table")
        assert in_the_list(page) == on_the_map(page) == (3, 0)
    assert asked


def test_a_mark_leads_to_its_list_and_back(browse: Browse, as_anna: Client, town: list[Area]) -> None:
    with browse.page(MAP, as_anna) as page:
        opened(page)
        mark = page.locator(f"{MARK}[aria-label='2 gesprekken']").first
        mark.click()
        page.get_by_role("link", name="Toon in de lijst").click()
        page.locator(READY).wait_for()
        assert in_the_list(page) == on_the_map(page) == (2, 0)
        page.get_by_text("alleen dit stuk van de kaart").wait_for()
        page.go_back()
        opened(page)
        assert in_the_list(page) == (9, 2)


def test_an_area_leads_to_what_lies_in_it(browse: Browse, as_anna: Client, town: list[Area]) -> None:
    with browse.page(MAP, as_anna) as page:
        opened(page)
        page.get_by_text("Aantallen per gebied").first.click()
        page.get_by_role("link", name="Zuid").click()
        opened(page)
        assert in_the_list(page) == on_the_map(page) == (5, 1)
        page.locator(".filter summary").click()
        page.get_by_label("gesprekken", exact=True).check()
        page.get_by_role("button", name="Laat zien").click()
        opened(page)
        assert in_the_list(page) == on_the_map(page) == (5, 0)


def test_a_click_on_an_area_offers_it(browse: Browse, as_anna: Client, areas: list[Area]) -> None:
    with browse.page(MAP, as_anna) as page:
        opened(page)
        page.locator(".land__area").nth(0).click()
        assert page.locator(".spot-popup__title").inner_text() in {area.name for area in areas}
        page.get_by_role("link", name="Toon alleen dit gebied").click()
        page.wait_for_url("**area=*")


def test_the_keyboard_reaches_every_mark(browse: Browse, as_anna: Client, town: list[Area]) -> None:
    with browse.page(MAP, as_anna) as page:
        opened(page)
        mark = page.locator(MARK).first
        mark.focus()
        words = mark.get_attribute("aria-label") or ""
        page.keyboard.press("Enter")
        assert page.locator(".spot-popup__title").inner_text() == words
        page.keyboard.press("Tab")
        page.locator("#kaart").press("+")
        assert on_the_map(page)[0] <= 8


def test_it_is_for_everyone(browse: Browse, as_anna: Client, town: list[Area]) -> None:
    with browse.page(MAP, as_anna) as page:
        opened(page)
        page.locator(MARK).first.click()
        page.locator(".spot-popup").wait_for()
        assert problems_of(page) == []


def test_without_javascript_the_list_the_table_and_the_filter_are_there(
    browse: Browse, as_anna: Client, town: list[Area]
) -> None:
    with browse.page(f"{MAP}?area={town[1].pk}", as_anna, javascript=False) as page:
        assert not page.locator("#kaart").is_visible()
        assert in_the_list(page) == (5, 1)
        page.get_by_text("Aantallen per gebied").first.click()
        assert page.get_by_role("row", name="Zuid").locator("td").all_inner_texts() == ["1", "5"]
        page.locator(".filter summary").click()
        page.get_by_label("Hoe (alleen gesprekken)").select_option("street")
        page.get_by_role("button", name="Laat zien").click()
        assert in_the_list(page) == (4, 0)


def test_the_background_comes_without_telling_who_asks(
    browse: Browse, as_anna: Client, town: list[Area], settings: Any
) -> None:
    settings.RAAKVLAK_MAP_BACKGROUND = True
    tiles: list[Request] = []

    def answer(route: Route) -> None:
        tiles.append(route.request)
        route.fulfill(body=PIXEL, content_type="image/png")

    with browse.page("/", as_anna) as page:
        page.context.route("https://service.pdok.nl/**", answer)
        opened(page, MAP)
        page.locator(".land--with-tiles").wait_for()
        assert page.get_by_text("Kaartgegevens © Kadaster").is_visible()
        assert on_the_map(page) == (8, 2)
        headers = [tile.all_headers() for tile in tiles]
    assert headers
    assert not [sent for sent in headers if {"referer", "cookie"} & set(sent)]
    assert all(re.search(r"/grijs/EPSG:3857/\d+/\d+/\d+\.png$", tile.url) for tile in tiles)


def test_the_map_goes_on_when_the_background_does_not_come(
    browse: Browse, as_anna: Client, town: list[Area], settings: Any
) -> None:
    settings.RAAKVLAK_MAP_BACKGROUND = True
    with browse.page("/", as_anna) as page:
        page.context.route("https://service.pdok.nl/**", lambda route: route.abort())
        opened(page, MAP)
        page.get_by_text("De achtergrond is nu niet te zien. De kaart werkt gewoon.").wait_for()
        assert on_the_map(page) == (8, 2)
        page.locator(MARK).first.click()
        assert page.locator(".spot-popup").is_visible()


def test_the_list_stands_when_the_map_does_not_come(browse: Browse, as_anna: Client, town: list[Area]) -> None:
    with browse.page("/", as_anna) as page:
        page.context.route("**/kaart/punten/**", lambda route: route.abort())
        page.goto(MAP)
        page.get_by_text("De kaart kan nu niet laden. De lijst zegt hetzelfde.").wait_for()
        assert in_the_list(page) == (9, 2)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_situation_gets_a_place(
    browse: Browse, as_anna: Client, anna: Member, areas: list[Area], make_situation: Any, size: ViewportSize
) -> None:
    situation: Situation = make_situation(anna, "Het veldje", area=areas[0])
    with browse.page(f"/situaties/{situation.pk}/kader/", as_anna, size=size) as page:
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"latitude": 52.58123, "longitude": 5.20567})
        page.locator("[data-place-map][data-ready]").wait_for()
        assert not page.locator("[name=point]").is_visible()
        page.locator("[data-place-map]").click(position={"x": 90, "y": 90})
        page.get_by_text("De plek staat erop.").wait_for()
        assert re.fullmatch(r"52\.5\d{3}, 5\.[12]\d{3}", page.locator("[name=point]").input_value())
        page.get_by_role("button", name="Haal de plek weg").click()
        assert page.locator("[name=point]").input_value() == ""
        page.get_by_role("button", name="Kies het midden").click()
        assert page.locator("[name=point]").input_value() == "52.5825, 5.2100"
        page.get_by_role("button", name="Hier", exact=True).click()
        page.wait_for_timeout(100)
        assert page.locator("[name=point]").input_value() == "52.5812, 5.2057"
        page.get_by_role("button", name="Bewaar").click()
        page.locator("[data-spot][data-ready] .land__pin").wait_for()
        situation.refresh_from_db()
        assert (situation.latitude, situation.longitude) == (Decimal("52.5812"), Decimal("5.2057"))
        page.get_by_role("link", name="Bekijk de gesprekken op de kaart").click()
        opened(page)
        assert on_the_map(page) == (0, 1)


def test_a_page_without_a_map_carries_none(browse: Browse, as_anna: Client, town: list[Area]) -> None:
    with browse.page("/ik/", as_anna) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/")
        page.goto("/situaties/")
        assert not [url for url in asked if "leaflet" in url or "supercluster" in url or "land." in url]
