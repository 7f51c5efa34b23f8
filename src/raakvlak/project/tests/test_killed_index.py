"""Workers are killed while they make the index of what is found anew: in the end it is as a fresh one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import Audience, Member, SearchEntry
from raakvlak.project.tests.killing import dying_workers, kills, let_every_job_be_tried
from raakvlak.relations.models import Encounter
from raakvlak.situations import whole_index
from raakvlak.situations.jobs import make_anew
from raakvlak.web.jobs.schedule import plan
from raakvlak.web.models import Job
from raakvlak.web.models.job import State
from raakvlak.web.tests.stage import Stage, staged

TALKS = 4_000


@pytest.fixture
def stage(tmp_path: Path, transactional_db: None) -> Iterator[Stage]:
    with staged(tmp_path) as stage:
        yield stage


def many_talks(member: Member) -> None:
    """Note so much that no worker lives long enough to do all of it."""
    audience = Audience.objects.frontline_of(member.municipality)
    Encounter.objects.bulk_create(
        Encounter(
            municipality=member.municipality,
            audience=audience,
            author=member,
            keep_until=in_a_year(),
            working_note=f"Sprak over lantaarnpaal {number} en de parkeeroverlast.",
        )
        for number in range(TALKS)
    )


def spoil_the_index() -> None:
    """Take entries out of the index, and let others say what nobody said."""
    entries = list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True))
    SearchEntry.objects.filter(pk__in=entries[::3]).delete()
    SearchEntry.objects.filter(pk__in=entries[1::3]).update(stems="onzin")


def test_the_index_is_as_a_fresh_one(stage: Stage, anna: Member) -> None:
    many_talks(anna)
    spoil_the_index()
    assert whole_index.differences()
    make_anew.enqueue()
    plan()
    let_every_job_be_tried(10_000)
    with dying_workers(stage, kills(25), NURSERY_STATEMENTS="100") as wait_for_the_end:
        wait_for_the_end()
    assert whole_index.differences() == []
    assert SearchEntry.objects.count() == TALKS
    assert not Job.objects.exclude(state=State.DONE).exists()
