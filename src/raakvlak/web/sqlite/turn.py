"""Whose turn it is to write: one thread of one process at a time."""

import fcntl
import os
import threading
import time
from typing import Final

PATIENCE_SECONDS: Final = 10.0
LOOK_AGAIN_SECONDS: Final = 0.001


class Turn:
    """The turn to write in one database: threads wait for each other, and one of each process for other processes.

    The lock of the processes is the system's own, on an empty file beside the database. It ends with the process that
    held it, whatever that died of.
    """

    def __init__(self, database: str) -> None:
        self._path = f"{database}-turn"
        self._threads = threading.Lock()
        self._file: int | None = None

    def take(self) -> bool:
        """Wait for the turn, but not for ever: tell whether it came, for without it SQLite itself decides."""
        until = time.monotonic() + PATIENCE_SECONDS
        if not self._threads.acquire(timeout=PATIENCE_SECONDS):
            return False
        is_ours = False
        try:
            is_ours = self._is_taken_before(until)
        finally:
            if not is_ours:
                self._threads.release()
        return is_ours

    def give(self) -> None:
        """Let the next one write."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._threads.release()

    def _is_taken_before(self, until: float) -> bool:
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        while not _is_locked(self._file):
            if time.monotonic() > until:
                return False
            time.sleep(LOOK_AGAIN_SECONDS)
        return True


_turns: Final[dict[str, Turn]] = {}


def turn_of(database: str) -> Turn:
    """Return the one turn that all connections of this process to a database share."""
    return _turns.setdefault(database, Turn(database))


def _is_locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
