"""What the frame does in a browser: the shortcut, the menu, focus, questions, failures, dialogs; and its weight."""

import gzip
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Page, Response, expect

from raakvlak.project.tests.browser import DESK, PHONE, Browse

pytestmark = pytest.mark.browser
MOST_BYTES = 120_000


@pytest.fixture
def page(settings: Any, browse: Browse, as_anna: Client) -> Iterator[Page]:
    """Open the page with all components."""
    settings.ROOT_URLCONF = "raakvlak.project.tests.gallery"
    with browse.page("/gallery/?stil", as_anna, size=DESK) as page:
        page.wait_for_selector("body")
        yield page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_the_menu_opens_without_a_mouse_and_closes_by_escape(page: Page) -> None:
    menu = page.locator("[data-menu]")
    page.locator("[data-menu] summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    page.locator("[data-menu] summary").click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_the_first_tab_leads_past_the_navigation(page: Page) -> None:
    page.keyboard.press("Tab")
    assert focused(page) == "Ga naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_what_is_swapped_in_takes_the_focus_when_it_asks_for_it(page: Page) -> None:
    page.locator("#swap").click()
    expect(page.locator("#swapped h2")).to_be_focused()


def test_the_focus_is_not_lost_when_its_element_is_swapped_away(page: Page) -> None:
    page.locator("#inside").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#swapped")).to_be_focused()


def test_a_question_is_asked_in_our_own_dialog(page: Page) -> None:
    page.locator("#ask").click()
    page.get_by_role("button", name="Nee, ga terug").click()
    expect(page.locator("#swapped h2")).to_have_count(0)
    page.locator("#ask").click()
    page.get_by_role("button", name="Ja, doe maar").click()
    expect(page.locator("#swapped h2")).to_have_text("Deel: verstuurd")


def test_a_failure_is_told_and_nothing_is_lost(page: Page) -> None:
    page.locator("#fail").click()
    expect(page.locator("#messages")).to_contain_text("Dit is niet gelukt")
    page.context.set_offline(True)
    page.locator("#fail").click()
    expect(page.locator("#messages")).to_contain_text("geen verbinding")
    expect(page.locator("#inside")).to_be_visible()


def test_an_expired_log_in_leads_to_the_door_and_back(page: Page) -> None:
    page.context.clear_cookies()
    page.locator("#out").click()
    page.wait_for_url("**/inloggen/login/**")
    assert page.url.endswith("next=%2Fgallery%2F%3Fstil")


def test_a_dialog_opens_with_its_name_and_closes(page: Page) -> None:
    page.locator("#window").click()
    dialog = page.get_by_role("dialog", name="Deel: nieuw")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Sluit").click()
    expect(dialog).to_be_hidden()
    page.locator("#window").click()
    expect(dialog).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('close-dialog'))")
    expect(dialog).to_be_hidden()


def test_paper_shows_every_fold_and_no_navigation(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("details.fold:not([open])").count() == 0
    assert page.locator(".nav").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.fold:not([open])").count() > 0


def test_light_or_dark_can_be_chosen_and_is_kept(page: Page) -> None:
    page.locator("[data-menu] summary").click()
    page.get_by_role("button", name="Donker scherm").click()
    expect(page.locator("html")).to_have_attribute("data-appearance", "dark")
    page.locator("[data-menu] summary").click()
    page.get_by_role("button", name="Zoals mijn apparaat").click()
    expect(page.locator("html")).not_to_have_attribute("data-appearance", "dark")


def test_the_first_load_of_vandaag_is_light_and_asks_nobody_else(browse: Browse, as_anna: Client) -> None:
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        body = response.body()
        is_packed = urlsplit(response.url).path.endswith(".woff2")
        weights[response.url] = len(body) if is_packed else len(gzip.compress(body, 6))

    with browse.page("about:blank", as_anna) as page:
        page.on("response", weigh)
        page.goto("/", wait_until="networkidle")
    assert {urlsplit(url).netloc for url in weights} == {urlsplit(browse.address).netloc}
    assert sum(weights.values()) < MOST_BYTES, weights


def test_n_opens_noteer_but_not_while_typing(browse: Browse, as_anna: Client) -> None:
    with browse.page("/mensen/", as_anna) as page:
        page.locator("input").first.focus()
        page.keyboard.type("n")
        assert page.url.endswith("/mensen/")
        page.locator("h1").click()
        page.keyboard.press("Control+n")
        page.keyboard.press("n")
        page.wait_for_url("**/noteer/")


def test_noteer_lies_under_the_thumb(browse: Browse, as_anna: Client) -> None:
    with browse.page("/", as_anna, size=PHONE) as page:
        box = page.locator(".noteer").bounding_box()
        assert box
        assert box["y"] > PHONE["height"] * 0.75
        assert box["height"] >= 44


def test_the_way_back_is_as_large_as_a_thumb(browse: Browse, as_anna: Client) -> None:
    with browse.page("/ik/mail/", as_anna, size=PHONE) as page:
        box = page.locator(".crumb > a").bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_everything_in_the_frame_works_without_javascript(browse: Browse, as_anna: Client) -> None:
    with browse.page("/", as_anna, size=PHONE, javascript=False) as page:
        page.locator("[data-menu] summary").click()
        page.get_by_role("button", name="Donker scherm").click()
        expect(page.locator("html")).to_have_attribute("data-appearance", "dark")
        page.get_by_role("link", name="Noteer", exact=True).click()
        expect(page.locator("h1")).to_have_text("Noteer")
