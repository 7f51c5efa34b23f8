"""A talk from plan to note, as a bricoleur does it: on a phone, with one sheet of paper in between."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.project.tests.browser import PHONE, Browse
from raakvlak.relations.models import Appointment, Encounter, Promise
from raakvlak.situations.actions import put_appointment
from raakvlak.situations.models import Insight

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SENTENCE = "Ze vertelde dat het hek er voor de kinderen staat en dat de buren daar anders over denken. "


@pytest.mark.parametrize("javascript", [True, False])
def test_a_talk_is_planned_and_noted_afterwards(
    javascript: bool, browse: Browse, as_anna: Client, anna: Member, make_party: Any
) -> None:
    mieke = make_party(anna, "Mieke van Loon")
    with browse.page(f"/mensen/{mieke.pk}/", as_anna, size=PHONE, javascript=javascript) as page:
        page.get_by_role("link", name="Plan een gesprek").click()
        page.get_by_label("Welke dag?").fill(timezone.localdate().isoformat())
        page.get_by_label("Wat wil je vragen?").fill("Wie geeft de planten water?")
        page.get_by_label("Iedereen die buiten werkt").check()
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_text("Wie geeft de planten water?").wait_for()
        page.goto(f"/gesprekken/gepland/{Appointment.objects.get().uuid}/")
        page.get_by_role("link", name="Hoe ging het?").click()
        page.get_by_label("Wat hoorde ik?").fill("De buurman van nummer acht.")
        page.get_by_label("Wat beloofde ik?").fill("Ik bel de groendienst")
        page.get_by_label("Ik las terug").check()
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_text("De buurman van nummer acht.").wait_for()
    assert Encounter.objects.get().read_back_on == timezone.localdate()
    assert Promise.objects.get().party == mieke
    assert Appointment.objects.get().encounter == Encounter.objects.get()


def test_the_sheet_prints_on_one_page(
    browse: Browse,
    as_anna: Client,
    anna: Member,
    make_party: Any,
    make_situation: Any,
    make_encounter: Any,
    make_insight: Any,
) -> None:
    situation = make_situation(anna)
    frontline = Audience.objects.frontline_of(anna.municipality)
    values = {"municipality": anna.municipality, "audience": frontline, "keep_until": datetime.date(2030, 1, 1)}
    appointment = Appointment.objects.create(
        **values, author=anna, planned_on=timezone.localdate(), place="het buurthuis", questions="Hoe gaat het?\n" * 4
    )
    appointment.members.add(anna)
    put_appointment(situation, appointment)
    for number in range(3):
        party = make_party(anna, f"Buurvrouw nummer {number}", languages="Nederlands, Papiaments")
        appointment.parties.add(party)
        talk = make_encounter(anna, SENTENCE * 20, parties=(party,))
        make_insight(situation, anna, SENTENCE[:80], encounter=talk, party=party, kind=Insight.Kind.POSITION)
        make_insight(situation, anna, SENTENCE[:80])
        for direction in (Promise.Direction.OURS, Promise.Direction.THEIRS):
            Promise.objects.create(
                **values,
                owner=anna,
                party=party,
                text=SENTENCE,
                direction=direction,
                due_on=timezone.localdate(),
            )
    with browse.page(f"/gesprekken/gepland/{appointment.uuid}/", as_anna) as page:
        pages = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", prefer_css_page_size=True)))
        page.emulate_media(media="print")
        assert page.get_by_text("Neem dit papier weer mee").is_visible()
        assert page.locator(".sheet__lines").is_visible()
        assert not page.get_by_role("link", name="Aanpassen of verzetten").is_visible()
    assert pages == 1
