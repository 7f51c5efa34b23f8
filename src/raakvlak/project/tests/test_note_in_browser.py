"""A note in twenty seconds on a phone in the rain: with the thumb, with the keyboard, and when things go wrong."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse, picture, problems_of
from raakvlak.relations.models import Encounter, Promise
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]
pytestmark = pytest.mark.browser

SENTENCE = "Mevrouw zit elke dag op het bankje en wil dat het blijft."
NOTED = re.compile(r"/gesprekken/[0-9a-f-]{36}/\?klaar=genoteerd$")


def kept(page: Page) -> int:
    return int(page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('raakvlak-note:')).length"))


def nothing_stays(page: Page) -> None:
    """Wait until the script of the next page has thrown away what was kept of a note that is stored."""
    for _time in range(50):
        if kept(page) == 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError("it is kept still")


def write(page: Page, text: str = SENTENCE) -> None:
    page.get_by_label("Wat hoorde of zag je?").press_sequentially(text)
    page.wait_for_timeout(350)


def test_one_sentence_with_the_keyboard_alone(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        expect(page.get_by_label("Wat hoorde of zag je?")).to_be_focused()
        page.keyboard.type(SENTENCE)
        picture(page, "noteer-telefoon")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page).to_have_url(NOTED)
        expect(page.get_by_text(SENTENCE)).to_be_visible()
        nothing_stays(page)
        page.get_by_role("button", name="Ongedaan maken").click()
        expect(page.get_by_text("Deze notitie is ingetrokken.")).to_be_visible()
    assert Encounter.objects.get().is_withdrawn


def test_the_field_and_the_button_fit_above_a_keyboard(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        box = page.locator("[data-save]").bounding_box()
        assert box
        assert box["y"] + box["height"] < 480
        assert box["height"] >= 44


def test_a_reload_keeps_what_was_typed(browse: Browse, as_anna: Client, anna: Member, make_party: Make) -> None:
    make_party(anna, "Fatima Yilmaz")
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        write(page)
        page.locator("#meer > summary").click()
        page.get_by_label("Naam, of een paar namen").press_sequentially("fat")
        page.get_by_role("option", name="Fatima Yilmaz").click()
        page.get_by_role("button", name="Nog een belofte").click()
        page.locator("#id_promise-1-text").fill("De lamp navragen")
        key = page.locator("[name=key]").input_value()
        page.reload()
        expect(page.get_by_text("Dit typte je net al.")).to_be_visible()
        expect(page.get_by_label("Wat hoorde of zag je?")).to_have_value(SENTENCE)
        expect(page.locator("#id_promise-1-text")).to_have_value("De lamp navragen")
        assert page.locator("[name=key]").input_value() == key
        page.locator("[data-save]").click()
        expect(page).to_have_url(NOTED)
        nothing_stays(page)
    note = Encounter.objects.get()
    assert [presence.party.name for presence in note.presences.all()] == ["Fatima Yilmaz"]
    assert Promise.objects.get().text == "De lamp navragen"


def test_one_can_begin_with_an_empty_field_again(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna) as page:
        write(page)
        page.reload()
        page.get_by_role("button", name="Leeg beginnen").click()
        expect(page.get_by_label("Wat hoorde of zag je?")).to_have_value("")
        nothing_stays(page)


def test_a_log_in_that_expired_loses_nothing(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        write(page)
        cookies = page.context.cookies()
        page.context.clear_cookies(name="raakvlak_session")
        page.locator("[data-save]").click()
        expect(page.get_by_role("heading", name="Je tekst is er nog")).to_be_visible()
        expect(page.get_by_label("Wat je typte")).to_have_value(SENTENCE)
        assert not Encounter.objects.exists()
        page.context.add_cookies([cookie for cookie in cookies if cookie.get("name") == "raakvlak_session"])  # type: ignore[misc]
        page.get_by_role("button", name="Stuur opnieuw").click()
        expect(page).to_have_url(NOTED)
    assert Encounter.objects.get().working_note == SENTENCE


def test_after_logging_in_again_elsewhere_the_text_waits_in_noteer(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna) as page:
        write(page)
        page.goto("/gesprekken/")
        page.goto("/noteer/")
        expect(page.get_by_label("Wat hoorde of zag je?")).to_have_value(SENTENCE)


def test_the_text_of_another_member_does_not_appear(browse: Browse, as_anna: Client, as_bart: Client) -> None:
    with browse.page("/noteer/", as_anna) as page:
        write(page)
        page.context.clear_cookies()
        session = as_bart.cookies["raakvlak_session"].value
        page.context.add_cookies([{"name": "raakvlak_session", "value": session, "url": browse.address}])
        page.goto("/noteer/")
        expect(page.get_by_label("Wat hoorde of zag je?")).to_have_value("")


def test_logging_out_leaves_nothing_behind(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna) as page:
        write(page)
        assert kept(page) == 1
        page.locator("[data-menu] summary").click()
        page.get_by_role("button", name="Uitloggen").click()
        expect(page).not_to_have_url(re.compile("/noteer/"))
        nothing_stays(page)


def test_a_name_behind_a_sign_is_found_while_typing(
    browse: Browse, as_anna: Client, anna: Member, make_party: Make
) -> None:
    party = make_party(anna, "Fatima Yilmaz")
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        page.get_by_label("Wat hoorde of zag je?").press_sequentially("Sprak @fat")
        expect(page.get_by_role("option", name="Fatima Yilmaz")).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.type("over de bank")
        expect(page.get_by_label("Wat hoorde of zag je?")).to_have_value("Sprak @Fatima Yilmaz over de bank")
        page.locator("[data-save]").click()
        expect(page).to_have_url(NOTED)
    assert Encounter.objects.get().working_note == f"Sprak {party_reference(party.pk).token} over de bank"


def test_here_is_rounded_before_it_leaves_the_phone(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation({"latitude": 52.374031, "longitude": 4.889692})
        page.locator("#meer > summary").click()
        page.get_by_role("button", name="Hier").click()
        expect(page.get_by_text("Op 100 meter nauwkeurig.")).to_be_visible()
        assert page.locator("[name=latitude]").input_value() == "52.3740"
        assert page.locator("[name=longitude]").input_value() == "4.8900"


def test_the_question_about_special_data_can_be_answered_both_ways(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        write(page, "Hij is ziek.")
        page.locator("[data-save]").click()
        expect(page.get_by_text("Je noemt gezondheid. Is dit nodig?")).to_be_visible()
        assert problems_of(page) == []
        page.get_by_role("link", name="Aanpassen").click()
        expect(page.get_by_label("Wat hoorde of zag je?")).to_be_focused()
        page.get_by_role("button", name="Zo bewaren").click()
        expect(page).to_have_url(NOTED)


def test_ten_lines_of_a_market_morning(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/reeks/", as_anna, size=PHONE) as page:
        for number in range(1, 11):
            line = page.get_by_label("Eén gesprek, één regel")
            expect(line).to_be_focused()
            expect(line).to_have_value("")
            page.keyboard.type(f"Wil een bank, nummer {number}")
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name=f"{number} gesprek")).to_be_visible()
        picture(page, "reeks-telefoon")
        page.keyboard.type("Half getypt")
        page.reload()
        expect(page.get_by_label("Eén gesprek, één regel")).to_have_value("Half getypt")
        page.get_by_role("button", name="Ongedaan maken: Wil een bank, nummer 10").click()
        expect(page.get_by_role("heading", name="9 gesprekken")).to_be_visible()
    assert Encounter.objects.standing().values("series", "channel", "happened_on").distinct().count() == 1


def test_in_a_series_a_name_is_found_too_line_after_line(
    browse: Browse, as_anna: Client, anna: Member, make_party: Make
) -> None:
    make_party(anna, "Fatima Yilmaz")
    with browse.page("/noteer/reeks/", as_anna, size=PHONE) as page:
        for number in (1, 2):
            line = page.get_by_label("Eén gesprek, één regel")
            expect(line).to_be_focused()
            expect(line).to_have_attribute("aria-controls", re.compile("suggestions"))
            line.press_sequentially("@fat")
            page.get_by_role("option", name="Fatima Yilmaz").click()
            page.keyboard.type("wil een bank")
            expect(line).to_have_value("@Fatima Yilmaz wil een bank")
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name=f"{number} gesprek")).to_be_visible()
    assert [note.presences.count() for note in Encounter.objects.all()] == [1, 1]


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_all_works_without_javascript(browse: Browse, as_anna: Client, size: Any) -> None:
    with browse.page("/noteer/", as_anna, size=size, javascript=False) as page:
        page.get_by_label("Wat hoorde of zag je?").fill(SENTENCE)
        page.locator("#meer > summary").click()
        page.get_by_label("Naam, of een paar namen").fill("Truus")
        page.get_by_role("button", name="Nog een belofte").click()
        page.locator("#id_promise-1-text").fill("De lamp navragen")
        page.locator("[data-save]").click()
        expect(page).to_have_url(NOTED)
        page.goto("/noteer/reeks/")
        page.get_by_label("Eén gesprek, één regel").fill("Wil een bank")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="1 gesprek")).to_be_visible()
    assert Promise.objects.get().text == "De lamp navragen"


@pytest.mark.parametrize("what", ["", "?klaar=genoteerd", "geschiedenis/", "aanpassen/", "delen/"])
def test_the_pages_of_a_talk_are_for_everybody(
    browse: Browse,
    as_anna: Client,
    anna: Member,
    make_party: Make,
    make_encounter: Make,
    make_situation: Make,
    what: str,
) -> None:
    note = make_encounter(anna, parties=(make_party(anna),), audience=make_situation(anna).team)
    assert browse.problems(f"/gesprekken/{note.uuid}/{what}", as_anna) == []


@pytest.mark.parametrize("path", ["/noteer/", "/noteer/reeks/", "/gesprekken/", "/gesprekken/?uitwerken=1"])
def test_the_screens_are_for_everybody(
    browse: Browse, as_anna: Client, anna: Member, make_encounter: Make, make_situation: Make, path: str
) -> None:
    make_situation(anna, encounters=(make_encounter(anna),))
    assert browse.problems(path, as_anna) == []


def test_the_unfolded_form_is_for_everybody(
    browse: Browse, as_anna: Client, anna: Member, make_situation: Make
) -> None:
    make_situation(anna)
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        for fold in ("#meer > summary", "[data-promise] summary"):
            page.locator(fold).first.click()
        assert problems_of(page) == []


def test_a_line_that_was_sent_before_htmx_was_there_does_not_come_back(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        page.route("**/htmx.min.js", lambda route: route.abort())
        page.goto("/noteer/reeks/")
        page.get_by_label("Eén gesprek, één regel").fill("De vuilnisbak is vol.")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(".series__lines")).to_contain_text("De vuilnisbak is vol.")
        expect(page.get_by_label("Eén gesprek, één regel")).to_have_value("")
