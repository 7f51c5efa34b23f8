"""My promises in my own calendar: a secret address, and nothing in it but that there is something."""

import datetime
import logging
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from raakvlak.municipality.actions.members import change_member, end_access, open_access
from raakvlak.municipality.models import Audience, Member, Role, User
from raakvlak.privacy.actions.leaving import leave
from raakvlak.relations import actions
from raakvlak.relations.models import Appointment, Promise
from raakvlak.relations.notes import NewPromise
from raakvlak.web.links import FAILURES
from raakvlak.web.models import PersonalLink

Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db: None) -> None:
    cache.clear()


@pytest.fixture
def promise(anna: Member, make_party: Make) -> Promise:
    """Anna promised Fatima something for a day."""
    due_on = timezone.localdate() + datetime.timedelta(days=3)
    new = NewPromise(text="De lamp; bij het hek", due_on=due_on, party_id=make_party(anna).pk)
    return actions.promise_alone(anna, Audience.objects.frontline_of(anna.municipality), new, key=uuid.uuid4())


def address_of(client: Client) -> str:
    answer = client.post("/ik/agenda/adres/")
    assert answer["Cache-Control"] == "no-store"
    address: str = answer.context["address"]
    return address.removeprefix("http://testserver")


def summaries(answer: Any) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_it_tells_a_day_and_nothing_else(as_anna: Client, client: Client, promise: Promise) -> None:
    answer = client.get(address_of(as_anna))
    assert summaries(answer) == ["afspraak"]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event.decoded("DTSTART") == promise.due_on
    for word in ("lamp", "hek", "Fatima", "Yilmaz", "Anna", "Waterhoek"):
        assert word not in answer.content.decode()


def test_it_sets_no_cookie_and_stays_in_no_cache_of_others(as_anna: Client, client: Client, promise: Promise) -> None:
    answer = client.get(address_of(as_anna))
    assert not answer.cookies
    assert "private" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]


def test_the_same_thing_keeps_its_name(as_anna: Client, client: Client, promise: Promise) -> None:
    address = address_of(as_anna)
    before = Calendar.from_ical(client.get(address).content).walk("VEVENT")[0]["UID"]
    actions.move_promise(promise, timezone.localdate(), "Eerder")
    after = Calendar.from_ical(client.get(address).content).walk("VEVENT")[0]
    assert (before, after.decoded("DTSTART")) == (after["UID"], timezone.localdate())


def test_only_my_own_open_promises_with_a_day_are_in_it(
    as_anna: Client, as_bart: Client, client: Client, promise: Promise, anna: Member
) -> None:
    frontline = Audience.objects.frontline_of(anna.municipality)
    actions.promise_alone(anna, frontline, NewPromise(text="Geen dag"), key=uuid.uuid4())
    assert len(summaries(client.get(address_of(as_anna)))) == 1
    assert summaries(client.get(address_of(as_bart))) == []
    actions.settle(promise, is_kept=True)
    assert summaries(client.get(address_of(as_anna))) == []


def test_words_are_in_it_when_its_owner_chose_that_and_never_those_of_a_klad(
    as_anna: Client, client: Client, promise: Promise, anna: Member
) -> None:
    klad = NewPromise(text="Klad over de buren", due_on=promise.due_on)
    actions.promise_alone(anna, Audience.objects.klad_of(anna), klad, key=uuid.uuid4())
    address = address_of(as_anna)
    assert "Let op" in as_anna.get("/ik/agenda/").content.decode()
    as_anna.post("/ik/agenda/", {"shows_words": "on"})
    answer = client.get(address)
    assert sorted(summaries(answer)) == ["De lamp; bij het hek", "afspraak"]
    assert "Fatima" in answer.content.decode()
    as_anna.post("/ik/agenda/", {})
    assert summaries(client.get(address)) == ["afspraak", "afspraak"]


def test_a_planned_talk_is_in_it_at_its_time_and_without_names(
    as_anna: Client, client: Client, anna: Member, make_party: Make
) -> None:
    talk = Appointment.objects.create(
        municipality=anna.municipality,
        audience=Audience.objects.frontline_of(anna.municipality),
        author=anna,
        planned_on=datetime.date(2026, 12, 1),
        clock_time=datetime.time(14, 30),
        place="Aan de keukentafel",
        keep_until=datetime.date(2027, 12, 1),
    )
    talk.members.add(anna)
    talk.parties.add(make_party(anna))
    address = address_of(as_anna)
    answer = client.get(address)
    assert summaries(answer) == ["afspraak"]
    assert b"DTSTART:20261201T133000Z" in answer.content
    assert b"keukentafel" not in answer.content
    as_anna.post("/ik/agenda/", {"shows_words": "on"})
    answer = client.get(address)
    assert summaries(answer) == ["Fatima Yilmaz"]
    assert "Aan de keukentafel" in answer.content.decode()


def test_the_address_is_shown_once_and_only_its_hash_is_kept(as_anna: Client) -> None:
    token = address_of(as_anna).split("/")[2]
    assert token not in as_anna.get("/ik/agenda/").content.decode()
    assert token not in str(PersonalLink.objects.values().get())


def test_a_new_address_ends_the_old_one_at_once(as_anna: Client, client: Client) -> None:
    old = address_of(as_anna)
    new = address_of(as_anna)
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_stopping_ends_it(as_anna: Client, client: Client) -> None:
    address = address_of(as_anna)
    as_anna.post("/ik/agenda/stoppen/")
    assert client.get(address).status_code == 404


def no_access(anna: Member, fatma: Member) -> None:
    end_access(anna)


def left(anna: Member, fatma: Member) -> None:
    leave(anna, fatma, {})


def works_inside(anna: Member, fatma: Member) -> None:
    change_member(anna, role=Role.COLLEAGUE, department=None, areas=())


def closed_by_hand(anna: Member, fatma: Member) -> None:
    User.objects.filter(pk=anna.user_id).update(is_active=False)


@pytest.mark.parametrize("go", [no_access, left, works_inside, closed_by_hand])
def test_it_is_dead_at_once_for_who_is_out(
    go: Callable[[Member, Member], None], as_anna: Client, client: Client, anna: Member, fatma: Member
) -> None:
    address = address_of(as_anna)
    go(anna, fatma)
    assert client.get(address).status_code == 404


def test_who_comes_back_needs_a_new_address(as_anna: Client, client: Client, anna: Member) -> None:
    address = address_of(as_anna)
    end_access(anna)
    open_access(Member.objects.get(pk=anna.pk))
    assert client.get(address).status_code == 404


def test_unknown_ended_and_expired_look_alike(as_anna: Client, client: Client) -> None:
    ended = address_of(as_anna)
    expired = address_of(as_anna)
    PersonalLink.objects.update(expires_at=timezone.now())
    answers = [client.get(url) for url in ("/agenda/onbekend/raakvlak.ics", ended, expired)]
    assert {answer.status_code for answer in answers} == {404}
    pages = {answer.content.decode().split("<h1")[1].split("</main>")[0] for answer in answers}
    assert len(pages) == 1


def test_who_guesses_is_stopped_and_who_knows_goes_on(as_anna: Client, client: Client) -> None:
    address = address_of(as_anna)
    for number in range(FAILURES):
        assert client.get(f"/agenda/raden{number}/raakvlak.ics").status_code == 404
    assert client.get("/agenda/raden/raakvlak.ics").status_code == 429
    assert client.get(address).status_code == 200


def test_the_log_does_not_hold_the_address(
    as_anna: Client, client: Client, promise: Promise, caplog: pytest.LogCaptureFixture
) -> None:
    address = address_of(as_anna)
    with caplog.at_level(logging.DEBUG):
        client.get(address)
        client.get(f"{address}x")
    assert "agenda/<str:token>/raakvlak.ics" in caplog.text
    assert address.split("/")[2] not in caplog.text


def test_it_is_for_who_keeps_promises(as_dirk: Client, as_gert: Client, client: Client) -> None:
    for url in ("/ik/agenda/", "/ik/agenda/adres/", "/ik/agenda/stoppen/"):
        assert [one.post(url).status_code for one in (as_dirk, as_gert, client)] == [403, 403, 302]
    assert "/ik/agenda/" not in as_dirk.get("/ik/").content.decode()


def test_the_way_to_it_stands_under_me(as_anna: Client) -> None:
    assert "/ik/agenda/" in as_anna.get("/ik/").content.decode()


@pytest.mark.parametrize("number", [10, 100])
def test_fetching_takes_a_constant_number_of_queries(
    as_anna: Client, client: Client, anna: Member, make_party: Make, django_assert_max_num_queries: Any, number: int
) -> None:
    as_anna.post("/ik/agenda/", {"shows_words": "on"})
    frontline = Audience.objects.frontline_of(anna.municipality)
    for turn in range(number):
        new = NewPromise(text="Bellen", due_on=timezone.localdate(), party_id=make_party(anna, f"Buur {turn}").pk)
        actions.promise_alone(anna, frontline, new, key=uuid.uuid4())
    address = address_of(as_anna)
    client.get(address)
    with django_assert_max_num_queries(8):
        assert len(summaries(client.get(address))) == number
