"""Who leaves leaves no request behind unseen; what has had its time goes; a name that is erased is gone here too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from raakvlak.alignment.models import Lane, Request, Step, Threshold
from raakvlak.alignment.passing import let_all_wait
from raakvlak.alignment.tests.conftest import in_days
from raakvlak.municipality.actions.members import end_access
from raakvlak.municipality.models import Audience, Member
from raakvlak.situations.actions import remove_from_team
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def asker_of(request: Request) -> Member | None:
    return Request.objects.get(pk=request.pk).asker


def test_who_leaves_the_team_leaves_it_waiting_where_the_team_sees_it(
    anna: Member, bart: Member, as_bart: Client, ask: Make, situation: Situation
) -> None:
    request = ask()
    remove_from_team(situation, bart, anna)
    assert asker_of(request) is None
    url = reverse("alignment:request", args=[situation.pk, request.uuid])
    assert "Wacht op iemand van het team" in as_bart.get(url).content.decode()
    as_bart.post(reverse("alignment:take_over_request", args=[situation.pk, request.uuid]))
    assert asker_of(request) == bart
    assert list(request.steps.values_list("kind", flat=True)) == ["sent", "waits", "taken_over"]


def test_who_may_no_longer_come_in_leaves_it_waiting(anna: Member, ask: Make) -> None:
    request = ask()
    end_access(anna)
    assert asker_of(request) is None


def test_a_request_that_was_settled_keeps_its_asker(anna: Member, ask: Make) -> None:
    request = ask()
    Request.objects.update(settled_on=in_days(0))
    end_access(anna)
    assert asker_of(request) == anna


def test_a_team_that_nobody_reads_gets_a_coordinator(anna: Member, bart: Member, fatma: Member, ask: Make) -> None:
    request = ask()
    end_access(bart)
    end_access(anna)
    assert request.situation.team.readers.filter(pk=fatma.pk).exists()


def test_by_night_what_happened_by_hand_is_seen(anna: Member, ask: Make) -> None:
    request = ask()
    request.situation.team.readers.remove(anna)
    assert let_all_wait(anna.municipality) == 1
    assert let_all_wait(anna.municipality) == 0
    assert asker_of(request) is None


def test_taking_over_comes_to_one(as_anna: Client, as_bart: Client, ask: Make, anna: Member) -> None:
    request = ask()
    Request.objects.update(asker=None)
    url = reverse("alignment:take_over_request", args=[request.situation_id, request.uuid])
    as_anna.post(url)
    as_bart.post(url)
    assert asker_of(request) == anna
    assert Step.objects.filter(kind="taken_over").count() == 1


def test_a_department_that_is_removed_leaves_its_lane_to_be_read(as_anna: Client, lane: Lane) -> None:
    assert lane.department
    lane.department.delete()
    page = as_anna.get(reverse("alignment:request", args=[lane.request.situation_id, lane.request.uuid]))
    assert "een afdeling die er niet meer is" in page.content.decode()


def test_the_term_counts_from_the_day_that_it_is_needed(ask: Make) -> None:
    late, soon = ask(needed_by_on=in_days(300)), ask(needed_by_on=in_days(1))
    assert (late.keep_until - soon.keep_until).days == 299


def test_a_threshold_outlives_the_request_that_met_it(anna: Member, lane: Lane, make_threshold: Make) -> None:
    threshold = make_threshold(anna, lane=lane)
    lane.request.delete()
    threshold.refresh_from_db()
    assert threshold.lane is None
    assert Audience.objects.frontline_of(anna.municipality) == threshold.audience
    assert Threshold.objects.count() == 1
