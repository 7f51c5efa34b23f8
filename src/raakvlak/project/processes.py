"""Start the processes of an installation together, and stop them together: no orphan stays behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE_SECONDS = 15
Process = subprocess.Popen[bytes]


class AskedToStop(BaseException):
    """Somebody pressed Ctrl-C, or the system wants us to end."""


@contextlib.contextmanager
def stopping_on_signals() -> Iterator[None]:
    """End the block quietly when asked to stop, wherever it is."""
    before = {number: signal.signal(number, ask_to_stop) for number in STOP_SIGNALS}
    try:
        with contextlib.suppress(AskedToStop):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
    # Once is enough: a second Ctrl-C must not break off the stopping.
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise AskedToStop


def start(*arguments: str, sockets: Collection[int] = (), is_patient: bool = False) -> Process:
    """Start a Python program in a process group of its own, so that Ctrl-C reaches only us and we stop it in order.

    One that `is_patient` lets the others go first when all want to work at once.
    """
    command = [*ending_with_us(), *(going_after_others() if is_patient else []), sys.executable, "-m", *arguments]
    return subprocess.Popen(  # noqa: S603 – the arguments are our own
        command, stdin=subprocess.DEVNULL, process_group=0, pass_fds=sockets
    )


def ending_with_us() -> list[str]:
    """Have Linux stop the child when we are killed without a chance to do it ourselves."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []


def going_after_others() -> list[str]:
    """Have the system give it a third of the turns of others, no less: they may wait for what it holds."""
    nice = shutil.which("nice")
    return [nice, "-n", "5"] if nice else []


def first_to_end(processes: Mapping[str, Process]) -> str:
    """Wait until one of them ends, and return its name."""
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                return name
        time.sleep(0.2)


def stop(processes: Collection[Process]) -> None:
    """Ask all to stop, wait for it, and end what is left."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE_SECONDS
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
