"""The phone in the street: notes without a connection, from a cold start too, sent once when there is a way."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Page, expect

from raakvlak.conftest import logged_in
from raakvlak.desk.models import Device
from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import PHONE, Browse, picture, problems_of
from raakvlak.relations.models import Encounter

Make = Callable[..., Any]
pytestmark = pytest.mark.browser

DAY = 86_400_000
KEPT = "() => navigator.serviceWorker.ready.then(() => caches.keys()).then((names) => names.length)"
RAW = """async () => {
    const database = await new Promise((resolve) => {
        const asked = indexedDB.open("raakvlak");
        asked.onsuccess = () => resolve(asked.result);
    });
    const all = (name) => new Promise((resolve) => {
        const asked = database.transaction(name).objectStore(name).getAll();
        asked.onsuccess = () => resolve(asked.result);
    });
    const [rows, kept, [, key]] = [await all("outbox"), await all("kept"), await all("keys")];
    const text = (bytes) => new TextDecoder().decode(bytes);
    const exported = key && await crypto.subtle.exportKey("raw", key).then(() => "out", () => "never");
    database.close();
    return {rows: rows.length, words: [...rows, ...kept].map(({sealed}) => text(sealed)).join(" "), key: exported,
        outside: JSON.stringify(rows)};
}"""

NO_CONTACT = """(since) => new Promise((resolve) => {
    const asked = indexedDB.open("raakvlak");
    asked.onsuccess = () => {
        const transaction = asked.result.transaction("facts", "readwrite", { durability: "strict" });
        transaction.objectStore("facts").put(Date.now() - since, "contact");
        transaction.oncomplete = () => resolve(asked.result.close());
    };
})"""
GONE = """() => new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase("raakvlak");
    asked.onsuccess = resolve;
})"""
UPGRADE = """async () => {
    const store = await import("/static/desk/phone/store.js");
    const outbox = await import("/static/desk/phone/outbox.js");
    const found = [];
    for (let version = 1; version <= store.STEPS.length; version += 1) {
        (await store.open(store.STEPS.slice(0, version))).close();
        await outbox.put({ member: 1, municipality: 1, kind: "note", values: [["working_note", "De bank is stuk."]] });
        const left = await store.open(store.STEPS); // a page of the version before, that is still open
        const later = await store.open([...store.STEPS, (database) => database.createObjectStore("later")]);
        const rows = await new Promise((resolve) => {
            const asked = later.transaction("outbox").objectStore("outbox").getAll();
            asked.onsuccess = () => resolve(asked.result);
        });
        for (const row of rows) found.push([version, (await outbox.opened(row)).values[0][1]]);
        later.close();
        left.close();
    }
    return found;
}"""


def words(page: Page) -> Any:
    return page.get_by_label("Wat hoorde of zag je?")


def state(page: Page) -> Any:
    return page.get_by_role("status")


def note(page: Page, text: str) -> None:
    words(page).fill(text)
    page.get_by_role("button", name="Bewaar").click()
    expect(words(page)).to_have_value("")


def become(page: Page, browse: Browse, session: str) -> None:
    page.context.add_cookies([{"name": "raakvlak_session", "value": session, "url": browse.address}])


def stored() -> list[str]:
    return list(Encounter.objects.order_by("pk").values_list("working_note", flat=True))


def test_a_note_without_a_connection_and_a_cold_start(
    browse: Browse, as_anna: Client, anna: Member, make_situation: Make
) -> None:
    make_situation(anna, "Het park aan de Gracht")
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        expect(state(first)).to_have_text("Alles is verstuurd")
        assert first.evaluate(KEPT) == 1
        first.context.set_offline(True)
        note(first, "De bank is stuk.")
        expect(state(first)).to_contain_text("1 notitie wacht")
        first.close()
        page = first.context.new_page()
        page.goto("/situaties/")  # whatever one opens, this is what a phone without a connection shows
        expect(page.get_by_role("heading", name="Noteer")).to_be_visible()
        expect(page.get_by_text("De bank is stuk.")).to_be_visible()
        page.get_by_text("Meer", exact=False).first.click()
        page.get_by_role("checkbox", name="Het park aan de Gracht").check()
        note(page, "De lamp ook.")
        expect(state(page)).to_contain_text("2 notities wachten")
        picture(page, "telefoon-wacht")
        raw = page.evaluate(RAW)
        assert (raw["rows"], raw["key"]) == (2, "never")
        assert not re.search("bank|lamp|park|Waterhoek|Anna", raw["words"] + raw["outside"])
        assert stored() == []
        page.context.set_offline(False)
        expect(state(page)).to_have_text("Alles is verstuurd")
        expect(page.locator("[data-box]")).to_be_hidden()
    assert stored() == ["De bank is stuk.", "De lamp ook."]
    assert Encounter.objects.last().links.get().situation.title == "Het park aan de Gracht"  # type: ignore[union-attr]  # it is there


def test_an_expired_log_in_keeps_the_outbox_and_asks_to_log_in(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        session = Session.objects.get()
        Session.objects.all().delete()
        note(page, "De bank is stuk.")
        expect(state(page).get_by_role("link", name="Log in om te versturen")).to_be_visible()
        expect(page.get_by_text("De bank is stuk.")).to_be_visible()
        session.save(force_insert=True)
        become(page, browse, session.session_key)
        page.reload()
        expect(state(page)).to_have_text("Alles is verstuurd")
    assert stored() == ["De bank is stuk."]


def test_a_note_that_came_back_can_be_mended(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.get_by_text("Meer", exact=False).first.click()
        page.get_by_label("Wanneer?").fill("2026-12-24")
        note(page, "Hij belooft iets.")
        expect(page.get_by_text("Wat is beloofd? – Schrijf nog op wat er beloofd is")).to_be_visible()
        note(page, "Zij is ziek.")
        expect(page.get_by_text("Je noemt gezondheid. Is dit nodig?")).to_be_visible()
        picture(page, "telefoon-kwam-terug", whole=True)
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        page.get_by_role("button", name="Zo bewaren").click()
        expect(page.get_by_text("Zij is ziek.")).to_be_hidden()
        page.get_by_role("button", name="Aanpassen").click()
        expect(words(page)).to_have_value("Hij belooft iets.")
        page.get_by_label("Wat is beloofd?").fill("Hij belt de gemeente.")
        page.get_by_role("button", name="Bewaar").first.click()
        expect(page.locator("[data-box]")).to_be_hidden()
        expect(state(page)).to_have_text("Alles is verstuurd")
    assert stored() == ["Zij is ziek.", "Hij belooft iets."]


def test_what_came_back_can_be_finished_in_the_form_of_the_desk(
    browse: Browse, as_anna: Client, anna: Member, make_party: Make
) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        note(page, "Hij is ziek.")
        page.get_by_role("button", name="Verder in Raakvlak").click()
        expect(page).to_have_url(re.compile("/noteer/$"))
        expect(page.get_by_text("Je noemt gezondheid. Is dit nodig?")).to_be_visible()
        page.get_by_role("button", name="Zo bewaren").click()
        expect(page).to_have_url(re.compile("klaar=genoteerd"))
        page.goto("/telefoon/")
        expect(state(page)).to_have_text("Alles is verstuurd")
        expect(page.locator("[data-box]")).to_be_hidden()
    assert stored() == ["Hij is ziek."]


def test_a_form_of_the_desk_that_cannot_be_sent_goes_on_from_the_phone(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.evaluate(KEPT)
        page.goto("/noteer/")
        words(page).fill("In de kelder van de flat.")
        page.context.set_offline(True)
        page.locator("[data-save]").click()
        expect(state(page)).to_contain_text("1 notitie wacht")
        page.context.set_offline(False)
        expect(state(page)).to_have_text("Alles is verstuurd")
    assert stored() == ["In de kelder van de flat."]


def test_a_market_morning_without_a_connection(browse: Browse, as_anna: Client, anna: Member) -> None:
    anna.municipality.areas.create(name="De Gracht")
    with browse.page("/telefoon/#reeks", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.context.set_offline(True)
        page.get_by_text("Meer", exact=False).first.click()
        page.get_by_label("Waar?").select_option(label="De Gracht")
        for number in range(1, 4):
            page.get_by_label("Eén gesprek, één regel").fill(f"Wil een bank, nummer {number}")
            page.keyboard.press("Enter")
            expect(page.get_by_label("Eén gesprek, één regel")).to_have_value("")
        page.context.set_offline(False)
        expect(state(page)).to_have_text("Alles is verstuurd")
    assert Encounter.objects.values("series", "area__name").distinct().count() == 1
    assert Encounter.objects.filter(area__name="De Gracht").count() == 3


def test_logging_out_asks_first_and_takes_the_key_away(browse: Browse, as_anna: Client, as_bart: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.route("**/telefoon/stuur/", lambda route: route.abort())
        note(page, "De bank is stuk.")
        page.goto("/")
        page.locator("[data-menu] summary").click()
        page.get_by_role("button", name="Uitloggen").click()
        expect(page.get_by_text("Op deze telefoon staat nog een notitie")).to_be_visible()
        page.get_by_role("button", name="Nee, ga terug").click()
        assert page.evaluate(RAW)["rows"] == 1
        page.locator("[data-menu] summary").click()
        page.get_by_role("button", name="Uitloggen").click()
        page.get_by_role("button", name="Ja, doe maar").click()
        expect(page).to_have_url(re.compile("/inloggen/"))
        assert page.evaluate("indexedDB.databases()") == []
        page.goto("/telefoon/")
        expect(page.get_by_role("heading", name="Log één keer in")).to_be_visible()
    assert stored() == []


def test_the_words_of_one_member_stay_closed_to_the_next(browse: Browse, as_anna: Client, as_bart: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.route("**/telefoon/stuur/", lambda route: route.abort())
        note(page, "Alleen van Anna.")
        page.unroute("**/telefoon/stuur/")
        become(page, browse, as_bart.cookies["raakvlak_session"].value)
        page.reload()
        expect(state(page)).to_contain_text("1 notitie wacht")
        expect(page.get_by_text("Alleen van Anna.")).to_be_hidden()
        assert stored() == []
        become(page, browse, as_anna.cookies["raakvlak_session"].value)
        page.reload()
        expect(state(page)).to_have_text("Alles is verstuurd")
    assert stored() == ["Alleen van Anna."]


def test_a_phone_that_was_taken_off_erases_what_it_keeps(browse: Browse, as_anna: Client, anna: Member) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.route("**/telefoon/stuur/", lambda route: route.abort())
        note(page, "De bank is stuk.")
        desk = logged_in(anna)
        desk.post(f"/ik/telefoons/{Device.objects.get().pk}/weghalen/")
        page.reload()
        expect(page.get_by_text("Deze telefoon is weggehaald. Wat erop stond is gewist.")).to_be_visible()
        raw = page.evaluate(RAW)
        assert (raw["rows"], raw["words"], raw.get("key")) == (0, "", None)


def test_what_is_kept_goes_after_fourteen_days_without_contact(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.evaluate(KEPT)
        page.context.set_offline(True)
        note(page, "De bank is stuk.")
        page.evaluate(NO_CONTACT, 10 * DAY)
        page.reload()
        expect(page.get_by_text("Stuur deze notities binnen 4 dagen")).to_be_visible()
        page.evaluate(NO_CONTACT, 15 * DAY)
        page.reload()
        expect(page.get_by_text("Deze telefoon had te lang geen contact met Raakvlak.")).to_be_visible()
        assert page.evaluate(RAW)["rows"] == 0


def test_a_newer_version_of_the_database_keeps_what_waits(browse: Browse, as_anna: Client) -> None:
    """Whatever version a phone has, the next steps leave its notes whole, also while another page is open."""
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.evaluate(GONE)
        assert page.evaluate(UPGRADE) == [[1, "De bank is stuk."]]


def test_what_is_shared_from_another_app_becomes_a_klad(
    browse: Browse, as_anna: Client, anna: Member, make_encounter: Make
) -> None:
    make_encounter(anna)  # for all who work outside, as her next note would be
    with browse.page(
        "/telefoon/?titel=Het park&tekst=De bank is stuk.&link=https://waterhoek.example", as_anna
    ) as page:
        expect(words(page)).to_have_value("Het park\nDe bank is stuk.\nhttps://waterhoek.example")
        expect(page).to_have_url(re.compile("/telefoon/$"))
        expect(page.locator("[data-readers]")).to_have_text("Alleen voor mij (klad)")
        page.get_by_role("button", name="Bewaar").click()
        expect(words(page)).to_have_value("")
        expect(state(page)).to_have_text("Alles is verstuurd")
    assert Encounter.objects.latest("pk").audience.is_klad


def test_what_one_was_typing_is_still_there_and_a_note_is_not_there_twice(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        words(page).press_sequentially("De bank is")
        page.wait_for_timeout(500)
        assert "bank" not in page.evaluate(RAW)["words"]
        page.reload()
        expect(words(page)).to_have_value("De bank is")
        page.wait_for_timeout(500)
        page.get_by_role("button", name="Bewaar").click()
        expect(words(page)).to_have_value("")
        page.reload()
        expect(state(page)).to_have_text("Alles is verstuurd")
        expect(words(page)).to_have_value("")
    assert stored() == ["De bank is"]
