"""A PostgreSQL for one test alone, that may be killed without harm to the others."""

import os
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from raakvlak.web.tests.stage import SOURCE

SCRIPT = SOURCE.parent / "scripts/with_postgres.sh"


class OwnPostgres:
    """A server, started by our script, that can be killed and started again."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.folder = Path(unquote(urlsplit(url).netloc.rpartition("@")[2])) / "data"
        self._started: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return int((self.folder / "postmaster.pid").read_text().splitlines()[0])

    def backends(self) -> list[int]:
        """Return the processes that serve a connection."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                is_ours = int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == self.pid
                if is_ours and "[local]" in (folder / "cmdline").read_text():
                    found.append(int(folder.name))
        return found

    def kill_a_backend(self) -> None:
        """Kill what serves one connection: PostgreSQL ends all the others, and recovers."""
        if backends := self.backends():
            with suppress(ProcessLookupError):
                os.kill(backends[0], signal.SIGKILL)

    def kill(self) -> None:
        """Kill the server, and wait until its children saw it."""
        pid = self.pid
        backends = self.backends()
        os.kill(pid, signal.SIGKILL)
        for backend in backends:
            with suppress(ProcessLookupError):
                os.kill(backend, signal.SIGKILL)
        if self._started:
            self._started.wait()

    def start(self) -> None:
        """Start the server as it was started before."""
        command = shlex.split((self.folder / "postmaster.opts").read_text())
        time.sleep(1)
        files = self.folder.stat()
        user, group = (files.st_uid, files.st_gid) if os.getuid() == 0 else (None, None)
        with (self.folder / "server.log").open("ab") as log:
            self._started = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", user=user, group=group)

    def stop(self) -> None:
        if self._started:
            self._started.send_signal(signal.SIGINT)
            self._started.wait()


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    command = [str(SCRIPT), "sh", "-c", "echo $DATABASE_URL; exec cat"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdin
        server = OwnPostgres(process.stdout.readline().strip())
        try:
            yield server
        finally:
            server.stop()
            process.stdin.close()
