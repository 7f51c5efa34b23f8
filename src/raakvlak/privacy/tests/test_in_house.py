"""What is asked in the house is kept, held, erased and handed over like all that people wrote down."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.alignment.models import Possibility, Request, Threshold
from raakvlak.alignment.tests.rows import ask, threshold_of
from raakvlak.municipality.models import Department, Member
from raakvlak.privacy.actions.erasure import erase_party
from raakvlak.privacy.actions.handover import accept, draft, offer, write
from raakvlak.privacy.actions.leaving import leave
from raakvlak.privacy.actions.retention import destroy_expired
from raakvlak.privacy.leaving import bundles_of
from raakvlak.privacy.models import Destruction
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def situation(anna: Member, bart: Member, make_situation: Make) -> Situation:
    made: Situation = make_situation(anna, team=(bart,))
    return made


@pytest.fixture
def request_of_anna(anna: Member, situation: Situation) -> Request:
    department = Department.objects.create(municipality=anna.municipality, name="Mobiliteit")
    threshold_of(anna, situation, situation.team, "Mevrouw Fatima Yilmaz past niet in de regels.", department)
    return ask(anna, situation, situation.team, "Mag Fatima Yilmaz een bank?", department).request


def let_end() -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Request.objects.update(keep_until=yesterday)
    Threshold.objects.update(keep_until=yesterday)


def test_what_has_had_its_time_goes_with_all_that_hangs_on_it(request_of_anna: Request, anna: Member) -> None:
    let_end()
    destroy_expired(anna.municipality)
    assert not Request.objects.exists()
    assert not Threshold.objects.exists()
    assert {"request", "threshold"} <= set(Destruction.objects.values_list("kind", flat=True))


def test_a_hold_stops_that(request_of_anna: Request, anna: Member, situation: Situation) -> None:
    situation.held_since_on, situation.hold_reason = timezone.localdate(), "Woo"
    situation.save()
    let_end()
    destroy_expired(anna.municipality)
    assert Request.objects.exists()
    assert Threshold.objects.exists()


def test_who_is_erased_is_erased_from_what_was_asked(request_of_anna: Request, anna: Member, make_party: Make) -> None:
    erase_party(make_party(anna, "Fatima Yilmaz"), anna, everywhere=True)
    request = Request.objects.get()
    said = [request.what, request.why, *request.steps.values_list("words", flat=True)]
    said += [*request.lanes.values_list("needs", flat=True), *Threshold.objects.values_list("words", flat=True)]
    assert len(said) == 6
    assert not [text for text in said if "Yilmaz" in text]


def test_who_leaves_hands_her_requests_over_with_the_situation(
    request_of_anna: Request, anna: Member, bart: Member, situation: Situation
) -> None:
    leave(anna, anna, {str(situation.pk): bart})
    assert Request.objects.get().asker == bart


def test_who_takes_over_the_situation_of_a_leaver_takes_over_her_requests(
    request_of_anna: Request, anna: Member, bart: Member, situation: Situation
) -> None:
    handover = draft(anna, anna, key=uuid.uuid4(), situation=situation)
    write(handover, receiver=bart, words="", is_giver_leaving=True)
    offer(handover)
    accept(handover, bart)
    assert Request.objects.get().asker == bart


def test_without_a_successor_they_wait_where_the_team_sees_them(request_of_anna: Request, anna: Member) -> None:
    leave(anna, anna, {})
    assert Request.objects.get().asker is None


def test_a_successor_keeps_the_possibilities_of_who_leaves(anna: Member, bart: Member, fatma: Member) -> None:
    told = {"municipality": anna.municipality, "kind": "rule", "text": "Planten langs je gevel.", "owner": anna}
    garden = Possibility.objects.create(title="Geveltuin", contact_member=anna, **told)
    assert [bundle.key for bundle in bundles_of(anna)] == ["rest"]
    leave(anna, fatma, {"rest": bart})
    garden.refresh_from_db()
    assert (garden.owner, garden.contact_member) == (bart, None)


def test_what_nobody_takes_over_is_asked_of_the_department(anna: Member, fatma: Member) -> None:
    told = {"municipality": anna.municipality, "kind": "rule", "text": "Planten langs je gevel.", "owner": anna}
    garden = Possibility.objects.create(title="Geveltuin", **told)
    leave(anna, fatma, {})
    garden.refresh_from_db()
    assert garden.owner is None
    assert garden in Possibility.objects.asked_of(fatma)
