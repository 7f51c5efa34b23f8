import datetime
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from raakvlak.web.jobs import Progress, Task, Worker, every, every_day, job
from raakvlak.web.jobs.schedule import SCHEDULE, plan
from raakvlak.web.jobs.task import TASKS
from raakvlak.web.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def runs() -> Iterator[list[int]]:
    """Keep the true schedule out of these tests."""
    tasks, schedule = dict(TASKS), dict(SCHEDULE)
    SCHEDULE.clear()
    yield []
    TASKS.clear()
    TASKS.update(tasks)
    SCHEDULE.clear()
    SCHEDULE.update(schedule)


@pytest.fixture
def sweep(runs: list[int]) -> Task[[]]:
    @job("tests.sweep")
    def sweep(progress: Progress) -> None:
        runs.append(1)

    return sweep


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def plan_and_work(moment: str) -> None:
    with patch.object(timezone, "now", return_value=at(moment)):
        plan()
        Worker().drain()


def test_a_daily_job_runs_once_a_day(sweep: Task[[]], runs: list[int]) -> None:
    every_day(at="03:10")(sweep)
    plan_and_work("2026-05-03T03:09+02:00")
    assert len(runs) == 1  # that of yesterday, which nobody had done
    plan_and_work("2026-05-03T03:10+02:00")
    plan_and_work("2026-05-03T03:11+02:00")
    plan_and_work("2026-05-04T03:09+02:00")
    assert len(runs) == 2
    plan_and_work("2026-05-04T12:00+02:00")
    assert len(runs) == 3
    assert list(Job.objects.order_by("pk").values_list("period", flat=True)) == [
        "tests.sweep@2026-05-02T03:10",
        "tests.sweep@2026-05-03T03:10",
        "tests.sweep@2026-05-04T03:10",
    ]


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_the_days_on_which_the_clock_changes_have_one_run_too(sweep: Task[[]], runs: list[int], day: str) -> None:
    every_day(at="02:30")(sweep)
    for hour in range(24):
        plan_and_work(f"{day}T{hour:02}:45+01:00")
    assert len(runs) in {1, 2}
    assert Job.objects.filter(period=f"tests.sweep@{day}T02:30").count() == 1


def test_a_job_of_every_so_many_minutes_runs_once_in_each(sweep: Task[[]], runs: list[int]) -> None:
    every(minutes=15)(sweep)
    for moment in ("12:00", "12:01", "12:14", "12:15", "12:29", "12:31"):
        plan_and_work(f"2026-05-03T{moment}+02:00")
    assert len(runs) == 3


def test_two_workers_that_plan_at_once_plan_one_job(sweep: Task[[]]) -> None:
    every(minutes=15)(sweep)
    plan()
    with patch.object(QuerySet, "values_list", return_value=[]):
        plan()
    assert Job.objects.count() == 1


def test_a_period_waits_while_the_one_before_still_runs(sweep: Task[[]], runs: list[int]) -> None:
    every(minutes=15)(sweep)
    with patch.object(timezone, "now", return_value=at("2026-05-03T12:00+02:00")):
        plan()
    with patch.object(timezone, "now", return_value=at("2026-05-03T12:15+02:00")):
        plan()
        assert Job.objects.count() == 1
        Worker().drain()
        plan()
        Worker().drain()
    assert len(runs) == 2


def test_planning_what_is_planned_writes_nothing(sweep: Task[[]]) -> None:
    every(minutes=15)(sweep)
    plan()
    with patch.object(QuerySet, "bulk_create") as write:
        plan()
    assert not write.called
