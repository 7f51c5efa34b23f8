"""Processes that start together stop together."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from raakvlak.project import processes

PROGRAMS = {
    "patient": "import time\nprint('ready', flush=True)\ntime.sleep(60)",
    "brief": "raise SystemExit(3)",
    "stubborn": (
        "import os, pathlib, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "pathlib.Path(os.environ['READY']).touch()\n"
        "time.sleep(60)"
    ),
}


@pytest.fixture(autouse=True)
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in PROGRAMS.items():
        (tmp_path / f"{name}.py").write_text(text)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("READY", str(tmp_path / "ready"))


@pytest.fixture
def started() -> Iterator[dict[str, processes.Process]]:
    running: dict[str, processes.Process] = {}
    yield running
    processes.stop(running.values())


def test_the_first_to_end_is_named(started: dict[str, processes.Process]) -> None:
    started["patient"] = processes.start("patient")
    started["brief"] = processes.start("brief")
    assert processes.first_to_end(started) == "brief"
    assert started["brief"].returncode == 3


def test_one_that_is_patient_lets_the_others_go_first(started: dict[str, processes.Process]) -> None:
    started["patient"] = processes.start("patient", is_patient=True)
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    deadline = time.monotonic() + 20
    while os.getpriority(os.PRIO_PROCESS, started["patient"].pid) != ours + 5:
        assert time.monotonic() < deadline, "it takes its turns as if it were in a hurry"
        assert started["patient"].poll() is None
        time.sleep(0.05)


def test_stopping_ends_all() -> None:
    running = [processes.start("patient") for _ in range(2)]
    processes.stop(running)
    assert [process.returncode for process in running] == [-signal.SIGTERM] * 2


def test_one_that_refuses_to_stop_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE_SECONDS", 0.1)
    stubborn = processes.start("stubborn")
    while not (tmp_path / "ready").exists():
        assert stubborn.poll() is None
    processes.stop([stubborn])
    assert stubborn.returncode == -signal.SIGKILL


@pytest.mark.parametrize("number", processes.STOP_SIGNALS)
def test_a_signal_ends_the_block_quietly_and_a_second_does_nothing(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    steps = []
    with processes.stopping_on_signals():
        try:
            steps.append("working")
            signal.raise_signal(number)
            steps.append("never")
        finally:
            signal.raise_signal(number)
            steps.append("stopping")
    assert steps == ["working", "stopping"]
    assert signal.getsignal(number) is before


def test_linux_ends_the_children_of_one_that_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/setpriv")
    assert processes.ending_with_us() == ["/usr/bin/setpriv", "--pdeathsig", "TERM", "--"]
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert processes.ending_with_us() == []
