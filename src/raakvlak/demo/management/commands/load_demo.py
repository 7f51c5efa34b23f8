"""Load the invented municipalities."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from raakvlak.demo.actions import SEED, load_demo
from raakvlak.demo.guard import refuse_real_data
from raakvlak.municipality.models import Municipality


class Command(BaseCommand):
    help = "Load two invented municipalities into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="The same seed makes the same municipalities.")

    def handle(self, *, seed: int, **_options: Any) -> None:
        refuse_real_data()
        if Municipality.objects.exists():
            raise CommandError(_("De oefengegevens staan er al. Begin opnieuw met een lege map of database."))
        load_demo(seed)
        self.stdout.write(_("De verzonnen gemeenten Waterhoek en Zandrecht staan klaar."))
