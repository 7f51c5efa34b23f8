"""The worker is killed while it brings a file in and takes it back: once, all of it or nothing, and nothing twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from raakvlak.exchange import actions
from raakvlak.exchange.models import Batch, BatchRow, Made
from raakvlak.municipality.models import Audience, Member, SearchEntry
from raakvlak.project.tests.killing import dying_workers, kills, let_every_job_be_tried
from raakvlak.relations.models import ContactPoint, Party
from raakvlak.web.tests.stage import Stage, staged
from raakvlak.web.uploads import waiting_file

ROWS = 3_000


@pytest.fixture
def stage(tmp_path: Path, transactional_db: None, settings: Any) -> Iterator[Stage]:
    with staged(tmp_path) as stage:
        settings.DATA = stage.folder
        yield stage


def with_dying_workers(stage: Stage, batch: Batch, number: int) -> str:
    let_every_job_be_tried(10_000)
    with dying_workers(stage, number) as wait_for_the_end:
        wait_for_the_end()
    batch.refresh_from_db()
    return batch.state


def test_a_file_comes_in_once_however_often_the_worker_dies(stage: Stage, anna: Member) -> None:
    rows = "".join(f"Vereniging {number};010-{1_000_000 + number}\n" for number in range(ROWS))
    sent = SimpleUploadedFile("lijst.csv", f"naam;telefoon\n{rows}".encode())
    batch = actions.send_file(anna, "organisaties", sent)
    assert with_dying_workers(stage, batch, kills(2)) == Batch.State.MAPPING
    assert BatchRow.objects.count() == ROWS
    assert list(waiting_file("").glob("batch-*")) == []
    actions.choose_columns(batch, ["name", "phone"])
    frontline = Audience.objects.frontline_of(anna.municipality)
    terms = {"purpose": "contact", "ground": "public_task", "ends_on": "2027-06-01", "audience": frontline}
    actions.settle(batch, **terms)
    assert with_dying_workers(stage, batch, kills(2)) == Batch.State.READY
    assert not Party.objects.exists()
    actions.keep(batch, skips_wrong=False, makes_doubles=False)
    assert with_dying_workers(stage, batch, kills(4)) == Batch.State.DONE
    assert [rows.objects.count() for rows in (Party, ContactPoint, Made, SearchEntry)] == [ROWS] * 4
    assert Party.objects.values("name").distinct().count() == ROWS
    assert not BatchRow.objects.exists()
    actions.undo(batch, takes_changed=False)
    assert with_dying_workers(stage, batch, kills(3)) == Batch.State.UNDONE
    assert [rows.objects.count() for rows in (Party, ContactPoint, Made, SearchEntry)] == [0] * 4
    assert batch.outcome["gone"] == ROWS
