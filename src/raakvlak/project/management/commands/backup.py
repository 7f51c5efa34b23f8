"""Write everything that this installation holds into one encrypted file, while people work."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from raakvlak.project import processes
from raakvlak.project.backup import BackupError, files, sealed
from raakvlak.project.backup.writing import write_backup


class Command(BaseCommand):
    help = "Write an encrypted backup of the whole database, while people work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="the file to write, a folder to write it in, or - for the output")
        parser.add_argument("--new-key", metavar="FILE", help="make a key for backups, and keep its secret part here")
        parser.add_argument("--keep", type=int, metavar="N", help="in a folder: remove all but the N newest backups")
        parser.add_argument("--quiet", action="store_true", help="say nothing when all went well")

    def handle(self, *, file: str | None, new_key: str | None, keep: int | None, quiet: bool, **_options: Any) -> None:
        self.is_quiet = quiet or file == "-"
        try:
            if new_key:
                self.make_key(Path(new_key))
            elif file == "-":
                self.write_to_output()
            elif file:
                self.write_to(Path(file), keep)
            else:
                raise CommandError(_("Zeg waar de reservekopie heen moet: een bestand, een map, of - voor de uitvoer."))
        except BackupError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(_("De database is niet te lezen: %(error)s") % {"error": error}) from error

    def make_key(self, path: Path) -> None:
        private, public = sealed.new_identity()
        with files.appearing_when_whole(path) as file:
            told = _("De geheime sleutel van de reservekopieën van Raakvlak. Wie dit bestand heeft, leest ze.")
            file.write(f"# {told}\n# {public}\n{private}\n".encode())
        self.say(
            _(
                "De geheime sleutel staat in %(path)s. Zet dat bestand op twee plekken die niet deze machine zijn"
                " (een kluis, een wachtwoordkluis), en haal het hier weg. Zonder is geen reservekopie te lezen, door"
                " niemand.\nZet het openbare deel bij de instellingen:\nRAAKVLAK_BACKUP_KEY=%(public)s"
            )
            % {"path": path, "public": public}
        )

    def write_to_output(self) -> None:
        if sys.stdout.isatty():
            raise CommandError(_("De uitvoer is een scherm. Stuur hem naar een bestand of een ander programma."))
        refuse_no_database()
        write_backup(sys.stdout.buffer, sealed.recipients(settings.RAAKVLAK_BACKUP_KEY))
        sys.stdout.buffer.flush()

    def write_to(self, path: Path, keep: int | None) -> None:
        if keep is not None and (not path.is_dir() or keep < 1):
            raise CommandError(_("--keep N gaat over een map die er is, en bewaart er minstens één."))
        folder = path if path.is_dir() else None
        recipients = sealed.recipients(settings.RAAKVLAK_BACKUP_KEY)
        refuse_no_database()
        if folder:
            path = folder / files.name_at(timezone.localtime())
        with ended_in_order(), files.appearing_when_whole(path) as file:
            counts = write_backup(file, recipients)
        # The file is whole now, and stays whatever comes next.
        values = {"path": path, "rows": sum(counts.values()), "size": filesizeformat(path.stat().st_size)}
        self.say(_("%(path)s is klaar: %(rows)s rijen, %(size)s.") % values)
        for gone in files.keep_newest(folder, keep) if folder and keep else []:
            self.say(_("Weggehaald: %(path)s") % {"path": gone})

    def say(self, text: str) -> None:
        if not self.is_quiet:
            self.stdout.write(text)


@contextlib.contextmanager
def ended_in_order() -> Iterator[None]:
    """Clean up when asked to stop, and don't call that a success."""
    is_done = False
    with processes.stopping_on_signals():
        yield
        is_done = True
    if not is_done:
        raise CommandError(_("Afgebroken; er is geen reservekopie gemaakt."))


def refuse_no_database() -> None:
    """Refuse before SQLite makes an empty file where somebody expected a database."""
    name = str(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and not name.startswith("file:")
    if is_file and not Path(name).exists():
        raise CommandError(_("Er is geen database: %(name)s bestaat niet.") % {"name": name})
