"""A worker as a program of its own: `python -m raakvlak.web.tests.worker_process enqueue|many|work|show folder`.

Its slow job writes a line when it begins and a line when it ends, and takes a while in between; a quick one writes one.
"""

import datetime
import json
import os
import signal
import sys
import time
from pathlib import Path

import django


def main(command: str, folder: Path) -> None:
    django.setup()
    # After the set-up: these need the apps.
    from raakvlak.web.jobs import Progress, Worker, job, progress  # noqa: PLC0415 – needs the settings
    from raakvlak.web.models import Job  # noqa: PLC0415 – needs the settings

    progress.GRACE_SECONDS = 0.2

    def tell(line: str) -> None:
        with (folder / "lines").open("a") as lines:
            lines.write(f"{line}\n")

    @job("worker_process.slow")
    def slow(steps: Progress) -> None:
        tell(f"begin {os.getpid()}")
        for _step in range(int(os.environ["WORKER_PROCESS_STEPS"])):
            time.sleep(0.05)
            steps.tick()
        tell(f"end {os.getpid()}")

    @job("worker_process.quick")
    def quick(_steps: Progress, number: int) -> None:
        tell(f"quick {number}")

    if command == "enqueue":
        slow.enqueue()
    elif command == "many":
        for number in range(40):
            quick.enqueue(number=number)
    elif command == "work":
        worker = Worker(lease=datetime.timedelta(seconds=2), poll_seconds=0.1)
        signal.signal(signal.SIGTERM, lambda _signal, _frame: worker.stopping.set())
        worker.run()
    else:
        jobs = Job.objects.filter(name__in=[slow.name, quick.name]).values("state", "attempts")
        sys.stdout.write(json.dumps(list(jobs)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
