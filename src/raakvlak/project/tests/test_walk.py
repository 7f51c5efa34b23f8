"""Twenty ideas of residents: from a market morning and two kitchen tables to the question behind the question.

The guide in docs/gids tells this walk, with the pictures that are made here.
"""

import pytest
from django.test import Client
from playwright.sync_api import Page

from raakvlak.municipality.models import Area, Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse, picture
from raakvlak.project.tests.walk_words import Ladder, words
from raakvlak.project.tests.walker import Walker
from raakvlak.relations.models import Encounter
from raakvlak.situations.models import Insight, Situation

pytestmark = pytest.mark.browser
TITLE = "Wat doen we met het Sluisplein?"
QUESTION = "Hoe blijft het Sluisplein een plek waar je elkaar zonder afspraak tegenkomt?"
CORRECTION = "Het gaat niet om de boodschappen. Ik wil gewoon even zitten en een praatje maken."


@pytest.fixture
def sluisbuurt(anna: Member) -> Area:
    return Area.objects.create(municipality=anna.municipality, name="Sluisbuurt", residents=2_100)


def test_the_walk_from_the_market_to_the_question_behind(browse: Browse, as_anna: Client, sluisbuurt: Area) -> None:
    said = words()
    with browse.page("/", as_anna, size=PHONE) as page:
        anna = Walker(page)
        make_the_situation(anna)
        stand_on_the_market(anna, said.market)
        for whom, told in zip(("mevrouw Bakker", "Nadia"), said.kitchen, strict=True):
            sit_at_a_kitchen_table(anna, whom, told)
        for ladder in said.ladders:
            climb(anna, ladder)
        picture_of_the_ladder(page)
        ask_what_lies_behind(anna)
        address = lay_before_residents(anna, [ladder.need for ladder in said.ladders])
        with browse.page(address, size=PHONE) as phone:
            correct(Walker(phone), said.ladders[0].need)
        read_what_came_back(anna)
    assert Encounter.objects.count() == len(said.market) + len(said.kitchen) + 1
    assert Insight.objects.filter(basis=Insight.Basis.SAID).count() == len(said.ladders)
    assert Insight.objects.filter(basis=Insight.Basis.HUNCH).count() == 2 * len(said.ladders)


def open_the_situation(walker: Walker) -> None:
    walker.follow("Situaties")
    walker.follow(TITLE)


def make_the_situation(walker: Walker) -> None:
    walker.follow("Situaties")
    walker.follow("Nieuwe situatie")
    walker.write("Hoe noem je deze situatie?", TITLE)
    walker.field("Gebied").select_option("Sluisbuurt")
    walker.press("Maak de situatie")
    walker.reads(TITLE)


def stand_on_the_market(walker: Walker, lines: tuple[str, ...]) -> None:
    """Note each talk in one line; place, channel and readers stay."""
    walker.follow("Noteer een gesprek hierover")
    picture(walker.page, "noteer")
    walker.follow("Reeks")
    walker.field("Waar?").select_option("Sluisbuurt")
    walker.choose("straat")
    for line in lines:
        walker.write("Eén gesprek, één regel", line)
        walker.page.keyboard.press("Enter")
        walker.sees(line, within=".series__lines")
    picture(walker.page, "reeks")


def sit_at_a_kitchen_table(walker: Walker, whom: str, told: str) -> None:
    open_the_situation(walker)
    walker.follow("Noteer een gesprek hierover")
    walker.write("Wat hoorde of zag je?", told)
    walker.unfold("Meer")
    walker.write("Naam, of een paar namen met een komma ertussen", whom)
    walker.choose("keukentafel")
    walker.choose("Het team van de situatie")
    walker.press("Bewaar")
    walker.sees(told[:40])
    picture(walker.page, "gesprek")


def climb(walker: Walker, ladder: Ladder) -> None:
    """From the words of one talk, by way of why they matter, to what is needed."""
    open_the_situation(walker)
    walker.follow("Tijdlijn")
    talk = walker.page.locator(".timeline__item", has_text=ladder.talk)
    talk.get_by_role("link", name="Wat zit hierachter?").click()
    walker.select(ladder.talk)
    picture(walker.page, "markeren")
    walker.press("standpunt", within="#mark-bar")
    walker.press("Bewaar", within="#markeren")
    walker.sees("Gemarkeerd als standpunt.")
    walker.follow("Naar de ladder")
    for kind, above, text in (("Belang", ladder.talk, ladder.interest), ("Behoefte", ladder.interest, ladder.need)):
        rung = walker.page.locator(".tree__item", has=walker.page.locator(".tree__words", has_text=above)).last
        rung.get_by_role("link", name="Wat zit hierachter?").first.click()
        walker.write("In één zin", text)
        walker.choose(kind)
        walker.choose("Vermoeden")
        walker.press("Bewaar")
        walker.sees(text, within=".tree")


def picture_of_the_ladder(page: Page) -> None:
    page.reload()
    page.set_viewport_size(DESK)
    page.evaluate("scrollTo(0, 0)")
    picture(page, "ladder")
    page.set_viewport_size(PHONE)


def ask_what_lies_behind(walker: Walker) -> None:
    """Write down the question behind the question, once the ladders are climbed."""
    open_the_situation(walker)
    walker.follow("Schrijf of lees terug")
    behind = "section:has(h2:text-is('De vraag achter de vraag'))"
    walker.page.locator(behind).get_by_role("textbox").fill(QUESTION)
    walker.press("Bewaar deze verwoording", within=behind)
    walker.reads(QUESTION)


def lay_before_residents(walker: Walker, needs: list[str]) -> str:
    """Make Klopt dit? and return the address that stands on the poster."""
    open_the_situation(walker)
    walker.follow("Maak de pagina")
    for need in needs:
        walker.page.get_by_label(need).check()
    walker.press("Zet dit in de tekst")
    walker.write("Wat vastligt", "Er komt geen extra geld.")
    walker.write("Wat er nu gebeurt", "In januari staan we weer op de markt. Dan hoor je wat we ermee doen.")
    walker.choose("3 weken")
    walker.press("Bekijk hoe bewoners het zien")
    walker.sees("Zo zien bewoners het", again="Bekijk hoe bewoners het zien")
    walker.press("Zet klaar voor bewoners")
    walker.reads("De link voor bewoners")
    address: str = walker.page.locator(".share__address a").inner_text()
    return address


def correct(resident: Walker, line: str) -> None:
    """Say as a resident, on her own phone and without an account, what is not right."""
    picture(resident.page, "klopt-dit")
    assert "mevrouw Bakker" not in resident.page.inner_text("body")
    resident.choose("Nee, niet helemaal")
    resident.unfold("Wijs aan welke regel niet klopt")
    resident.choose(line)
    resident.write("Hoe zit het wel?", CORRECTION)
    picture(resident.page, "klopt-dit-verbeteren")
    resident.press("Verstuur")
    resident.reads("Je reactie is binnen.")


def read_what_came_back(walker: Walker) -> None:
    """Find the correction on Vandaag, and beside the situation what became of it all."""
    walker.follow("Vandaag")
    walker.reads("Bewoners reageerden op Klopt dit?")
    open_the_situation(walker)
    walker.reads(QUESTION)
    walker.reads("1 verbeterde iets.")
    walker.reads(CORRECTION)
    walker.page.set_viewport_size(DESK)
    picture(walker.page, "situatie")
    assert Situation.objects.get().title == TITLE
