"""The lock on what a phone keeps: without the code nothing is read, and noting goes on."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Dialog, expect

from raakvlak.conftest import logged_in
from raakvlak.desk.models import Device
from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import PHONE, Browse, picture, problems_of
from raakvlak.project.tests.locked import (
    CODE,
    OLD_TRIES,
    THIEF,
    TRIES,
    card,
    cold,
    enter,
    fold,
    ready,
    set_lock,
    unlock,
)
from raakvlak.project.tests.test_phone_in_browser import KEPT, NO_CONTACT, note, state, stored, words

Make = Callable[..., Any]
pytestmark = pytest.mark.browser

OTHER = "vier oude bomen"
DAY = 86_400_000


def test_nothing_opens_without_the_code_and_all_is_there_with_it(
    browse: Browse, as_anna: Client, anna: Member, make_situation: Make
) -> None:
    make_situation(anna, "Het park aan de Gracht")
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        ready(first)
        first.evaluate(KEPT)
        first.context.set_offline(True)
        note(first, "De bank is stuk.")
        words(first).fill("Half getypt over de lamp")
        first.wait_for_timeout(500)
        assert any("De bank is stuk." in one for one in first.evaluate(THIEF)["read"]), "without a lock it reads"
        fold(first).locator("summary").click()
        assert problems_of(first) == []
        first.set_viewport_size(PHONE)
        set_lock(first)
        expect(first.get_by_text("De bank is stuk.")).to_be_visible()
        page = cold(first)
        expect(page.get_by_role("heading", name="Op slot")).to_be_visible()
        expect(page.get_by_text("Er wacht 1 notitie op slot.")).to_be_visible()
        note(page, "Ook op slot kan ik noteren.")
        expect(state(page)).to_contain_text("2 notities wachten")
        words(page).fill("Nog iets")
        page.wait_for_timeout(500)
        assert not re.search("bank|lamp|park|Anna|Half", page.locator("body").inner_text())
        picture(page, "telefoon-op-slot")
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        found = page.evaluate(THIEF)
        assert (found["read"], found["rows"], found["half"]) == ([], 2, "noise")
        assert found["envelopes"] >= 5
        assert found["kinds"] == ["secret false"]
        assert found["rounds"] >= 600_000
        assert not re.search("bank|lamp|park|Waterhoek|Anna|iets", found["plain"])
        unlock(page)
        expect(words(page)).to_have_value("Half getypt over de lamp\n\nNog iets")
        expect(page.get_by_text("De bank is stuk.")).to_be_visible()
        expect(page.get_by_role("checkbox", name="Het park aan de Gracht")).to_be_visible()
        words(page).fill("")
        page.context.set_offline(False)
        ready(page)
    assert stored() == ["De bank is stuk.", "Ook op slot kan ik noteren."]


def test_a_note_behind_the_lock_is_sent_at_once_unless_an_older_one_waits(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        ready(first)
        first.evaluate(KEPT)
        set_lock(first)
        page = cold(first)
        expect(card(page)).to_be_visible()
        note(page, "Met verbinding gaat het weg.")
        ready(page)
        assert stored() == ["Met verbinding gaat het weg."]
        page.context.set_offline(True)
        note(page, "Zonder verbinding.")
        page = cold(page)
        page.context.set_offline(False)
        note(page, "Deze is later.")
        expect(state(page)).to_contain_text("2 notities wachten · Op slot")
        assert stored() == ["Met verbinding gaat het weg."]
        unlock(page)
        ready(page)
    assert stored() == ["Met verbinding gaat het weg.", "Zonder verbinding.", "Deze is later."]


def test_a_wrong_code_makes_one_wait_and_the_tenth_wipes(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        ready(page)
        set_lock(page)
        page.reload()
        enter(page, "111222")
        expect(page.get_by_role("alert")).to_have_text("Deze code klopt niet. Je kunt het nog 9 keer proberen.")
        field = page.get_by_label("Je code", exact=True)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_be_focused()
        page.evaluate(OLD_TRIES, 6)
        page.reload()
        enter(page, "111222")
        expect(page.get_by_text("Nog 3 keer verkeerd, en alles op deze telefoon wordt gewist.")).to_be_visible()
        assert problems_of(page) == []
        count, wait = page.evaluate(TRIES)
        assert count == 7
        assert 100 < wait <= 120
        enter(page, CODE)
        expect(page.get_by_text(re.compile(r"Wacht nog 1\d\d seconden"))).to_be_visible()
        assert page.evaluate(TRIES)[0] == 7, "who waits has not tried"
        page.evaluate(OLD_TRIES, 8)
        unlock(page)
        page.reload()
        page.evaluate(OLD_TRIES, 8)
        enter(page, "111222")
        expect(page.get_by_text("Nog één keer verkeerd, en alles op deze telefoon wordt gewist.")).to_be_visible()
        page.evaluate(OLD_TRIES, 9)
        enter(page, "111222")
        expect(page.get_by_text("De code was tien keer verkeerd.")).to_be_visible()
        assert (page.evaluate(THIEF)["keys"], page.evaluate(THIEF)["envelopes"]) == ([], 0)
        expect(card(page)).to_be_hidden()


def test_a_forgotten_code_wipes_after_a_question_that_says_what_is_lost(browse: Browse, as_anna: Client) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if len(asked) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        ready(first)
        first.evaluate(KEPT)
        first.context.set_offline(True)
        note(first, "De bank is stuk.")
        set_lock(first)
        page = cold(first)
        page.on("dialog", answer)
        page.get_by_role("button", name="Code vergeten?").click()
        expect(page.get_by_text("Er wacht 1 notitie op slot.")).to_be_visible()
        assert page.evaluate(THIEF)["rows"] == 1
        page.context.set_offline(False)
        page.get_by_role("button", name="Code vergeten?").click()
        ready(page)
        expect(card(page)).to_be_hidden()
        assert page.evaluate(THIEF)["keys"] == ["mark", "seal"]
    assert asked[0].endswith("Alles wissen? Je verliest 1 notitie die nog niet verstuurd is.")
    assert stored() == []


def test_it_falls_shut_when_nobody_used_it_and_keeps_what_was_typed(
    browse: Browse, as_anna: Client, anna: Member, make_situation: Make
) -> None:
    make_situation(anna, "Het park aan de Gracht")
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        page.clock.install()
        page.reload()
        ready(page)
        set_lock(page)
        words(page).fill("De bank bij het water")
        page.clock.fast_forward("04:30")
        expect(words(page)).to_have_value("De bank bij het water")
        words(page).press("End")
        page.clock.fast_forward("04:30")
        expect(card(page)).to_be_hidden()
        page.clock.fast_forward("01:00")
        expect(card(page)).to_be_visible()
        expect(words(page)).to_have_value("")
        expect(page.get_by_role("checkbox", name="Het park aan de Gracht")).to_be_hidden()
        assert "park" not in page.evaluate("document.querySelector('main').textContent")
        assert page.evaluate(THIEF)["read"] == []
        page.get_by_role("link", name="Lezen").tap()
        expect(card(page)).to_be_visible()
        unlock(page)
        expect(page.get_by_role("link", name="Het park aan de Gracht")).to_be_visible()
        page.get_by_role("link", name="Noteer", exact=True).tap()
        expect(words(page)).to_have_value("De bank bij het water")
        page.get_by_role("button", name="Bewaar").tap()
        expect(words(page)).to_have_value("")
        ready(page)
    assert stored() == ["De bank bij het water"]


def test_a_note_that_came_back_and_was_being_mended_is_still_so(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        ready(page)
        expect(page.get_by_role("button", name="Nu op slot")).to_be_hidden()
        set_lock(page)
        note(page, "Zij is ziek.")
        page.get_by_role("button", name="Aanpassen").click()
        words(page).fill("Zij is er niet.")
        page.get_by_role("button", name="Nu op slot").click()
        expect(words(page)).to_have_value("")
        unlock(page)
        expect(words(page)).to_have_value("Zij is er niet.")
        page.get_by_role("button", name="Bewaar").click()
        ready(page)
        expect(page.locator("[data-box]")).to_be_hidden()
    assert stored() == ["Zij is er niet."]


def test_another_code_and_taking_the_lock_off(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        ready(first)
        first.evaluate(KEPT)
        first.context.set_offline(True)
        note(first, "De bank is stuk.")
        set_lock(first)
        first.get_by_label("Je code van nu").fill("111222")
        first.get_by_role("button", name="Haal het slot weg").click()
        expect(fold(first).get_by_role("alert")).to_contain_text("nog 9 keer")
        first.evaluate(OLD_TRIES, 0)
        set_lock(first, OTHER, current=CODE)
        page = cold(first)
        expect(page.get_by_label("Je code", exact=True)).to_have_attribute("inputmode", "text")
        enter(page, CODE)
        expect(page.get_by_role("alert")).to_contain_text("Deze code klopt niet.")
        page.evaluate(OLD_TRIES, 0)
        unlock(page, OTHER)
        expect(page.get_by_text("De bank is stuk.")).to_be_visible()
        fold(page).locator("summary").click()
        page.get_by_label("Je code van nu").fill(OTHER)
        page.get_by_role("button", name="Haal het slot weg").click()
        expect(state(page)).to_have_text("Het slot is eraf.")
        page = cold(page)
        expect(page.get_by_text("De bank is stuk.")).to_be_visible()
        assert page.evaluate(THIEF)["keys"] == ["mark", "seal"]
        page.context.set_offline(False)
        ready(page)
    assert stored() == ["De bank is stuk."]


@pytest.mark.parametrize(
    ("code", "again", "problem"),
    [
        ("27495", "27495", "Neem een code van 6 tekens of meer."),
        ("123456", "123456", "Deze code is te makkelijk te raden."),
        ("121212", "121212", "Deze code is te makkelijk te raden."),
        ("274951", "274952", "De twee codes zijn niet hetzelfde."),
    ],
)
def test_a_code_that_is_no_good_is_said_at_its_field(
    browse: Browse, as_anna: Client, code: str, again: str, problem: str
) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        ready(page)
        fold(page).locator("summary").click()
        page.get_by_label("Nieuwe code").fill(code)
        page.get_by_label("Nog een keer dezelfde code").fill(again)
        page.get_by_role("button", name="Zet op slot").click()
        expect(fold(page).get_by_role("alert")).to_contain_text(problem)
        assert page.evaluate(THIEF)["keys"] == ["mark", "seal"]


def test_a_page_beside_it_writes_nothing_that_nobody_can_read(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as page:
        ready(page)
        page.evaluate(KEPT)
        page.context.set_offline(True)
        beside = page.context.new_page()
        beside.goto("/telefoon/")
        words(beside).fill("Getypt in het andere tabblad")
        set_lock(page)
        expect(card(beside)).to_be_visible()
        expect(words(beside)).to_have_value("")
        note(beside, "Naast elkaar.")
        set_lock(page, OTHER, current=CODE)
        note(beside, "En na een andere code.")
        note(page, "Van hier.")
        unlock(beside, OTHER)
        for text in ("Naast elkaar.", "En na een andere code.", "Van hier."):
            expect(beside.get_by_text(text)).to_be_visible()
        expect(words(beside)).to_have_value("Getypt in het andere tabblad")
        assert page.evaluate(THIEF)["read"] == []
        page.context.set_offline(False)
        ready(beside)
    assert stored() == ["Naast elkaar.", "En na een andere code.", "Van hier."]


def test_it_sets_the_lock_whole_or_not_at_all(browse: Browse, as_anna: Client) -> None:
    """The last write of the turn fails: all is as it was before, and can be read."""
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        ready(first)
        first.evaluate(KEPT)
        first.context.set_offline(True)
        note(first, "De bank is stuk.")
        first.evaluate("""() => {
            const { put } = IDBObjectStore.prototype;
            IDBObjectStore.prototype.put = function (value, name) {
                if (name === "lock") throw new DOMException("full", "QuotaExceededError");
                return put.apply(this, arguments);
            };
        }""")
        fold(first).locator("summary").click()
        first.get_by_label("Nieuwe code").fill(CODE)
        first.get_by_label("Nog een keer dezelfde code").fill(CODE)
        first.get_by_role("button", name="Zet op slot").click()
        expect(fold(first).get_by_role("alert")).to_contain_text("Er is niets veranderd.")
        page = cold(first)
        expect(page.get_by_text("De bank is stuk.")).to_be_visible()
        expect(card(page)).to_be_hidden()


def test_what_was_looked_at_at_the_desk_behind_the_lock_is_there_when_it_opens(
    browse: Browse, as_anna: Client, anna: Member, make_party: Make
) -> None:
    bakery = make_party(anna, "Bakkerij De Korf", kind="organisation")
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        ready(page)
        set_lock(page)
        page.goto(f"/mensen/{bakery.pk}/")
        page.wait_for_timeout(500)
        page.goto("/telefoon/")
        expect(card(page)).to_be_visible()
        assert page.evaluate(THIEF)["read"] == []
        unlock(page)
        page.get_by_role("checkbox", name="Bakkerij De Korf").check()
        note(page, "Brood over.")
        ready(page)
        assert not [name for name in page.evaluate(THIEF)["names"] if name.startswith("visited:")]


@pytest.mark.parametrize("way", ["logging out", "taken off", "too old"])
def test_the_lock_goes_with_all_the_rest(browse: Browse, as_anna: Client, anna: Member, way: str) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        ready(page)
        set_lock(page)
        if way == "logging out":
            page.goto("/")
            page.locator("[data-menu] summary").click()
            page.get_by_role("button", name="Uitloggen").click()
            expect(page).to_have_url(re.compile("/inloggen/"))
            assert page.evaluate("indexedDB.databases()") == []
            return
        if way == "taken off":
            logged_in(anna).post(f"/ik/telefoons/{Device.objects.get().pk}/weghalen/")
            said = "Deze telefoon is weggehaald."
        else:
            page.evaluate(NO_CONTACT, 15 * DAY)
            page.route("**/telefoon/mee/", lambda route: route.abort())
            said = "Deze telefoon had te lang geen contact met Raakvlak."
        page.reload()
        expect(page.get_by_text(said)).to_be_visible()
        expect(card(page)).to_be_hidden()
        found = page.evaluate(THIEF)
        assert (found["keys"], found["envelopes"]) == ([], 0)
