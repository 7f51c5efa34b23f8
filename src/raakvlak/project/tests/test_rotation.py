"""The key ring is changed while a process still writes with the old one, and the changing is killed: no row is lost."""

import signal
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from raakvlak.conftest import Make
from raakvlak.municipality.models import Member
from raakvlak.relations.models import ContactPoint
from raakvlak.web.keys import fresh_key, is_made_with_first_key
from raakvlak.web.management.commands.rotate_keys import encrypted_fields, with_stored
from raakvlak.web.tests.stage import Stage, staged, wait_until

POINTS = 3000


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as stage:
        yield stage


def fill(member: Member, make_party: Make) -> None:
    party = make_party(member)
    points = [ContactPoint(party=party, kind="phone", value=f"06{number:08}") for number in range(POINTS)]
    ContactPoint.objects.bulk_create(points)
    history = ContactPoint.history.model
    history.objects.bulk_create(
        history(id=point.pk, party=party, kind="phone", value=point.value, history_date="2026-01-01T12:00Z")
        for point in points
    )


def made_with_first_key() -> int:
    return sum(
        is_made_with_first_key(stored)
        for model, field in encrypted_fields()
        for stored in with_stored(model, field).filter(stored__gt="").values_list("stored", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_no_row_is_lost_when_the_ring_changes_under_fire(
    anna: Member, make_party: Make, stage: Stage, settings: Settings, tmp_path: Path
) -> None:
    fill(anna, make_party)
    told, new, old = tmp_path / "told", fresh_key(), settings.RAAKVLAK_KEYS[0]
    writer = stage.start("raakvlak.project.tests.writing_process", str(told))  # knows the old ring alone
    wait_until(lambda: told.exists() and len(told.read_text().splitlines()) > 3)
    settings.RAAKVLAK_KEYS = [new, old]

    killed = stage.start("raakvlak", "rotate_keys", RAAKVLAK_KEYS=f"{new},{old}")
    wait_until(lambda: made_with_first_key() > 0)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert 0 < made_with_first_key() < 2 * POINTS

    try_to_rotate()
    written = len(told.read_text().split())
    wait_until(lambda: len(told.read_text().split()) > written)
    writer.kill()
    writer.wait()
    assert not try_to_rotate("--check"), "the last that was written has the old key"

    assert try_to_rotate()
    settings.RAAKVLAK_KEYS = [new]
    assert try_to_rotate("--check")
    values = set(ContactPoint.objects.values_list("value", flat=True))
    assert {f"06{number:08}" for number in range(POINTS)} < values
    assert {f"{key}@raakvlak.example" for key in told.read_text().split()} <= values
    assert set(ContactPoint.history.values_list("value", flat=True)) == values


def try_to_rotate(*options: str) -> bool:
    """Tell whether the first key alone reads everything afterwards."""
    try:
        call_command("rotate_keys", *options, stdout=StringIO())
    except CommandError:
        return False
    return True
