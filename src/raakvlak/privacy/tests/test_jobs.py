"""What privacy does by itself, and what takes too long for a request."""

import datetime
import math
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.privacy import jobs
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.models import Situation
from raakvlak.web.jobs import Progress
from raakvlak.web.jobs.schedule import SCHEDULE
from raakvlak.web.models import Job


@pytest.fixture(autouse=True)
def unwritten_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write no progress, however long a test takes: the jobs here are done without a row of their own."""
    monkeypatch.setattr("raakvlak.web.jobs.progress._SECONDS_BETWEEN_WRITES", math.inf)


def progress_of(task: Any) -> Progress:
    return Progress(task.draft(timezone.now(), {}))


def test_every_night_every_municipality_is_done(anna: Member, carla: Member, make_encounter: Any) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for member in (anna, carla):
        make_encounter(member, keep_until=yesterday)
    jobs.destroy_expired(progress_of(jobs.destroy_expired))
    assert not Encounter.objects.exists()
    assert "privacy.destroy_expired" in SCHEDULE


def test_the_job_erases_whoever_was_asked_for(anna: Member, fatima: Party) -> None:
    jobs.erase_party.enqueue(party_id=fatima.pk, member_id=anna.pk, everywhere=1)
    arguments: dict[str, Any] = Job.objects.get().arguments
    for _ in range(2):
        jobs.erase_party(progress_of(jobs.erase_party), **arguments)
    assert not Party.objects.exists()


def test_the_job_leaves_who_came_to_be_held(
    anna: Member, fatima: Party, make_encounter: Any, make_situation: Any
) -> None:
    make_situation(anna, encounters=(make_encounter(anna, parties=(fatima,)),))
    Situation.objects.update(held_since_on=timezone.localdate(), hold_reason="Woo")
    jobs.erase_party(progress_of(jobs.erase_party), party_id=fatima.pk, member_id=anna.pk, everywhere=1)
    assert Party.objects.exists()
