"""PostgreSQL itself is killed while notes come in: all goes on when it is back, and nothing is lost."""

import time
from pathlib import Path

import dj_database_url
import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.core.management import call_command
from django.db import Error, connection

from raakvlak.conftest import PASSWORD, person
from raakvlak.municipality.actions import found_municipality
from raakvlak.municipality.models import Role, User
from raakvlak.project.tests.keeper import kept_running
from raakvlak.project.tests.noters import Noter
from raakvlak.project.tests.own_postgres import own_postgres
from raakvlak.project.tests.test_killed_server import begin_noting, half_notes, send_what_is_left
from raakvlak.relations.models import Encounter
from raakvlak.web.models import Job
from raakvlak.web.models.job import State
from raakvlak.web.nightly import tidy
from raakvlak.web.tests.stage import Stage, moved, wait_until

pytestmark = pytest.mark.skipif(
    "postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite has no server that could be killed"
)
AWAY_SECONDS = 3


def stored(noters: list[Noter]) -> int:
    return sum(len(noter.stored) for noter in noters)


def go_on(noters: list[Noter]) -> None:
    """Wait until every note that was sent now is acknowledged again."""
    before = stored(noters)
    wait_until(lambda: stored(noters) > before + len(noters))


def is_done(job: Job) -> bool:
    try:
        return Job.objects.get(pk=job.pk).state == State.DONE
    except Error:
        connection.close()
        return False


def test_all_goes_on_when_the_database_is_back(tmp_path: Path, transactional_db: None) -> None:
    with own_postgres() as server, moved({"TEST": {}, **dj_database_url.parse(server.url)}):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        anna = person("Anna", found_municipality("Waterhoek", is_invented=True), Role.FRONTLINE)
        User.objects.update(password=make_password(PASSWORD, hasher=Argon2PasswordHasher()))
        with kept_running(Stage(tmp_path, server.url)) as keeper:
            noters = begin_noting(keeper, anna)
            server.kill_a_backend()
            go_on(noters)
            server.kill()
            time.sleep(AWAY_SECONDS)
            server.start()
            go_on(noters)
            connection.close()
            job = tidy.enqueue()
            wait_until(lambda: is_done(job))
            noters[0].stopping.set()
            for noter in noters:
                noter.join(60)
                assert not noter.strange
            send_what_is_left(noters, keeper)
            assert keeper.starts == 1, "nobody started anything anew"
        acknowledged = {key for noter in noters for key in noter.stored}
        assert acknowledged == set(Encounter.objects.values_list("uuid", flat=True))
        assert not any(half_notes().values()), half_notes()
