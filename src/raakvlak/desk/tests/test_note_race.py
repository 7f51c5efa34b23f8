"""The same note that arrives several times at the same moment is stored once, on both databases."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.web.sqlite.base import DatabaseWrapper

AT_ONCE = 4


@pytest.fixture
def browsers(transactional_db: None, anna: Member, bart: Member) -> list[Client]:
    """Anna sends her note from several browsers at once, and Bart one with the same key."""
    return [*(logged_in(anna) for _ in range(AT_ONCE)), logged_in(bart)]


@pytest.fixture
def connect(browsers: list[Client], tmp_path: Path) -> Iterator[Callable[[], None]]:
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


def test_the_same_note_at_the_same_moment_is_stored_once(
    anna: Member, browsers: list[Client], connect: Callable[[], None]
) -> None:
    note = {"working_note": "Eens.", "key": str(uuid.uuid4()), "new_party": ["Truus"]}

    def send(browser: Client) -> int:
        try:
            return browser.post("/noteer/", note).status_code
        finally:
            connections["default"].close()

    def count() -> tuple[int, int, int]:
        try:
            return Encounter.objects.count(), Party.objects.count(), Encounter.objects.get().author_id
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(max_workers=len(browsers), initializer=connect) as threads:
        answers = list(threads.map(send, browsers))
        notes, parties, author = threads.submit(count).result()
    assert (notes, parties) == (1, 1)
    assert answers == ([302] * AT_ONCE + [404] if author == anna.pk else [404] * AT_ONCE + [302])
