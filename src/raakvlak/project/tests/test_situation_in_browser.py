"""The screens of a situation in a real browser: both sizes, light and dark, enlarged, and with axe."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Area, Member, Tag
from raakvlak.project.tests.browser import DESK, PHONE, Browse, picture, problems_of
from raakvlak.situations.models import Question, Situation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Make = Callable[..., Any]


@pytest.fixture
def situation(
    anna: Member, bart: Member, make_situation: Make, make_encounter: Make, make_party: Make, make_insight: Make
) -> Situation:
    """Make a situation with something of everything."""
    area = Area.objects.create(municipality=anna.municipality, name="De Werf")
    party, other = make_party(anna, "Fatima Yilmaz"), make_party(anna, "Bewonersgroep De Baken")
    talk = make_encounter(anna, "Ze wil een bankje bij de school.", parties=(party,), area=area)
    found: Situation = make_situation(
        anna, "Zitplekken op het Wilgenplein", team=(bart,), encounters=(talk,), area=area, goal="Een plein voor allen"
    )
    found.tags.add(Tag.objects.create(municipality=anna.municipality, name="groen"))
    found.sides.create(name="Ouders van de school").parties.add(party)
    found.sides.create(name="Ouderen van de flat").parties.add(other)
    found.outreach.create(who="Alle adressen aan het plein", how="brief in de bus")
    Question.objects.create(situation=found, kind="as_put", text="Komen er bankjes?", author=anna)
    for text in ("Wie zit waar?", "Waar kom je elkaar tegen zonder iets te moeten kopen?"):
        Question.objects.create(situation=found, kind="behind", text=text, author=anna)
    make_insight(found, anna, "Niet alleen thuis zitten", encounter=talk, party=party)
    return found


BELOW = [
    "",
    "kader/",
    "wie-vindt-dit/",
    "vraag/",
    "team/",
    "kanten/",
    "uitnodigingen/",
    "tijdlijn/",
    "gesprekken/",
    "fase/",
    "afronden/",
]


@pytest.mark.parametrize("below", BELOW)
def test_each_screen_of_a_situation_is_accessible(
    browse: Browse, as_anna: Client, situation: Situation, below: str
) -> None:
    assert browse.problems(f"/situaties/{situation.pk}/{below}", as_anna) == []


def test_the_list_and_the_first_form_are_accessible(browse: Browse, as_anna: Client, situation: Situation) -> None:
    assert browse.problems("/situaties/?q=plein&fase=exploring", as_anna) == []
    assert browse.problems("/situaties/nieuw/", as_anna) == []


def test_the_screen_of_one_side_is_accessible(browse: Browse, as_anna: Client, situation: Situation) -> None:
    side = situation.sides.first()
    assert side is not None
    assert browse.problems(f"/situaties/{situation.pk}/kanten/{side.pk}/?q=bew", as_anna) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_situation_is_made_and_framed_on_a_phone(
    browse: Browse, anna: Member, as_anna: Client, *, javascript: bool
) -> None:
    with browse.page("/situaties/nieuw/", as_anna, size=PHONE, javascript=javascript) as page:
        page.fill("[name=title]", "Het hek van de speeltuin")
        page.click("text=Maak de situatie")
        page.click("a:text-is('Vul aan')")
        page.fill("[name=goal]", "Veilig spelen,\nook na vieren")
        page.click("text=Meebeslissen")
        page.click("main >> text=Bewaar")
        assert page.inner_text("h1") == "Het hek van de speeltuin"
    situation = Situation.objects.get()
    assert (situation.goal, situation.influence) == ("Veilig spelen,\nook na vieren", "decide")


def test_two_browsers_that_change_one_frame_lose_nothing(
    browse: Browse, as_anna: Client, as_bart: Client, situation: Situation
) -> None:
    where = f"/situaties/{situation.pk}/kader/"
    with browse.page(where, as_anna) as annas, browse.page(where, as_bart) as barts:
        barts.fill("[name=goal]", "Doel van Bart")
        barts.click("main >> text=Bewaar")
        annas.fill("[name=goal]", "Doel van Anna")
        annas.click("main >> text=Bewaar")
        annas.wait_for_selector("text=Bart schreef hier intussen ook")
        assert annas.input_value("[name=goal]") == "Doel van Anna"
        assert "Doel van Bart" in annas.inner_text("main")
        assert problems_of(annas) == []
        annas.set_viewport_size(DESK)
        picture(annas, "situation-two-at-once")
        annas.fill("[name=goal]", "Doel van ons beiden")
        annas.click("main >> text=Bewaar")
        annas.wait_for_selector("h1:has-text('Zitplekken')")
    situation.refresh_from_db()
    assert situation.goal == "Doel van ons beiden"


def test_the_question_behind_the_question_is_the_first_thing_one_sees(
    browse: Browse, as_anna: Client, situation: Situation
) -> None:
    with browse.page(f"/situaties/{situation.pk}/", as_anna, size=PHONE) as page:
        box = page.locator(".question").bounding_box()
        assert box is not None
        assert box["y"] < PHONE["height"]
        picture(page, "situation-phone")
        page.set_viewport_size(DESK)
        picture(page, "situation-desk", whole=True)
