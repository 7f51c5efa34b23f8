"""Finding as one does it: with the keyboard, with a thumb, and without JavaScript."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from raakvlak.conftest import Make
from raakvlak.municipality.models import Area, Member
from raakvlak.project.tests.browser import DESK, PHONE, picture, problems_of
from raakvlak.situations.models import Situation
from raakvlak.situations.whole_index import add_missing

if TYPE_CHECKING:
    from raakvlak.project.tests.browser import Browse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WINDOW = "#find[open]"
ANSWER = "#find-answer a"


@pytest.fixture
def words(anna: Member, make_party: Make, make_encounter: Make, make_situation: Make, make_insight: Make) -> None:
    quay = Area.objects.create(municipality=anna.municipality, name="Waterkant")
    fatima = make_party(anna, "Fatima Yilmaz", description="Van de moestuin achter de school.", area=quay)
    make_party(anna, "Stichting Groene Bank", kind="organisation")
    token = f"\ue000p{fatima.pk}\ue001"
    talk = make_encounter(
        anna,
        f"{token} wil een bank bij het speelplein, maar is bang voor overlast. Nu staat er ’s avonds vaak een groepje.",
        parties=(fatima,),
        area=quay,
        channel="street",
    )
    make_encounter(anna, "De voetbalclub klaagt over geluidsoverlast en zwerfafval langs het hek.", channel="phone")
    make_encounter(anna, "Parkeeroverlast op zondag, dan zijn er wedstrijden.", channel="kitchen_table")
    situation = make_situation(
        anna, "Overlast op het speelplein", encounters=(talk,), area=quay, goal="Rust voor wie er woont."
    )
    make_insight(situation, anna, "Wie er woont, wil rust na tienen.", encounter=talk, quote="bang voor overlast")
    add_missing()


def test_a_window_opens_by_key_and_arrows_walk_through_it(words: None, browse: "Browse", as_anna: Client) -> None:
    with browse.page("/situaties/", as_anna, size=DESK) as page:
        page.keyboard.press("Control+k")
        page.wait_for_selector(WINDOW)
        page.keyboard.type("overlast")
        page.wait_for_selector(ANSWER)
        assert page.locator("#find-answer mark").first.inner_text().lower() == "overlast"
        picture(page, "zoeken-venster")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1")
        assert page.url.endswith(f"/situaties/{Situation.objects.get().pk}/")


def test_a_slash_opens_it_and_escape_closes_it(words: None, browse: "Browse", as_anna: Client) -> None:
    with browse.page("/situaties/", as_anna, size=DESK) as page:
        page.keyboard.press("/")
        page.wait_for_selector(WINDOW)
        page.keyboard.press("Escape")
        page.wait_for_selector(WINDOW, state="detached")


def test_enter_goes_to_the_page(words: None, browse: "Browse", as_anna: Client) -> None:
    with browse.page("/situaties/", as_anna, size=PHONE) as page:
        page.click("[data-find]")
        page.wait_for_selector(WINDOW)
        page.keyboard.type("fatma")
        page.wait_for_selector(ANSWER)
        page.keyboard.press("Enter")
        page.wait_for_url("**/zoeken/?q=fatma")
        picture(page, "zoeken-telefoon")


def test_the_window_is_for_everyone(words: None, browse: "Browse", as_anna: Client) -> None:
    with browse.page("/situaties/", as_anna, size=DESK) as page:
        page.keyboard.press("Control+k")
        page.wait_for_selector(WINDOW)
        page.keyboard.type("overlast")
        page.wait_for_selector(ANSWER)
        assert problems_of(page) == []


def test_without_javascript_a_link_leads_to_the_page(words: None, browse: "Browse", as_anna: Client) -> None:
    with browse.page("/situaties/", as_anna, size=PHONE, javascript=False) as page:
        page.click("[data-find]")
        page.fill("#id_q", "overlast")
        page.keyboard.press("Enter")
        page.wait_for_selector("mark")
        assert page.locator(".found").count() == 5


@pytest.mark.parametrize(
    "address", ["/zoeken/?q=overlast", "/zoeken/?q=fatma", "/zoeken/", "/zoeken/?q=a", "/zoeken/?q=qqq"]
)
def test_it_is_for_everyone(words: None, browse: "Browse", as_anna: Client, address: str) -> None:
    assert browse.problems(address, as_anna) == []


def test_the_page_shows_what_it_found(words: None, browse: "Browse", as_anna: Client) -> None:
    with browse.page("/zoeken/?q=overlast", as_anna, size=DESK) as page:
        picture(page, "zoeken")
        assert page.locator("mark").count() >= 5
