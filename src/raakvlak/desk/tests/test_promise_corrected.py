"""What was written down wrongly about a promise is put right by its owner, and what stood there stays to be read."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations import actions
from raakvlak.relations.models import Promise, PromiseCorrection
from raakvlak.relations.notes import NewPromise

Make = Callable[..., Any]


@pytest.fixture
def promise(anna: Member) -> Promise:
    """Anna promised something without a talk, for all who work outside."""
    everybody = Audience.objects.frontline_of(anna.municipality)
    return actions.promise_alone(anna, everybody, NewPromise(text="De lmp navragen"), key=uuid.uuid4())


def at(promise: Promise, what: str) -> str:
    return f"/beloften/{promise.pk}/{what}/"


def typed(promise: Promise, **values: Any) -> dict[str, Any]:
    start = {"text": "De lamp navragen", "kind": "agreed", "direction": "ours", "asked": ""}
    return {**start, "seen": actions.mark_of(promise), **values}


def test_the_form_holds_what_stands_there(as_anna: Client, promise: Promise) -> None:
    page = as_anna.get(at(promise, "verbeteren")).content.decode()
    assert "De lmp navragen" in page
    assert actions.mark_of(promise) in page


def test_what_stood_there_stays_to_be_read(as_anna: Client, anna: Member, promise: Promise) -> None:
    page = as_anna.post(at(promise, "verbeteren"), typed(promise), follow=True).content.decode()
    assert "De lamp navragen" in page
    assert "De lmp navragen" in page
    assert f"{anna.user.name} verbeterde wat hier staat. Eerst was het: ik zoek het uit, wij aan hen" in page
    promise.refresh_from_db()
    assert (promise.text, promise.kind) == ("De lamp navragen", "agreed")


def test_nothing_is_written_down_when_nothing_changed(as_anna: Client, promise: Promise) -> None:
    as_anna.post(at(promise, "verbeteren"), typed(promise, text=promise.text, kind=promise.kind))
    assert not PromiseCorrection.objects.exists()


def test_sending_it_again_corrects_once(as_anna: Client, promise: Promise) -> None:
    sent = typed(promise)
    as_anna.post(at(promise, "verbeteren"), sent)
    as_anna.post(at(promise, "verbeteren"), sent)
    assert PromiseCorrection.objects.count() == 1


def test_names_stay_references(as_anna: Client, anna: Member, promise: Promise, make_party: Make) -> None:
    make_party(anna, "Mieke van Loon")
    as_anna.post(at(promise, "verbeteren"), typed(promise, text="@Mieke van Loon bellen"))
    promise.refresh_from_db()
    assert "Mieke" not in promise.text
    assert "@Mieke van Loon bellen" in as_anna.get(at(promise, "verbeteren")).content.decode()


def test_who_does_not_want_to_be_noted_is_kept_out(
    as_anna: Client, anna: Member, promise: Promise, make_party: Make
) -> None:
    make_party(anna, "Mieke van Loon", is_not_to_be_noted=True)
    as_anna.post(at(promise, "verbeteren"), typed(promise, text="Mieke van Loon bellen"))
    promise.refresh_from_db()
    assert "Mieke" not in promise.text


def test_binding_the_municipality_asks_who_allowed_it(as_anna: Client, promise: Promise) -> None:
    answer = as_anna.post(at(promise, "verbeteren"), typed(promise, kind="binding"))
    assert answer.status_code == 422
    assert "Schrijf op wie dit mag toezeggen." in answer.content.decode()
    assert "De lamp navragen" in answer.content.decode()


def test_words_that_changed_meanwhile_are_shown_first(as_anna: Client, promise: Promise) -> None:
    sent = typed(promise)
    Promise.objects.filter(pk=promise.pk).update(text="De lamp van iemand navragen")
    answer = as_anna.post(at(promise, "verbeteren"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "De lamp van iemand navragen" in page
    promise.refresh_from_db()
    assert promise.text == "De lamp van iemand navragen"
    assert as_anna.post(at(promise, "verbeteren"), typed(promise)).status_code == 302


def test_special_data_is_asked_about_once(as_anna: Client, promise: Promise) -> None:
    answer = as_anna.post(at(promise, "verbeteren"), typed(promise, text="Bellen over haar depressie"))
    assert "Is dat nodig voor deze belofte?" in answer.content.decode()
    promise.refresh_from_db()
    assert "depressie" not in promise.text
    again = typed(promise, text="Bellen over haar depressie", asked="health")
    assert as_anna.post(at(promise, "verbeteren"), again).status_code == 302


def test_a_colleague_corrects_nothing(as_bart: Client, promise: Promise) -> None:
    assert as_bart.get(at(promise, "verbeteren")).status_code == 404
    assert as_bart.post(at(promise, "verbeteren"), typed(promise)).status_code == 404


@pytest.mark.parametrize("direction", ["ours", "theirs"])
def test_a_promise_ends_because_nobody_needs_it_any_more(as_anna: Client, promise: Promise, direction: str) -> None:
    Promise.objects.filter(pk=promise.pk).update(direction=direction)
    answer = as_anna.post(at(promise, "afhandelen"), {"is_kept": "gone"})
    assert answer.status_code == 422
    assert "Schrijf kort waarom het niet meer nodig is." in answer.content.decode()
    sent = {"is_kept": "gone", "outcome": "De lamp brandde al weer."}
    page = as_anna.post(at(promise, "afhandelen"), sent, follow=True).content.decode()
    assert "Niet meer nodig" in page
    assert "De lamp brandde al weer." in page
    promise.refresh_from_db()
    assert (promise.is_kept, promise.settled_on is None) == (None, False)
    assert "De lmp navragen" in as_anna.get("/beloften/?stand=niet-nodig").content.decode()
    for other in ("open", "nagekomen", "niet-gelukt"):
        assert "De lmp navragen" not in as_anna.get(f"/beloften/?stand={other}").content.decode()


def test_what_was_not_needed_can_stand_open_again(as_anna: Client, promise: Promise) -> None:
    actions.settle(promise, is_kept=None, outcome="Toch niet")
    page = as_anna.post(at(promise, "heropenen"), follow=True).content.decode()
    assert "Weer open" in page
    assert "Niet meer nodig" in page


def test_the_database_holds_that_an_unkept_promise_says_why(promise: Promise) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=promise.pk).update(settled_on="2026-11-01", outcome="")
