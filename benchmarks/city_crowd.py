"""Eight people who save notes at once, over HTTP, with the web server as it is started for real; and what it weighs."""

import contextlib
import dataclasses
import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from city_visits import Round, Viewer, log_in
from raakvlak.municipality.models import Member, Role
from raakvlak.project.tests.addresses import addresses
from raakvlak.relations.models import Encounter

CLIENTS: Final = 8
SECONDS: Final = float(os.environ.get("RAAKVLAK_BENCH_SECONDS", "15"))
READY_WITHIN_SECONDS: Final = 90
WALKS: Final = 6
KILOBYTES: Final = re.compile(r"^(Rss|Pss):\s+(\d+) kB", re.MULTILINE)
TOKEN: Final = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclasses.dataclass
class Saved:
    """What one of the eight saw: how long each note took."""

    milliseconds: list[float] = dataclasses.field(default_factory=list)
    problem: str = ""


class Browser:
    """A connection that stays open, with the cookies of somebody who is logged in."""

    def __init__(self, port: int, viewer: Viewer) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = {name: morsel.value for name, morsel in viewer.client.cookies.items()}

    def ask(self, method: str, address: str, body: str = "") -> tuple[int, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, address, body or None, headers)
        response = self._connection.getresponse()
        for header in response.headers.get_all("Set-Cookie", []):
            name, value = header.split(";", 1)[0].split("=", 1)
            self._cookies[name] = value
        return response.status, response.read()

    def token(self) -> str:
        found = TOKEN.search(self.ask("GET", "/noteer/")[1].decode())
        assert found, "the form of a note has no token"
        return found[1]


@contextlib.contextmanager
def web_server() -> Iterator[tuple[int, int]]:
    """Start `raakvlak run`; yield its process number and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "raakvlak", "run"],
        env=os.environ | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(30)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/_healthz/livez")
            if connection.getresponse().status == HTTPStatus.OK:
                return
        time.sleep(0.2)
    raise SystemExit("The web server did not start.")


def save_together(walk: Round, port: int) -> dict[str, float]:
    """Let eight people save notes for a while; every note that was acknowledged must be there."""
    members = Member.objects.active().filter(role=Role.FRONTLINE).select_related("user", "municipality").order_by("pk")
    crowd = [(Browser(port, log_in(member)), Saved()) for member in members[:CLIENTS]]
    before = Encounter.objects.count()
    until = time.monotonic() + SECONDS
    threads = [threading.Thread(target=keep_saving, args=(walk, *each, until)) for each in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not any(saved.problem for _browser, saved in crowd), [saved.problem for _browser, saved in crowd]
    taken = sorted(milliseconds for _browser, saved in crowd for milliseconds in saved.milliseconds)
    assert Encounter.objects.count() - before == len(taken), "acknowledged notes are missing, or there are too many"
    return {"per_second": len(taken) / SECONDS, "p50": taken[len(taken) // 2], "p95": taken[int(len(taken) * 0.95)]}


def keep_saving(walk: Round, browser: Browser, saved: Saved, until: float) -> None:
    token, number = browser.token(), 0
    while time.monotonic() < until:
        number += 1
        start = time.perf_counter()
        status, _content = browser.ask("POST", "/noteer/", note(walk, token, number))
        saved.milliseconds.append((time.perf_counter() - start) * 1000)
        if status != HTTPStatus.FOUND:
            saved.problem = f"saving answers {status}"
            return


def note(walk: Round, token: str, number: int) -> str:
    return urlencode(
        {
            "csrfmiddlewaretoken": token,
            "working_note": f"Sprak over {walk.words[number % len(walk.words)]}.",
            "key": str(uuid.uuid4()),
            "party": walk.known[number % len(walk.known)],
            "audience": walk.frontline_id,
        }
    )


def weigh_after_walking(walk: Round, run: int, port: int) -> dict[str, float]:
    """Open all pages until both workers have met them; return what the heavier weighs, in megabytes."""
    pages = [f"/{address.route}" for address in addresses() if not address.parameters]
    pages += [f"/mensen/{walk.party_id}/", f"/situaties/{walk.situation_ids[0]}/"]
    pages += [f"/situaties/{walk.situation_ids[0]}/{part}/" for part in ("tijdlijn", "ladder")]
    roles = Member.objects.active().select_related("user", "municipality").order_by("pk")
    people = [*walk.people, *(log_in(roles.filter(role=role)[0]) for role in Role)]
    for _time in range(WALKS):
        for viewer in people:
            browser = Browser(port, viewer)
            for page in pages:
                status, _content = browser.ask("GET", page)
                assert status < HTTPStatus.INTERNAL_SERVER_ERROR, f"{page} answers {status}"
    weights = [weight_of(worker) for worker in web_workers(run)]
    assert weights, "no web worker was found"
    return {kind: max(weight[kind] for weight in weights) for kind in ("Rss", "Pss")}


def web_workers(run: int) -> list[int]:
    """Return the process numbers of gunicorn's workers: children of the one that `run` started."""
    masters = [child for child in children_of(run) if "gunicorn" in command_of(child)]
    return [worker for master in masters for worker in children_of(master)]


def children_of(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def command_of(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text()


def weight_of(process: int) -> dict[str, float]:
    found = KILOBYTES.findall(Path(f"/proc/{process}/smaps_rollup").read_text())
    return {kind: int(kilobytes) / 1024 for kind, kilobytes in found}
