"""A promise is made with a talk or alone, settled with what shows it, handed over; all of it stays to be read."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.relations import actions
from raakvlak.relations.models import Promise, PromiseHandover, PromiseSettling
from raakvlak.relations.notes import NewPromise
from raakvlak.web.references import Reference

Make = Callable[..., Any]
BELL = NewPromise(text="Bellen")


@pytest.fixture
def promise(anna: Member, make_encounter: Make) -> Promise:
    return actions.promise_in(make_encounter(anna), BELL)


def refused(**values: Any) -> bool:
    """Tell whether the database itself refuses a promise like this."""
    try:
        with transaction.atomic():
            Promise.objects.create(text="Bellen", keep_until=in_a_year(), **values)
    except IntegrityError:
        return True
    return False


def test_the_database_asks_who_allowed_a_binding_promise(anna: Member) -> None:
    same = {"municipality": anna.municipality, "owner": anna}
    same["audience"] = Audience.objects.klad_of(anna)
    today = timezone.localdate()
    assert refused(**same, kind="binding")
    assert refused(**same, kind="binding", allowed_by="De wethouder")
    assert refused(**same, kind="binding", allowed_on=today)
    assert not refused(**same, kind="binding", allowed_by="De wethouder", allowed_on=today)
    assert not refused(**same, kind="agreed")


def test_the_database_asks_what_was_told_about_a_broken_promise(anna: Member) -> None:
    same: dict[str, Any] = {"municipality": anna.municipality, "audience": Audience.objects.klad_of(anna)}
    ended = {"settled_on": timezone.localdate()}
    assert refused(**same, **ended, owner=anna, is_kept=False)
    assert not refused(**same, **ended, owner=anna, is_kept=False, outcome="Verteld")
    assert not refused(**same, **ended, owner=anna, is_kept=True)
    assert refused(**same, **ended, owner=None, is_kept=True), "only an open promise waits for an owner"


def test_a_promise_alone_is_made_once(anna: Member, bart: Member) -> None:
    key, frontline = uuid.uuid4(), Audience.objects.frontline_of(anna.municipality)
    first = actions.promise_alone(anna, frontline, BELL, key=key)
    assert actions.promise_alone(anna, frontline, NewPromise(text="Iets anders"), key=key) == first
    assert (first.encounter, first.owner, Promise.objects.get().text) == (None, anna, "Bellen")


def test_the_key_of_another_makes_nothing(anna: Member, carla: Member) -> None:
    key = uuid.uuid4()
    actions.promise_alone(carla, Audience.objects.klad_of(carla), BELL, key=key)
    with pytest.raises(Promise.DoesNotExist):
        actions.promise_alone(anna, Audience.objects.klad_of(anna), BELL, key=key)


def test_who_does_not_want_to_be_noted_stays_out_of_it(anna: Member, make_party: Make) -> None:
    shy = make_party(anna, "Rik de Boer", is_not_to_be_noted=True)
    text = f"{Reference('p', shy.pk).token} bellen"
    asked = NewPromise(text=text, party_id=shy.pk)
    made = actions.promise_alone(anna, Audience.objects.klad_of(anna), asked, key=uuid.uuid4())
    assert (made.text, made.party) == ("iemand bellen", None)


def test_what_is_due_late_is_kept_the_longer_for_it(anna: Member, promise: Promise) -> None:
    late = timezone.localdate() + datetime.timedelta(days=3 * 365)
    frontline = Audience.objects.frontline_of(anna.municipality)
    made = actions.promise_alone(anna, frontline, NewPromise(text="Bank", due_on=late), key=uuid.uuid4())
    assert made.keep_until > late
    actions.move_promise(promise, late, "De straat gaat eerst open")
    assert promise.keep_until > late


def test_how_it_went_stays_to_be_read(anna: Member, promise: Promise, make_encounter: Make) -> None:
    talk = make_encounter(anna, "De lamp brandt weer.")
    for _twice in range(2):
        actions.settle(promise, is_kept=True, outcome="De lamp brandt", shown_in=talk)
    for _twice in range(2):
        actions.unsettle(promise)
    actions.settle(promise, is_kept=False, outcome="Toch niet; verteld aan mevrouw.")
    steps = PromiseSettling.objects.order_by("pk").values_list("is_kept", "outcome", "shown_in", "member")
    assert list(steps) == [
        (True, "De lamp brandt", talk.pk, anna.pk),
        (None, "", None, anna.pk),
        (False, "Toch niet; verteld aan mevrouw.", None, anna.pk),
    ]


def test_a_promise_is_handed_to_who_can_read_it(anna: Member, bart: Member, promise: Promise) -> None:
    actions.hand_over(promise, bart, "Ik ben drie weken weg")
    actions.hand_over(promise, bart, "Nog eens")
    promise.refresh_from_db()
    assert promise.owner == bart
    step = PromiseHandover.objects.get()
    assert (step.giver, step.taker, step.why) == (anna, bart, "Ik ben drie weken weg")
    assert promise.history.first().owner == bart


def test_it_is_not_handed_to_who_can_not_read_it(
    promise: Promise, dirk: Member, carla: Member, anna: Member, bart: Member, make_situation: Make
) -> None:
    for other in (dirk, carla):
        with pytest.raises(PermissionDenied):
            actions.hand_over(promise, other, "Neem jij het?")
    promise.audience = make_situation(anna).team
    promise.save()
    with pytest.raises(PermissionDenied):
        actions.hand_over(promise, bart, "Neem jij het?")


def test_one_takes_over_what_waits_and_nobody_else_then(anna: Member, bart: Member, promise: Promise) -> None:
    assert not actions.take_over(promise, bart), "it waits for nobody"
    actions.pass_on(Promise.objects.all())
    assert actions.take_over(promise, bart)
    assert not actions.take_over(promise, anna)
    promise.refresh_from_db()
    assert promise.owner == bart


def test_a_klad_promise_is_shared_by_its_owner_alone_and_that_is_written_down(anna: Member, bart: Member) -> None:
    klad, frontline = Audience.objects.klad_of(anna), Audience.objects.frontline_of(anna.municipality)
    made = actions.promise_alone(anna, klad, BELL, key=uuid.uuid4())
    ends = made.keep_until
    with pytest.raises(PermissionDenied):
        actions.widen_promise(made, bart, frontline)
    actions.widen_promise(made, anna, frontline)
    actions.widen_promise(made, anna, klad)
    made.refresh_from_db()
    assert made.audience == frontline
    assert made.keep_until > ends
    assert AccessLogEntry.objects.get().what == "promise_widened"


def test_a_promise_of_a_talk_is_shared_with_its_talk(anna: Member, promise: Promise) -> None:
    with pytest.raises(PermissionDenied):
        actions.widen_promise(promise, anna, Audience.objects.frontline_of(anna.municipality))


def test_what_a_colleague_did_meanwhile_stays(anna: Member, promise: Promise) -> None:
    later = timezone.localdate() + datetime.timedelta(days=9)
    stale = [Promise.objects.get(pk=promise.pk) for _ in range(3)]
    actions.move_promise(stale[0], later, "De aannemer komt later")
    actions.settle(stale[1], is_kept=True, outcome="De lamp brandt")
    assert Promise.objects.get().due_on == later
    Promise.objects.update(text="Bellen met de buurt")
    actions.unsettle(stale[1])
    actions.move_promise(stale[2], later + datetime.timedelta(days=1), "Nog later")
    found = Promise.objects.get()
    assert (found.text, found.settled_on) == ("Bellen met de buurt", None)
    assert found.due_on == stale[2].due_on == later + datetime.timedelta(days=1)


def test_what_was_done_meanwhile_is_shared_as_it_is(anna: Member) -> None:
    klad, frontline = Audience.objects.klad_of(anna), Audience.objects.frontline_of(anna.municipality)
    made = actions.promise_alone(anna, klad, BELL, key=uuid.uuid4())
    actions.settle(Promise.objects.get(), is_kept=True, outcome="Gebeld")
    actions.widen_promise(made, anna, frontline)
    assert (Promise.objects.get().outcome, made.audience) == ("Gebeld", frontline)


def test_the_later_of_two_takes_nothing_from_the_first(anna: Member, bart: Member, promise: Promise) -> None:
    actions.pass_on(Promise.objects.all())
    of_bart, of_anna = (Promise.objects.get(pk=promise.pk) for _ in range(2))
    actions.hand_over(of_bart, bart, "Ik doe dit")
    with pytest.raises(actions.OtherOwnerError):
        actions.hand_over(of_anna, anna, "Neem jij het?")
    with pytest.raises(actions.OtherOwnerError):
        actions.settle(promise, is_kept=True, outcome="Gebeld")
    with pytest.raises(actions.OtherOwnerError):
        actions.move_promise(promise, timezone.localdate(), "Eerder")
    with pytest.raises(actions.OtherOwnerError):
        actions.unsettle(promise)
    found = Promise.objects.get()
    assert (found.owner, found.settled_on, found.due_on) == (bart, None, None)
    assert of_bart.owner == bart
