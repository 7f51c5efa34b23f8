"""Wat horen we? as people do it: written on a phone, frozen, read at a desk, and on one sheet of paper."""

import re
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse
from raakvlak.resolutions.models import Briefing
from raakvlak.resolutions.tests.rows import briefing_of, frozen_briefing_of, option_of, reaction_of
from raakvlak.situations.models import Situation

pytestmark = pytest.mark.browser
LONG = "Mensen zijn moe van het wachten. Ze willen weten waar ze aan toe zijn, en wie dat beslist. " * 3


@pytest.fixture
def situation(anna: Member, make_party: Any, make_encounter: Any, make_situation: Any) -> Situation:
    """Let twelve people stand somewhere on six options, one of them alone."""
    people = tuple(make_party(anna, f"Buur {number}") for number in range(12))
    made: Situation = make_situation(anna, encounters=(make_encounter(anna, parties=people),))
    for number in range(6):
        option = option_of(made, made.audience, f"Een bank aan het water, plek {number}")
        for party in people[:-1]:
            reaction_of(anna, option, party, made.team)
        reaction_of(anna, option, people[-1], made.team, gradient="unacceptable")
    return made


@pytest.mark.parametrize("javascript", [True, False])
def test_from_an_empty_list_to_a_page_that_a_colleague_reads(
    browse: Browse, as_anna: Client, as_dirk: Client, situation: Situation, javascript: bool
) -> None:
    with browse.page(f"/situaties/{situation.pk}/opties/", as_anna, size=PHONE, javascript=javascript) as page:
        page.get_by_role("link", name="Wat horen we?").click()
        page.get_by_role("link", name="Schrijf wat we horen").click()
        page.get_by_label("Wat horen we").fill("Buur 3 wil een bank aan het water.")
        page.get_by_role("radio", name=re.compile("Iedereen die hier werkt")).check()
        page.get_by_role("button", name="Bewaar concept").click()
        assert page.get_by_text("Hier staat een naam:").first.is_visible()
        page.get_by_label("Wat horen we").fill("Mensen willen een bank aan het water.")
        page.get_by_role("button", name="Bewaar concept").click()
        page.get_by_role("link", name="Leg vast").click()
        page.get_by_role("button", name="Leg vast").click()
        page.get_by_text("vastgelegd op").wait_for()
        assert page.get_by_role("button", name="Print").is_visible() is javascript
    frozen = Briefing.objects.get()
    with browse.page("/in-huis/wat-horen-we/", as_dirk, size=DESK, javascript=javascript) as page:
        page.get_by_role("link", name=frozen.title).click()
        row = page.get_by_role("row", name="Een bank aan het water, plek 0")
        assert row.get_by_role("cell").all_inner_texts()[1] == "11"
        assert "minder dan 5" in row.inner_text()
        assert page.locator(".briefing a").count() == 0
        assert not page.get_by_role("link", name="Trek in").is_visible()


def test_every_page_is_for_everyone(browse: Browse, as_anna: Client, anna: Member, situation: Situation) -> None:
    here = f"/situaties/{situation.pk}/wat-horen-we/"
    empty = browse.problems(here, as_anna)
    draft = briefing_of(anna, situation, LONG[:100])
    frozen = frozen_briefing_of(anna, situation, LONG[:100], is_for_house=True)
    later = frozen_briefing_of(anna, situation, "Later", follows=frozen)
    pages = [here, f"{here}nieuw/", f"{here}nieuw/?vervangt={frozen.uuid}", f"{here}{draft.uuid}/wijzig/"]
    pages += [f"{here}{draft.uuid}/vastleggen/", f"{here}{draft.uuid}/weg/", f"{here}{frozen.uuid}/intrekken/"]
    pages += ["/in-huis/wat-horen-we/", *(f"/in-huis/wat-horen-we/{one.uuid}/" for one in (draft, frozen, later))]
    assert [*empty, *(problem for address in pages for problem in browse.problems(address, as_anna))] == []


def test_it_fits_on_one_sheet(browse: Browse, as_anna: Client, anna: Member, situation: Situation) -> None:
    draft = briefing_of(anna, situation, LONG, title="Een bank aan het water", meant_for="Voor de wethouder")
    as_anna.post(f"/situaties/{situation.pk}/wat-horen-we/{draft.uuid}/vastleggen/", {"version": 1})
    with browse.page(f"/in-huis/wat-horen-we/{draft.uuid}/", as_anna, size=DESK) as page:
        paper = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="print")
        assert not page.get_by_role("button", name="Print").is_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
