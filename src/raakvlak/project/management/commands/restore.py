"""Bring a backup back into an empty database, or compare it with the one in use."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from raakvlak.demo.generate.progress import Bar
from raakvlak.project.backup import BackupError, sealed
from raakvlak.project.backup.comparing import NAMED, Difference, Numbers, compare
from raakvlak.project.backup.reading import Backup, opened
from raakvlak.project.backup.restoring import restore
from raakvlak.project.preparation import make_data_folder
from raakvlak.situations import whole_index
from raakvlak.web.management.commands.rotate_keys import each_field

FOUND = ("relations_encounter", "relations_party", "situations_situation", "situations_insight")


class Command(BaseCommand):
    help = "Bring a backup back into an empty database; with --verify, compare it row by row with the one in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the backup")
        parser.add_argument("--identity", required=True, metavar="FILE", help="the file with the secret key")
        parser.add_argument("--all", action="store_true", help="with --verify: name every row that differs, not 20")
        instead = parser.add_mutually_exclusive_group()
        instead.add_argument("--verify", action="store_true", help="change nothing: compare it with the database")
        instead.add_argument("--check", action="store_true", help="change nothing: read it all and tell if it is whole")
        instead.add_argument("--show-keys", action="store_true", help="change nothing: print the keys that it carries")

    def handle(self, *, file: str, identity: str, verify: bool, check: bool, show_keys: bool, **options: Any) -> None:
        make_data_folder()
        try:
            with opened(Path(file), sealed.identities(Path(identity))) as backup:
                if show_keys:
                    self.stdout.write(json.dumps(backup.header["keys"], indent=1))
                elif check:
                    self.check_whole(backup)
                elif verify:
                    self.verify(backup, named=sys.maxsize if options["all"] else NAMED)
                else:
                    self.bring_back(backup)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(_("De database weigert: %(error)s") % {"error": error}) from error

    def check_whole(self, backup: Backup) -> None:
        rows = sum(1 for section in backup.sections() for _row in section.rows)
        values = {"made_at": backup.header["made_at"], "rows": rows, "tables": backup.header["tables"]}
        self.stdout.write(_("De kopie van %(made_at)s is heel: %(rows)s rijen in %(tables)s tabellen.") % values)

    def bring_back(self, backup: Backup) -> None:
        counts, told = restore(backup)
        for line in told:
            self.stdout.write(line)
        values = {"made_at": backup.header["made_at"], "rows": sum(counts.values()), "tables": len(counts)}
        self.stdout.write(
            _("Alles van %(made_at)s staat er weer: %(rows)s rijen in %(tables)s tabellen. De zoekindex volgt …")
            % values
        )
        self.stdout.flush()
        bar = Bar(self.stdout, sum(counts[table] for table in FOUND))
        whole_index.add_missing(tick=bar.tick)
        bar.end()
        if unreadable := sum(found.unreadable for _name, found in each_field(change=False)):
            raise CommandError(
                _(
                    "Alles staat er, maar %(count)s contactgegevens of brieven passen op geen sleutel van de bos: die"
                    " waren bij het maken van de kopie al niet meer te lezen. Zet de sleutel waarmee ze zijn gemaakt in"
                    " RAAKVLAK_KEYS als je die nog hebt."
                )
                % {"count": unreadable}
            )
        self.stdout.write(_("Alles is ook weer te vinden. Start Raakvlak."))

    def verify(self, backup: Backup, *, named: int) -> None:
        rows, is_same = 0, True
        for difference in compare(backup, named=named):
            rows += difference.rows
            is_same = is_same and not difference
            for line in described(difference):
                self.stdout.write(line)
        if not is_same:
            raise CommandError(_("De database is anders dan de reservekopie."))
        self.stdout.write(_("Gelijk: %(rows)s rijen, elke kolom.") % {"rows": rows})


def described(difference: Difference) -> Iterable[str]:
    """Tell how a table differs, in numbers and keys alone."""
    parts = [
        (_("alleen in de kopie"), difference.only_in_backup),
        (_("alleen in de database"), difference.only_in_database),
        (_("anders (%(columns)s)") % {"columns": ", ".join(sorted(difference.changed_columns))}, difference.changed),
    ]
    for words, numbers in parts:
        if numbers.count:
            yield f"{difference.table}: {numbers.count} {words}: {named(numbers)}"
    if difference.not_compared:
        columns = ", ".join(difference.not_compared)
        yield _("%(table)s: niet vergeleken, want niet in beide: %(columns)s") % {
            "table": difference.table,
            "columns": columns,
        }


def named(numbers: Numbers) -> str:
    more = [_("en nog %(count)s") % {"count": numbers.count - len(numbers.first)}]
    return ", ".join([*map(str, numbers.first), *(more if numbers.count > len(numbers.first) else [])])
