"""Those who write to one SQLite database wait for their turn, in one process and between processes."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction

from raakvlak.web.sqlite import turn as turns
from raakvlak.web.sqlite.base import DatabaseWrapper
from raakvlak.web.sqlite.turn import Turn, turn_of

pytestmark = pytest.mark.skipif("sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="SQLite's own matter")

ALIAS = "turn"
HOLD = """
import sys, time
from raakvlak.web.sqlite.turn import Turn
turn = Turn(sys.argv[1])
print(turn.take(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "turn.sqlite3")


@pytest.fixture
def connection(db: None, database: str) -> Iterator[DatabaseWrapper]:
    """Connect to a database on a file, as in real life: in memory there is no row to wait in."""
    values = {**connections[DEFAULT_DB_ALIAS].settings_dict, **settings.DATABASES["default"], "NAME": database}
    made = DatabaseWrapper(values, ALIAS)
    connections[ALIAS] = made
    with made.cursor() as cursor:
        cursor.execute("CREATE TABLE counter (number integer)")
        cursor.execute("INSERT INTO counter VALUES (0)")
    yield made
    made.close()
    del connections[ALIAS]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.05)


def is_free(database: str) -> bool:
    """Tell whether the turn is nobody's, in this process and in all others."""
    turn = turn_of(database)
    if not turn._threads.acquire(blocking=False):  # noqa: SLF001 – there is no other way to look without waiting
        return False
    turn._threads.release()  # noqa: SLF001 – the same
    other = Turn(database)
    is_ours = other.take()
    if is_ours:
        other.give()
    return is_ours


def test_threads_take_turns(database: str) -> None:
    turn, state = Turn(database), SimpleNamespace(inside=0, most=0)

    def work(_number: int) -> None:
        assert turn.take()
        state.inside += 1
        state.most = max(state.most, state.inside)
        time.sleep(0.005)
        state.inside -= 1
        turn.give()

    with ThreadPoolExecutor(max_workers=4) as threads:
        list(threads.map(work, range(8)))
    assert state.most == 1


@pytest.mark.usefixtures("impatient")
def test_another_process_is_waited_for_and_its_death_ends_its_turn(database: str) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, database], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "True\n"
        turn = Turn(database)
        assert not turn.take()
        other.kill()
        other.wait()
    assert turn.take()
    turn.give()


@pytest.mark.parametrize("ends_well", [True, False])
def test_a_transaction_gives_its_turn_up_however_it_ends(
    connection: DatabaseWrapper, database: str, *, ends_well: bool
) -> None:
    def write() -> None:
        with transaction.atomic(using=ALIAS), connection.cursor() as cursor:
            cursor.execute("UPDATE counter SET number = number + 1")
            assert turn_of(database)._threads.locked()  # noqa: SLF001 – see above
            if not ends_well:
                cursor.execute("UPDATE nothing SET number = 1")

    with contextlib.nullcontext() if ends_well else pytest.raises(DatabaseError):
        write()
    assert is_free(database)


def test_a_connection_that_is_closed_halfway_gives_its_turn_up(connection: DatabaseWrapper, database: str) -> None:
    def write() -> None:
        with transaction.atomic(using=ALIAS):
            connection.close()

    write()
    assert is_free(database)


@pytest.mark.usefixtures("impatient")
def test_who_gets_no_turn_leaves_it_to_sqlite(connection: DatabaseWrapper, database: str) -> None:
    held = Turn(database)
    assert held.take()
    with transaction.atomic(using=ALIAS), connection.cursor() as cursor:
        cursor.execute("UPDATE counter SET number = 7")
    held.give()
    assert is_free(database)


def test_many_threads_lose_no_update(connection: DatabaseWrapper) -> None:
    values: dict[str, Any] = connection.settings_dict

    def add(_number: int) -> None:
        connections[ALIAS] = DatabaseWrapper(values, ALIAS)
        with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
            number = cursor.execute("SELECT number FROM counter").fetchone()[0]
            cursor.execute("UPDATE counter SET number = %s", [number + 1])
        connections[ALIAS].close()

    with ThreadPoolExecutor(max_workers=6) as threads:
        list(threads.map(add, range(60)))
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT number FROM counter").fetchone()[0] == 60
