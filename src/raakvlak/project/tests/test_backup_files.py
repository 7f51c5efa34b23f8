"""A backup that is cut off, damaged or not ours brings nothing back; one that failed leaves no file."""

import errno
import gzip
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from raakvlak.municipality.models import Member
from raakvlak.project.backup import BackupError, files, sealed
from raakvlak.project.backup.writing import write_backup
from raakvlak.relations.models import Party

pytestmark = pytest.mark.django_db(transaction=True)
PRIVATE, PUBLIC = sealed.new_identity()
Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path / "data"
    settings.RAAKVLAK_BACKUP_KEY = [PUBLIC]
    (tmp_path / "key").write_text(f"# of these tests\n{PRIVATE}\n")
    return tmp_path


@pytest.fixture
def party(anna: Member, make_party: Make) -> Party:
    party: Party = make_party(anna, "Fatima Yilmaz")
    return party


def run(command: str, *arguments: object) -> str:
    output = io.StringIO()
    call_command(command, *map(str, arguments), stdout=output)
    return output.getvalue()


@pytest.fixture
def backup(tmp_path: Path, party: Party) -> Path:
    path = tmp_path / "one.age"
    assert "one.age is klaar" in run("backup", path)
    return path


def restored(path: Path, *options: str, key: str = "key") -> str:
    return run("restore", path, "--identity", path.with_name(key), *options)


def test_a_backup_is_for_its_owner_alone_and_hides_what_it_holds(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    content = backup.read_bytes()
    assert content.startswith(b"age-encryption.org/v1\n")
    assert b"Fatima" not in content
    plain = gzip.decompress(pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(PRIVATE)]))
    assert b"Fatima Yilmaz" in plain


def test_a_whole_backup_says_so(backup: Path) -> None:
    assert "is heel" in restored(backup, "--check")


def test_right_after_it_the_database_is_equal_and_later_it_is_not(backup: Path, party: Party) -> None:
    assert "Gelijk" in restored(backup, "--verify")
    Party.objects.filter(pk=party.pk).update(name="Fatma")
    output = io.StringIO()
    with pytest.raises(CommandError, match="anders dan de reservekopie"):
        call_command("restore", backup, "--identity", backup.with_name("key"), "--verify", stdout=output)
    assert output.getvalue() == f"relations_party: 1 anders (name): {party.pk}\n"


def test_every_row_that_went_is_named_when_asked(backup: Path, anna: Member, make_party: Make, tmp_path: Path) -> None:
    parties = [make_party(anna).pk for _number in range(30)]
    run("backup", tmp_path / "two.age")
    Party.objects.filter(pk__in=parties).delete()
    for option, most in (([], 20), (["--all"], 30)):
        output = io.StringIO()
        with pytest.raises(CommandError, match="anders dan"):
            call_command(
                "restore", tmp_path / "two.age", "--identity", tmp_path / "key", "--verify", *option, stdout=output
            )
        named = ", ".join(map(str, parties[:most]))
        (line,) = [line for line in output.getvalue().splitlines() if line.startswith("relations_party:")]
        assert line.startswith(f"relations_party: 30 alleen in de kopie: {named}")
        assert ("en nog 10" in line) == (most == 20)


def test_the_keys_can_be_read_from_it(backup: Path, settings: Settings) -> None:
    assert settings.RAAKVLAK_KEYS[0] in restored(backup, "--show-keys")


@pytest.mark.parametrize("length", [0, 10, 100, 250, 1000, -1, -20])
def test_a_backup_that_was_cut_off_is_refused(backup: Path, length: int) -> None:
    backup.write_bytes(backup.read_bytes()[:length])
    for option in ("--check", "--verify"):
        with pytest.raises(CommandError, match=r"afgebroken of beschadigd|geen reservekopie"):
            restored(backup, option)


def test_every_flipped_bit_is_seen(backup: Path) -> None:
    content = backup.read_bytes()
    for place in [*range(0, len(content), 97), len(content) - 1]:
        backup.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        with pytest.raises(CommandError):
            restored(backup, "--check")


def test_what_was_added_behind_it_is_seen(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes() + b"more")
    with pytest.raises(CommandError, match="afgebroken of beschadigd"):
        restored(backup, "--check")


@pytest.mark.parametrize(
    "inside",
    [b"", b"not packed", gzip.compress(b"hello", mtime=0), gzip.compress(b'{"a": 1}\n[2]\n', mtime=0)],
)
def test_what_somebody_else_encrypted_is_no_backup(tmp_path: Path, inside: bytes) -> None:
    path = tmp_path / "other.age"
    path.write_bytes(pyrage.encrypt(inside, sealed.recipients([PUBLIC])))
    with pytest.raises(CommandError, match="geen hele reservekopie"):
        restored(path, "--check")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"PK\3\4", os.urandom(5000)])
def test_another_file_is_no_backup(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.age"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="geen reservekopie"):
        restored(path, "--check")


def test_another_key_does_not_open_it(backup: Path) -> None:
    backup.with_name("other").write_text(sealed.new_identity()[0])
    with pytest.raises(CommandError, match="Deze sleutel past niet"):
        restored(backup, "--check", key="other")


@pytest.mark.parametrize(
    "text",
    ["", "# only a comment", "AGE-SECRET-KEY-1NONSENSE", PUBLIC, "\ufffd"],
    ids=["empty", "comment", "nonsense", "public", "unreadable"],
)
def test_a_file_without_a_key_is_named(backup: Path, text: str) -> None:
    backup.with_name("other").write_text(text)
    with pytest.raises(CommandError, match="other staat geen geheime sleutel"):
        restored(backup, "--check", key="other")


def test_a_file_that_is_not_there_is_named(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere kan niet worden gelezen: No such file"):
        restored(backup, "--check", key="nowhere")
    with pytest.raises(CommandError, match=r"no\.age kan niet worden gelezen"):
        restored(tmp_path / "no.age", "--check")


def test_a_database_in_use_is_not_replaced(backup: Path, party: Party) -> None:
    with pytest.raises(CommandError, match=r"is in gebruik: er staat al iets in \(municipality_audience"):
        restored(backup)
    assert Party.objects.get() == party


def test_an_existing_file_is_not_replaced(backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(CommandError, match="bestaat al"):
        run("backup", backup)
    assert backup.read_bytes() == before


def test_a_file_that_appeared_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "one.age"
    with pytest.raises(BackupError, match="bestaat al"), files.appearing_when_whole(path):
        path.write_bytes(b"theirs")
    assert path.read_bytes() == b"theirs"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("where", ["no/such/folder/one.age", "key/one.age"])
def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path, where: str) -> None:
    with pytest.raises(CommandError, match=r"one\.age kan niet worden gemaakt"):
        run("backup", tmp_path / where)


class FullDisk(io.RawIOBase):
    """A disk with room for a little."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.room < len(data):
            raise OSError(errno.ENOSPC, "No space left on device")
        self.room -= len(data)
        return len(data)


@pytest.mark.parametrize("room", [0, 300])
def test_a_full_disk_is_told(room: int, party: Party) -> None:
    with pytest.raises(BackupError, match="No space left on device"):
        write_backup(FullDisk(room), sealed.recipients([PUBLIC]))


def test_a_key_is_made_once_and_told_how_to_keep(tmp_path: Path) -> None:
    path = tmp_path / "new"
    told = run("backup", "--new-key", path)
    assert path.stat().st_mode & 0o777 == 0o600
    (identity,) = sealed.identities(path)
    assert f"RAAKVLAK_BACKUP_KEY={identity.to_public()}" in told
    assert str(identity) not in told
    with pytest.raises(CommandError, match="bestaat al"):
        run("backup", "--new-key", path)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ([], "nog geen sleutel"),
        ([PRIVATE], "geheime deel"),
        (["age1nonsense"], "staat geen sleutel"),
        ([PUBLIC, "x"], "staat geen sleutel"),
    ],
)
def test_without_a_good_key_nothing_is_written(
    tmp_path: Path, settings: Settings, keys: list[str], message: str
) -> None:
    settings.RAAKVLAK_BACKUP_KEY = keys
    with pytest.raises(CommandError, match=message) as error:
        run("backup", tmp_path / "one.age")
    assert PRIVATE not in str(error.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key"]


def test_two_keys_open_it_each(tmp_path: Path, settings: Settings, party: Party) -> None:
    private, public = sealed.new_identity()
    settings.RAAKVLAK_BACKUP_KEY = [PUBLIC, public]
    (tmp_path / "second").write_text(private)
    run("backup", tmp_path / "one.age")
    for key in ("key", "second"):
        assert "is heel" in restored(tmp_path / "one.age", "--check", key=key)


def test_a_folder_keeps_the_newest(tmp_path: Path, party: Party) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    for name in ("raakvlak-2026-01-01-000000.age", "raakvlak-2026-01-02-000000.age", "holiday.age"):
        (folder / name).write_text("")
    told = run("backup", folder, "--keep", 2)
    assert "Weggehaald" in told
    names = sorted(path.name for path in folder.iterdir())
    assert names[:2] == ["holiday.age", "raakvlak-2026-01-02-000000.age"]
    assert len(names) == 3


def test_what_a_killed_backup_left_is_cleared_the_next_day(tmp_path: Path) -> None:
    old, new = tmp_path / ".raakvlak-x.age.1.half", tmp_path / ".raakvlak-y.age.2.half"
    for path in (old, new):
        path.touch()
    os.utime(old, (0, 0))
    files.keep_newest(tmp_path, 1)
    assert (old.exists(), new.exists()) == (False, True)


@pytest.mark.parametrize("arguments", [(), ("one.age", "--keep", 3), (".", "--keep", 0)])
def test_unclear_wishes_are_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(CommandError):
        run("backup", *arguments)


def test_quiet_says_nothing(tmp_path: Path, party: Party) -> None:
    assert run("backup", tmp_path / "one.age", "--quiet") == ""
