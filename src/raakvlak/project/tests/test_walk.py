"""Twenty ideas of residents, from a market morning and two kitchen tables to the question behind the question."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from raakvlak.municipality.models import Area, Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse, picture
from raakvlak.project.tests.walk_words import Ladder, Words, words
from raakvlak.project.tests.walker import Walker
from raakvlak.relations.models import Encounter
from raakvlak.situations.models import Insight, Situation

pytestmark = pytest.mark.browser
TITLE = "Wat doen we met het Sluisplein?"
QUESTION = "Hoe blijft het Sluisplein een plek waar je elkaar zonder afspraak tegenkomt?"


@pytest.fixture
def sluisbuurt(anna: Member) -> Area:
    return Area.objects.create(municipality=anna.municipality, name="Sluisbuurt", residents=2_100)


def make_the_situation(walker: Walker) -> None:
    walker.follow("Situaties")
    walker.follow("Nieuwe situatie")
    walker.write("Hoe noem je deze situatie?", TITLE)
    walker.field("Gebied").select_option("Sluisbuurt")
    walker.press("Maak de situatie")
    walker.reads(TITLE)


def stand_on_the_market(walker: Walker, lines: tuple[str, ...]) -> None:
    walker.follow("Noteer")
    walker.follow("Reeks")
    walker.field("Waar?").select_option("Sluisbuurt")
    walker.choose("straat")
    walker.choose("Het team van de situatie")
    walker.choose(TITLE, within="fieldset:has(legend:text('situatie'))")
    for line in lines:
        walker.write("Eén gesprek, één regel", line)
        walker.page.keyboard.press("Enter")
        walker.keep_as_it_is()
        expect(walker.page.locator(".series__lines")).to_contain_text(line)
    picture(walker.page, "reeks")


def sit_at_a_kitchen_table(walker: Walker, whom: str, told: str) -> None:
    walker.follow("Situaties")
    walker.follow(TITLE)
    walker.follow("Noteer een gesprek hierover")
    walker.write("Wat hoorde of zag je?", told)
    walker.unfold("Meer")
    walker.write("Naam, of een paar namen met een komma ertussen", whom)
    walker.choose("keukentafel")
    walker.choose("Het team van de situatie")
    picture(walker.page, "noteer")
    walker.press("Bewaar")
    walker.keep_as_it_is()
    walker.reads(told[:40])


def climb(walker: Walker, ladder: Ladder) -> None:
    """From the words of one talk, by way of what lies behind them, to what is needed."""
    walker.follow("Situaties")
    walker.follow(TITLE)
    walker.follow("Tijdlijn")
    talk = walker.page.locator(".timeline__item", has_text=ladder.talk)
    talk.get_by_role("link", name="Wat zit hierachter?").click()
    walker.select(ladder.talk)
    walker.press("standpunt", within="#mark-bar")
    picture(walker.page, "markeren")
    walker.press("Bewaar", within="#markeren")
    walker.keep_as_it_is()
    walker.follow("Naar de ladder")
    for kind, above, text in (("Belang", ladder.talk, ladder.interest), ("Behoefte", ladder.interest, ladder.need)):
        rung = walker.page.locator(".tree__item", has=walker.page.locator(".tree__words", has_text=above)).last
        rung.get_by_role("link", name="Wat zit hierachter?").first.click()
        walker.write("In één zin", text)
        walker.choose(kind)
        walker.choose("Vermoeden")
        walker.press("Bewaar")
        walker.keep_as_it_is()
        walker.reads(text)


def ask_what_lies_behind(walker: Walker) -> None:
    """Write down the question behind the question, once the ladders are climbed."""
    walker.follow("Situaties")
    walker.follow(TITLE)
    walker.follow("Schrijf of lees terug")
    behind = "section:has(h2:text-is('De vraag achter de vraag'))"
    walker.page.locator(behind).get_by_role("textbox").fill(QUESTION)
    walker.press("Bewaar deze verwoording", within=behind)
    walker.reads(QUESTION)


def lay_before_residents(walker: Walker, said: Words) -> str:
    """Make Klopt dit? and return the address that is on the poster."""
    walker.follow("Situaties")
    walker.follow(TITLE)
    walker.follow("Maak de pagina")
    for ladder in said.ladders:
        walker.page.get_by_label(ladder.need).check()
    walker.press("Zet dit in de tekst")
    walker.write("Wat vastligt", "Er komt geen geld bij.")
    walker.write("Wat er nu gebeurt", "In januari staan we weer op de markt, en hoor je wat we ermee doen.")
    walker.choose("3 weken")
    walker.press("Bekijk hoe bewoners het zien")
    picture(walker.page, "klopt-dit-bekijken")
    walker.press("Zet klaar voor bewoners")
    picture(walker.page, "klopt-dit-klaar")
    return walker.page.locator(".share__address a").inner_text()


def test_the_walk(browse: Browse, as_anna: Client, sluisbuurt: Area) -> None:
    said = words()
    with browse.page("/", as_anna, size=PHONE) as page:
        walker = Walker(page)
        try:
            walk(walker, said, browse)
        finally:
            page.screenshot(path="/tmp/last.png", full_page=True)


def walk(walker: Walker, said: Words, browse: Browse) -> None:
        make_the_situation(walker)
        stand_on_the_market(walker, said.market)
        for whom, told in zip(("mevrouw Bakker", "Nadia"), said.kitchen, strict=True):
            sit_at_a_kitchen_table(walker, whom, told)
        for ladder in said.ladders:
            climb(walker, ladder)
        picture(walker.page, "ladder", whole=True)
        ask_what_lies_behind(walker)
        address = lay_before_residents(walker, said)
        with browse.page(address, size=PHONE) as page:
            picture(page, "klopt-dit-bewoner", whole=True)
            resident = Walker(page)
            resident.choose("Nee, niet helemaal")
            resident.unfold("Wijs aan welke regel niet klopt")
            resident.choose(said.ladders[0].need)
            resident.write("Hoe zit het wel?", "Het gaat niet om de boodschappen. Ik wil gewoon even zitten.")
            picture(page, "klopt-dit-verbeteren")
            resident.press("Verstuur")
            resident.reads("Je reactie is binnen.")
        walker.follow("Vandaag")
        walker.reads("Ik wil gewoon even zitten.")
        picture(walker.page, "vandaag-klopt-dit")
        walker.follow("Situaties")
        walker.follow(TITLE)
        picture(walker.page, "situatie", whole=True)
