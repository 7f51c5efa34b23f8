"""Many who write at once lose nothing: every reaction stands there, and options are merged once, on both databases."""

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
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.resolutions.tests.conftest import filled_in, heard
from raakvlak.situations.models import Situation
from raakvlak.web.sqlite.base import DatabaseWrapper

AT_ONCE = 12
Send = Callable[[int], Any]


@pytest.fixture
def browsers(transactional_db: None, anna: Member, bart: Member) -> list[Client]:
    return [logged_in(anna if number % 2 else bart) for number in range(AT_ONCE)]


@pytest.fixture
def connect(browsers: list[Client], bench: Option, fence: Option, tmp_path: Path) -> Iterator[Callable[[], None]]:
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
    assert found(Reaction.objects.count, connect) == 2 * AT_ONCE


def test_options_are_merged_once(
    browsers: list[Client], connect: Callable[[], None], situation: Situation, bench: Option, fence: Option
) -> None:
    here = reverse("resolutions:merge_options", args=[situation.pk])

    def send(number: int) -> int:
        sent = filled_in(title=f"Samen {number}", merged=[bench.pk, fence.pk], because="Ze horen bij elkaar.")
        return browsers[number].post(here, sent).status_code

    assert sorted(at_once(send, connect)) == [302, *[422] * (AT_ONCE - 1)]
    assert found(Option.objects.open().count, connect) == 1
