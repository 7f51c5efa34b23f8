"""While it stays silent: call first, remind at most once a week, escalate only as agreed, or go on without."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from raakvlak.alignment.actions.requests import Addressee
from raakvlak.alignment.models import Lane, Request, Step
from raakvlak.alignment.passing import let_all_wait
from raakvlak.alignment.tests.conftest import in_days
from raakvlak.municipality.models import Department, Member
from raakvlak.web.jobs.schedule import SCHEDULE

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def silent(ask: Make, dirk: Member) -> Lane:
    """Ask Dirk something that he has not answered for ten days."""
    request = ask(
        Addressee(member=dirk),
        needed_by_on=in_days(-1),
        escalate_to="Het hoofd Mobiliteit",
        escalate_email="hoofd@elders.example",
        escalate_after_on=in_days(-1),
    )
    request.lanes.update(sent_at=timezone.now() - datetime.timedelta(days=10))
    return Lane.objects.select_related("request").get(request=request)


def at(lane: Lane, name: str) -> str:
    return reverse(f"alignment:{name}", args=[lane.request.situation_id, lane.request.uuid, lane.pk])


def keyed(**values: Any) -> dict[str, Any]:
    return {"uuid": str(uuid.uuid4()), **values}


def test_calling_a_deputy_and_an_introduction_come_before_a_mail(as_anna: Client, silent: Lane) -> None:
    page = as_anna.get(at(silent, "lane")).content.decode()
    places = [page.index(words) for words in ("Bel liever eerst", "Vraag of die je voorstelt", "Stuur een herinnering")]
    assert places == sorted(places)


def test_a_reminder_is_mailed_at_most_once_a_week(as_anna: Client, silent: Lane) -> None:
    for _number in range(3):
        as_anna.post(at(silent, "remind"), keyed(words=""))
    assert len(mail.outbox) == 1
    assert "/vraag/" in str(mail.outbox[0].body)
    assert silent.steps.filter(kind="reminded").count() == 1
    Lane.objects.update(reminded_at=timezone.now() - datetime.timedelta(days=7))
    as_anna.post(at(silent, "remind"), keyed(words=""))
    assert len(mail.outbox) == 2


def test_a_request_that_was_just_sent_cannot_be_reminded_of(as_anna: Client, ask: Make, dirk: Member) -> None:
    lane = ask(Addressee(member=dirk)).lanes.get()
    assert "Stuur een herinnering" not in as_anna.get(at(lane, "lane")).content.decode()
    as_anna.post(at(lane, "remind"), keyed(words=""))
    assert mail.outbox == []


def test_nothing_is_reminded_of_or_escalated_by_itself(silent: Lane) -> None:
    mine = [task for name, (task, _start) in SCHEDULE.items() if name.startswith("alignment")]
    assert {task.name for task in mine} == {"alignment.pass_on", "alignment.follow"}
    let_all_wait(silent.request.municipality)
    assert mail.outbox == []
    assert silent.steps.count() == 1


def test_help_is_asked_once_of_who_was_agreed_and_not_before_the_day(as_anna: Client, silent: Lane) -> None:
    Request.objects.update(escalate_after_on=in_days(1))
    assert as_anna.get(at(silent, "escalate"))["Location"] == at(silent, "lane")
    as_anna.post(at(silent, "escalate"), keyed(words="Kun je meekijken?"))
    assert mail.outbox == []
    Request.objects.update(escalate_after_on=in_days(0))
    for _number in range(2):
        as_anna.post(at(silent, "escalate"), keyed(words="Kun je meekijken?"))
    assert [message.to for message in mail.outbox] == [["hoofd@elders.example"]]
    assert "Kun je meekijken?" in str(mail.outbox[0].body)
    assert "anna@raakvlak.example" in str(mail.outbox[0].body)
    assert silent.steps.filter(kind="escalated").count() == 1


def test_no_help_is_asked_while_it_is_our_own_turn(as_anna: Client, silent: Lane) -> None:
    Lane.objects.update(state="asked_back")
    as_anna.post(at(silent, "escalate"), keyed(words="Kun je meekijken?"))
    assert mail.outbox == []


def test_the_colleague_reads_beforehand_who_may_be_asked_to_help(as_dirk: Client, silent: Lane) -> None:
    assert "Het hoofd Mobiliteit" in as_dirk.get(reverse("alignment:answer", args=[silent.pk])).content.decode()


def test_a_call_is_written_down(as_anna: Client, silent: Lane) -> None:
    as_anna.post(at(silent, "log_call"), keyed(words="Hij kijkt er morgen naar."))
    step = silent.steps.get(kind="called")
    assert (step.words, step.day_on) == ("Hij kijkt er morgen naar.", timezone.localdate())


def test_one_department_is_left_out_and_the_others_are_still_asked(
    as_anna: Client, ask: Make, mobility: Department, parks: Department
) -> None:
    request = ask(Addressee(department=mobility), Addressee(department=parks))
    lane = request.lanes.get(department=mobility)
    assert as_anna.post(at(lane, "go_on_without"), keyed(words="")).status_code == 422
    answer = as_anna.post(at(lane, "go_on_without"), keyed(words="We zetten de bank op het plein."))
    assert answer["Location"] == reverse("alignment:name_threshold", args=[request.situation_id]) + f"?lijn={lane.pk}"
    assert list(request.lanes.in_order().values_list("state", flat=True)) == ["without", "waiting"]
    request.refresh_from_db()
    assert request.is_open


def test_after_not_me_another_department_is_asked(as_anna: Client, lane: Lane, parks: Department) -> None:
    Lane.objects.update(state="not_me", is_bounced=True)
    assert as_anna.post(at(lane, "ask_another"), keyed(department=lane.department_id)).status_code == 422
    for _number in range(2):
        sent = keyed(department=parks.pk, words="Zij gaan erover.")
        as_anna.post(at(lane, "ask_another"), sent)
    assert list(lane.request.lanes.in_order().values_list("state", flat=True)) == ["passed_on", "waiting"]
    assert lane.steps.get(kind="passed_on").words == "Zij gaan erover."


def test_going_on_without_the_only_one_settles_it(as_anna: Client, lane: Lane) -> None:
    as_anna.post(at(lane, "go_on_without"), keyed(words="We doen het anders."))
    assert Request.objects.get().settled_on == timezone.localdate()


def test_the_message_for_who_waits_promises_nothing(as_anna: Client, silent: Lane, lane: Lane) -> None:
    url = reverse("alignment:tell_resident", args=[lane.request.situation_id, lane.request.uuid])
    page = as_anna.get(url).content.decode()
    assert "Ik weet dus nog niet of het lukt." in page
    assert "Mobiliteit" in page
    assert lane.request.why not in page


def test_the_route_shows_who_had_it_and_a_table_says_the_same(as_anna: Client, lane: Lane) -> None:
    Lane.objects.update(sent_at=timezone.now() - datetime.timedelta(days=6))
    Step.objects.update(happened_at=timezone.now() - datetime.timedelta(days=6))
    Lane.objects.update(since_at=timezone.now() - datetime.timedelta(days=6))
    page = as_anna.get(reverse("alignment:request", args=[lane.request.situation_id, lane.request.uuid]))
    drawn = page.context["route"].lanes[0]
    assert [(stretch.holder, stretch.x, stretch.width) for stretch in drawn.stretches] == [("waiting", "0.00", "30.00")]
    assert "al 6 dagen" in page.content.decode()
    assert "<table" in page.content.decode()


def test_who_is_not_in_the_team_may_do_none_of_this(as_fatma: Client, silent: Lane) -> None:
    for name in ("lane", "explain", "log_call", "remind", "escalate", "go_on_without", "make_answer_link"):
        for method in (as_fatma.get, as_fatma.post):
            answer = method(at(silent, name))
            assert answer.status_code in {302, 404, 405}, name
    assert silent.steps.count() == 1
    assert mail.outbox == []
