"""The worker is killed while it brings in official areas: in the end all are there once, and every talk lies in one."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from raakvlak.conftest import in_a_year
from raakvlak.municipality.actions import official
from raakvlak.municipality.models import Area, AreaImport, Audience, Member, Municipality
from raakvlak.municipality.tests.official_files import CODE, buurt, feature, geojson, square, wijk
from raakvlak.project.tests.killing import dying_workers, kills, let_every_job_be_tried
from raakvlak.relations.jobs import place_talks
from raakvlak.relations.models import Encounter
from raakvlak.web.models import Job
from raakvlak.web.models.job import State
from raakvlak.web.tests.stage import Stage, staged
from raakvlak.web.uploads import waiting_file

BUURTEN, TALKS = 400, 3_000


@pytest.fixture
def stage(tmp_path: Path, transactional_db: None, settings: Any) -> Iterator[Stage]:
    with staged(tmp_path) as stage:
        settings.DATA = stage.folder
        yield stage


def file_with_areas(folder: Path) -> SimpleUploadedFile:
    """Make a file in which ours stand after many of others, so that reading takes a while."""
    others = [feature({"buurtcode": f"BU0001{number:04}"}) for number in range(5_000)]
    districts = [wijk(number, coordinates=square(4 + number / 2, 52, 0.5)) for number in range(BUURTEN // 100)]
    ours = [buurt(number, coordinates=square(4 + number / 200, 52, 0.004)) for number in range(BUURTEN)]
    path = geojson(folder / "alles.geojson", [*others, *districts, *ours])
    return SimpleUploadedFile(path.name, path.read_bytes())


def talks_somewhere(member: Member) -> None:
    frontline = Audience.objects.frontline_of(member.municipality)
    Encounter.objects.bulk_create(
        Encounter(
            municipality=member.municipality,
            author=member,
            audience=frontline,
            working_note="Hier.",
            keep_until=in_a_year(),
            latitude=Decimal("52.002"),
            longitude=Decimal(4) + Decimal(number % BUURTEN) / 200 + Decimal("0.002"),
        )
        for number in range(TALKS)
    )


def with_dying_workers(stage: Stage, number: int) -> None:
    let_every_job_be_tried(10_000)
    with dying_workers(stage, number) as wait_for_the_end:
        wait_for_the_end()


def test_official_areas_come_in_once_however_often_the_worker_dies(stage: Stage, anna: Member, tmp_path: Path) -> None:
    Municipality.objects.filter(pk=anna.municipality_id).update(code=CODE)
    talks_somewhere(anna)
    made = official.send_file(anna.municipality, file_with_areas(tmp_path), None)
    with_dying_workers(stage, kills(4))
    made.refresh_from_db()
    assert made.state == AreaImport.State.READY
    assert not Area.objects.exists()
    assert list(waiting_file("").glob("areas-*")) == []
    official.keep(made, same_ids=[], marks_former=False)
    with_dying_workers(stage, kills(4))
    made.refresh_from_db()
    assert made.state == AreaImport.State.DONE
    assert Counter(Area.objects.values_list("kind", flat=True)) == {"neighbourhood": BUURTEN, "district": 4}
    assert not Area.objects.filter(kind="neighbourhood", parent=None).exists()
    assert Job.objects.filter(name=place_talks.name).count() == 1
    place_talks.enqueue(municipality_id=anna.municipality_id)  # for it may have been killed five times by now
    with_dying_workers(stage, kills(4))
    assert not Encounter.objects.filter(area=None).exists()
    assert Job.objects.filter(name=place_talks.name).latest("pk").state == State.DONE
