"""What has had its time goes, wholly; what is held or still needed stays."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.privacy.actions import retention
from raakvlak.privacy.actions.retention import destroy_expired
from raakvlak.privacy.ending import klads_of, numbers
from raakvlak.privacy.models import Destruction
from raakvlak.privacy.names import ERASED
from raakvlak.relations.models import ContactPoint, Encounter, Party, Presence, Promise
from raakvlak.situations.models import Check, CheckReply, Insight, Situation
from raakvlak.web.references import Reference

Kind, Reason = Destruction.Kind, Destruction.Reason


def ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def yesterday() -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=1)


def age(row: Any, days: int) -> None:
    """Let a row have been made so many days ago."""
    type(row).objects.filter(pk=row.pk).update(created_at=ago(days))


def make_promise(member: Member, **values: Any) -> Promise:
    values.setdefault("audience", Audience.objects.frontline_of(member.municipality))
    values.setdefault("keep_until", yesterday())
    return Promise.objects.create(municipality=member.municipality, owner=member, text="Bellen", **values)


def written() -> dict[tuple[str, str], int]:
    return {(row.kind, row.reason): row.rows for row in Destruction.objects.all()}


def test_a_party_goes_with_all_that_is_hers(anna: Member, make_party: Any, make_encounter: Any) -> None:
    party = make_party(anna, keep_until=yesterday())
    ContactPoint.objects.create(party=party, kind="phone", value="0612345678", fingerprint="x")
    token = Reference("p", party.pk).token
    talk = make_encounter(anna, f"Hoorde van {token}.", happened_on=ago(800).date(), parties=(party,))
    promise = make_promise(anna, party=party, settled_on=yesterday(), is_kept=True, keep_until=talk.keep_until)
    assert destroy_expired(anna.municipality) == 1
    assert not Party.objects.exists()
    assert not Party.history.exists()
    assert not ContactPoint.history.exists()
    assert not Presence.objects.exists()
    assert Encounter.objects.get().working_note == f"Hoorde van {ERASED}."
    assert Encounter.history.get().working_note == f"Hoorde van {ERASED}."
    promise.refresh_from_db()
    assert promise.party is None
    assert Promise.history.get().party_id is None
    assert written() == {(Kind.PARTY, Reason.TERM): 1, (Kind.CONTACT_POINT, Reason.TERM): 1}


def test_a_row_is_kept_up_to_and_including_its_last_day(anna: Member, make_party: Any, make_encounter: Any) -> None:
    make_party(anna, keep_until=timezone.localdate())
    make_encounter(anna, keep_until=timezone.localdate())
    assert destroy_expired(anna.municipality) == 0


@pytest.mark.parametrize("still", ["met", "owed"])
def test_a_party_that_is_still_met_or_owed_something_stays(
    still: str, anna: Member, make_party: Any, make_encounter: Any
) -> None:
    party = make_party(anna, keep_until=yesterday())
    if still == "met":
        make_encounter(anna, parties=(party,))
    else:
        make_promise(anna, party=party, keep_until=timezone.localdate())
    assert destroy_expired(anna.municipality) == 0


def test_a_party_that_was_only_mentioned_was_not_met(anna: Member, make_party: Any, make_encounter: Any) -> None:
    talk = make_encounter(anna)
    Presence.objects.create(encounter=talk, party=make_party(anna, keep_until=yesterday()), is_only_mentioned=True)
    assert destroy_expired(anna.municipality) == 1


def test_a_talk_goes_with_what_was_learned_in_it(
    anna: Member, make_encounter: Any, make_situation: Any, make_insight: Any
) -> None:
    talk = make_encounter(anna, keep_until=yesterday())
    situation = make_situation(anna, encounters=(talk,))
    below = make_insight(situation, anna, parent=make_insight(situation, anna, encounter=talk))
    promise = make_promise(anna, encounter=talk, keep_until=timezone.localdate())
    destroy_expired(anna.municipality)
    assert not Encounter.history.exists()
    assert list(Insight.objects.values_list("pk", "parent")) == [(below.pk, None)]
    assert not Insight.history.exclude(id=below.pk).exists()
    assert Promise.objects.get(pk=promise.pk).encounter is None
    assert Situation.objects.exists()
    assert written() == {(Kind.ENCOUNTER, Reason.TERM): 1, (Kind.INSIGHT, Reason.TERM): 1}


def test_promises_insights_and_replies_go_too(
    anna: Member, make_encounter: Any, make_situation: Any, make_insight: Any
) -> None:
    situation = make_situation(anna)
    make_promise(anna)
    make_insight(situation, anna, keep_until=yesterday())
    page = Check.objects.create(situation=situation, author=anna, heard="Rust", open_until=timezone.localdate())
    CheckReply.objects.create(
        check_page=page, uuid="6f1e0a2c-0000-4000-8000-000000000001", is_right=True, keep_until=yesterday()
    )
    assert destroy_expired(anna.municipality) == 3
    assert set(written()) == {(kind, Reason.TERM) for kind in (Kind.PROMISE, Kind.INSIGHT, Kind.CHECK_REPLY)}


def test_a_klad_of_more_than_thirty_days_goes_with_its_promises_and_people(
    anna: Member, make_encounter: Any, make_party: Any
) -> None:
    klad = Audience.objects.klad_of(anna)
    party = make_party(anna, audience=klad)
    talk = make_encounter(anna, audience=klad, parties=(party,))
    make_promise(anna, encounter=talk, audience=klad, party=party, keep_until=talk.keep_until)
    kept = make_encounter(anna, audience=klad)
    age(talk, 31)
    age(party, 31)
    age(kept, 30)
    destroy_expired(anna.municipality)
    assert list(Encounter.objects.all()) == [kept]
    assert not Party.objects.exists()
    assert not Promise.objects.exists()
    assert set(written()) == {(kind, Reason.KLAD) for kind in (Kind.ENCOUNTER, Kind.PARTY, Kind.PROMISE)}


def test_a_withdrawn_talk_goes_after_thirty_days_with_what_was_promised(anna: Member, make_encounter: Any) -> None:
    talk = make_encounter(anna, withdrawn_at=ago(31))
    make_promise(anna, encounter=talk, keep_until=talk.keep_until)
    kept = make_encounter(anna, withdrawn_at=ago(29))
    destroy_expired(anna.municipality)
    assert list(Encounter.objects.all()) == [kept]
    assert not Promise.objects.exists()
    assert set(written()) == {(Kind.ENCOUNTER, Reason.WITHDRAWN), (Kind.PROMISE, Reason.WITHDRAWN)}


def test_a_hold_stops_it_for_all_that_belongs_to_the_situation(
    anna: Member, make_encounter: Any, make_situation: Any, make_insight: Any, make_party: Any
) -> None:
    old = {"keep_until": yesterday()}
    present, named, touched = (make_party(anna, name, **old) for name in ("Aïcha", "Bram", "Chris"))
    talk = make_encounter(anna, parties=(present,), happened_on=ago(900).date(), **old)
    klad = make_encounter(anna, audience=Audience.objects.klad_of(anna), withdrawn_at=ago(40), **old)
    situation = make_situation(
        anna,
        encounters=(talk, klad),
        goal=f"Voor {Reference('p', named.pk).token}",
        hold_reason="Woo",
        held_since_on=timezone.localdate(),
    )
    situation.sides.create(name="buren").parties.add(touched)
    make_promise(anna, encounter=talk)
    make_insight(situation, anna, **old)
    page = Check.objects.create(situation=situation, author=anna, heard="Rust", open_until=timezone.localdate())
    CheckReply.objects.create(check_page=page, uuid="6f1e0a2c-0000-4000-8000-000000000001", is_right=True, **old)
    assert destroy_expired(anna.municipality) == 0
    assert written() == {}
    Situation.objects.update(held_since_on=None, hold_reason="")
    assert destroy_expired(anna.municipality) == 8


def test_a_hold_elsewhere_stops_nothing_here(
    anna: Member, carla: Member, make_situation: Any, make_encounter: Any
) -> None:
    make_situation(carla, held_since_on=timezone.localdate(), hold_reason="Woo")
    make_encounter(anna, keep_until=yesterday())
    make_encounter(carla, keep_until=yesterday())
    assert destroy_expired(anna.municipality) == 1
    assert Encounter.objects.count() == 1


def test_what_a_member_deleted_is_forgotten_after_thirty_days(
    anna: Member, make_situation: Any, make_insight: Any
) -> None:
    insight = make_insight(make_situation(anna), anna, "Ze is boos")
    insight.delete()
    assert destroy_expired(anna.municipality) == 0
    Insight.history.filter(history_type="-").update(history_date=ago(31))
    assert destroy_expired(anna.municipality) == 2
    assert not Insight.history.exists()


def test_the_log_itself_ends_after_three_years(anna: Member) -> None:
    entry = AccessLogEntry.objects.create(municipality=anna.municipality, member=anna, what="klad_opened", subject_id=1)
    AccessLogEntry.objects.update(happened_at=ago(3 * 365 + 1))
    destroy_expired(anna.municipality)
    assert not AccessLogEntry.objects.filter(pk=entry.pk).exists()


def test_it_goes_on_where_a_killed_run_stopped(
    anna: Member, make_encounter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        make_encounter(anna, keep_until=yesterday())

    def killed(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        destroy_expired(anna.municipality, tick=killed)
    assert Encounter.objects.count() == 3
    assert destroy_expired(anna.municipality) == 3
    assert destroy_expired(anna.municipality) == 0
    assert sum(Destruction.objects.values_list("rows", flat=True)) == 5


def test_a_dry_run_tells_numbers_and_destroys_nothing(anna: Member, make_encounter: Any, make_party: Any) -> None:
    make_encounter(anna, "Over de bankjes", keep_until=yesterday())
    make_party(anna, "Fatima Yilmaz", keep_until=timezone.localdate())
    told = StringIO()
    call_command("destroy_expired", "--dry-run", "--days", "1", stdout=told)
    assert told.getvalue().splitlines() == [
        "Waterhoek",
        "  gesprekken (bewaartermijn voorbij): 1",
        "  mensen en organisaties (bewaartermijn voorbij): 1",
    ]
    assert Encounter.objects.exists()
    call_command("destroy_expired", stdout=StringIO())
    assert not Encounter.objects.exists()


def test_a_talk_is_counted_once_although_it_ends_twice(anna: Member, make_encounter: Any) -> None:
    make_encounter(anna, audience=Audience.objects.klad_of(anna), withdrawn_at=ago(40), keep_until=yesterday())
    assert numbers(anna.municipality, timezone.localdate()) == [(Kind.ENCOUNTER, Reason.KLAD, 1)]


def test_an_author_is_warned_in_the_last_week_of_her_klad(anna: Member, bart: Member, make_encounter: Any) -> None:
    old, fresh, other = (make_encounter(who, audience=Audience.objects.klad_of(who)) for who in (anna, anna, bart))
    age(old, 25)
    age(fresh, 20)
    age(other, 25)
    assert list(klads_of(anna)) == [old]
