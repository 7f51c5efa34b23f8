"""The commands as they are run: beside people who write, on a disk that is full, and killed in the middle."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from raakvlak.demo.actions import load_demo
from raakvlak.municipality.models import Member
from raakvlak.project.backup import sealed
from raakvlak.web.tests.stage import Stage, staged, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
PRIVATE, PUBLIC = sealed.new_identity()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    (tmp_path / "key").write_text(PRIVATE)
    with staged(tmp_path) as stage:
        stage.environment["RAAKVLAK_BACKUP_KEY"] = PUBLIC
        yield stage


def command(stage: Stage, *arguments: object, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run one of our commands, after a word to the shell; what it says is kept."""
    program = f'{before} exec "$0" -m raakvlak "$@"'
    line = ["bash", "-c", program, sys.executable, *map(str, arguments)]
    return subprocess.run(line, env=stage.environment, capture_output=True, text=True, check=False)


def test_a_backup_is_of_one_moment_while_people_write(anna: Member, stage: Stage, tmp_path: Path) -> None:
    told, path = tmp_path / "told", tmp_path / "one.age"
    writer = stage.start("raakvlak.project.tests.writing_process", str(told))
    wait_until(lambda: told.exists() and len(told.read_text().splitlines()) > 20)
    before = set(told.read_text().split())
    made = command(stage, "backup", path)
    assert (made.returncode, made.stderr) == (0, "")
    after = set(told.read_text().split())
    writer.kill()
    writer.wait()
    assert len(after) > len(before)

    elsewhere = tmp_path / "elsewhere"
    stage.environment |= {"DATABASE_URL": f"sqlite:///{elsewhere / 'new.sqlite3'}", "RAAKVLAK_DATA": str(elsewhere)}
    restored = command(stage, "restore", path, "--identity", tmp_path / "key")
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "Gelijk" in command(stage, "restore", path, "--identity", tmp_path / "key", "--verify").stdout
    with closing(sqlite3.connect(elsewhere / "new.sqlite3")) as database:
        keys = {key for (key,) in database.execute("SELECT uuid FROM relations_encounter")}
        assert {key.replace("-", "") for key in before} <= keys
        alone = "SELECT count(*) FROM relations_encounter WHERE id NOT IN (SELECT encounter_id FROM relations_presence)"
        assert database.execute(alone).fetchone() == (0,)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        found = "SELECT count(*) FROM municipality_searchentry WHERE kind = 'encounter'"
        assert database.execute(found).fetchone() == (len(keys),)


def test_a_full_disk_leaves_no_file(stage: Stage, tmp_path: Path) -> None:
    load_demo(1)
    done = command(stage, "backup", tmp_path / "one.age", before="ulimit -f 8;")
    assert done.returncode == 1
    assert "De reservekopie kon niet worden weggeschreven: File too large." in done.stderr
    assert not [path.name for path in tmp_path.iterdir() if ".age" in path.name]


@pytest.mark.parametrize(("with_what", "left"), [(signal.SIGKILL, 1), (signal.SIGTERM, 0)])
def test_a_backup_that_is_killed_never_looks_whole(
    stage: Stage, tmp_path: Path, with_what: signal.Signals, left: int
) -> None:
    load_demo(1)
    process = stage.start("raakvlak", "backup", str(tmp_path / "one.age"))
    wait_until(lambda: bool(list(tmp_path.glob(".one.age.*.half"))))
    process.send_signal(with_what)
    assert process.wait() != 0
    assert not (tmp_path / "one.age").exists()
    assert len(list(tmp_path.glob(".one.age.*.half"))) == left


def test_it_goes_to_another_program_too(stage: Stage, tmp_path: Path) -> None:
    load_demo(1)
    path = tmp_path / "one.age"
    sent = command(stage, "backup", "-", before=f"exec > {path};")
    assert (sent.returncode, sent.stderr) == (0, "")
    assert "is heel" in command(stage, "restore", path, "--identity", tmp_path / "key", "--check").stdout


def test_without_a_database_none_is_made(stage: Stage, tmp_path: Path) -> None:
    stage.environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'nothing.sqlite3'}"
    done = command(stage, "backup", tmp_path / "one.age")
    assert done.returncode == 1
    assert "nothing.sqlite3 bestaat niet" in done.stderr
    assert not (tmp_path / "nothing.sqlite3").exists()
