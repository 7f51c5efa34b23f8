"""Reading on the phone without a connection, choosing what is near, and a market morning that loses its connection."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from raakvlak.conftest import in_a_year, logged_in
from raakvlak.desk.models import Device
from raakvlak.desk.tests.test_planned import planned
from raakvlak.municipality.models import Audience, Member
from raakvlak.project.tests.browser import PHONE, Browse, picture, problems_of
from raakvlak.project.tests.test_phone_in_browser import KEPT, RAW, become, note, state, stored, words
from raakvlak.relations.models import Encounter, Party, Promise
from raakvlak.situations.models import Question, Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.browser

HERE = {"latitude": 52.3702, "longitude": 5.2149}  # where the phone is


@pytest.fixture
def park(anna: Member, make_situation: Make, make_encounter: Make, make_party: Make) -> Situation:
    """Make a situation with a talk, a question and a place, and all else that one takes along."""
    talk = make_encounter(anna, "De jongeren willen verlichting.")
    situation: Situation = make_situation(
        anna, "Het park aan de Gracht", encounters=(talk,), latitude="52.3710", longitude="5.2150"
    )
    Question.objects.create(situation=situation, kind="behind", text="Wie mag hier zijn?", author=anna)
    make_situation(anna, "De boom op het plein", latitude="52.3900", longitude="5.2150")
    planned(
        anna, make_party(anna, "Mieke van Loon"), planned_on=timezone.localdate(), questions="Hoe gaat het met de tuin?"
    )
    Promise.objects.create(
        municipality=anna.municipality,
        audience=Audience.objects.frontline_of(anna.municipality),
        owner=anna,
        text="De lamp navragen",
        keep_until=in_a_year(),
    )
    return situation


def take_along(page: Page) -> None:
    """Wait until the phone has what there is to read."""
    expect(state(page)).to_have_text("Alles is verstuurd")
    page.evaluate(KEPT)
    page.get_by_role("link", name="Lezen").tap()
    expect(page.locator("[data-reading-age]")).to_contain_text("Zo was het op")


def cold(page: Page, address: str) -> Page:
    """Start anew without a connection."""
    page.context.set_offline(True)
    page.close()
    fresh = page.context.new_page()
    fresh.goto(address)
    return fresh


def test_what_one_needs_is_read_without_a_connection_from_a_cold_start(
    browse: Browse, as_anna: Client, park: Situation
) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        take_along(first)
        page = cold(first, "/telefoon/#lezen")
        expect(page.get_by_role("heading", name="Lezen")).to_be_visible()
        expect(page.locator("[data-reading-age]")).to_contain_text("Zo was het op")
        expect(page.get_by_text("De lamp navragen")).to_be_visible()
        picture(page, "telefoon-lezen", whole=True)
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        page.get_by_role("link", name="Mieke van Loon").tap()
        expect(page.get_by_text("Hoe gaat het met de tuin?")).to_be_visible()
        page.get_by_role("link", name="Alles om te lezen").tap()
        page.get_by_role("link", name="Het park aan de Gracht").tap()
        expect(page.get_by_text("De jongeren willen verlichting.")).to_be_visible()
        expect(page.get_by_text("Wie mag hier zijn?")).to_be_visible()
        assert problems_of(page) == []
        raw = page.evaluate(RAW)
        assert not any(word in raw["words"] for word in ("Mieke", "park", "verlichting", "lamp", "tuin"))
        page.goto(f"/situaties/{park.pk}/")  # its address works too
        expect(page.get_by_role("heading", name="Het park aan de Gracht")).to_be_visible()
        page.get_by_role("link", name="Noteer", exact=True).tap()
        note(page, "Ook hier kan ik verder.")



def test_vandaag_without_a_connection_shows_what_one_has_along(
    browse: Browse, as_anna: Client, park: Situation
) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        take_along(first)
        page = cold(first, "/")
        instead = page.get_by_text("Vandaag kan niet zonder verbinding. Dit heb je bij je.")
        expect(instead).to_be_visible()
        expect(page.get_by_role("link", name="Mieke van Loon")).to_be_visible()
        expect(page.get_by_text("De lamp navragen")).to_be_visible()
        assert problems_of(page) == []
        page.set_viewport_size(PHONE)
        page.get_by_role("link", name="Noteer", exact=True).tap()
        expect(words(page)).to_be_visible()
        note(page, "Ook hier kan ik verder.")
        page.get_by_role("link", name="Lezen").tap()
        expect(page.get_by_text("De lamp navragen")).to_be_visible()
        expect(instead).to_be_hidden()
        page.goto("/")
        expect(instead).to_be_visible()
        page.context.set_offline(False)
        page.goto("/")  # the page itself
        expect(page.locator("[data-menu]")).to_be_visible()


def test_vandaag_without_anything_along_is_noteer(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        expect(state(first)).to_have_text("Alles is verstuurd")
        first.evaluate(KEPT)
        page = cold(first, "/")
        expect(words(page)).to_be_visible()

def test_the_people_on_the_sheets_go_the_next_day_and_all_of_it_after_a_week(
    browse: Browse, as_anna: Client, park: Situation
) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as page:
        take_along(page)
        page.context.set_offline(True)
        for days, name in ((1, "Het park aan de Gracht"), (8, "Nog niets om te lezen")):
            page.clock.set_fixed_time(timezone.now() + datetime.timedelta(days=days))
            page.goto("/telefoon/#noteer")
            page.reload()
            page.get_by_role("link", name="Lezen").tap()
            expect(page.locator("[data-reading]").get_by_text(name)).to_be_visible()
            expect(page.get_by_text("Mieke van Loon")).to_be_hidden()


def test_what_is_not_for_ones_eyes_any_more_is_gone_at_the_next_contact(
    browse: Browse, as_anna: Client, anna: Member, bart: Member, park: Situation
) -> None:
    with browse.page("/telefoon/#lezen", as_anna, size=PHONE) as page:
        expect(page.get_by_role("link", name="Het park aan de Gracht")).to_be_visible()
        park.audience = park.team
        park.save()
        park.team.readers.set([bart])
        page.reload()
        expect(page.get_by_role("link", name="De boom op het plein")).to_be_visible()
        expect(page.get_by_role("link", name="Het park aan de Gracht")).to_be_hidden()
        page.context.set_offline(True)
        page.get_by_role("link", name="Noteer", exact=True).tap()
        expect(page.get_by_role("checkbox", name="Het park aan de Gracht")).to_be_hidden()


def test_the_next_member_and_a_phone_that_was_taken_off_read_nothing(
    browse: Browse, as_anna: Client, anna: Member, as_bart: Client, park: Situation
) -> None:
    with browse.page("/telefoon/#lezen", as_anna, size=PHONE) as page:
        expect(page.get_by_text("De lamp navragen")).to_be_visible()
        become(page, browse, as_bart.cookies["raakvlak_session"].value)
        page.reload()
        expect(state(page)).to_have_text("Alles is verstuurd")
        expect(page.get_by_text("De lamp navragen")).to_be_hidden()
        become(page, browse, as_anna.cookies["raakvlak_session"].value)
        page.reload()
        expect(page.get_by_text("De lamp navragen")).to_be_visible()
        logged_in(anna).post(f"/ik/telefoons/{Device.objects.of(anna).get().pk}/weghalen/")
        page.reload()
        expect(page.get_by_text("Deze telefoon is weggehaald.")).to_be_visible()
        expect(page.get_by_text("De lamp navragen")).to_be_hidden()
        assert page.evaluate(RAW)["words"] == ""


def test_four_taps_from_the_street_to_a_note_about_what_is_near(
    browse: Browse, as_anna: Client, park: Situation
) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as first:
        take_along(first)
        first.context.grant_permissions(["geolocation"])
        first.context.set_geolocation(HERE)  # type: ignore[arg-type]  # a place
        page = cold(first, "/telefoon/")  # one: the icon on the screen of the phone
        expect(words(page)).to_be_focused()
        page.keyboard.insert_text("De lamp is kapot.")
        page.get_by_role("button", name="Dichtbij").tap()  # two
        expect(page.get_by_text("Je plek wordt niet bewaard.")).to_be_visible()
        near = page.get_by_role("group", name="Waar hoort dit bij?").get_by_role("checkbox")
        expect(near.first).to_have_accessible_name("Het park aan de Gracht hier")
        picture(page, "telefoon-dichtbij")
        near.first.tap()  # three
        page.get_by_role("button", name="Bewaar").tap()  # four
        expect(words(page)).to_have_value("")
        page.context.set_offline(False)
        expect(state(page)).to_have_text("Alles is verstuurd")
    made = Encounter.objects.get(working_note="De lamp is kapot.")
    assert [link.situation for link in made.links.all()] == [park]
    assert (made.latitude, made.longitude) == (None, None), "where one stood is not sent"


def test_what_was_looked_at_at_the_desk_comes_first_and_can_be_chosen(
    browse: Browse, as_anna: Client, anna: Member, park: Situation, make_party: Make
) -> None:
    bakery: Party = make_party(anna, "Bakkerij De Korf", kind="organisation")
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.goto(f"/mensen/{bakery.pk}/")
        page.wait_for_timeout(500)
        page.goto("/telefoon/")
        page.get_by_role("checkbox", name="Bakkerij De Korf").check()
        note(page, "Brood over aan het eind van de dag.")
        expect(state(page)).to_have_text("Alles is verstuurd")
    assert [one.name for one in Encounter.objects.latest("pk").parties.all()] == ["Bakkerij De Korf"]


def test_a_line_of_a_series_that_cannot_be_sent_goes_on_from_the_phone(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE, has_worker=True) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.evaluate(KEPT)
        page.goto("/noteer/reeks/")
        line = page.get_by_label("Eén gesprek, één regel")
        for number in range(1, 4):
            if number == 2:
                page.wait_for_timeout(300)
                page.context.set_offline(True)
            line.fill(f"Wil een bank, nummer {number}")
            page.keyboard.press("Enter")
            expect(line).to_have_value("")
        expect(state(page)).to_contain_text("2 notities wachten")
        expect(page.get_by_role("heading", name="Reeks")).to_be_visible()
        page.context.set_offline(False)
        expect(state(page)).to_have_text("Alles is verstuurd")
        page.goto("/noteer/reeks/")
        expect(line).to_have_value("")
    assert stored() == [f"Wil een bank, nummer {number}" for number in range(1, 4)]
    assert Encounter.objects.values("series").distinct().count() == 1


def test_who_taps_twice_means_one_note(browse: Browse, as_anna: Client) -> None:
    with browse.page("/telefoon/", as_anna, size=PHONE) as page:
        expect(state(page)).to_have_text("Alles is verstuurd")
        words(page).fill("De bank is stuk.")
        page.evaluate(
            "() => { const { form } = document.querySelector('#words'); form.requestSubmit(); form.requestSubmit(); }"
        )
        expect(words(page)).to_have_value("")
        expect(state(page)).to_have_text("Alles is verstuurd")
    assert stored() == ["De bank is stuk."]
