"""Make a large invented municipality, to see how Raakvlak carries it."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _

from raakvlak.demo.generate.actions import NAME, SEED, generate
from raakvlak.demo.generate.city import Size
from raakvlak.demo.generate.progress import Bar
from raakvlak.demo.guard import holds_real_data
from raakvlak.demo.town import PASSWORD
from raakvlak.municipality.findable import tidy
from raakvlak.municipality.models import User
from raakvlak.web.sqlite.statistics import look_at_tables


class Command(BaseCommand):
    help = "Make a large invented municipality, all of it or nothing; the same seed makes the same one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parties", type=int, default=Size.parties, help="How many people and organisations.")
        parser.add_argument("--encounters", type=int, default=Size.encounters, help="How many talks.")
        parser.add_argument("--members", type=int, default=Size.members, help="How many people work there.")
        parser.add_argument("--possibilities", type=int, default=Size.possibilities, help="What the house can offer.")
        parser.add_argument("--seed", type=int, default=SEED, help="The same seed makes the same municipality.")
        parser.add_argument("--municipality", help=f"Its name, {NAME} unless given.")

    def handle(self, *, municipality: str | None, seed: int, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        is_beside_real_data = holds_real_data()
        if is_beside_real_data and not municipality:
            raise CommandError(
                _(
                    "Deze database bevat gegevens die niet verzonnen zijn. Geef met --municipality de naam van een nieuwe,"
                    " verzonnen gemeente die ernaast mag komen, of kies een andere map met RAAKVLAK_DATA."
                )
            )
        size = Size(**{what: options[what] for what in ("parties", "encounters", "members", "possibilities")})
        bar, began = Bar(self.stderr, size.rows), time.monotonic()
        try:
            made = generate(size, bar, seed=seed, name=municipality or NAME)
            look_at_tables(connection)
            if not connection.in_atomic_block:
                tidy(connection)
        except KeyboardInterrupt:
            raise CommandError(_("Afgebroken. Er is niets bewaard.")) from None
        finally:
            bar.end()
        seconds = round(time.monotonic() - began)
        self.stdout.write(
            _("De verzonnen gemeente %(name)s staat klaar, na %(seconds)d seconden.")
            % {"name": made, "seconds": seconds}
        )
        if is_beside_real_data:
            self.stdout.write(_("Ze staat naast gegevens die niet verzonnen zijn; niemand kan er inloggen."))
        else:
            first = User.objects.filter(memberships__municipality=made, memberships__role="coordinator").order_by("pk")[
                0
            ]
            self.stdout.write(
                _("Log in als %(email)s met wachtwoord %(password)s.") % {"email": first.email, "password": PASSWORD}
            )
