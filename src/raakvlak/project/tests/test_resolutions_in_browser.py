"""Samen eruit komen as people do it: options on a phone, a grid by keyboard alone, and an answer by a link."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse, problems_of
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.resolutions.tests.rows import option_of, page_of, reaction_of
from raakvlak.situations.models import Situation
from raakvlak.web.links import make_link

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def fatima(anna: Member, make_party: Any) -> Party:
    made: Party = make_party(anna, "Fatima Yilmaz")
    return made


@pytest.fixture
def situation(anna: Member, fatima: Party, make_situation: Any) -> Situation:
    made: Situation = make_situation(anna)
    made.sides.create(name="De Kade").parties.add(fatima)
    return made


def look(page: "Page") -> list[str]:
    """Say what is wrong with the page as it stands."""
    return [f"{page.url} {problem}" for problem in problems_of(page)]


@pytest.mark.parametrize("javascript", [True, False])
def test_from_an_option_to_a_condition_to_a_new_option(
    browse: Browse, as_anna: Client, situation: Situation, fatima: Party, javascript: bool
) -> None:
    with browse.page(f"/situaties/{situation.pk}/", as_anna, size=PHONE, javascript=javascript) as page:
        page.get_by_role("link", name="Nieuwe optie").click()
        page.get_by_label("De optie, in één zin").fill("Een bank aan het water")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_role("link", name="Reacties invoeren").click()
        group = page.get_by_role("group", name="Fatima Yilmaz, Een bank aan het water")
        group.get_by_role("radio", name="Kan ik mee leven").check()
        group.get_by_text("mits").first.click()
        group.get_by_role("textbox").fill("hij laag blijft")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_role("link", name="Een bank aan het water").first.click()
        page.get_by_role("link", name="Maak hier een optie van").click()
        page.get_by_role("button", name="Bewaar").click()
        assert page.get_by_role("heading", name="Een bank aan het water, mits hij laag blijft").is_visible()
        assert page.get_by_text("Neemt een voorwaarde mee:").is_visible()
    assert Reaction.objects.get().party == fatima
    assert Option.objects.count() == 2


def test_the_grid_is_filled_in_by_keyboard_alone(
    browse: Browse, as_anna: Client, situation: Situation, fatima: Party
) -> None:
    option = option_of(situation, situation.audience, "Een hek")
    with browse.page(f"/situaties/{situation.pk}/opties/reacties/", as_anna, size=DESK) as page:
        page.get_by_role("radio", name="Geen nieuwe reactie").focus()
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        assert page.get_by_role("radio", name="Bezwaar").is_checked()
        page.get_by_role("button", name="Bewaar").press("Enter")
        page.get_by_role("heading", name="Wie staat waar").wait_for()
        cell = page.get_by_role("row", name="Fatima Yilmaz").get_by_role("cell")
        assert "bezwaar" in cell.inner_text()
    assert Reaction.objects.get().option == option


def test_every_page_is_for_everyone(
    browse: Browse, as_anna: Client, anna: Member, situation: Situation, fatima: Party
) -> None:
    option = option_of(situation, situation.audience, "Een bank aan het water")
    for place in Reaction.Gradient.values:
        reaction_of(anna, option, fatima, situation.team, "hij laag blijft", gradient=place)
    option_of(situation, situation.audience, "Een hek om het veldje")
    here = f"/situaties/{situation.pk}/opties/"
    one = f"{here}{option.uuid}/"
    pages = [here, f"{here}matrix/", f"{here}matrix/?beeld=groot", f"{here}kaartjes/", f"{here}reacties/", one]
    pages += [
        f"{one}wijzig/",
        f"{one}splitsen/",
        f"{one}belangen/",
        f"{here}samenvoegen/",
        f"{here}mensen/{fatima.pk}/",
    ]
    pages += [f"{one}van-tafel/", f"{here}nieuw/", f"{here}mensen/{fatima.pk}/link/"]
    pages += [f"{here}reacties/{Reaction.objects.order_by('-pk')[0].pk}/vergissing/"]
    page = page_of(anna, situation, fatima, option)
    pages += [f"/reactie/{make_link('reaction', page.pk, days=7)}/{end}" for end in ("", "dank/")]
    assert [problem for address in pages for problem in browse.problems(address, as_anna)] == []


def test_who_has_the_link_answers_on_a_phone(
    browse: Browse, as_anna: Client, situation: Situation, fatima: Party
) -> None:
    option_of(situation, situation.audience, "Een bank aan het water")
    with browse.page(f"/situaties/{situation.pk}/opties/mensen/{fatima.pk}/link/", as_anna, size=PHONE) as page:
        page.get_by_role("button", name="Maak de link").click()
        link = page.locator(".public-link a").get_attribute("href")
        assert link
        assert look(page) == []
    own = urlsplit(link).path
    with browse.page(own, Client(), size=PHONE, javascript=False) as page:
        page.get_by_role("button", name="Verstuur").click()
        assert page.get_by_text("Je koos nog niets").first.is_visible()
        page.get_by_role("radio", name="Dat wil ik").check()
        page.get_by_role("button", name="Verstuur").click()
        assert page.get_by_role("heading", name="Dank je wel").is_visible()
    said = Reaction.objects.get()
    assert (said.party, said.basis, said.gradient) == (fatima, "own", "want")
