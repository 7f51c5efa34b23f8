"""From words in a note to Klopt dit? on a phone, in a real browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse, axe, picture
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.check_actions import publish_check
from raakvlak.situations.models import Check, CheckReply, Insight, Side, Situation
from raakvlak.situations.references import party_reference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Make = Callable[..., Any]


@pytest.fixture
def fatima(anna: Member, make_party: Make) -> Party:
    party: Party = make_party(anna, "Fatima Yilmaz")
    return party


@pytest.fixture
def talk(anna: Member, make_encounter: Make, fatima: Party) -> Encounter:
    note = (
        f"{party_reference(fatima.pk).token} wil dat de bankjes weggaan. Elke avond zit er een groep jongens. "
        "Ze durft haar dochter niet meer naar de winkel te sturen.\nHaar buurman heeft een sleutel van de speeltuin."
    )
    encounter: Encounter = make_encounter(anna, note, parties=(fatima,), channel="kitchen_table")
    return encounter


@pytest.fixture
def park(anna: Member, bart: Member, make_situation: Make, talk: Encounter, fatima: Party) -> Situation:
    situation: Situation = make_situation(anna, team=(bart,), encounters=(talk,), fixed="De bomen blijven staan.")
    Side.objects.create(situation=situation, name="ouders").parties.add(fatima)
    Side.objects.create(situation=situation, name="jongeren")
    return situation


@pytest.fixture
def ladder(park: Situation, anna: Member, talk: Encounter, make_insight: Make) -> list[Insight]:
    """Build a ladder of four: what was said, why, what is feared, and a hunch."""
    audience = {"encounter": talk, "audience": talk.audience}
    top = make_insight(park, anna, "De bankjes moeten weg.", kind="position", **audience)
    why = make_insight(park, anna, "Ze wil dat haar dochter alleen naar de winkel kan.", parent=top, **audience)
    fear = make_insight(park, anna, "Ze is bang in het donker.", kind="worry", basis="observed", parent=why, **audience)
    hunch = make_insight(park, anna, "Iedereen wil zich thuis voelen op straat.", kind="need", parent=fear)
    return [top, why, fear, hunch]


def select(page: Page, words: str) -> None:
    """Select words in the note, as a finger or a mouse does."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector("#notitie"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const start = node.data.indexOf(words);
            if (start < 0) continue;
            getSelection().setBaseAndExtent(node, start, node, start + words.length);
            return;
          }
        }""",
        words,
    )


def mark_address(park: Situation, talk: Encounter) -> str:
    return f"/situaties/{park.pk}/gesprekken/{talk.uuid}/"


def test_words_are_marked_with_the_mouse(as_anna: Client, browse: Browse, park: Situation, talk: Encounter) -> None:
    with browse.page(mark_address(park, talk), as_anna, size=DESK) as page:
        page.get_by_text("dochter niet meer").first.wait_for()
        note = page.locator("#notitie")
        box = note.bounding_box()
        assert box
        page.mouse.dblclick(box["x"] + 40, box["y"] + 14)
        bar = page.get_by_role("group", name="Wat is het dat je koos?")
        expect(bar).to_be_visible()
        bar.get_by_role("button", name="gezien").click()
        bar.get_by_role("button", name="standpunt").click()
        expect(bar).to_be_hidden()
        expect(page.get_by_label("In één zin")).to_be_focused()
        page.get_by_label("In één zin").fill("De bankjes moeten weg.")
        page.get_by_role("button", name="Bewaar").click()
        expect(page.locator("mark")).to_have_count(1)
    insight = Insight.objects.get()
    assert (insight.kind, insight.basis, insight.text) == ("position", "observed", "De bankjes moeten weg.")
    assert insight.quote.startswith("\ue000")


def test_words_are_marked_by_touch(as_anna: Client, browse: Browse, park: Situation, talk: Encounter) -> None:
    with browse.page(mark_address(park, talk), as_anna, size=PHONE) as page:
        select(page, "Ze durft haar dochter niet meer naar de winkel te sturen.")
        bar = page.get_by_role("group", name="Wat is het dat je koos?")
        expect(bar).to_be_visible()
        picture(page, "markeren-op-de-telefoon")
        for button in bar.get_by_role("button").all():
            size = button.bounding_box()
            assert size
            assert size["height"] >= 44
        bar.get_by_role("button", name="zorg").tap()
        expect(page.get_by_label("In één zin")).to_have_value(
            "Ze durft haar dochter niet meer naar de winkel te sturen."
        )
        page.get_by_role("button", name="Bewaar").tap()
        expect(page.locator("mark")).to_have_text("Ze durft haar dochter niet meer naar de winkel te sturen.")
    assert Insight.objects.get().kind == "worry"


def test_words_are_marked_by_keyboard(as_anna: Client, browse: Browse, park: Situation, talk: Encounter) -> None:
    with browse.page(mark_address(park, talk), as_anna) as page:
        select(page, "sleutel van de speeltuin")
        expect(page.get_by_role("group", name="Wat is het dat je koos?")).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="gezegd")).to_be_focused()
        for _time in range(6):
            page.keyboard.press("Tab")
        expect(page.get_by_role("group", name="Wat is het").get_by_role("button", name="kracht")).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.type(" heeft iemand")
        page.get_by_role("button", name="Bewaar").press("Enter")
        expect(page.locator("mark")).to_have_text("sleutel van de speeltuin")
    assert Insight.objects.get().kind == "resource"


def test_words_are_marked_without_javascript(as_anna: Client, browse: Browse, park: Situation, talk: Encounter) -> None:
    with browse.page(mark_address(park, talk), as_anna, javascript=False) as page:
        page.get_by_label("Welke woorden?").fill("een groep jongens")
        page.get_by_role("radio", name="Zorg").check(force=True)
        page.get_by_role("button", name="Bewaar").click()
        expect(page.locator("mark")).to_have_text("een groep jongens")


def test_a_ladder_of_four_is_built(as_anna: Client, browse: Browse, park: Situation, talk: Encounter) -> None:
    with browse.page(mark_address(park, talk), as_anna) as page:
        select(page, "wil dat de bankjes weggaan")
        page.get_by_role("group", name="Wat is het").get_by_role("button", name="standpunt").click()
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_role("link", name="Naar de ladder").click()
        for words, kind in (("Rust in de avond", "Belang"), ("Bang in het donker", "Zorg"), ("Thuis zijn", "Behoefte")):
            page.get_by_role("link", name="Wat zit hierachter?").last.click()
            page.get_by_label("In één zin").fill(words)
            page.get_by_role("radio", name=kind).check(force=True)
            page.get_by_role("button", name="Bewaar").click()
        expect(page.locator(".tree__branch .tree__branch .tree__branch")).to_have_count(1)
        expect(page.get_by_text("alleen vermoeden").first).to_be_visible()
        page.goto(f"/situaties/{park.pk}/ladder/")
        page.locator("summary", has_text="bankjes").click()
        expect(page.get_by_text("Thuis zijn", exact=True)).to_be_hidden()
        page.reload()
        expect(page.get_by_text("Thuis zijn", exact=True)).to_be_hidden()
    assert Insight.objects.filter(parent__parent__parent__parent=None).count() == 4


def test_two_people_work_on_one_ladder(
    as_anna: Client, as_bart: Client, browse: Browse, park: Situation, ladder: list[Insight]
) -> None:
    top = ladder[0]
    path = f"/situaties/{park.pk}/ladder/{top.pk}/"
    with browse.page(path, as_anna) as anna, browse.page(path, as_bart) as bart:
        bart.get_by_label("In één zin").fill("De tekst van Bart.")
        anna.get_by_label("In één zin").fill("De tekst van Anna.")
        anna.get_by_role("button", name="Bewaar").click()
        expect(anna.get_by_text("De tekst van Anna.", exact=True)).to_be_visible()
        bart.get_by_role("button", name="Bewaar").click()
        expect(bart.get_by_role("alert")).to_contain_text("Iemand anders veranderde dit")
        expect(bart.locator(".grid")).to_contain_text("De tekst van Anna.")
        expect(bart.locator(".grid")).to_contain_text("De tekst van Bart.")
        picture(bart, "twee-mensen-op-een-ladder")
        assert axe(bart) == []
        bart.get_by_role("button", name="Zet mijn tekst ernaast").click()
        expect(bart.get_by_text("De tekst van Bart.", exact=True)).to_be_visible()
        expect(bart.get_by_text("De tekst van Anna.", exact=True)).to_be_visible()


def test_the_order_is_changed_by_keyboard_and_by_dragging(
    as_anna: Client, anna: Member, browse: Browse, park: Situation, ladder: list[Insight], make_insight: Make
) -> None:
    extra = make_insight(park, anna, "Er is te weinig licht.", kind="worry", position=9)
    with browse.page(f"/situaties/{park.pk}/ladder/?ordenen=1", as_anna) as page:
        up = page.get_by_role("button", name="Omhoog: Er is te weinig licht.")
        up.press("Enter")
        expect(page.locator(".tree > .tree__item").first).to_contain_text("Er is te weinig licht.")
        expect(page.get_by_role("button", name="Omlaag: Er is te weinig licht.")).to_be_focused()
        page.locator(f"#inzicht-{ladder[3].pk} > .tree__node").scroll_into_view_if_needed()
        start = page.locator(f"#inzicht-{extra.pk} > .tree__node").bounding_box()
        end = page.locator(f"#inzicht-{ladder[3].pk} > .tree__node").bounding_box()
        assert start
        assert end
        page.mouse.move(start["x"] + 150, start["y"] + 20)
        page.mouse.down()
        page.mouse.move(end["x"] + 150, end["y"] + 20, steps=8)
        page.mouse.up()
        expect(page.locator(f"#inzicht-{ladder[3].pk} .tree__branch")).to_contain_text("Er is te weinig licht.")
    assert Insight.objects.get(pk=extra.pk).parent == ladder[3]


def test_klopt_dit_is_made_and_corrected_on_a_phone(
    as_anna: Client, browse: Browse, park: Situation, ladder: list[Insight]
) -> None:
    with browse.page(f"/situaties/{park.pk}/klopt-dit/maken/", as_anna) as page:
        page.get_by_label("De vraag erachter").fill("Hoe kan iedereen zich 's avonds veilig voelen?")
        page.get_by_label("Wat er nu gebeurt").fill("We komen op 4 mei langs en vertellen wat we doen.")
        picture(page, "klopt-dit-maken", whole=True)
        page.get_by_role("button", name="Bekijk hoe bewoners het zien").click()
        picture(page, "klopt-dit-bekijken", whole=True)
        page.get_by_role("button", name="Zet klaar voor bewoners").click()
        expect(page.get_by_alt_text("QR-code van de link")).to_be_visible()
        picture(page, "klopt-dit-delen", whole=True)
        address = page.locator(".share__address a").inner_text()
    with browse.page(address, size=PHONE) as phone:
        picture(phone, "klopt-dit-op-de-telefoon", whole=True)
        phone.get_by_role("radio", name="Nee, niet helemaal").check()
        phone.get_by_label("Hoe zit het wel?").fill("Het gaat ons om de scooters, niet om de bankjes. 🛵")
        phone.get_by_role("button", name="Verstuur").tap()
        expect(phone.get_by_role("heading", name="Dank je wel")).to_be_visible()
        picture(phone, "klopt-dit-dank")
        assert {cookie["name"] for cookie in phone.context.cookies()} <= {"raakvlak_csrf"}
    reply = CheckReply.objects.get()
    assert reply.encounter
    assert "scooters" in reply.encounter.working_note


def test_a_resident_answers_without_javascript(browse: Browse, park: Situation, anna: Member) -> None:
    check = publish_check(park, anna, {"heard": "Je wilt rust."}, [], days=7)
    with browse.page(f"/klopt-dit/{check.token}/", size=PHONE, javascript=False) as phone:
        phone.get_by_role("radio", name="Ja, dit klopt").check()
        phone.get_by_role("button", name="Verstuur").click()
        expect(phone.get_by_role("heading", name="Dank je wel")).to_be_visible()
    assert CheckReply.objects.get().is_right


def test_every_screen_is_accessible(
    as_anna: Client, anna: Member, browse: Browse, park: Situation, talk: Encounter, ladder: list[Insight]
) -> None:
    Insight.objects.filter(pk=ladder[1].pk).update(quote="Elke avond zit er een groep jongens.")
    check = publish_check(
        park,
        anna,
        {
            "heard": "De bankjes mogen weg.\nHet is 's avonds druk.",
            "question": "Hoe is het hier voor iedereen fijn?",
            "fixed": "De bomen blijven.",
            "next_step": "In mei horen jullie meer.",
        },
        ladder[:2],
        days=21,
    )
    base = f"/situaties/{park.pk}"
    paths = [
        mark_address(park, talk),
        f"{base}/ladder/",
        f"{base}/ladder/?ordenen=1",
        f"{base}/ladder/lijst/",
        f"{base}/ladder/erbij/?onder={ladder[0].pk}",
        f"{base}/ladder/{ladder[3].pk}/",
        f"{base}/klopt-dit/maken/",
        f"{base}/klopt-dit/{check.pk}/",
        f"{base}/klopt-dit/{check.pk}/papier/",
        f"{base}/klopt-dit/{check.pk}/invoeren/",
    ]
    problems = [problem for path in paths for problem in browse.problems(path, as_anna)]
    problems += [p for path in ("", "dank/") for p in browse.problems(f"/klopt-dit/{check.token}/{path}")]
    assert problems == []


def test_the_leaflet_fits_on_one_page(
    as_anna: Client, anna: Member, browse: Browse, park: Situation, ladder: list[Insight]
) -> None:
    heard = "\n".join(f"Dit is het {place}e dat we van mensen in de buurt hoorden." for place in range(1, 8))
    texts = {"heard": heard, "question": "Hoe is het hier fijn?", "fixed": "De bomen blijven.", "next_step": "Tot mei."}
    check: Check = publish_check(park, anna, texts, ladder, days=21)
    with browse.page(f"/situaties/{park.pk}/klopt-dit/{check.pk}/papier/", as_anna) as page:
        pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1
