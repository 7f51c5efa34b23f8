"""Destroy what has had its time."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from raakvlak.municipality.models import Municipality
from raakvlak.privacy.actions.retention import destroy_expired
from raakvlak.privacy.ending import numbers


class Command(BaseCommand):
    """Destroy what has had its time, as the nightly job does, or count what would go."""

    help = "Destroy rows of which the term is over, old klads and withdrawn notes; --dry-run only counts them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count what would go, destroy nothing")
        parser.add_argument("--days", type=int, default=0, help="with --dry-run: also what ends within so many days")

    def handle(self, *args: Any, **options: Any) -> None:
        for municipality in Municipality.objects.order_by("name"):
            self.stdout.write(municipality.name)
            if options["dry_run"]:
                self.tell(municipality, timezone.localdate() + datetime.timedelta(days=options["days"]))
            else:
                self.stdout.write(f"  {destroy_expired(municipality)}")

    def tell(self, municipality: Municipality, day: datetime.date) -> None:
        """Print how many rows of each kind would go, and why."""
        for kind, reason, number in numbers(municipality, day):
            self.stdout.write(f"  {kind.label} ({reason.label}): {number}")
