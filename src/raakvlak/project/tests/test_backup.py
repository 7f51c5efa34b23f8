"""What goes into a backup comes out of it, on another database too, and while people go on writing."""

import doctest
import hashlib
import io
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, models
from django.db.migrations.loader import MigrationLoader
from pytest_django import DjangoDbBlocker, Settings

from raakvlak.demo.actions import load_demo
from raakvlak.municipality.models import Member
from raakvlak.project.backup import BackupError, comparing, files, reading, sealed, values
from raakvlak.project.backup.comparing import Difference, compare
from raakvlak.project.backup.reading import Backup
from raakvlak.project.backup.restoring import restore
from raakvlak.project.backup.snapshot import go_on_after, last_number
from raakvlak.project.backup.tables import LEFT_OUT, Table, applied_migrations, tables_after
from raakvlak.project.backup.values import kind_of
from raakvlak.project.backup.writing import line_of, write_backup
from raakvlak.project.tests.databases import SQLITE, beside, empty, instead, opened
from raakvlak.project.tests.filler import fill
from raakvlak.relations.models import ContactPoint, Encounter, Party
from raakvlak.web.keys import fresh_key

pytestmark = pytest.mark.django_db(transaction=True)
PRIVATE, PUBLIC = sealed.new_identity()


@pytest.fixture(scope="session")
def fresh_database(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """Make the tables once in a file of SQLite, for others to copy."""
    path = tmp_path_factory.mktemp("fresh") / "fresh.sqlite3"
    with django_db_blocker.unblock(), instead(opened("default", **SQLITE, NAME=path)):
        call_command("migrate", verbosity=0)
    return path


@pytest.fixture
def elsewhere(tmp_path: Path, fresh_database: Path) -> Iterator[str]:
    """Bring a second database, without rows."""
    path = tmp_path / "elsewhere.sqlite3"
    shutil.copy(fresh_database, path)
    with beside(path) as using:
        yield using


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def backed_up(path: Path, using: str = "default") -> Path:
    with path.open("wb", buffering=0) as file:
        write_backup(file, sealed.recipients([PUBLIC]), using=using)
    return path


def read(path: Path) -> Any:
    """Open a backup with the key of these tests."""
    key = path.with_suffix(".key")
    key.write_text(PRIVATE)
    return reading.opened(path, sealed.identities(key))


def brought_back(path: Path, using: str) -> dict[str, int]:
    with read(path) as backup:
        return restore(backup, using=using)[0]


def differences(path: Path, using: str) -> list[Difference]:
    with read(path) as backup:
        return [difference for difference in compare(backup, using=using) if difference or difference.not_compared]


def carried_models(using: str = "default") -> list[type[models.Model]]:
    return [table.model for table in tables_after(applied_migrations(using))]


def test_the_demo_town_moves_to_another_database_and_is_the_same(tmp_path: Path, elsewhere: str) -> None:
    load_demo(1)
    path = backed_up(tmp_path / "one.age")
    counts = brought_back(path, elsewhere)
    assert counts["relations_encounter"] == Encounter.objects.count() > 50
    assert differences(path, elsewhere) == differences(path, "default") == []


def test_every_column_of_every_table_survives_both_ways(tmp_path: Path, elsewhere: str) -> None:
    fill(carried_models())
    there = backed_up(tmp_path / "there.age")
    counts = brought_back(there, elsewhere)
    assert [name for name, count in counts.items() if count < 3] == []
    back = backed_up(tmp_path / "back.age", elsewhere)
    assert contents(back) == contents(there)
    empty(carried_models())
    brought_back(back, "default")
    assert differences(there, "default") == []


def contents(path: Path) -> list[tuple[str, list[list[Any]]]]:
    with read(path) as backup:
        return [(section.name, list(section.rows)) for section in backup.sections()]


def test_a_number_that_was_given_out_is_not_given_again(
    tmp_path: Path, elsewhere: str, anna: Member, make_party: Any
) -> None:
    make_party(anna)
    gone = make_party(anna)
    number = gone.pk
    gone.delete()
    brought_back(backed_up(tmp_path / "one.age"), elsewhere)
    table = Table(Party)
    assert last_number(elsewhere, table) == last_number("default", table) == number


def test_a_number_comes_after_those_that_are_there_whatever_was_written_down(elsewhere: str, anna: Member) -> None:
    table = Table(Member)
    assert last_number(elsewhere, table) is None
    go_on_after(elsewhere, table, 0)
    assert last_number(elsewhere, table) is None
    go_on_after("default", table, None)
    assert last_number("default", table) == anna.pk
    with connections[elsewhere].cursor() as cursor:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('municipality_member', 0)")
    assert last_number(elsewhere, table) is None


def test_a_difference_is_named_by_table_key_and_column_alone(tmp_path: Path, anna: Member, make_party: Any) -> None:
    changed, gone = make_party(anna, "Fatima"), make_party(anna, "Pieter")
    path = backed_up(tmp_path / "one.age")
    Party.objects.filter(pk=changed.pk).update(name="Fatma")
    Party.objects.filter(pk=gone.pk).delete()
    new = make_party(anna, "Joke")
    (found,) = [difference for difference in differences(path, "default") if difference.table == "relations_party"]
    assert (found.changed.first, found.changed_columns) == ([changed.pk], {"name"})
    assert found.only_in_backup.first == [gone.pk]
    assert found.only_in_database.first == [new.pk]
    assert "Fatima" not in repr(found)


def test_a_secret_under_another_key_is_the_same(
    tmp_path: Path, settings: Settings, anna: Member, make_party: Any
) -> None:
    point = ContactPoint.objects.create(party=make_party(anna), kind="phone", value="0612345678")
    path = backed_up(tmp_path / "one.age")
    settings.RAAKVLAK_KEYS = [fresh_key(), *settings.RAAKVLAK_KEYS]
    point.save()
    assert [found.table for found in differences(path, "default")] == ["relations_historicalcontactpoint"]
    ContactPoint.objects.filter(pk=point.pk).update(value="0687654321")
    assert "relations_contactpoint" in [found.table for found in differences(path, "default")]


def test_the_keys_of_a_backup_come_along(
    tmp_path: Path, elsewhere: str, settings: Settings, anna: Member, make_party: Any
) -> None:
    point = ContactPoint.objects.create(party=make_party(anna), kind="phone", value="0612345678")
    path, old = backed_up(tmp_path / "one.age"), settings.RAAKVLAK_KEYS[0]
    settings.RAAKVLAK_KEYS, settings.RAAKVLAK_FINGERPRINT_KEY = [fresh_key()], "another"
    brought_back(path, elsewhere)
    assert ContactPoint.objects.using(elsewhere).get(pk=point.pk).value == "0612345678"
    kept = (tmp_path / "keys").read_text().split(",")
    assert kept == settings.RAAKVLAK_KEYS
    assert kept[0] == old
    assert (tmp_path / "fingerprint.key").read_text() == "test"
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o600


def test_keys_that_were_set_elsewhere_are_asked_for(
    tmp_path: Path, elsewhere: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(carried_models())
    path = backed_up(tmp_path / "one.age")
    settings.RAAKVLAK_KEYS = [fresh_key()]
    monkeypatch.setenv("RAAKVLAK_KEYS", settings.RAAKVLAK_KEYS[0])
    with pytest.raises(BackupError, match=r"--show-keys.*niets teruggezet"):
        brought_back(path, elsewhere)
    assert not Party.objects.using(elsewhere).exists()


def test_a_database_in_use_is_left_alone(tmp_path: Path, anna: Member, make_party: Any) -> None:
    path = backed_up(tmp_path / "one.age")
    make_party(anna, "Na de kopie")
    with pytest.raises(BackupError, match="in gebruik"):
        brought_back(path, "default")
    assert Party.objects.get().name == "Na de kopie"


def test_a_backup_of_a_newer_raakvlak_is_refused(tmp_path: Path, elsewhere: str, anna: Member) -> None:
    header = {"raakvlak-backup": 1, "migrations": [["relations", "9999_from_the_future"]], "tables": 0}
    backup = Backup(iter([str(header).replace("'", '"').encode()]))
    with pytest.raises(BackupError, match=r"relations\.9999_from_the_future"):
        restore(backup, using=elsewhere)


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_half_a_backup_brings_nothing_back(
    tmp_path: Path, elsewhere: str, anna: Member, make_encounter: Any, part: float
) -> None:
    for _number in range(40):
        make_encounter(anna, secrets.token_hex(4000))
    path = backed_up(tmp_path / "one.age")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(BackupError, match="afgebroken"):
        brought_back(path, elsewhere)
    assert not any(models.QuerySet(model, using=elsewhere).exists() for model in carried_models())
    path.write_bytes(whole)
    assert brought_back(path, elsewhere)["relations_encounter"] == 40


def test_a_row_that_points_to_nothing_is_refused(tmp_path: Path, elsewhere: str, anna: Member, make_party: Any) -> None:
    make_party(anna)
    header, sections = taken_apart(backed_up(tmp_path / "one.age"))
    sections["municipality_audience"][1].clear()
    with pytest.raises(BackupError, match="wijst een rij naar een rij die er niet is"):
        restore(put_together(header, sections), using=elsewhere)
    assert not Party.objects.using(elsewhere).exists()


def test_a_row_that_a_table_refuses_is_told_without_what_is_in_it(
    tmp_path: Path, elsewhere: str, anna: Member, make_party: Any
) -> None:
    make_party(anna, "Fatima Yilmaz")
    header, sections = taken_apart(backed_up(tmp_path / "one.age"))
    columns, rows = sections["relations_party"]
    rows[0][columns.index("audience_id")] = None
    with pytest.raises(BackupError, match="Een rij van relations_party past niet") as error:
        restore(put_together(header, sections), using=elsewhere)
    assert "Fatima" not in str(error.value)
    assert not Party.objects.using(elsewhere).exists()


@pytest.mark.parametrize("changed", ["columns", "a table less"])
def test_other_tables_than_those_of_its_migrations_are_refused(
    tmp_path: Path, elsewhere: str, anna: Member, changed: str
) -> None:
    header, sections = taken_apart(backed_up(tmp_path / "one.age"))
    if changed == "columns":
        sections["relations_party"][0].reverse()
    else:
        del sections["relations_party"]
    with pytest.raises(BackupError, match="geen hele reservekopie"):
        restore(put_together({**header, "tables": len(sections)}, sections), using=elsewhere)
    assert not Member.objects.using(elsewhere).exists()


Sections = dict[str, tuple[list[str], list[list[Any]]]]


def taken_apart(path: Path) -> tuple[Any, Sections]:
    with read(path) as backup:
        sections = {section.name: (section.columns, list(section.rows)) for section in backup.sections()}
        return backup.header, sections


def put_together(header: Any, sections: Sections) -> Backup:
    """Write the lines again, with whole sums."""
    lines = [line_of(header)]
    for name, (columns, rows) in sections.items():
        told = [line_of(row) for row in rows]
        digest = hashlib.sha256(b"".join(told)).hexdigest()
        lines += [line_of({"table": name, "columns": columns}), *told]
        lines.append(line_of({"rows": len(told), "sha256": digest, "last": None}))
    lines.append(line_of({"tables": len(sections), "rows": sum(len(rows) for _columns, rows in sections.values())}))
    return Backup(iter(lines))


@pytest.mark.parametrize("module", [comparing, files, values])
def test_what_the_docstrings_show_is_so(module: Any) -> None:
    tried = doctest.testmod(module)
    assert tried.attempted > 0
    assert tried.failed == 0


def test_every_column_can_be_told() -> None:
    fields = [field for model in carried_models() for field in model._meta.local_concrete_fields]
    assert len([kind_of(field) for field in fields]) > 300


def test_nothing_that_is_carried_points_to_what_is_left_out() -> None:
    targets = {
        field.related_model._meta.label
        for model in carried_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey)
    }
    assert targets & set(LEFT_OUT) == set()


def test_what_is_left_out_exists() -> None:
    known = MigrationLoader(None).project_state().apps.get_models(include_auto_created=True)
    assert set(LEFT_OUT) <= {model._meta.label for model in known}


def test_a_new_database_is_empty() -> None:
    tables = tables_after(applied_migrations("default"))
    out = io.BytesIO()
    assert sum(write_backup(out, sealed.recipients([PUBLIC])).values()) == 0
    assert len(tables) > 40
