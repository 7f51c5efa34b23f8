"""One command starts everything and stops everything."""

import contextlib
import io
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.utils import OperationalError
from pytest_django import Settings

from raakvlak.project import processes
from raakvlak.project.management.commands import run


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let run start with short-lived stand-ins, on a database that stays open for the test."""
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setattr(run, "prepare", lambda: None)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(run, "start_web_server", lambda _listener: processes.start("this"))
    monkeypatch.setattr(run, "start_worker", lambda: processes.start("this"))


def test_a_port_in_use_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PORT_WITHIN_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        monkeypatch.setenv("PORT", port)
        with pytest.raises(CommandError, match=f"Poort {port} is niet vrij"):
            call_command("run")


@pytest.mark.parametrize("port", ["acht", "70000", "-1", ""])
def test_a_port_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="van 0 tot 65535"):
        call_command("run")


@pytest.mark.usefixtures("quick")
def test_a_database_out_of_reach_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "prepare", Mock(side_effect=OperationalError("no route")))
    with pytest.raises(CommandError, match="niet bereikbaar: no route"):
        call_command("run", stdout=io.StringIO())


@pytest.mark.usefixtures("quick")
def test_all_stops_with_a_message_when_one_stops_by_itself(settings: Settings) -> None:
    settings.DEMO = True
    said = io.StringIO()
    with pytest.raises(CommandError, match="De webserver stopte uit zichzelf"):
        call_command("run", stdout=said)
    assert "/demo/" in said.getvalue()


@pytest.mark.usefixtures("quick")
def test_being_asked_to_stop_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "first_to_end", lambda _running: signal.raise_signal(signal.SIGTERM))
    said = io.StringIO()
    call_command("run", stdout=said)
    assert "Raakvlak stopt" in said.getvalue()


def processes_with(folder: Path) -> list[str]:
    """Return every process that was told to keep its data in this folder."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if str(folder).encode() in environment.read_bytes():
                found.append(environment.parent.name)
    return found


def serve_until(number: signal.Signals, folder: Path) -> None:
    """Start Raakvlak with its data in this folder, ask it something, and stop it with a signal."""
    environment = {**os.environ, "RAAKVLAK_DATA": str(folder), "RAAKVLAK_DEMO": "0", "PORT": "0"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "raakvlak", "run"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        port = next(match[1] for line in process.stdout if (match := re.search(r"http://127.0.0.1:(\d+)", line)))
        with run.connection_to(int(port)) as connection:
            connection.request("GET", "/_healthz/livez")
            assert connection.getresponse().status == 200
        working = processes_with(folder)
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
    assert len(working) == 1 + 1 + 2 + 1  # itself, the web server, its two workers, and the job worker
    assert processes_with(folder) == []


def test_it_serves_and_leaves_no_process_behind_when_stopped(tmp_path: Path) -> None:
    serve_until(signal.SIGINT, tmp_path)
    made = (tmp_path / "static.fingerprint").stat().st_mtime_ns
    serve_until(signal.SIGTERM, tmp_path)
    assert (tmp_path / "static.fingerprint").stat().st_mtime_ns == made


def test_a_port_that_comes_free_is_waited_for() -> None:
    other = socket.create_server(("127.0.0.1", 0))
    port = other.getsockname()[1]
    threading.Timer(0.3, other.close).start()
    with run.listening_socket(str(port)) as listener:
        assert listener.getsockname()[1] == port
