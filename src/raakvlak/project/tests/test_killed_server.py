"""The web server is killed while notes come in: what was acknowledged is there once and whole, whatever was killed."""

import random
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import connection
from django.db.models import Count

from raakvlak.conftest import PASSWORD
from raakvlak.municipality.models import Audience, Member, User
from raakvlak.project.tests.keeper import Keeper, kept_running
from raakvlak.project.tests.killing import kills, seed
from raakvlak.project.tests.noters import NOTE, Noter
from raakvlak.relations.models import Encounter, Party, Presence, Promise
from raakvlak.web.tests.stage import Stage, staged, wait_until

NOTERS = 4
PATIENT_SECONDS = 90


@pytest.fixture
def stage(tmp_path: Path, transactional_db: None) -> Iterator[Stage]:
    with staged(tmp_path) as stage:
        yield stage


def break_a_connection() -> None:
    """End one of the other connections to PostgreSQL, in the midst of whatever it does."""
    others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM ({others} ORDER BY random() LIMIT 1) AS one")  # noqa: S608 – our own words


def begin_noting(keeper: Keeper, member: Member) -> list[Noter]:
    audience, stopping = Audience.objects.frontline_of(member.municipality).pk, Event()
    email = member.user.email
    noters = [
        Noter(f"N{number}", keeper.port, email=email, audience=audience, stopping=stopping) for number in range(NOTERS)
    ]
    for noter in noters:
        noter.start()
    wait_until(lambda: all(noter.stored or noter.strange for noter in noters), PATIENT_SECONDS)
    return noters


def victims(chance: random.Random) -> Iterator[str]:
    """Draw what must die: mostly a web worker, but each in its turn."""
    others = ["master", "jobs", "run", *(["connection"] * 3 if connection.vendor == "postgresql" else [])]
    while True:
        yield from chance.sample(["worker"] * 6 + others, k=6 + len(others))


def kill_while_they_note(keeper: Keeper, noters: list[Noter], chance: random.Random, number: int) -> None:
    for what in islice(victims(chance), number):
        time.sleep(chance.uniform(0.05, 0.8))
        if what == "connection":
            break_a_connection()
        else:
            keeper.kill(what, chance)
        keeper.wait_until_it_serves()
        assert not [noter.strange for noter in noters if noter.strange]


def token_of(noter: Noter, keeper: Keeper) -> str:
    """Ask a server that lives for its form; one that lost a part a moment ago stops, and is started again."""
    for _again in range(5):
        keeper.wait_until_it_serves()
        try:
            return noter.visitor.token(NOTE)
        except OSError:
            time.sleep(1)
    return noter.visitor.token(NOTE)


def send_what_is_left(noters: list[Noter], keeper: Keeper) -> None:
    """Send once more, to a server that lives, what nobody answered; some of it was stored."""
    for noter in noters:
        token = token_of(noter, keeper)
        for key, words in list(noter.unsure.items()):
            assert noter.send(key, words, token), noter.strange
        noter.visitor.close()


def half_notes() -> dict[str, Any]:
    """Find what stands there without what belongs to it, or more than once."""
    talks = Encounter.objects.annotate(
        here=Count("presences", distinct=True), promised=Count("promises", distinct=True)
    ).values_list("working_note", "here", "promised")
    names = list(Party.objects.values_list("name", flat=True))
    return {
        "not whole": [talk for talk in talks if talk[1:] != (1, 1)],
        "without a version": Encounter.objects.count() - Encounter.history.values("id").distinct().count(),
        "versions too many": Encounter.history.count() - Encounter.objects.count(),
        "people who stand there twice": len(names) - len(set(names)),
        "people without a talk": Party.objects.filter(presences=None).count(),
        "loose promises": Promise.objects.filter(encounter=None).count(),
        "loose presences": Presence.objects.filter(encounter=None).count(),
    }


def test_no_note_that_was_acknowledged_is_lost_and_none_is_half(stage: Stage, anna: Member) -> None:
    User.objects.filter(pk=anna.user_id).update(password=make_password(PASSWORD, hasher=Argon2PasswordHasher()))
    chance = random.Random(seed())  # noqa: S311 – chance, no secret
    with kept_running(stage) as keeper:
        noters = begin_noting(keeper, anna)
        kill_while_they_note(keeper, noters, chance, kills(6))
        noters[0].stopping.set()
        for noter in noters:
            noter.join(PATIENT_SECONDS)
            assert not noter.is_alive()
        acknowledged = {key for noter in noters for key in noter.stored}
        assert acknowledged
        found = set(Encounter.objects.values_list("uuid", flat=True))
        assert acknowledged <= found, "a note that was acknowledged is gone"
        assert found <= acknowledged | {key for noter in noters for key in noter.unsure}
        assert not any(half_notes().values()), half_notes()
        send_what_is_left(noters, keeper)
    everything = {key: words for noter in noters for key, words in noter.stored.items()}
    stored = dict(Encounter.objects.values_list("uuid", "working_note"))
    assert stored == {key: f"Sprak {words} over het park." for key, words in everything.items()}
    assert not any(half_notes().values()), half_notes()
    print(len(everything), sum(noter.broken for noter in noters), keeper.starts)  # noqa: T201 – for who repeats it
