"""A situation goes to a colleague, with words and an introduction: at a desk, and without JavaScript too."""

from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import PHONE, Browse, problems_of
from raakvlak.relations.models import Encounter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_situation_is_handed_over(
    javascript: bool,
    browse: Browse,
    as_anna: Client,
    as_bart: Client,
    anna: Member,
    bart: Member,
    make_party: Any,
    make_encounter: Any,
    make_situation: Any,
) -> None:
    mieke = make_party(anna, "Mieke van Loon")
    talk = make_encounter(anna, "Ze geeft de planten water.", parties=(mieke,))
    park = make_situation(anna, "Het park", encounters=(talk,))
    with browse.page(f"/situaties/{park.pk}/team/", as_anna, javascript=javascript) as page:
        page.get_by_role("link", name="Draag deze situatie over").click()
        page.get_by_role("button", name="Laat zien wat meegaat").click()
        page.get_by_label("Wie neemt het over?").select_option("Bart")
        page.get_by_label("Wat moet die collega weten?").fill("Bel Mieke eerst.")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_role("button", name="Zet in het team").click()
        page.get_by_text("Bart zit nu in het team.").wait_for()
        here = page.url
        if javascript:
            assert problems_of(page) == []
        page.get_by_role("link", name="Mensen", exact=True).last.click()
        page.get_by_role("link", name="Mieke van Loon").click()
        page.get_by_label("Hoe stellen we de ander voor?").fill("Samen koffie op dinsdag")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_text("Samen koffie op dinsdag").wait_for()
        page.goto(here)
        page.get_by_role("button", name="Bied het Bart aan").click()
        page.get_by_text("Aangeboden.").wait_for()
    with browse.page("/", as_bart, size=PHONE, javascript=javascript) as page:
        page.get_by_role("link", name="Het park").first.click()
        page.get_by_role("button", name="Ik neem het over").click()
        page.get_by_text("Overgenomen.").wait_for()
        page.get_by_role("link", name="Alles in één overzicht").click()
        page.get_by_text("Bel Mieke eerst.").wait_for()
    assert Encounter.objects.get().author == bart
