"""A connection as in a cellar: it drops before, while or after an answer comes back, by the draw of a seed."""

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

PATIENCE_SECONDS = 30
DROPS = ("before", "during", "after")


class LeakyLine(Thread):
    """Passes requests on to a server; while it leaks, some of those that send notes are cut off."""

    def __init__(self, port: int, chance: random.Random) -> None:
        super().__init__(name="leaky", daemon=True)
        self._to, self._chance = port, chance
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        self.leaks = Event()
        self.dropped: list[str] = []

    def run(self) -> None:
        with suppress(OSError):  # the end: the door was closed
            while True:
                visitor, _address = self._listener.accept()
                Thread(target=self._serve, args=(visitor,), daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self, visitor: socket.socket) -> None:
        visitor.settimeout(PATIENCE_SECONDS)
        with visitor, suppress(OSError, ValueError):
            request = read_request(visitor)
            if request:
                self._pass_on(visitor, request)

    def _fate(self, request: bytes) -> str:
        is_sending = self.leaks.is_set() and request.startswith(b"POST /telefoon/stuur/")
        fate = self._chance.choice([*DROPS, "passes", "passes"]) if is_sending else "passes"
        if fate != "passes":
            self.dropped.append(fate)
        return fate

    def _pass_on(self, visitor: socket.socket, request: bytes) -> None:
        fate = self._fate(request)
        if fate == "before":
            return
        with socket.create_connection(("127.0.0.1", self._to), timeout=PATIENCE_SECONDS) as server:
            server.sendall(request)
            answer = b"".join(iter(lambda: server.recv(65_536), b""))
        if fate == "during":
            answer = answer[: max(1, len(answer) // 2)]
        if fate != "after":
            visitor.sendall(answer)


def read_request(visitor: socket.socket) -> bytes:
    """Read one request, and ask the server to hang up after it."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = visitor.recv(65_536)
        if not more:
            return b""
        data += more
    head, _gap, body = data.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    lengths = [int(line.partition(b":")[2]) for line in lines if line.lower().startswith(b"content-length:")]
    while len(body) < sum(lengths):
        body += visitor.recv(65_536)
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body


@contextmanager
def leaky_line(port: int, chance: random.Random) -> Iterator[LeakyLine]:
    line = LeakyLine(port, chance)
    line.start()
    try:
        yield line
    finally:
        line.close()
