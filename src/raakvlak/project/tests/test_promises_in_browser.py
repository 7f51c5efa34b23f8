"""A promise from beginning to end, as people make it on a phone and hand it over at a desk."""

import datetime
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from raakvlak.municipality.models import Audience, Member
from raakvlak.project.tests.browser import DESK, PHONE, Browse, problems_of
from raakvlak.relations import actions
from raakvlak.relations.models import Promise
from raakvlak.relations.notes import NewPromise
from raakvlak.situations.actions import tie_promise

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def look(page: "Page") -> list[str]:
    """Say what is wrong with the page as it stands."""
    return [f"{page.url} {problem}" for problem in problems_of(page)]


def promised(member: Member, text: str, days: int, **values: Any) -> Promise:
    frontline = Audience.objects.frontline_of(member.municipality)
    new = NewPromise(text=text, due_on=timezone.localdate() + datetime.timedelta(days=days), **values)
    return actions.promise_alone(member, frontline, new, key=uuid.uuid4())


@pytest.mark.parametrize("javascript", [True, False])
def test_a_commitment_is_made_kept_and_opened_again(
    browse: Browse, as_anna: Client, anna: Member, make_party: Any, javascript: bool
) -> None:
    fatima = make_party(anna)
    with browse.page(f"/mensen/{fatima.pk}/", as_anna, size=PHONE, javascript=javascript) as page:
        page.get_by_role("link", name="Nieuwe belofte").click()
        page.get_by_label("Wat is beloofd?").fill("De lamp bij het hek wordt gemaakt")
        page.get_by_label("Wie mag dit toezeggen?").wait_for(state="hidden")
        page.get_by_role("radio", name="toezegging namens de gemeente").check()
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_label("Wie mag dit toezeggen?").fill("Hoofd Openbare ruimte")
        page.get_by_label("Op welke dag zei die ja?").fill(str(timezone.localdate()))
        page.get_by_role("button", name="Bewaar").click()
        page.get_by_role("link", name="Afhandelen").click()
        page.get_by_role("radio", name="ja, nagekomen").check()
        page.get_by_role("button", name="Bewaar").click()
        assert page.get_by_text("Schrijf kort waaruit dat blijkt.").first.is_visible()
        page.get_by_label("Waaruit blijkt dat, of wat heb je verteld?").fill("De lamp brandt")
        page.get_by_role("button", name="Bewaar").click()
        assert page.get_by_text("De lamp brandt").is_visible()
        page.get_by_role("button", name="Toch nog open").click()
        assert page.get_by_text("Weer open", exact=True).is_visible()
    promise = Promise.objects.get()
    assert (promise.party, promise.kind, promise.allowed_by) == (fatima, "binding", "Hoofd Openbare ruimte")


def test_what_a_colleague_hands_over_is_seen_on_vandaag(
    browse: Browse, as_anna: Client, as_bart: Client, anna: Member, bart: Member
) -> None:
    promise = promised(anna, "De lamp navragen", 3)
    with browse.page(f"/beloften/{promise.pk}/", as_anna, size=DESK) as page:
        page.get_by_role("link", name="Overdragen").click()
        page.get_by_label("Wie neemt het over?").select_option("Bart")
        page.get_by_label("Waarom?").fill("Ik ga drie weken weg")
        page.get_by_role("button", name="Draag over").click()
        page.get_by_text("Anna droeg dit over aan Bart").wait_for()
    with browse.page("/", as_bart, size=PHONE) as page:
        assert page.get_by_text("Van Anna: ‘Ik ga drie weken weg’").is_visible()


def test_the_screens_are_for_everyone(
    browse: Browse, as_anna: Client, anna: Member, bart: Member, make_party: Any, make_situation: Any
) -> None:
    fatima, situation = make_party(anna), make_situation(anna, team=(bart,))
    kept = promised(anna, "De bank bij de school vastzetten", -9, party_id=fatima.pk, kind="agreed")
    actions.move_promise(kept, timezone.localdate(), "De aannemer kwam niet")
    actions.settle(kept, is_kept=True, outcome="De bank staat vast.")
    theirs = promised(anna, "Foto’s van vroeger opzoeken", -2, party_id=fatima.pk, direction="theirs")
    late = promised(anna, "Terugbellen over de lantaarn", -4, party_id=fatima.pk)
    given = promised(bart, "Uitzoeken of er een waterpunt kan", 6)
    actions.hand_over(given, anna, "Ik ben twee weken weg, en jij kent de tuiniers.")
    waits = promised(bart, "De sleutel van het hek regelen", 1)
    actions.pass_on(Promise.objects.filter(pk=waits.pk))
    waits.audience = situation.team
    waits.save()
    for promise in (theirs, late, given, waits):
        tie_promise(situation, promise)
    urls = [
        "/",
        "/beloften/",
        "/beloften/?stand=afgehandeld&q=bank",
        "/beloften/?q=onzin",
        f"/beloften/{kept.pk}/",
        f"/beloften/{waits.pk}/",
        f"/beloften/{late.pk}/afhandelen/",
        f"/beloften/{late.pk}/overdragen/",
        f"/beloften/nieuw/?situatie={situation.pk}",
        f"/mensen/{fatima.pk}/",
        f"/situaties/{situation.pk}/",
        "/ik/agenda/",
    ]
    with browse.page("/", as_anna, size=PHONE) as page:
        found = []
        for url in urls:
            page.goto(url)
            found += look(page)
        page.get_by_role("button", name="Maak een adres").click()
        found += look(page)
    assert found == []
