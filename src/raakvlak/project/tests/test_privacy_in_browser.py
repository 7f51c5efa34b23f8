"""What a bricoleur does at the door when somebody asks what we hold, and asks to be forgotten."""

from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Member
from raakvlak.privacy.names import ERASED
from raakvlak.project.tests.browser import PHONE, Browse
from raakvlak.relations.models import Encounter, Party

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_who_asks_is_shown_all_and_forgotten_on_a_phone(
    javascript: bool, browse: Browse, as_anna: Client, anna: Member, make_party: Any, make_encounter: Any
) -> None:
    party = make_party(anna, "Fatima Yilmaz")
    make_encounter(anna, "Fatima wil een bankje.", parties=(party,))
    with browse.page(f"/mensen/{party.pk}/", as_anna, size=PHONE, javascript=javascript) as page:
        page.get_by_role("link", name="Alles wat we bewaren, laten zien of wissen").click()
        page.get_by_text("Fatima wil een bankje.").wait_for()
        page.get_by_role("link", name="Alles wissen").click()
        page.get_by_label("Ik weet dat dit niet terug te draaien is").check()
        page.get_by_role("button", name="Alles wissen").click()
        page.get_by_text("Gewist. Waar de naam stond").wait_for()
    assert not Party.objects.exists()
    assert Encounter.objects.get().working_note == f"{ERASED} wil een bankje."


def test_the_overview_on_paper_is_for_the_resident_alone(
    browse: Browse, as_anna: Client, anna: Member, make_party: Any, make_encounter: Any
) -> None:
    party = make_party(anna, "Fatima Yilmaz")
    make_encounter(anna, "Ze wil een bankje.", parties=(party,))
    with browse.page(f"/privacy/mensen/{party.pk}/", as_anna) as page:
        page.emulate_media(media="print")
        assert page.get_by_text("Ze wil een bankje.").is_visible()
        assert not page.get_by_role("link", name="Alles wissen").is_visible()
        assert not page.get_by_text("Streep die door").is_visible()
