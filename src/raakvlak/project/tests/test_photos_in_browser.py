"""Photos on a phone: made small, without what hides in them, sealed while they wait, and sent after the words."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import FilePayload, Page, Request, expect

from raakvlak.demo.pictured import drawn as bench
from raakvlak.project.tests.browser import PHONE, Browse, picture, problems_of
from raakvlak.relations.models import Encounter, Photo
from raakvlak.relations.tests.images import PLACE, drawn

Make = Callable[..., Any]
pytestmark = pytest.mark.browser

KEPT = """async () => {
    const answered = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
    const database = await answered(indexedDB.open("raakvlak"));
    const kept = () => database.transaction("kept").objectStore("kept");
    const [names, rows] = [await answered(kept().getAllKeys()), await answered(kept().getAll())];
    database.close();
    const text = rows.map(({ sealed }) => new TextDecoder("latin1").decode(sealed)).join(" ");
    return { photos: names.filter((name) => name.startsWith("photo:")).length, text };
}"""


def until(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait until something is so that the page does not show."""
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError


def file(content: bytes | None = None, name: str = "IMG_2026.jpg") -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content or drawn(3000, 2000)}


def choose(page: Page, *files: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Foto erbij").tap()
    chooser.value.set_files(list(files))


def words(page: Page) -> Any:
    return page.get_by_label("Wat hoorde of zag je?")


def state(page: Page) -> Any:
    return page.get_by_role("status")


def save(page: Page, text: str) -> None:
    words(page).fill(text)
    page.get_by_role("button", name="Bewaar").tap()
    expect(words(page)).to_have_value("")


def test_a_photo_waits_sealed_and_goes_after_the_words(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        expect(state(first)).to_have_text("Alles is verstuurd")
        first.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        first.context.set_offline(True)
        choose(first, file(bench(), "bank.png"))
        first.get_by_label("Wat staat erop?").fill("Een bank zonder rugleuning")
        words(first).fill("De bank bij het water heeft geen rugleuning.")
        first.wait_for_timeout(300)
        picture(first, "telefoon-foto")
        assert problems_of(first) == []
        first.set_viewport_size(PHONE)
        first.close()
        page = first.context.new_page()  # a cold start, without a connection, with the photo still there
        page.goto("/telefoon/")
        expect(page.get_by_label("Wat staat erop?")).to_have_value("Een bank zonder rugleuning")
        save(page, "De bank bij het water heeft geen rugleuning.")
        expect(page.get_by_text("1 foto wacht")).to_be_visible()
        kept = page.evaluate(KEPT)
        assert kept["photos"] == 1
        assert not any(word in kept["text"] for word in ("rugleuning", "photo", "JFIF", "/9j/"))
        assert not Encounter.objects.exists()
        page.context.set_offline(False)
        page.evaluate("() => dispatchEvent(new Event('online'))")
        expect(state(page)).to_have_text("Alles is verstuurd", timeout=20_000)
        assert page.evaluate(KEPT)["photos"] == 0
    photo = Photo.objects.get()
    assert (photo.encounter, photo.caption, photo.subject) == (
        Encounter.objects.get(),
        "Een bank zonder rugleuning",
        "place",
    )


def test_what_a_camera_hides_never_leaves_the_phone(browse: Browse, as_anna: Client) -> None:
    sent: list[bytes] = []

    def read(request: Request) -> None:
        if "/telefoon/foto/" in request.url:
            sent.append(request.post_data_buffer or b"")

    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        page.on("request", read)
        expect(state(page)).to_have_text("Alles is verstuurd")
        choose(page, file())
        save(page, "De bank is stuk.")
        expect(page.locator("[data-photo-box]")).to_be_hidden(timeout=20_000)
        expect(state(page)).to_have_text("Alles is verstuurd", timeout=20_000)
    content = b"".join(sent[1:])
    assert PLACE.encode() in drawn(3000, 2000)
    assert PLACE.encode() not in content
    image = Image.open(io.BytesIO(content))
    assert (max(image.size), dict(image.getexif())) == (1600, {})
    assert (Photo.objects.get().width, Photo.objects.get().height) == (1067, 1600)  # upright, as its mark said


def test_an_upload_that_was_interrupted_goes_on_where_it_was(browse: Browse, as_anna: Client) -> None:
    noise = io.BytesIO()
    Image.effect_noise((1600, 1200), 90).convert("RGB").save(noise, "JPEG", quality=95)
    starts: list[int] = []
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")

        def drop_third(route: Any) -> None:
            starts.append(int(route.request.url.split("vanaf=")[1]))
            if len(starts) == 3:
                route.abort()
            else:
                route.continue_()

        page.context.route("**/deel/**", drop_third)
        choose(page, file(noise.getvalue()))
        save(page, "De bank is stuk.")
        expect(page.get_by_text("1 foto wacht").first).to_be_visible(timeout=20_000)
        assert not Photo.objects.exists()
        page.evaluate("() => dispatchEvent(new Event('online'))")
        expect(state(page)).to_have_text("Alles is verstuurd", timeout=20_000)
    assert starts[2] == starts[3] > 0  # it went on, and did not begin again
    assert sorted(set(starts)) == [part * 96_000 for part in range(len(set(starts)))]
    assert Photo.objects.count() == 1


def test_a_page_of_my_notebook_makes_the_note_a_klad(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        choose(page, file())
        page.get_by_role("radio", name="mijn eigen schrift").tap()
        expect(page.locator("[data-readers]")).to_contain_text("Alleen voor mij")
        save(page, "Zie mijn schrift.")
        expect(state(page)).to_have_text("Alles is verstuurd", timeout=20_000)
    assert Encounter.objects.get().audience.is_klad
    assert Photo.objects.get().subject == "notebook"


def waited(page: Page, asked: list[str]) -> int:
    """Let the clock of the page run until it asks once more, and tell how many seconds that took."""
    before, seconds = len(asked), 0
    while len(asked) == before and seconds < 600:
        page.clock.run_for(10_000)
        page.wait_for_timeout(200)
        seconds += 10
    return seconds


def test_a_photo_over_which_the_server_stumbles_holds_up_nothing(browse: Browse, as_anna: Client) -> None:
    asked: list[str] = []
    key = ""

    def stumble(route: Any) -> None:
        nonlocal key
        key = key or route.request.url.split("/foto/")[1][:36]
        if key not in route.request.url:
            route.continue_()
            return
        asked.append(route.request.url)
        route.fulfill(status=500, body="")

    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.clock.install()
        page.context.route("**/telefoon/foto/**", stumble)
        choose(page, file())
        page.get_by_label("Wat staat erop?").fill("De eerste")
        save(page, "De bank is stuk.")
        held = page.locator("[data-photo-box]")
        expect(held).to_contain_text("We proberen het weer om", timeout=20_000)
        choose(page, file())
        page.locator("[data-photo-list]").get_by_label("Wat staat erop?").fill("De tweede")
        save(page, "De lamp ook.")
        until(page, lambda: Photo.objects.filter(caption="De tweede").exists())
        assert len(asked) == 1  # the first waits its turn
        expect(held.get_by_role("button", name="Foto weggooien")).to_be_hidden()
        expect(state(page)).to_have_text("1 foto wacht")
        waits = [waited(page, asked) for _ in range(4)]
        for wait, least in zip(waits, (30, 60, 120, 240), strict=True):
            assert wait > 0.6 * least  # a slow machine may make it longer
        assert len(asked) == 5
        expect(held).to_contain_text("we proberen het elk uur weer")
        picture(page, "telefoon-foto-blijft")
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        page.context.unroute("**/telefoon/foto/**")
        held.get_by_role("button", name="Probeer opnieuw").tap()
        until(page, lambda: Photo.objects.filter(caption="De eerste").exists())
        expect(held).to_be_hidden()
    assert Encounter.objects.count() == 2


def test_a_caption_with_special_data_is_asked_about_on_the_phone(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        captions = page.locator("[data-photo-list]").get_by_label("Wat staat erop?")
        for number, caption in enumerate(("De rolstoel", "Bij de moskee")):
            choose(page, file())
            captions.nth(number).fill(caption)
        save(page, "De bank is stuk.")
        held = page.locator("[data-photo-box]")
        expect(held).to_contain_text("Je noemt gezondheid. Is dit nodig?", timeout=20_000)
        expect(held).to_contain_text("Je noemt geloof of levensovertuiging. Is dit nodig?")
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        first, second = held.locator(".phone__picture").all()
        second.get_by_label("Wat staat erop?").fill("Bij het plein")
        first.get_by_role("button", name="Zo bewaren").tap()
        until(page, lambda: Photo.objects.filter(caption="De rolstoel").exists())
        page.reload()  # what was typed there is still there
        expect(held.get_by_label("Wat staat erop?")).to_have_value("Bij het plein")
        held.get_by_role("button", name="Probeer opnieuw").tap()
        until(page, lambda: Photo.objects.filter(caption="Bij het plein").exists())
        expect(held).to_be_hidden()


def test_logging_out_asks_about_photos_that_wait_and_wipes_them(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        choose(page, file())
        expect(page.get_by_label("Wat staat erop?")).to_be_visible()
        page.goto("/")
        page.locator("[data-menu] summary").tap()
        page.get_by_role("button", name="Uitloggen").tap()
        expect(page.get_by_text("foto’s die niet verstuurd zijn")).to_be_visible()
        page.get_by_role("button", name="Ja, doe maar").tap()
        expect(page).to_have_url(re.compile("/inloggen/"))
        assert page.evaluate("indexedDB.databases()") == []


def test_a_file_that_is_no_photo_is_refused_on_the_phone(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        choose(page, file(b"nonsense"))
        expect(page.get_by_text("Deze foto kunnen we niet lezen")).to_be_visible()


def test_the_page_of_a_talk_shows_its_photos(browse: Browse, as_anna: Client, tmp_path: Path) -> None:
    chosen = tmp_path / "bank.png"
    chosen.write_bytes(bench())
    with browse.page("/noteer/", as_anna, size=PHONE) as page:
        words(page).fill("De bank bij het water heeft geen rugleuning.")
        page.get_by_text("Meer", exact=False).first.click()
        page.get_by_label("Foto", exact=False).first.set_input_files(chosen)
        page.get_by_label("Wat staat erop?").fill("Een bank zonder rugleuning")
        page.get_by_role("button", name="Bewaar").first.tap()
        small = page.get_by_role("img", name="Een bank zonder rugleuning")
        expect(small).to_be_visible()
        page.wait_for_function("() => [...document.images].every((image) => image.complete && image.naturalWidth)")
        small.scroll_into_view_if_needed()
        picture(page, "gesprek-foto")
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        small.tap()
        expect(page.get_by_role("heading", name="Foto", exact=False).first).to_be_visible()
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        page.get_by_role("link", name="Bijschrift, of langer bewaren").tap()
        page.get_by_label("Waarom langer bewaren?").fill("Nodig voor het bestek.")
        page.get_by_role("button", name="Bewaar").tap()
        expect(page.get_by_text("Nodig voor het bestek.")).to_be_visible()
