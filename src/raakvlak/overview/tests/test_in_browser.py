"""In beeld in a real browser: the way there, the map, a group that is named and heard, and the picture by keyboard."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from raakvlak.conftest import Make
from raakvlak.municipality.models import Area, Member
from raakvlak.relations.models import Party
from raakvlak.situations.models import Situation

if TYPE_CHECKING:
    from raakvlak.project.tests.browser import Browse

pytestmark = pytest.mark.browser


@pytest.fixture
def park(anna: Member, noord: Area, make_situation: Make, make_party: Make, hear: Make, make_encounter: Make) -> Any:
    kade = Area.objects.get(name="Kade")
    school = make_party(anna, "De school", kind=Party.Kind.ORGANISATION, area=kade)
    make_party(anna, "De winkel", kind=Party.Kind.ORGANISATION, area=kade)
    talks = [*hear(anna, "Kade", 2), *hear(anna, "Hof", 30), *hear(anna, "Dijk", 28)]
    return make_situation(anna, "Het park", area=kade, encounters=(*talks, make_encounter(anna, parties=(school,))))


def test_a_silent_area_is_seen_and_a_group_is_named_and_heard(
    browse: "Browse", as_anna: Client, park: Situation
) -> None:
    with browse.page(f"/situaties/{park.pk}/", as_anna) as page:
        page.get_by_role("link", name="Nog niet gehoord").click()
        page.locator("[data-reach][data-ready]").wait_for()
        page.get_by_role("button", name="Kade: minder").click()
        assert "bij toeval verwacht je er tussen" in page.locator(".leaflet-popup-content").inner_text()
        page.get_by_role("link", name="Noem een groep").click()
        page.get_by_label("Welke mensen?").fill("huurders van de flats")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_role("link", name="huurders van de flats").click()
        page.get_by_role("button", name="Hier hoorden we hen").first.click()
        assert page.get_by_role("heading", name="Gehoord in 1 gesprek").is_visible()


def test_the_picture_is_walked_by_keyboard_and_opens_an_organisation(
    browse: "Browse", as_anna: Client, park: Situation
) -> None:
    with browse.page(f"/situaties/{park.pk}/wie-kent-wie/", as_anna) as page:
        page.locator("[data-network][data-ready]").wait_for()
        page.locator("canvas").focus()
        said = page.locator("[data-network-said]")
        for _name in range(8):
            page.keyboard.press("ArrowRight")
            if said.inner_text().startswith("De school"):
                break
        assert said.inner_text() == "De school: jij"
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="De school", level=1).wait_for()


def test_everything_is_there_without_javascript(browse: "Browse", as_anna: Client, park: Situation) -> None:
    with browse.page(f"/situaties/{park.pk}/wie-kent-wie/", as_anna, javascript=False) as page:
        assert page.get_by_role("cell", name="Alleen jij kent deze organisatie.").is_visible()
        assert page.locator("canvas").is_hidden()
        page.goto(f"/situaties/{park.pk}/nog-niet-gehoord/")
        assert page.get_by_role("cell", name="Van hier hoorden we minder").is_visible()


@pytest.mark.parametrize("path", ["nog-niet-gehoord/", "wie-kent-wie/", "groepen/nieuw/"])
def test_it_is_for_everyone(browse: "Browse", as_anna: Client, park: Situation, path: str) -> None:
    assert browse.problems(f"/situaties/{park.pk}/{path}", as_anna) == []
