"""Who is erased does not come back through a file that waited."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from raakvlak.exchange.checking import cells_of
from raakvlak.exchange.models import Batch
from raakvlak.exchange.tests.conftest import keep, send, settle, work
from raakvlak.municipality.models import Member
from raakvlak.privacy.actions.erasure import erase_party
from raakvlak.relations.models import Party

Make = Callable[..., Any]
PEOPLE = "Voornaam;Achternaam;Telefoon\nMieke;van Loon;06 12345678\nMieke;Jansen;\nJan;Pietersen;\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Any) -> None:
    """Let files wait in a folder of this test."""
    settings.DATA = tmp_path


@pytest.fixture
def mieke(anna: Member, make_party: Make) -> Party:
    """Mieke, whom Anna noted earlier."""
    party: Party = make_party(anna, "Mieke van Loon")
    return party


def names_in(batch: Batch) -> list[str]:
    return [" ".join(cells_of(row)[:2]) for row in batch.rows.order_by("number")]


def test_her_rows_go_from_a_file_that_waits(as_anna: Client, anna: Member, mieke: Party) -> None:
    batch = send(as_anna, "relaties", PEOPLE)
    erase_party(mieke, anna, everywhere=False)
    assert names_in(batch) == ["Mieke Jansen", "Jan Pietersen"]


def test_a_file_that_was_looked_at_is_looked_at_anew(as_anna: Client, anna: Member, mieke: Party) -> None:
    batch = settle(as_anna, send(as_anna, "relaties", PEOPLE))
    assert batch.state == Batch.State.READY
    erase_party(mieke, anna, everywhere=True)
    batch.refresh_from_db()
    assert batch.state == Batch.State.CHECKING
    work()
    page = as_anna.get(f"/inlezen/bestand/{batch.pk}/nakijken/").content.decode()
    assert "Er is intussen iemand gewist die in dit bestand stond." in page
    assert "van Loon" not in page
    stored = keep(as_anna, batch)
    assert stored.state == Batch.State.DONE
    assert not Party.objects.filter(name__contains="Loon").exists()


def test_what_was_about_to_be_stored_is_stopped(as_anna: Client, anna: Member, mieke: Party) -> None:
    batch = settle(as_anna, send(as_anna, "relaties", PEOPLE))
    as_anna.post(f"/inlezen/bestand/{batch.pk}/bewaren/")
    erase_party(mieke, anna, everywhere=False)
    work()
    batch.refresh_from_db()
    assert batch.state == Batch.State.READY
    assert not Party.objects.filter(name__contains="Loon").exists()


def test_a_file_that_was_not_read_is_to_be_sent_again(as_anna: Client, anna: Member, mieke: Party) -> None:
    batch = send(as_anna, "relaties", PEOPLE)
    Batch.objects.filter(pk=batch.pk).update(state=Batch.State.READING)
    batch.path.write_bytes(b"waiting")
    erase_party(mieke, anna, everywhere=False)
    batch.refresh_from_db()
    assert batch.state == Batch.State.REFUSED
    assert "stuur het dan opnieuw" in as_anna.get(f"/inlezen/bestand/{batch.pk}/").content.decode()


def test_files_of_another_town_and_files_without_her_stay(as_anna: Client, anna: Member, make_party: Make) -> None:
    batch = settle(as_anna, send(as_anna, "relaties", PEOPLE))
    erase_party(make_party(anna, "Karel de Grote"), anna, everywhere=True)
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == (Batch.State.READY, 3)
