import datetime
import uuid
from collections.abc import Callable, Iterator
from threading import Event
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from raakvlak.web.jobs import Cancelled, LeaseLost, Progress, Task, Worker, job
from raakvlak.web.jobs.heartbeat import Heartbeat, last_seen
from raakvlak.web.jobs.task import TASKS
from raakvlak.web.models import Job
from raakvlak.web.models.job import JobQuerySet, State

pytestmark = pytest.mark.django_db

Work = Callable[[Progress, int], None]
LEASE = datetime.timedelta(seconds=60)


@pytest.fixture(autouse=True)
def _no_jobs_left_behind() -> Iterator[None]:
    before = dict(TASKS)
    yield
    TASKS.clear()
    TASKS.update(before)


@pytest.fixture
def greeted() -> list[int]:
    return []


@pytest.fixture
def greet(greeted: list[int]) -> Task[...]:
    @job("tests.greet", max_attempts=3)
    def greet(progress: Progress, party_id: int) -> None:
        greeted.append(party_id)

    return greet


@pytest.fixture
def stumble() -> Task[[]]:
    @job("tests.stumble", max_attempts=3)
    def stumble(progress: Progress) -> None:
        raise ZeroDivisionError("mevrouw Yilmaz, Dorpsstraat 3")

    return stumble


def only_job() -> Job:
    return Job.objects.get()


def make_ready() -> None:
    Job.objects.update(run_at=timezone.now())


def test_a_job_runs_once_and_is_done(greet: Task[...], greeted: list[int]) -> None:
    greet.enqueue(party_id=12)
    assert Worker().drain() == 1
    assert greeted == [12]
    done = only_job()
    assert (done.state, done.attempts, done.error, done.is_finished) == (State.DONE, 1, "", True)
    assert done.started_at is not None
    assert done.finished_at is not None
    assert Worker().drain() == 0


def test_a_job_can_be_done_here_and_now(greet: Task[...], greeted: list[int]) -> None:
    greet(Progress(Job()), 3)
    assert greeted == [3]


def test_asking_twice_gives_one_job(greet: Task[...], greeted: list[int]) -> None:
    assert greet.enqueue(party_id=12) == greet.enqueue(party_id=12)
    greet.enqueue(party_id=13)
    Worker().drain()
    assert greeted == [12, 13]


def test_a_finished_job_can_be_asked_again(greet: Task[...], greeted: list[int]) -> None:
    for _ in range(2):
        greet.enqueue(party_id=12)
        Worker().drain()
    assert greeted == [12, 12]


def test_what_is_asked_while_it_runs_is_done_once_more() -> None:
    rounds: list[int] = []

    @job("tests.again")
    def again(progress: Progress) -> None:
        rounds.append(1)
        if len(rounds) == 1:
            again.enqueue()
            again.enqueue()

    again.enqueue()
    assert Worker().drain() == 2
    assert len(rounds) == 2
    assert only_job().state == State.DONE


def test_a_job_of_a_transaction_that_fails_was_never_asked(greet: Task[...]) -> None:
    with transaction.atomic():
        greet.enqueue(party_id=12)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_job_can_wait_for_its_moment(greet: Task[...], greeted: list[int]) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    greet.enqueue_at(tomorrow, party_id=12)
    assert Worker().drain() == 0
    greet.enqueue_at(tomorrow + datetime.timedelta(days=1), party_id=12)
    assert only_job().run_at == tomorrow
    greet.enqueue(party_id=12)
    Worker().drain()
    assert greeted == [12]


def test_two_who_ask_at_once_get_one_job(greet: Task[...]) -> None:
    first = greet.enqueue(party_id=12)
    looks = iter([False, True])
    with patch.object(JobQuerySet, "ask_again", lambda *_arguments: next(looks)):
        assert greet.enqueue(party_id=12) == first


def test_a_job_that_can_never_be_asked_says_so(greet: Task[...]) -> None:
    with (
        patch.object(JobQuerySet, "ask_again", return_value=False),
        patch.object(Job, "save", side_effect=IntegrityError),
        pytest.raises(RuntimeError, match=r"tests\.greet"),
    ):
        greet.enqueue(party_id=12)


@pytest.mark.parametrize("value", ["Fatima Yilmaz", "06 12345678", "anna@waterhoek.example", 1.5, None, "x" * 41])
def test_a_job_takes_ids_and_no_data(greet: Task[...], value: object) -> None:
    with pytest.raises(TypeError, match="party_id"):
        greet.enqueue(party_id=value)


def test_arguments_are_named(greet: Task[...]) -> None:
    with pytest.raises(TypeError):
        greet.enqueue(12)


def test_a_uuid_and_a_short_word_are_fine() -> None:
    seen: list[object] = []

    @job("tests.kinds")
    def kinds(progress: Progress, encounter: uuid.UUID, form: str) -> None:
        seen.extend([encounter, form])

    encounter = uuid.uuid4()
    kinds.enqueue(encounter=encounter, form="pdf")
    Worker().drain()
    assert seen == [str(encounter), "pdf"]
    assert str(only_job()) == f"tests.kinds(encounter={encounter}, form=pdf)"


def test_one_name_is_one_job(greet: Task[...]) -> None:
    with pytest.raises(ValueError, match=r"tests\.greet"):
        job("tests.greet")(lambda _progress: None)


def test_a_job_that_fails_is_tried_again_later_and_later(stumble: Task[[]]) -> None:
    stumble.enqueue()
    waits = []
    for _ in range(2):
        Worker().drain()
        waits.append((only_job().run_at - timezone.now()).total_seconds())
        assert only_job().state == State.WAITING
        make_ready()
    assert 5 < waits[0] <= 10 < waits[1] <= 20
    Worker().drain()
    assert (only_job().state, only_job().attempts) == (State.FAILED, 3)
    make_ready()
    assert Worker().drain() == 0


def test_an_error_is_kept_without_its_words(stumble: Task[[]]) -> None:
    stumble.enqueue()
    Worker().drain()
    assert only_job().error == "ZeroDivisionError"
    assert "Yilmaz" not in str(Job.objects.values().get())


def test_a_job_that_nobody_knows_any_more_fails(greet: Task[...]) -> None:
    greet.enqueue(party_id=12)
    TASKS.clear()
    Worker().drain()
    assert only_job().error == "UnknownJob"


def test_a_waiting_job_is_cancelled_at_once(greet: Task[...], greeted: list[int]) -> None:
    greet.enqueue(party_id=12).cancel()
    assert Worker().drain() == 0
    assert only_job().state == State.CANCELLED
    assert greeted == []


def test_a_running_job_stops_at_its_next_step() -> None:
    steps: list[int] = []

    @job("tests.walk")
    def walk(progress: Progress) -> None:
        progress.expect(3)
        for step in range(3):
            steps.append(step)
            progress.job.cancel()
            with patch("raakvlak.web.jobs.progress._SECONDS_BETWEEN_WRITES", 0):
                progress.tick()

    walk.enqueue()
    Worker().drain()
    assert steps == [0]
    assert (only_job().state, only_job().total, only_job().progress) == (State.CANCELLED, 3, 1)


def test_a_job_that_was_cancelled_and_lost_its_worker_is_not_taken_up(greet: Task[...]) -> None:
    greet.enqueue(party_id=12)
    taken = Job.objects.take(-LEASE)
    assert taken is not None
    taken.cancel()
    Worker().drain()
    assert only_job().state == State.CANCELLED


def test_what_is_asked_again_is_done_though_the_round_before_failed_or_was_cancelled(greet: Task[...]) -> None:
    greet.enqueue(party_id=12)
    taken = Job.objects.take(LEASE)
    assert taken is not None
    taken.cancel()
    greet.enqueue(party_id=12)
    assert taken.end_cancelled()
    assert (only_job().state, only_job().is_cancel_asked, only_job().attempts) == (State.WAITING, False, 0)
    taken = Job.objects.take(LEASE)
    assert taken is not None
    taken.attempts = 3
    greet.enqueue(party_id=12)
    assert taken.fail("ZeroDivisionError")
    assert (only_job().state, only_job().attempts) == (State.WAITING, 0)


def test_what_is_asked_again_while_its_worker_was_lost_for_good_begins_anew(greet: Task[...]) -> None:
    greet.enqueue(party_id=12)
    for _ in range(3):
        assert Job.objects.take(-LEASE) is not None
    greet.enqueue(party_id=12)
    Worker().run_next()
    assert (only_job().state, only_job().attempts, only_job().error) == (State.WAITING, 0, "")


def test_cancelling_is_for_what_was_asked_before(greet: Task[...], greeted: list[int]) -> None:
    greet.enqueue(party_id=12)
    taken = Job.objects.take(LEASE)
    assert taken is not None
    greet.enqueue(party_id=12)
    taken.cancel()
    assert taken.end_cancelled()
    assert only_job().state == State.CANCELLED


def test_a_waiting_job_that_was_to_be_cancelled_and_is_asked_for_again_runs(
    greet: Task[...], greeted: list[int]
) -> None:
    greet.enqueue(party_id=12)
    taken = Job.objects.take(LEASE)
    assert taken is not None
    taken.cancel()
    taken.release()
    greet.enqueue(party_id=12)
    Worker().drain()
    assert greeted == [12]


def test_a_job_that_ends_has_told_its_last_step() -> None:
    @job("tests.count")
    def count(progress: Progress) -> None:
        progress.tick(7)

    count.enqueue()
    Worker().drain()
    assert only_job().progress == 7


def test_progress_is_told_now_and_then(django_assert_num_queries: DjangoAssertNumQueries, greet: Task[...]) -> None:
    greet.enqueue(party_id=12)
    taken = Job.objects.take(LEASE)
    assert taken is not None
    progress = Progress(taken)
    with django_assert_num_queries(0):
        progress.tick(5)
    progress.tell()
    assert only_job().progress == 5


def test_a_held_job_is_left_to_its_worker(greet: Task[...]) -> None:
    greet.enqueue(party_id=12)
    assert Job.objects.take(LEASE) is not None
    assert Job.objects.take(LEASE) is None
    assert Worker().drain() == 0


def test_a_worker_that_comes_second_takes_nothing(greet: Task[...]) -> None:
    greet.enqueue(party_id=12)
    with patch.object(JobQuerySet, "take", return_value=None):
        assert not Worker().run_next()


def test_of_two_who_look_at_once_one_takes_the_job(greet: Task[...]) -> None:
    greet.enqueue(party_id=12)
    seen = only_job()
    assert Job.objects.take(LEASE) is not None
    Job.objects.update(lease_until=timezone.now() - LEASE)
    with patch.object(JobQuerySet, "first", return_value=seen):
        assert Job.objects.take(LEASE) is None


def test_a_job_whose_worker_fell_silent_is_taken_up(greet: Task[...], greeted: list[int]) -> None:
    greet.enqueue(party_id=12)
    silent = Job.objects.take(-LEASE)
    assert silent is not None
    Worker().drain()
    assert greeted == [12]
    assert not silent.finish()
    assert not silent.fail("TooLate")
    assert (only_job().state, only_job().attempts) == (State.DONE, 2)


def test_a_job_that_kills_its_worker_every_time_ends(greet: Task[...]) -> None:
    greet.enqueue(party_id=12)
    for _ in range(3):
        assert Job.objects.take(-LEASE) is not None
    Worker().drain()
    assert (only_job().state, only_job().error) == (State.FAILED, "LostWorker")


def test_a_worker_that_lost_its_lease_writes_nothing_more() -> None:
    @job("tests.slow")
    def slow(progress: Progress) -> None:
        Job.objects.update(lease=uuid.uuid4())
        progress.tell()

    slow.enqueue()
    Worker().drain()
    assert only_job().state == State.RUNNING


def test_a_heart_beats_as_long_as_the_lease_is_ours(greet: Task[...]) -> None:
    greet.enqueue(party_id=12)
    taken = Job.objects.take(-LEASE)
    assert taken is not None
    heartbeat = Heartbeat(taken, LEASE)
    heartbeat.beat()
    assert last_seen() is not None
    assert not Job.objects.ready().exists()
    Job.objects.update(lease=uuid.uuid4())
    heartbeat.beat()
    with pytest.raises(LeaseLost):
        Progress(taken, lost=heartbeat.lost).tick()


def test_a_worker_that_must_stop_lets_go_of_a_long_job() -> None:
    worker = Worker()
    steps: list[int] = []

    @job("tests.long")
    def long(progress: Progress) -> None:
        worker.stopping.set()
        progress.tick()
        steps.append(1)
        with patch("raakvlak.web.jobs.progress.GRACE_SECONDS", 0):
            progress.tick()
        steps.append(2)

    long.enqueue()
    worker.drain()
    assert steps == [1]
    assert (only_job().state, only_job().attempts) == (State.WAITING, 0)


def test_being_cancelled_is_heard_before_the_work_is_lost() -> None:
    stored = Job.objects.create(name="x", key="x", state=State.RUNNING, lease=uuid.uuid4(), is_cancel_asked=True)
    with pytest.raises(Cancelled):
        Progress(stored, Event()).tell()
