import datetime
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from raakvlak.web.jobs import Progress, Worker
from raakvlak.web.jobs.schedule import SCHEDULE
from raakvlak.web.models import Job, Letter, PersonalLink
from raakvlak.web.models.job import State
from raakvlak.web.nightly import tidy

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def test_it_runs_every_night() -> None:
    assert "web.tidy" in SCHEDULE
    tidy.enqueue()
    assert Worker().drain() == 1


def test_what_had_its_time_goes_and_the_rest_stays() -> None:
    for days in (1, 100):
        Job.objects.create(name="x", key="x", state=State.DONE, finished_at=days_ago(days))
        PersonalLink.objects.create(
            token_hash=uuid.uuid4().hex, purpose="x", subject_id=1, expires_at=days_ago(days), revoked_at=None
        )
        Letter.objects.create(recipient="x", subject="", body="", made_at=days_ago(days))
        Session.objects.create(session_key=f"{days}", session_data="", expire_date=days_ago(days - 50))
    waiting = Job.objects.create(name="y", key="y", run_at=days_ago(100), created_at=days_ago(100))
    running = Job.objects.create(name="z", key="z", state=State.RUNNING, lease=uuid.uuid4())
    tidy(Progress(running))
    assert Job.objects.filter(name="x").count() == 1
    assert Job.objects.filter(pk=waiting.pk).exists()
    assert PersonalLink.objects.count() == Letter.objects.count() == Session.objects.count() == 1
