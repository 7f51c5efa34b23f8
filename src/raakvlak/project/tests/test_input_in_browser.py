"""Inbreng as people do it: from a condition to an answer and a mail on a phone, and several at once at a desk."""

from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse
from raakvlak.relations.actions import add_contact_point
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Contribution, ContributionAnswer, Telling
from raakvlak.resolutions.tests.rows import answer_of, contribution_of, option_of, reaction_of
from raakvlak.situations.models import Situation

pytestmark = pytest.mark.browser


@pytest.fixture
def fatima(anna: Member, make_party: Any) -> Party:
    made: Party = make_party(anna, "Fatima Yilmaz")
    add_contact_point(made, "email", "fatima@voorbeeld.example", is_shielded=False)
    return made


@pytest.fixture
def situation(anna: Member, fatima: Party, make_situation: Any) -> Situation:
    made: Situation = make_situation(anna)
    made.sides.create(name="De Kade").parties.add(fatima)
    return made


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_condition_to_a_mail_on_a_phone(
    browse: Browse, as_anna: Client, anna: Member, situation: Situation, fatima: Party, javascript: bool
) -> None:
    option = option_of(situation, situation.audience, "Een bank aan het water")
    reaction_of(anna, option, fatima, situation.audience, "hij laag blijft")
    start = f"/situaties/{situation.pk}/opties/{option.uuid}/"
    with browse.page(start, as_anna, size=PHONE, javascript=javascript) as page:
        page.get_by_role("button", name="Zet bij de inbreng").click()
        page.get_by_role("link", name="Geef antwoord").click()
        page.get_by_role("radio", name="Deels gebruikt").check()
        page.get_by_role("button", name="Bewaar").click()
        assert page.get_by_text("Schrijf op waarom.").first.is_visible()
        page.get_by_label("Want …").fill("De rugleuning wordt lager.")
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_role("link", name="Vertel het").click()
        assert page.get_by_text("Dag Fatima Yilmaz").is_visible()
        page.get_by_role("button", name="Verstuur 1 mail").click()
        assert page.get_by_text("1 mail gaat op weg.").is_visible()
    assert Contribution.objects.get().outcome == "partly"
    assert Telling.objects.get().state == "waiting"


def test_several_get_one_answer_at_a_desk(browse: Browse, as_anna: Client, anna: Member, situation: Situation) -> None:
    for text in ("Een bank", "Een hek", "Meer licht"):
        contribution_of(anna, situation, situation.audience, text)
    with browse.page(f"/situaties/{situation.pk}/inbreng/", as_anna, size=DESK) as page:
        page.get_by_role("link", name="Beantwoord meer tegelijk").click()
        page.get_by_role("checkbox", name="Kies Een bank").check()
        page.get_by_role("checkbox", name="Kies Meer licht").check()
        page.get_by_role("button", name="Geef één antwoord").click()
        page.get_by_role("radio", name="Niet gebruikt").check()
        page.get_by_label("Want …").fill("Daar is dit jaar geen geld voor.")
        page.get_by_role("button", name="Bewaar").click()
        assert page.get_by_text("2 van 3 beantwoord").is_visible()
    assert ContributionAnswer.objects.count() == 2


def test_every_page_is_for_everyone(
    browse: Browse, as_anna: Client, anna: Member, situation: Situation, fatima: Party, make_party: Any
) -> None:
    option = option_of(situation, situation.audience, "Een bank aan het water")
    henk = make_party(anna, "Henk de Boer")
    rows = [
        contribution_of(anna, situation, situation.audience, "Een bank in de schaduw " * 9, party=party, option=option)
        for party in (fatima, henk, None)
    ]
    for one in rows[:2]:
        answer_of(anna, one, "Eerst niet.", outcome="not")
        answer_of(anna, one, "Nu wel.", option)
    here = f"/situaties/{situation.pk}/inbreng/"
    ends = ["", "?kies=bladzijde", "?q=olifant", "nieuw/", "nieuw/veel/", "vertellen/", "verslag/", f"{rows[0].uuid}/"]
    ends += [f"antwoord/?rij={rows[0].uuid}&rij={rows[1].uuid}", f"{rows[2].uuid}/wijzig/", f"{rows[2].uuid}/weg/"]
    assert [problem for end in ends for problem in browse.problems(f"{here}{end}", as_anna)] == []
