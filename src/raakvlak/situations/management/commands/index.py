"""Let everything be found."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from raakvlak.municipality.findable import tidy
from raakvlak.situations.whole_index import add_missing, make_anew

TOLD_EVERY = 10_000


class Command(BaseCommand):
    """Add what the search index lacks, as the nightly job does, or make all of it anew."""

    help = "Add what the search index lacks; --anew makes each entry anew, while people go on searching."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anew", action="store_true", help="make each entry anew")

    def handle(self, *, anew: bool = False, **options: Any) -> None:
        done = 0

        def tick(rows: int) -> None:
            nonlocal done
            if done // TOLD_EVERY != (done + rows) // TOLD_EVERY:
                self.stdout.write(f"  {done + rows}…")
            done += rows

        total = (make_anew if anew else add_missing)(tick=tick)
        tidy(connection)
        self.stdout.write(f"{total}")
