"""A program of its own for the test that kills a worker: `python -m raakvlak.web.tests.killable enqueue|work|show`.

Its one job writes a line when it begins and a line when it ends, and takes a while in between.
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
    from raakvlak.web.jobs import Progress, Worker, job, progress  # noqa: PLC0415
    from raakvlak.web.models import Job  # noqa: PLC0415

    progress.GRACE_SECONDS = 0.2

    def tell(line: str) -> None:
        with (folder / "lines").open("a") as lines:
            lines.write(f"{line}\n")

    @job("killable.slow")
    def slow(steps: Progress) -> None:
        tell(f"begin {os.getpid()}")
        for _step in range(int(os.environ["KILLABLE_STEPS"])):
            time.sleep(0.05)
            steps.tick()
        tell(f"end {os.getpid()}")

    if command == "enqueue":
        slow.enqueue()
    elif command == "work":
        worker = Worker(lease=datetime.timedelta(seconds=2), poll_seconds=0.1)
        signal.signal(signal.SIGTERM, lambda _signal, _frame: worker.stopping.set())
        worker.run()
    else:
        jobs = Job.objects.filter(name=slow.name).values("state", "attempts")
        sys.stdout.write(json.dumps(list(jobs)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
