"""Workers as processes of their own: what they share is done once, also when one is killed in the middle."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from raakvlak.web.tests.stage import PATIENCE_SECONDS, Stage, staged, wait_until


@pytest.fixture
def stage(tmp_path: Path, transactional_db: None) -> Iterator[Stage]:
    with staged(tmp_path) as stage:
        yield stage


def test_a_job_whose_worker_is_killed_is_done_once_by_another(stage: Stage) -> None:
    stage.enqueue()
    killed = stage.worker(steps=10_000)
    wait_until(lambda: stage.lines() == [f"begin {killed.pid}"])
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert stage.jobs() == [{"state": "running", "attempts": 1}]
    others = [stage.worker(steps=2) for _ in range(2)]
    wait_until(lambda: len(stage.lines()) >= 3)
    began, begun_again, ended = (line.split() for line in stage.lines())
    assert (began[0], begun_again[0], ended[0]) == ("begin", "begin", "end")
    assert int(ended[1]) in {other.pid for other in others}
    wait_until(lambda: stage.jobs() == [{"state": "done", "attempts": 2}])
    assert len(stage.lines()) == 3


def test_a_worker_that_is_asked_to_stop_hands_its_job_back(stage: Stage) -> None:
    stage.enqueue()
    stopped = stage.worker(steps=10_000)
    wait_until(lambda: len(stage.lines()) == 1)
    stopped.terminate()
    assert stopped.wait(PATIENCE_SECONDS) == 0
    assert stage.jobs() == [{"state": "waiting", "attempts": 0}]


def test_three_workers_do_every_job_once(stage: Stage) -> None:
    stage.enqueue("many")
    for _ in range(3):
        stage.worker(steps=0)
    wait_until(lambda: len(stage.lines()) >= 40)
    wait_until(lambda: stage.jobs() == [{"state": "done", "attempts": 1}] * 40)
    assert sorted(stage.lines()) == sorted(f"quick {number}" for number in range(40))
