"""A promise is settled, opened again and moved, by who has to keep it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations import actions
from raakvlak.relations.models import Promise
from raakvlak.relations.notes import NewPromise

Make = Callable[..., Any]


@pytest.fixture
def promise(anna: Member, make_encounter: Make) -> Promise:
    """Anna promised something, and her team can read it."""
    return actions.promise_in(make_encounter(anna), NewPromise(text="De lamp navragen"))


def at(promise: Promise, what: str) -> str:
    return f"/beloften/{promise.pk}/{what}/"


def test_a_promise_is_kept(as_anna: Client, promise: Promise) -> None:
    assert "De lamp navragen" in as_anna.get(at(promise, "afhandelen")).content.decode()
    response = as_anna.post(at(promise, "afhandelen"), {"is_kept": "yes"}, follow=True)
    assert "nagekomen" in response.content.decode()
    assert at(promise, "heropenen") in response.context["undo_url"]
    promise.refresh_from_db()
    assert promise.is_kept


def test_a_promise_that_was_not_kept_tells_what_happened(as_anna: Client, promise: Promise) -> None:
    assert (
        "Schrijf kort wat er gebeurde." in as_anna.post(at(promise, "afhandelen"), {"is_kept": "no"}).content.decode()
    )
    response = as_anna.post(at(promise, "afhandelen"), {"is_kept": "no", "outcome": "Geen geld."}, follow=True)
    page = response.content.decode()
    assert "niet gelukt" in page
    assert "Geen geld." in page


def test_settling_is_undone(as_anna: Client, promise: Promise) -> None:
    actions.settle(promise, is_kept=True)
    as_anna.post(at(promise, "heropenen"))
    promise.refresh_from_db()
    assert promise.settled_on is None


def test_a_promise_gets_another_day_with_a_reason(as_anna: Client, promise: Promise) -> None:
    assert as_anna.get(at(promise, "verzetten")).status_code == 200
    assert as_anna.post(at(promise, "verzetten"), {"due_on": "2026-12-24"}).status_code == 200
    response = as_anna.post(at(promise, "verzetten"), {"due_on": "2026-12-24", "why": "Wethouder ziek"}, follow=True)
    promise.refresh_from_db()
    assert promise.due_on == datetime.date(2026, 12, 24)
    assert "Afgesproken voor 24 december: Wethouder ziek" in response.content.decode()


@pytest.mark.parametrize(
    "values", [{"due_on": "1850-01-01"}, {"due_on": "2150-01-01"}, {"due_on": "x"}, {"why": "bsn 111222333"}]
)
def test_a_move_that_makes_no_sense_is_explained(as_anna: Client, promise: Promise, values: dict[str, str]) -> None:
    assert as_anna.post(at(promise, "verzetten"), {"due_on": "2026-12-24", "why": "Ja", **values}).status_code == 200
    assert not promise.moves.exists()


@pytest.mark.parametrize("what", ["afhandelen", "verzetten", "heropenen"])
def test_only_who_has_to_keep_it_touches_a_promise(
    as_bart: Client, as_carla: Client, as_dirk: Client, client: Client, promise: Promise, what: str
) -> None:
    values = {"is_kept": "yes", "due_on": "2026-12-24", "why": "Zomaar"}
    for other in (as_bart, as_carla, as_dirk):
        assert other.post(at(promise, what), values).status_code == 404
    assert client.post(at(promise, what), values).status_code == 302
    promise.refresh_from_db()
    assert (promise.settled_on, promise.due_on) == (None, None)


def test_a_promise_without_a_talk_leads_back_to_vandaag(as_anna: Client, anna: Member, promise: Promise) -> None:
    promise.encounter = None
    promise.audience = Audience.objects.klad_of(anna)
    promise.save()
    assert as_anna.post(at(promise, "heropenen"))["Location"] == "/"
    assert "Afgehandeld." in as_anna.post(at(promise, "afhandelen"), {"is_kept": "yes"}, follow=True).content.decode()
