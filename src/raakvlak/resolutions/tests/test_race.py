"""Many who write at once lose nothing: every reaction stands there, and options are merged once, on both databases."""

import contextlib
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Member
from raakvlak.relations.actions import add_contact_point
from raakvlak.relations.models import Party
from raakvlak.resolutions.jobs import NotDeliveredError, tell
from raakvlak.resolutions.models import Contribution, ContributionAnswer, Option, Reaction, Telling
from raakvlak.resolutions.tests.conftest import filled_in, heard
from raakvlak.resolutions.tests.rows import answer_of, contribution_of, reaction_of
from raakvlak.situations.models import Situation
from raakvlak.web.jobs import Progress
from raakvlak.web.models import Job
from raakvlak.web.sqlite.base import DatabaseWrapper

AT_ONCE = 12
Send = Callable[[int], Any]


@pytest.fixture
def browsers(transactional_db: None, anna: Member, bart: Member) -> list[Client]:
    return [logged_in(anna if number % 2 else bart) for number in range(AT_ONCE)]


@pytest.fixture
def brought(anna: Member, situation: Situation, bench: Option, fatima: Party) -> Contribution:
    """Let Fatima bring something in, with an answer that she did not hear yet."""
    add_contact_point(fatima, "email", "fatima@voorbeeld.example", is_shielded=False)
    reaction_of(anna, bench, fatima, situation.team, "hij laag blijft")
    one = contribution_of(anna, situation, situation.audience, "Een bank", party=fatima)
    answer_of(anna, one, "Die komt er.")
    return one


@pytest.fixture
def connect(
    browsers: list[Client], fence: Option, brought: Contribution, tmp_path: Path
) -> Iterator[Callable[[], None]]:
    """Let threads work on one database: of SQLite on a file, as in real life, for in memory no writer waits."""
    if connection.vendor != "sqlite":
        yield lambda: None
        return
    file = tmp_path / "race.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    database = {**connections["default"].settings_dict, **settings.DATABASES["default"], "NAME": file}

    def use_file() -> None:
        connections["default"] = DatabaseWrapper(database, "default")

    yield use_file


def at_once(send: Send, connect: Callable[[], None]) -> list[Any]:
    """Do something in many threads together, and return what each of them got."""

    def work(number: int) -> Any:
        connect()
        try:
            return send(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(work, range(AT_ONCE)))


def found(look: Callable[[], Any], connect: Callable[[], None]) -> Any:
    """Look in the database that the threads wrote in."""

    def work() -> Any:
        connect()
        try:
            return look()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def test_nobody_who_fills_in_the_grid_at_once_is_overwritten(
    browsers: list[Client],
    connect: Callable[[], None],
    situation: Situation,
    bench: Option,
    fatima: Party,
    henk: Party,
) -> None:
    here = reverse("resolutions:grid", args=[situation.pk])

    def send(number: int) -> int:
        places = ("want", "live_with", "unsure", "object")
        cells = {f"r{party.pk}-{bench.pk}": places[number % 4] for party in (fatima, henk)}
        return browsers[number].post(here, heard(bench, people=(fatima, henk), **cells)).status_code

    assert at_once(send, connect) == [302] * AT_ONCE
    assert found(Reaction.objects.filter(condition="").count, connect) == 2 * AT_ONCE


def test_options_are_merged_once(
    browsers: list[Client], connect: Callable[[], None], situation: Situation, bench: Option, fence: Option
) -> None:
    here = reverse("resolutions:merge_options", args=[situation.pk])

    def send(number: int) -> int:
        sent = filled_in(title=f"Samen {number}", merged=[bench.pk, fence.pk], because="Ze horen bij elkaar.")
        return browsers[number].post(here, sent).status_code

    assert sorted(at_once(send, connect)) == [302, *[422] * (AT_ONCE - 1)]
    assert found(Option.objects.open().count, connect) == 1


def test_nobody_who_answers_at_once_is_overwritten_and_the_last_one_counts(
    browsers: list[Client], connect: Callable[[], None], situation: Situation, brought: Contribution
) -> None:
    here = reverse("resolutions:answer", args=[situation.pk]) + f"?rij={brought.uuid}"

    def send(number: int) -> int:
        sent = {"key": str(uuid.UUID(int=number + 1)), "seen": "0", "because": f"Want {number}"}
        return browsers[number].post(here, {**sent, "outcome": ("used", "not")[number % 2]}).status_code

    assert at_once(send, connect) == [302] * AT_ONCE
    answers = found(lambda: list(ContributionAnswer.objects.order_by("pk").values_list("outcome", flat=True)), connect)
    assert len(answers) == AT_ONCE + 1
    assert found(lambda: Contribution.objects.get().outcome, connect) == answers[-1]


def test_a_condition_is_taken_once(
    browsers: list[Client], connect: Callable[[], None], situation: Situation, brought: Contribution
) -> None:
    here = reverse("resolutions:take_condition", args=[situation.pk, Reaction.objects.get().pk])
    assert at_once(lambda number: browsers[number].post(here).status_code, connect) == [302] * AT_ONCE
    assert found(Contribution.objects.count, connect) == 2


def test_it_is_told_once_however_many_press_and_however_many_work(
    browsers: list[Client],
    connect: Callable[[], None],
    situation: Situation,
    brought: Contribution,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone: list[str] = []
    monkeypatch.setattr("raakvlak.resolutions.jobs.hand_over", lambda mail, _name: gone.append(mail.to[0]))
    here = reverse("resolutions:tell", args=[situation.pk])
    sent = {"antwoord": [brought.answers.get().pk]}
    assert at_once(lambda number: browsers[number].post(here, sent).status_code, connect) == [302] * AT_ONCE
    message = str(found(lambda: Telling.objects.get().message, connect))
    job = found(lambda: Job.objects.get(name="resolutions.tell"), connect)

    def do_work(_number: int) -> None:
        with contextlib.suppress(NotDeliveredError):  # another worker has it in hand
            tell(Progress(job), message=message, municipality_id=situation.municipality_id)

    at_once(do_work, connect)
    assert gone == ["fatima@voorbeeld.example"]
    assert found(lambda: Telling.objects.get().state, connect) == "told"
