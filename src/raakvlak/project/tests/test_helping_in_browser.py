"""Helping practically, as people do it on a phone: a means is written down, asked for, granted and given back."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Department, Member
from raakvlak.project.tests.browser import PHONE, Browse, problems_of
from raakvlak.situations.models import Task
from raakvlak.support.models import Means, Reservation

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def look(page: "Page") -> list[str]:
    """Say what is wrong with the page as it stands."""
    return [f"{page.url} {problem}" for problem in problems_of(page)]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_trailer_is_lent_and_comes_back(
    browse: Browse, as_anna: Client, anna: Member, make_situation: Any, javascript: bool
) -> None:
    green = Department.objects.create(municipality=anna.municipality, name="Groen")
    anna.department = green
    anna.save()
    situation = make_situation(anna)
    with browse.page("/in-huis/middelen/", as_anna, size=PHONE, javascript=javascript) as page:
        page.get_by_role("link", name="Voeg een middel toe").click()
        page.get_by_role("radio", name="Spullen").check()
        page.get_by_label("Wat is het?").fill("Aanhanger")
        page.get_by_label("Hoeveel is er?").fill("2")
        page.get_by_label("Welke afdeling leent het uit?").select_option("Groen")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_role("link", name="Reserveer").click()
        page.get_by_label("Hoeveel heb je nodig?").fill("3")
        page.get_by_label("Waarvoor?").fill("Planten halen")
        page.get_by_label("Bij welke situatie hoort het?").select_option(situation.title)
        page.get_by_role("button", name="Vraag het").click()
        assert page.get_by_text("Op deze dagen kun je nog 2 stuks krijgen").first.is_visible()
        assert page.get_by_label("Waarvoor?").input_value() == "Planten halen"
        page.get_by_label("Hoeveel heb je nodig?").fill("1")
        page.get_by_role("button", name="Vraag het").click()
        for step in ("Zeg toe", "Is opgehaald", "Is terug"):
            page.get_by_role("button", name=step).click()
        assert page.get_by_text("Terug", exact=True).is_visible()
    assert Means.objects.get().department == green
    assert (Reservation.objects.get().state, Reservation.objects.get().situation) == ("returned", situation)


def test_a_task_is_made_and_done(browse: Browse, as_anna: Client, anna: Member, make_situation: Any) -> None:
    situation = make_situation(anna)
    with browse.page(f"/situaties/{situation.pk}/", as_anna, size=PHONE) as page:
        page.get_by_role("link", name="Nieuwe klus").click()
        page.get_by_label("Wat moet er gebeuren?").fill("De sleutel ophalen")
        page.get_by_label("Wie doet het?").select_option("Anna")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_role("button", name="Gedaan").click()
        page.get_by_text("Alles is gedaan.").wait_for()
        assert look(page) == []
    assert Task.objects.get().done_on is not None
