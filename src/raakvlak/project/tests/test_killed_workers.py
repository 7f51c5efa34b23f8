"""The worker is killed at its work, again and again: every job is done once in the end, or says why not."""

import datetime
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import send_mail
from django.db.models import Sum
from django.utils import timezone
from pytest_django import Settings

from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.privacy.jobs import destroy_expired, erase_party
from raakvlak.privacy.models import Destruction
from raakvlak.project.tests.killing import dying_workers, kills, let_every_job_be_tried
from raakvlak.relations.models import ContactPoint, Encounter, Party, Presence, Promise
from raakvlak.situations.models import Insight
from raakvlak.web.jobs.schedule import SCHEDULE, plan
from raakvlak.web.mail import deliver
from raakvlak.web.models import Job, Letter
from raakvlak.web.models.job import LOST_WORKER, State
from raakvlak.web.references import Reference
from raakvlak.web.tests.post_office import post_office
from raakvlak.web.tests.stage import Stage, staged

Kind, Reason = Destruction.Kind, Destruction.Reason


@pytest.fixture
def stage(tmp_path: Path, transactional_db: None) -> Iterator[Stage]:
    with staged(tmp_path) as stage:
        yield stage


def yesterday() -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=1)


def long_ago() -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=4 * 365)


def talks(member: Member, number: int, **values: Any) -> list[Encounter]:
    values = {"audience": Audience.objects.frontline_of(member.municipality), "keep_until": in_a_year(), **values}
    return Encounter.objects.bulk_create(
        Encounter(municipality=member.municipality, author=member, working_note=f"Notitie {row}.", **values)
        for row in range(number)
    )


def parties(member: Member, number: int, **values: Any) -> list[Party]:
    audience = Audience.objects.frontline_of(member.municipality)
    return Party.objects.bulk_create(
        Party(
            municipality=member.municipality, audience=audience, name=f"Mens {row}", sort_name=f"mens {row}", **values
        )
        for row in range(number)
    )


def much_that_ends(member: Member, situation: Any) -> dict[tuple[str, str], int]:
    """Make rows of every kind that end, beside as many that stay; tell how many of which kind end, and why."""
    municipality, frontline = member.municipality, Audience.objects.frontline_of(member.municipality)
    gone, stays = parties(member, 230, keep_until=yesterday()), parties(member, 50, keep_until=in_a_year())
    ContactPoint.objects.bulk_create(ContactPoint(party=one, kind="phone", value="06", fingerprint="x") for one in gone)
    ended = talks(member, 650, keep_until=yesterday(), happened_on=long_ago().date())
    kept = talks(member, 100)
    klads = talks(member, 210, audience=Audience.objects.klad_of(member))
    withdrawn = talks(member, 205, withdrawn_at=long_ago())
    Encounter.objects.filter(pk__in=[one.pk for one in klads]).update(created_at=long_ago())
    Presence.objects.bulk_create(Presence(encounter=one, party=stays[number % 50]) for number, one in enumerate(ended))
    tokens = [Reference("p", one.pk).token for one in gone]
    for one, token in zip(kept, tokens, strict=False):
        one.working_note = f"Hoorde van {token}."
    Encounter.objects.bulk_update(kept, ["working_note"])
    same = {"municipality": municipality, "owner": member, "text": "Bellen"}
    Promise.objects.bulk_create(
        Promise(**same, audience=frontline, keep_until=yesterday() if number < 300 else in_a_year())
        for number in range(350)
    )
    Promise.objects.bulk_create(
        Promise(**same, audience=one.audience, encounter=one, keep_until=in_a_year()) for one in klads
    )
    Insight.objects.bulk_create(
        Insight(
            municipality=municipality, situation=situation, audience=situation.team, author=member, text="Rust.",
            kind=Insight.Kind.NEED, basis=Insight.Basis.HUNCH, keep_until=yesterday() if number < 220 else in_a_year(),
        )
        for number in range(260)
    )  # fmt: skip
    log = AccessLogEntry.objects.bulk_create(
        AccessLogEntry(municipality=municipality, member=member, what="party_details", subject_id=1) for _ in range(250)
    )
    AccessLogEntry.objects.filter(pk__in=[one.pk for one in log[:240]]).update(happened_at=long_ago())
    return {
        (Kind.PARTY, Reason.TERM): len(gone),
        (Kind.CONTACT_POINT, Reason.TERM): len(gone),
        (Kind.ENCOUNTER, Reason.TERM): len(ended),
        (Kind.ENCOUNTER, Reason.KLAD): len(klads),
        (Kind.PROMISE, Reason.KLAD): len(klads),
        (Kind.ENCOUNTER, Reason.WITHDRAWN): len(withdrawn),
        (Kind.PROMISE, Reason.TERM): 300,
        (Kind.INSIGHT, Reason.TERM): 220,
        (Kind.LOG, Reason.TERM): 240,
    }


def written_down(member: Member) -> dict[tuple[str, str], int]:
    """Read how many rows were destroyed, of which kind and why."""
    rows = Destruction.objects.within(member.municipality).order_by().values_list("kind", "reason")
    return {(kind, reason): number for kind, reason, number in rows.annotate(number=Sum("rows"))}


def left(member: Member) -> Counter[str]:
    """Count what is left in a municipality."""
    models = (Party, Encounter, Promise, Insight, AccessLogEntry)
    return Counter({one.__name__: one._base_manager.filter(municipality=member.municipality).count() for one in models})


def test_what_ended_is_destroyed_and_written_down_once(
    stage: Stage, anna: Member, carla: Member, make_situation: Any
) -> None:
    expected = {member: much_that_ends(member, make_situation(member)) for member in (anna, carla)}
    plan()
    let_every_job_be_tried(10_000)
    with dying_workers(stage, kills(40), NURSERY_STATEMENTS="600") as wait_for_the_end:
        wait_for_the_end()
    for member, rows in expected.items():
        assert written_down(member) == rows
        assert left(member) == {"Party": 50, "Encounter": 100, "Promise": 50, "Insight": 40, "AccessLogEntry": 10}
    assert Job.objects.get(name=destroy_expired.name).attempts > 1
    assert Counter(Job.objects.values_list("name", "state")) == dict.fromkeys(((name, "done") for name in SCHEDULE), 1)


def test_who_asked_for_it_is_erased_and_every_text_counted_once(
    stage: Stage, anna: Member, make_party: Any, make_encounter: Any
) -> None:
    fatima = make_party(anna, "Fatima Yilmaz")
    token = Reference("p", fatima.pk).token
    talks(anna, 1_400)
    named = list(Encounter.objects.all())
    for one in named:
        one.working_note = f"Fatima Yilmaz en {token} kwamen langs."
    Encounter.objects.bulk_update(named, ["working_note"], batch_size=200)
    erase_party.enqueue(party_id=fatima.pk, member_id=anna.pk, everywhere=1)
    let_every_job_be_tried(10_000)
    with dying_workers(stage, kills(25)) as wait_for_the_end:
        wait_for_the_end()
    assert not Party.objects.exists()  # her name also stood in her own earlier version
    assert not Encounter.objects.filter(working_note__contains="Yilmaz").exists()
    assert written_down(anna) == {(Kind.PARTY, Reason.ERASURE): 1, (Kind.TEXT, Reason.ERASURE): 1_401}
    assert AccessLogEntry.objects.filter(what=AccessLogEntry.What.PARTY_ERASED).count() == 1


def test_a_job_that_never_survives_says_so(stage: Stage, anna: Member, make_party: Any) -> None:
    """Its worker is killed at every attempt; the others go on, and nobody tries for ever."""
    erase_party.enqueue(party_id=make_party(anna).pk, member_id=anna.pk, everywhere=1)
    Job.objects.update(state=State.RUNNING, attempts=5, lease=uuid.uuid4(), lease_until=timezone.now())
    with dying_workers(stage, 0) as wait_for_the_end:
        wait_for_the_end()
    ended = Job.objects.get(name=erase_party.name)
    assert (ended.state, ended.error, ended.attempts) == (State.FAILED, LOST_WORKER, 5)
    assert Party.objects.exists()


def test_every_mail_goes_and_one_that_goes_twice_is_known_by_its_name(stage: Stage, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "raakvlak.web.mail.LaterBackend"
    recipients = [f"mens{number}@raakvlak.example" for number in range(60)]
    send_mail("Hoi", "Tot morgen", None, recipients)
    let_every_job_be_tried(10_000)
    with post_office() as office, dying_workers(stage, kills(40), RAAKVLAK_SMTP_URL=office.address) as wait_for_the_end:
        wait_for_the_end()
    assert {mail["To"] for mail in office.taken} == set(recipients)
    assert len({mail["Message-ID"] for mail in office.taken}) == len(recipients), "a second time it got another name"
    assert not Letter.objects.exists()
    twice = len(office.taken) - len(recipients)
    again = Job.objects.filter(name=deliver.name).aggregate(Sum("attempts"))["attempts__sum"] - len(recipients)
    assert twice <= again, "a mail goes twice only when a worker was killed at it"
