"""Do the jobs that wait."""

import signal
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from raakvlak.web.jobs import Worker


class Command(BaseCommand):
    help = "Do the jobs that wait, until told to stop (Ctrl-C or SIGTERM)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is ready now, and stop")

    def handle(self, *, once: bool = False, **_options: Any) -> None:
        worker = Worker()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            worker.stopping.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        if once:
            self.stdout.write(f"{worker.drain()}")
        else:
            worker.run()
