"""Do the jobs that wait."""

import datetime
import signal
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from raakvlak.web.jobs import Worker
from raakvlak.web.jobs.worker import LEASE, PAUSE_SECONDS


class Command(BaseCommand):
    help = "Do the jobs that wait, until told to stop (Ctrl-C or SIGTERM)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is ready now, and stop")
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            metavar="SECONDS",
            help="how long a worker may be silent before another takes over its job (%(default)s)",
        )
        parser.add_argument(
            "--pause",
            type=float,
            default=PAUSE_SECONDS,
            metavar="SECONDS",
            help="how long to wait when there was nothing to do (%(default)s)",
        )

    def handle(self, *, once: bool, lease: float, pause: float, **_options: Any) -> None:
        worker = Worker(lease=datetime.timedelta(seconds=lease), poll_seconds=pause)

        def stop(_signal: int, _frame: FrameType | None) -> None:
            worker.stopping.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        if once:
            self.stdout.write(f"{worker.drain()}")
        else:
            worker.run()
