"""Taken: what Raakvlak does by itself, for the administrator; without a word of what it is about."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from raakvlak.municipality.models import Member, Municipality
from raakvlak.web.jobs import Progress, Worker
from raakvlak.web.jobs.task import TASKS, job
from raakvlak.web.models import Job
from raakvlak.web.models.job import LOST_WORKER, State

JOBS = "/instellingen/taken/"
SEEN = "Lantaarns nalopen"


@pytest.fixture(autouse=True)
def lanterns() -> Iterator[Any]:
    @job("tests.lanterns", title=SEEN)
    def lanterns(progress: Progress, municipality_id: int) -> None: ...

    yield lanterns
    TASKS.pop("tests.lanterns")


def make(municipality: Municipality | None, **values: Any) -> Job:
    arguments = {"municipality_id": municipality.pk} if municipality else {}
    return Job.objects.create(**{"name": "tests.lanterns", "key": f"{uuid.uuid4()}", "arguments": arguments, **values})


def page(client: Client) -> str:
    return client.get(JOBS).content.decode()


def test_it_shows_state_and_progress(as_gert: Client, waterhoek: Municipality) -> None:
    make(waterhoek, state=State.RUNNING, progress=30, total=400, attempts=2)
    shown = page(as_gert)
    assert SEEN in shown
    assert "30 van 400" in shown
    assert "poging 2 van 5" in shown
    assert "bezig" in shown


@pytest.mark.parametrize(
    ("state", "error", "words"),
    [
        (State.FAILED, LOST_WORKER, "viel elke keer weg"),
        (State.FAILED, "UnknownJob", "andere versie van Raakvlak"),
        (State.FAILED, "OperationalError", "De database was te lang niet bereikbaar"),
        (State.FAILED, "ZeroDivisionError", "(ZeroDivisionError)"),
        (State.WAITING, "ZeroDivisionError", "probeert het vanzelf opnieuw"),
    ],
)
def test_it_says_in_plain_words_why_not(
    as_gert: Client, waterhoek: Municipality, state: str, error: str, words: str
) -> None:
    make(waterhoek, state=state, error=error)
    assert words in page(as_gert)


def test_what_failed_is_tried_again_once(as_gert: Client, waterhoek: Municipality, lanterns: Any) -> None:
    failed = lanterns.enqueue(municipality_id=waterhoek.pk)
    Job.objects.update(state=State.FAILED, error=LOST_WORKER)
    assert "Opnieuw proberen" in page(as_gert)
    for _ in range(2):
        assert as_gert.post(f"{JOBS}{failed.pk}/opnieuw/")["Location"] == JOBS
    assert "Opnieuw proberen" not in page(as_gert)
    Worker().drain()
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == [State.FAILED, State.DONE]
    assert "al om gevraagd" in as_gert.post(f"{JOBS}{failed.pk}/opnieuw/", follow=True).content.decode()
    assert Job.objects.count() == 2


def test_what_waits_or_runs_is_stopped(as_gert: Client, waterhoek: Municipality) -> None:
    waiting, running = make(waterhoek), make(waterhoek, state=State.RUNNING)
    for one in (waiting, running):
        as_gert.post(f"{JOBS}{one.pk}/stoppen/")
        one.refresh_from_db()
    assert waiting.state == State.CANCELLED
    assert running.is_cancel_asked
    assert "niet (meer) stoppen" in as_gert.post(f"{JOBS}{running.pk}/stoppen/", follow=True).content.decode()


def test_what_is_for_all_or_somebodys_right_cannot_be_stopped(as_gert: Client, gert: Member) -> None:
    nightly = make(None)
    erasing = make(None, arguments={"party_id": 12, "member_id": gert.pk})
    assert "Stoppen" not in page(as_gert)
    for one in (nightly, erasing):
        as_gert.post(f"{JOBS}{one.pk}/stoppen/")
    assert set(Job.objects.values_list("state", "is_cancel_asked")) == {(State.WAITING, False)}


def test_another_municipality_sees_none_of_it(
    as_gert: Client, zandrecht: Municipality, carla: Member, lanterns: Any
) -> None:
    strange = [make(zandrecht, state=State.FAILED), make(None, arguments={"party_id": 1, "member_id": carla.pk})]
    assert SEEN not in page(as_gert)
    for one in strange:
        assert as_gert.post(f"{JOBS}{one.pk}/opnieuw/").status_code == 404
        assert as_gert.post(f"{JOBS}{one.pk}/stoppen/").status_code == 404


def test_a_mail_is_nobodys_to_see(as_gert: Client) -> None:
    make(None, name="web.deliver", arguments={"letter_id": 3})
    assert "Nog geen taken" in page(as_gert)


@pytest.mark.parametrize("number", [10, 100])
def test_it_asks_as_much_of_the_database_for_many(
    as_gert: Client, waterhoek: Municipality, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make(waterhoek, state=State.DONE)
    with django_assert_max_num_queries(6):
        assert page(as_gert).count(SEEN) == min(number, 25)


def test_others_are_refused(as_anna: Client, as_esma: Client, client: Client, waterhoek: Municipality) -> None:
    number = make(waterhoek).pk
    for one in (as_anna, as_esma):
        assert one.get(JOBS).status_code == 403
        assert one.post(f"{JOBS}{number}/stoppen/").status_code == 403
    assert client.get(JOBS)["Location"].startswith("/inloggen/")
