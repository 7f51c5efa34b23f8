"""Noting, correcting, withdrawing and sharing a talk; promises made and settled."""

import datetime
import re
import uuid
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Audience, Member, Purpose
from raakvlak.relations import actions
from raakvlak.relations.models import Encounter, Presence, Promise
from raakvlak.relations.notes import NewPromise, Note
from raakvlak.web.references import Reference

Make = Callable[..., Any]


def frontline(member: Member) -> Audience:
    return Audience.objects.frontline_of(member.municipality)


def klad(member: Member) -> Audience:
    return Audience.objects.klad_of(member)


def test_a_sentence_is_a_complete_note(anna: Member) -> None:
    noted = actions.note_encounter(anna, frontline(anna), Note(working_note="Sprak over de bankjes."))
    assert noted.encounter.happened_on == timezone.localdate()
    assert noted.encounter.keep_until > timezone.localdate() + datetime.timedelta(days=700)
    assert noted.kept_out == []


def test_a_klad_ends_after_thirty_days(anna: Member) -> None:
    note = Note(working_note="Even voor mij.", promises=(NewPromise(text="Bellen"),))
    encounter = actions.note_encounter(anna, klad(anna), note).encounter
    ends = timezone.localdate() + datetime.timedelta(days=30)
    assert (encounter.keep_until, encounter.purpose) == (ends, Purpose.WORK)
    assert [promise.keep_until for promise in encounter.promises.all()] == [ends]


def test_who_spoke_and_who_was_only_mentioned_are_told_apart(anna: Member, make_party: Make) -> None:
    spoke, named = make_party(anna, "Fatima"), make_party(anna, "Kees")
    text = f"{Reference('p', spoke.pk).token} over {Reference('p', named.pk).token}"
    noted = actions.note_encounter(anna, frontline(anna), Note(working_note=text, party_ids=frozenset({spoke.pk})))
    presences = noted.encounter.presences.values_list("party", "is_only_mentioned")
    assert set(presences) == {(spoke.pk, False), (named.pk, True)}


def test_one_who_does_not_want_to_be_noted_is_kept_out(anna: Member, make_party: Make) -> None:
    shy = make_party(anna, "Fatima Yilmaz", is_not_to_be_noted=True)
    token = Reference("p", shy.pk).token
    note = Note(
        working_note=f"{token} wil een bank. FATIMA YILMAZ belt.",
        shareable_summary=f"Vraag van {token}",
        party_ids=frozenset({shy.pk}),
        promises=(NewPromise(text=f"{token} bellen", party_id=shy.pk),),
    )
    noted = actions.note_encounter(anna, frontline(anna), note)
    assert noted.kept_out == ["Fatima Yilmaz"]
    assert noted.encounter.working_note == "iemand wil een bank. iemand belt."
    assert noted.encounter.shareable_summary == "Vraag van iemand"
    assert not Presence.objects.exists()
    assert [(promise.text, promise.party) for promise in Promise.objects.all()] == [("iemand bellen", None)]


def test_a_whole_name_that_is_typed_out_is_kept_out_too(anna: Member, make_party: Make) -> None:
    make_party(anna, "Fatima Yilmaz", is_not_to_be_noted=True)
    make_party(anna, "Jan", is_not_to_be_noted=True)
    noted = actions.note_encounter(anna, frontline(anna), Note(working_note="Fatima Yilmaz en Jan; Fatima Yilmazova"))
    assert noted.encounter.working_note == "iemand en Jan; Fatima Yilmazova"
    assert noted.kept_out == ["Fatima Yilmaz"]


def test_letters_that_differ_in_capitals_only_are_the_same(anna: Member, make_party: Make) -> None:
    make_party(anna, "Işıl Yıldız", is_not_to_be_noted=True)
    noted = actions.note_encounter(anna, frontline(anna), Note(working_note="IŞIL YILDIZ belde, en Işil Yildiz ook."))
    assert noted.encounter.working_note == "iemand belde, en iemand ook."


def test_many_who_do_not_want_to_be_noted_cost_no_search_each(anna: Member, make_party: Make) -> None:
    for number in range(5):
        make_party(anna, f"Fatima Yilmaz {number}", is_not_to_be_noted=True)
    with patch.object(re, "subn", wraps=re.subn) as search:
        actions.note_encounter(anna, frontline(anna), Note(working_note="Fatima Yilmaz 3 belde."))
    assert search.call_count == 1


def test_a_party_of_another_municipality_is_not_present(anna: Member, carla: Member, make_party: Make) -> None:
    theirs = make_party(carla, "Sanne")
    note = Note(working_note=Reference("p", theirs.pk).token, party_ids=frozenset({theirs.pk}))
    assert not actions.note_encounter(anna, frontline(anna), note).encounter.presences.exists()


def test_the_same_key_stores_once(anna: Member) -> None:
    key, note = uuid.uuid4(), Note(working_note="Eens.")
    actions.note_encounter(anna, frontline(anna), note, key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.note_encounter(anna, frontline(anna), note, key=key)
    assert Encounter.objects.count() == 1


def test_a_party_made_on_the_spot_is_for_the_same_eyes_and_kept_by_its_own_rule(anna: Member) -> None:
    party = actions.make_party(anna, audience=klad(anna), name="Truus")
    assert party.audience == klad(anna)
    assert party.keep_until > timezone.localdate() + datetime.timedelta(days=700)


def test_correcting_keeps_the_earlier_words_and_says_that_it_changed(anna: Member, make_party: Make) -> None:
    old, new = make_party(anna, "Fatima"), make_party(anna, "Kees")
    first = actions.note_encounter(anna, frontline(anna), Note(working_note="Eerst.", party_ids=frozenset({old.pk})))
    assert first.encounter.changed_at is None
    changed = Note(working_note=f"Later {Reference('p', old.pk).token}.", party_ids=frozenset({new.pk}))
    encounter = actions.correct(first.encounter, changed).encounter
    assert encounter.changed_at
    assert set(encounter.presences.values_list("party", "is_only_mentioned")) == {(old.pk, True), (new.pk, False)}
    assert next(row.working_note for row in encounter.history.order_by("history_date")) == "Eerst."


def test_correcting_nothing_changes_nothing(anna: Member) -> None:
    note = Note(working_note="Eerst.")
    encounter = actions.note_encounter(anna, frontline(anna), note).encounter
    assert actions.correct(encounter, note).encounter.changed_at is None


def test_correcting_leaves_those_whom_the_author_can_not_see(
    anna: Member, bart: Member, make_party: Make, make_encounter: Make
) -> None:
    hidden = make_party(bart, "Piet", audience=klad(bart))
    encounter = make_encounter(anna, "Eerst.", parties=(hidden,))
    actions.correct(encounter, Note(working_note=f"Met {Reference('p', 987_654).token}"))
    assert [presence.party for presence in encounter.presences.all()] == [hidden]


def test_a_note_is_withdrawn_and_restored_within_thirty_days(anna: Member, make_encounter: Make) -> None:
    encounter = make_encounter(anna)
    actions.withdraw(encounter)
    assert not Encounter.objects.standing().exists()
    actions.restore(encounter)
    assert Encounter.objects.standing().exists()
    encounter.withdrawn_at = timezone.now() - datetime.timedelta(days=31)
    actions.restore(encounter)
    assert encounter.is_withdrawn


def test_promises_of_a_withdrawn_talk_are_not_open(anna: Member, make_encounter: Make) -> None:
    encounter = make_encounter(anna)
    actions.promise_in(encounter, NewPromise(text="Bellen"))
    assert Promise.objects.open().count() == 1
    actions.withdraw(encounter)
    assert Promise.objects.open().count() == 0


def test_widening_takes_promises_and_klad_parties_along_and_is_written_down(anna: Member, bart: Member) -> None:
    party = actions.make_party(anna, audience=klad(anna), name="Truus")
    note = Note(working_note="Klad.", party_ids=frozenset({party.pk}), promises=(NewPromise(text="Bellen"),))
    encounter = actions.note_encounter(anna, klad(anna), note).encounter
    assert actions.own_klad_parties(encounter) == [party]
    actions.widen(encounter, anna, frontline(anna))
    assert encounter.keep_until > timezone.localdate() + datetime.timedelta(days=700)
    for rows in (Encounter.objects, Promise.objects, type(party).objects):
        assert rows.visible_to(bart).count() == 1
    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.subject_id) == (AccessLogEntry.What.AUDIENCE_WIDENED, encounter.pk)


def test_only_the_author_widens_and_nobody_narrows(
    anna: Member, bart: Member, make_encounter: Make, make_situation: Make
) -> None:
    encounter = make_encounter(anna, audience=make_situation(anna, team=(bart,)).team)
    with pytest.raises(PermissionDenied):
        actions.widen(encounter, bart, frontline(anna))
    with pytest.raises(PermissionDenied):
        actions.widen(encounter, anna, make_situation(bart).team)
    actions.widen(encounter, anna, klad(anna))
    assert encounter.audience.kind == Audience.Kind.TEAM
    assert not AccessLogEntry.objects.exists()


def test_a_promise_is_settled_and_opened_again(anna: Member, make_encounter: Make) -> None:
    promise = actions.promise_in(make_encounter(anna), NewPromise(text="Bellen"))
    assert promise.owner == anna
    actions.settle(promise, is_kept=False, outcome="Vergeten, excuses gemaakt.")
    assert (promise.is_kept, promise.settled_on) == (False, timezone.localdate())
    actions.unsettle(promise)
    assert (promise.is_kept, promise.settled_on, promise.outcome) == (None, None, "")


def test_moving_a_promise_keeps_the_earlier_day_and_the_reason(anna: Member, make_encounter: Make) -> None:
    first, later = datetime.date(2026, 5, 3), datetime.date(2026, 6, 1)
    promise = actions.promise_in(make_encounter(anna), NewPromise(text="Bellen", due_on=first))
    actions.move_promise(promise, later, "Wethouder ziek")
    actions.move_promise(promise, later, "nog eens")
    assert [(move.moved_from_on, move.moved_to_on, move.why) for move in promise.moves.all()] == [
        (first, later, "Wethouder ziek")
    ]


def test_a_note_is_worked_out(anna: Member, make_encounter: Make) -> None:
    encounter = make_encounter(anna)
    assert list(Encounter.objects.to_work_out(anna)) == [encounter]
    actions.work_out(encounter)
    assert not Encounter.objects.to_work_out(anna).exists()
