"""A photo in the desk's own form: made small before it is sent, and never lost when there is no connection."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from raakvlak.desk.forms import photo as photo_form
from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import PHONE, Browse, problems_of
from raakvlak.project.tests.test_photos_in_browser import KEPT, file, state, until, words
from raakvlak.relations.models import Encounter, Photo
from raakvlak.relations.pictures import Picture, read_picture
from raakvlak.relations.tests.images import PLACE, drawn

Make = Callable[..., Any]
pytestmark = pytest.mark.browser

DESK = """async () => {
    const answered = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
    const database = await answered(indexedDB.open("raakvlak"));
    const names = await answered(database.transaction("kept").objectStore("kept").getAllKeys());
    database.close();
    return names.filter((name) => name.startsWith("desk-photo:"));
}"""


def noteer_with_photo(page: Page, text: str, chosen: FilePayload, caption: str = "") -> None:
    page.goto("/noteer/")
    words(page).fill(text)
    page.get_by_text("Meer", exact=False).first.click()
    page.get_by_label("Foto", exact=False).first.set_input_files(chosen)
    page.get_by_label("Wat staat erop?").fill(caption)


def desk_photos(page: Page) -> Any:
    return page.evaluate(DESK)


def test_a_photo_in_the_form_of_the_desk_goes_along_without_a_connection(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        noteer_with_photo(page, "In de kelder van de flat.", file(), "Een natte muur")
        page.get_by_role("radio", name="een vel of bord").check()
        page.context.set_offline(True)
        page.locator("[data-save]").click()
        expect(page.get_by_text("1 foto wacht").first).to_be_visible()
        expect(page.get_by_text("In de kelder van de flat.")).to_be_visible()
        kept = page.evaluate(KEPT)
        assert (kept["photos"], desk_photos(page)) == (1, [])
        assert not any(word in kept["text"] for word in ("muur", "JFIF", "/9j/"))
        page.context.set_offline(False)
        expect(state(page)).to_have_text("Alles is verstuurd", timeout=20_000)
        expect(page.locator("[data-photo-box]")).to_be_hidden(timeout=20_000)
    photo = Photo.objects.get()
    assert photo.encounter == Encounter.objects.get(working_note="In de kelder van de flat.")
    assert (photo.caption, photo.subject, photo.height) == ("Een natte muur", "sheet", 1600)


def test_a_note_and_photo_of_which_the_answer_was_lost_are_there_once(browse: Browse, as_anna: Client) -> None:
    def lose(route: Any) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        noteer_with_photo(page, "In de kelder van de flat.", file(), "Een natte muur")
        page.context.route("**/noteer/", lose)
        page.locator("[data-save]").click()
        expect(page).to_have_url(re.compile("/telefoon/$"))
        expect(state(page)).to_have_text("Alles is verstuurd", timeout=20_000)
        expect(page.locator("[data-photo-box]")).to_be_hidden(timeout=20_000)
        assert page.evaluate(KEPT)["photos"] == 0
    assert (Encounter.objects.count(), Photo.objects.count()) == (1, 1)


def test_a_page_of_my_notebook_makes_what_the_phone_takes_over_a_klad(
    browse: Browse, as_anna: Client, anna: Member, make_encounter: Make
) -> None:
    make_encounter(anna)  # for all who work outside, as her next note would be
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        noteer_with_photo(page, "Zie mijn schrift.", file())
        page.get_by_role("radio", name="mijn eigen schrift").check()
        page.context.set_offline(True)
        page.locator("[data-save]").click()
        expect(page.get_by_text("1 foto wacht").first).to_be_visible()
        page.context.set_offline(False)
        expect(page.locator("[data-photo-box]")).to_be_hidden(timeout=20_000)
    assert Encounter.objects.get(working_note="Zie mijn schrift.").audience.is_klad
    assert Photo.objects.get().subject == "notebook"


def test_a_photo_that_could_not_be_kept_is_said_to_stay_behind(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        noteer_with_photo(page, "In de kelder van de flat.", file(b"nonsense"))  # it can't be made small here
        page.context.set_offline(True)
        page.locator("[data-save]").click()
        expect(page.get_by_text("De foto die je koos kon niet mee.")).to_be_visible()
        expect(page.get_by_text("In de kelder van de flat.")).to_be_visible()


def test_a_form_with_a_photo_waits_where_nothing_takes_it_over(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        noteer_with_photo(page, "In de kelder van de flat.", file())
        page.context.set_offline(True)
        page.locator("[data-save]").click()
        expect(page.get_by_text("Laat deze bladzijde open: je tekst en je foto staan er nog.")).to_be_visible()
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        page.context.set_offline(False)
        page.locator("[data-save]").click()
        expect(page).to_have_url(re.compile("klaar=genoteerd"))
    assert Photo.objects.count() == 1


def test_the_form_of_the_desk_makes_a_photo_small_before_it_is_sent(
    browse: Browse, as_anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []

    def read(content: bytes) -> Picture:
        sent.append(content)
        return read_picture(content)

    monkeypatch.setattr(photo_form, "read_picture", read)
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        noteer_with_photo(page, "De bank is stuk.", file(), "De bank")
        page.locator("[data-save]").click()  # at once: it is sent when it is small
        expect(page).to_have_url(re.compile("klaar=genoteerd"))
        expect(page.get_by_role("img", name="De bank")).to_be_visible()
        until(page, lambda: desk_photos(page) == [])  # it is stored
    [content] = sent
    assert not any(word in content for word in (PLACE.encode(), b"Zwaan", b"Exif"))
    assert max(Image.open(io.BytesIO(content)).size) == 1600
    assert (Photo.objects.get().width, Photo.objects.get().height) == (1067, 1600)


def test_a_photo_is_still_there_when_the_form_asks_something(browse: Browse, as_anna: Client) -> None:
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        noteer_with_photo(page, "De bank is stuk.", file(), "De bank met een rolstoel")
        page.locator("[data-save]").click()
        expect(page.get_by_text("Je noemt gezondheid. Is dit nodig?")).to_be_visible()
        expect(page.get_by_text("Je foto staat er nog.")).to_be_visible()
        expect(page.get_by_text("Kies je foto opnieuw")).to_be_hidden()
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        page.get_by_role("button", name="Zo bewaren").click()
        expect(page).to_have_url(re.compile("klaar=genoteerd"))
        page.get_by_role("link", name="Foto erbij").click()
        page.get_by_label("Foto", exact=False).first.set_input_files(file())
        page.get_by_label("Wat staat erop?").fill("Bij de moskee")
        page.get_by_role("button", name="Zet erbij").click()
        expect(page.get_by_text("Je foto staat er nog.")).to_be_visible()
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        page.get_by_role("button", name="Zo bewaren").click()
        expect(page.get_by_role("img", name="Bij de moskee")).to_be_visible()
        until(page, lambda: desk_photos(page) == [])
    assert sorted(Photo.objects.values_list("caption", flat=True)) == ["Bij de moskee", "De bank met een rolstoel"]


def test_without_a_script_the_server_does_it(browse: Browse, as_anna: Client, tmp_path: Path) -> None:
    chosen = tmp_path / "bank.jpg"
    chosen.write_bytes(drawn(3000, 2000))
    with browse.page("/noteer/", as_anna, javascript=False) as page:
        words(page).fill("De bank is stuk.")
        page.get_by_text("Meer", exact=False).first.click()
        page.get_by_label("Foto", exact=False).first.set_input_files(chosen)
        page.locator("[data-save]").click()
        expect(page).to_have_url(re.compile("klaar=genoteerd"))
    assert (Photo.objects.get().width, Photo.objects.get().height) == (1067, 1600)
