"""A list of one's own on a phone: a filter kept, rows ticked and changed together, and that undone."""

from typing import Any

import pytest
from django.test import Client

from raakvlak.desk.models import BulkChange
from raakvlak.municipality.models import Area, Member, SavedFilter
from raakvlak.project.tests.browser import PHONE, Browse, problems_of
from raakvlak.relations.models import Party

pytestmark = pytest.mark.browser


@pytest.fixture
def south(anna: Member, make_party: Any) -> Area:
    for number in range(4):
        make_party(anna, f"Buur {number}")
    make_party(anna, "Speeltuinclub", kind="group")
    return Area.objects.create(municipality=anna.municipality, name="Oud-Zuid")


@pytest.mark.parametrize("javascript", [True, False])
def test_rows_are_ticked_changed_and_put_back(browse: Browse, as_anna: Client, south: Area, javascript: bool) -> None:
    with browse.page("/mensen/", as_anna, size=PHONE, javascript=javascript) as page:
        page.get_by_role("link", name="Kies meer tegelijk").click()
        page.get_by_text("Buur 1", exact=True).click(force=True)  # the whole row ticks its box
        assert page.get_by_label("Kies Buur 1").is_checked()
        page.get_by_label("Kies Buur 3").press(" ")
        page.get_by_role("button", name="Ander gebied").click()
        page.get_by_label("Welk gebied?").select_option("Oud-Zuid")
        page.get_by_role("button", name="Bekijk wat er verandert").click()
        assert page.get_by_text("2 mensen krijgen gebied Oud-Zuid.").is_visible()
        page.get_by_role("button", name="Ja, wijzig dit").click()
        assert page.get_by_text("2 gewijzigd.").is_visible()
        assert set(Party.objects.filter(area=south).values_list("name", flat=True)) == {"Buur 1", "Buur 3"}
        page.get_by_role("link", name="Maak ongedaan").click()
        page.get_by_role("button", name="Maak ongedaan").click()
        assert page.get_by_text("2 zijn weer zoals ze waren.").is_visible()
    assert not Party.objects.filter(area=south).exists()


def test_a_filter_is_kept_and_opens_the_list(browse: Browse, as_anna: Client, south: Area) -> None:
    with browse.page("/mensen/?kind=group", as_anna, size=PHONE) as page:
        page.get_by_role("link", name="Bewaar dit filter").click()
        page.get_by_label("Hoe noem je dit filter?").fill("Alle groepen")
        page.get_by_label("Open de lijst voortaan hiermee").check()
        page.get_by_role("button", name="Bewaar").click()
        page.goto("/mensen/")
        assert page.get_by_role("link", name="Alle groepen").get_attribute("aria-current") == "page"
        assert not page.get_by_text("Buur 1").is_visible()
        page.get_by_role("link", name="Toon alles").click()
        assert page.get_by_text("Buur 1").is_visible()


def test_the_screens_are_for_everyone(
    browse: Browse, as_anna: Client, anna: Member, south: Area, make_encounter: Any, make_situation: Any
) -> None:
    make_situation(anna, encounters=(make_encounter(anna),))
    for number in range(6):
        saved = SavedFilter(
            member=anna, list_name="mensen", name=f"Wat ik vaak zoek {number}", asked={"q": f"{number}"}
        )
        saved.keep(is_default=number == 3)
    first = Party.objects.earliest("pk")
    change = BulkChange.objects.create(member=anna, list_name="mensen", kind="gebied", rows={}, changed=3)
    urls = [
        "/mensen/?toon=alles",
        "/mensen/?kies=1",
        "/mensen/?kies=bladzijde",
        "/situaties/?kies=bladzijde",
        "/gesprekken/?kies=bladzijde",
        "/ik/filters/",
        f"/ik/filters/{SavedFilter.objects.earliest('pk').pk}/",
        "/ik/filters/mensen/nieuw/?kind=group",
        f"/meer-tegelijk/mensen/?rij={first.pk}&doe=gebied",
        "/meer-tegelijk/",
        f"/meer-tegelijk/ongedaan/{change.uuid}/",
    ]
    found = []
    with browse.page("/", as_anna, size=PHONE) as page:
        for url in urls:
            page.goto(url)
            found += [f"{url} {problem}" for problem in problems_of(page)]
        page.goto(urls[8])
        page.get_by_label("Welk gebied?").select_option("Oud-Zuid")
        page.get_by_role("button", name="Bekijk wat er verandert").click()
        found += problems_of(page)
    assert found == []
