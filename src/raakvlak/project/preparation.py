"""What must be in place before the site can be served: folder, tables, static files, and the demo municipality."""

import hashlib

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from raakvlak.demo.guard import refuse_real_data
from raakvlak.web.sqlite.statistics import look_at_tables


def prepare() -> None:
    """Bring everything in place, and do nothing that was done before."""
    make_data_folder()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static_files()
    if settings.DEMO:
        prepare_demo()
    look_at_tables(connection)


def prepare_demo() -> None:
    """Load the invented municipalities into an empty database, and refuse one that holds anything else."""
    refuse_real_data()
    if not get_user_model().objects.exists():
        call_command("load_demo")


def make_data_folder() -> None:
    """Make the folder that holds database and keys, closed to all others on this machine."""
    settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.DATA.chmod(0o700)


def collect_static_files() -> None:
    """Collect the static files under the names that browsers may keep for ever, when one of them changed."""
    note = settings.DATA / "static.fingerprint"
    fingerprint = fingerprint_of_static_files()
    if note.exists() and note.read_text() == fingerprint:
        return
    note.unlink(missing_ok=True)  # who is killed halfway collects them anew
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    note.write_text(fingerprint)


def fingerprint_of_static_files() -> str:
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            size, changed_at = storage.size(name), storage.get_modified_time(name)
            digest.update(f"{name} {size} {changed_at.isoformat()}\n".encode())
    return digest.hexdigest()
