"""The same path for who has no JavaScript, and for who has no mouse."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from raakvlak.conftest import PASSWORD
from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse
from raakvlak.project.tests.walker import Walker
from raakvlak.relations.models import Encounter
from raakvlak.situations.models import CheckReply, Insight, Situation

pytestmark = pytest.mark.browser
TALK = "Het bankje moet terug, want op die plek wachtte ik op de bus."
POSITION = "Het bankje moet terug"


def test_the_whole_path_works_without_javascript(browse: Browse, anna: Member, gert: Member) -> None:
    with browse.page("/", size=PHONE, javascript=False) as page:
        walker = Walker(page)
        log_in(walker, "anna@raakvlak.example")
        make_a_situation(walker)
        note_a_talk(walker)
        mark_a_position(walker)
        put_a_hunch_behind_it(walker)
        address = lay_before_residents(walker)
        with browse.page(address, size=PHONE, javascript=False) as phone:
            answer(Walker(phone))
        walker.page.goto("/")
        walker.reads("Bewoners reageerden op Klopt dit?")
    assert CheckReply.objects.get().encounter is not None
    with browse.page("/instellingen/", size=DESK, javascript=False) as page:
        walker = Walker(page)
        log_in(walker, "gert@raakvlak.example")
        change_a_setting(walker)


def log_in(walker: Walker, email: str) -> None:
    walker.write("E-mailadres", email)
    walker.page.locator("[name=password]").fill(PASSWORD)
    walker.page.keyboard.press("Enter")
    walker.page.wait_for_url(lambda url: "/inloggen/" not in url)


def make_a_situation(walker: Walker) -> None:
    walker.follow("Situaties")
    walker.follow("Nieuwe situatie")
    walker.write("Hoe noem je deze situatie?", "De bushalte")
    walker.press("Maak de situatie")
    walker.reads("De bushalte")


def note_a_talk(walker: Walker) -> None:
    walker.follow("Noteer een gesprek hierover")
    walker.write("Wat hoorde of zag je?", TALK)
    walker.choose("Het team van de situatie")
    walker.press("Bewaar")
    walker.reads(TALK)
    assert Encounter.objects.get().working_note == TALK


def mark_a_position(walker: Walker) -> None:
    walker.follow("De bushalte")
    walker.follow("Tijdlijn")
    walker.follow("Wat zit hierachter?")
    walker.write("Welke woorden?", POSITION)
    walker.choose("Standpunt")
    walker.press("Bewaar")
    walker.follow("Naar de ladder")


def put_a_hunch_behind_it(walker: Walker) -> None:
    walker.follow("Wat zit hierachter?")
    walker.write("In één zin", "Kunnen wachten zonder te staan")
    walker.choose("Behoefte")
    walker.choose("Vermoeden")
    walker.press("Bewaar")
    assert Insight.objects.get(parent__text=POSITION).is_hunch


def lay_before_residents(walker: Walker) -> str:
    walker.follow("De bushalte")
    walker.follow("Maak de pagina")
    walker.page.get_by_label("Kunnen wachten").check()
    walker.press("Zet dit in de tekst")
    walker.choose("1 week")
    walker.press("Bekijk hoe bewoners het zien")
    walker.press("Zet klaar voor bewoners")
    address: str = walker.page.locator(".share__address a").inner_text()
    return address


def answer(resident: Walker) -> None:
    resident.choose("Nee, niet helemaal")
    resident.write("Hoe zit het wel?", "Staan kan ik best. Ik wil droog zitten.")
    resident.press("Verstuur")
    resident.reads("Je reactie is binnen.")


def change_a_setting(walker: Walker) -> None:
    walker.page.goto("/instellingen/afdelingen/")
    walker.write("Naam", "Groen en water")
    walker.press("Toevoegen")
    walker.reads("Groen en water")


class Typist(Walker):
    """Somebody without a mouse: Tab until it is there, Enter to follow or send, the space bar to choose."""

    MOST_TABS = 120

    def tab_to(self, name: str) -> None:
        """Press Tab until this has the focus, and see that it shows."""
        for _ in range(self.MOST_TABS):
            self.page.keyboard.press("Tab")
            if name in self.focused():
                assert self.shows_focus(), f"One can't see that {name} has the focus"
                return
        raise AssertionError(f"{name} can't be reached by Tab")

    def focused(self) -> str:
        """Read the name of what has the focus, as a screen reader would say it."""
        words: str = self.page.evaluate(
            """() => {
                const here = document.activeElement;
                if (here === document.body) return "";
                const labels = [...(here.labels ?? [])].map((label) => label.textContent).join(" ");
                return `${here.getAttribute("aria-label") ?? ""} ${labels} ${here.textContent}`.replace(/\\s+/g, " ");
            }"""
        )
        return words

    def shows_focus(self) -> bool:
        shown: bool = self.page.evaluate(
            """() => {
                const drawn = (style) => style.outlineStyle !== "none" || style.boxShadow !== "none";
                const here = document.activeElement;
                const box = here.getBoundingClientRect();
                const styles = [here, ...(here.labels ?? [])].map((each) => getComputedStyle(each));
                styles.push(getComputedStyle(here, "::after"));  // a row is drawn around by its link
                return styles.some(drawn) && box.bottom > 0 && box.top < innerHeight;
            }"""
        )
        return shown

    def enter(self, name: str) -> None:
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def space(self, name: str) -> None:
        self.tab_to(name)
        self.page.keyboard.press("Space")

    def pick(self, question: str, words: str) -> None:
        """Tab to a question, and walk its answers with the arrows."""
        group = self.page.get_by_role("group", name=question)
        for _ in range(self.MOST_TABS):
            self.page.keyboard.press("Tab")
            if group.locator(":focus").count():
                break
        self.page.keyboard.press("Space")
        for _ in range(group.get_by_role("radio").count()):
            if words in self.focused():
                break
            self.page.keyboard.press("ArrowDown")
        expect(group.get_by_role("radio", name=words)).to_be_checked()

    def skip_to_the_content(self) -> None:
        """Take the first link of the page, past the navigation."""
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        self.page.keyboard.press("Tab")
        assert "Ga naar de inhoud" in self.focused()
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#inhoud")).to_be_focused()

    def type(self, label: str, text: str) -> None:
        self.tab_to(label)
        self.page.keyboard.type(text)


def test_the_whole_path_works_by_keyboard_alone(browse: Browse, as_anna: Client, anna: Member) -> None:
    with browse.page("/", as_anna, size=DESK) as page:
        typist = Typist(page)
        typist.enter("Situaties")
        typist.enter("Nieuwe situatie")
        typist.type("Hoe noem je deze situatie?", "De bushalte")
        typist.enter("Maak de situatie")
        typist.reads("De bushalte")
        page.keyboard.press("n")
        expect(page.get_by_label("Wat hoorde of zag je?")).to_be_focused()
        page.keyboard.type(TALK)
        typist.space("Meer")
        typist.pick("Wie mag dit lezen?", "Het team van de situatie")
        typist.space("De bushalte")
        typist.enter("Bewaar")
        typist.reads(TALK)
        typist.skip_to_the_content()
        typist.enter("De bushalte")
        typist.enter("Tijdlijn")
        typist.enter("Wat zit hierachter?")
        typist.type("Welke woorden?", POSITION)
        typist.pick("Wat is het?", "Standpunt")
        typist.enter("Bewaar")
        typist.enter("Naar de ladder")
        typist.enter("Wat zit hierachter?")
        typist.type("In één zin", "Kunnen wachten zonder te staan")
        typist.pick("Wat is het?", "Behoefte")
        typist.pick("Hoe weten we dit?", "Vermoeden")
        typist.enter("Bewaar")
        assert Insight.objects.get(parent__text=POSITION).is_hunch
        typist.enter("De bushalte")
        typist.enter("Maak de pagina")
        typist.enter("Bekijk hoe bewoners het zien")
        typist.enter("Zet klaar voor bewoners")
        typist.reads("De link voor bewoners")
    assert Situation.objects.get().checks.get().heard
