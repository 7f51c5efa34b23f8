"""Put a backup where it belongs: under another name until it is whole, for this user alone, and never over another."""

import contextlib
import datetime
import io
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from raakvlak.project.backup import BackupError

_OURS: Final = re.compile(r"raakvlak-\d{4}-\d\d-\d\d-\d{6}\.age")
_HALF: Final = ".half"
_OLD_SECONDS: Final = 86_400


def name_at(moment: datetime.datetime) -> str:
    """Name a backup after when it was made.

    >>> name_at(datetime.datetime(2026, 3, 4, 5, 6, 7))
    'raakvlak-2026-03-04-050607.age'
    """
    return f"raakvlak-{moment:%Y-%m-%d-%H%M%S}.age"


@contextlib.contextmanager
def appearing_when_whole(path: Path) -> Iterator[io.FileIO]:
    """Open a file to write in; it gets its name after the block, and when the block fails there is no file."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_HALF}")
    with _explained(path):
        if path.exists():
            raise FileExistsError
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            yield file
            with _explained(path):
                os.fsync(file.fileno())
        with _explained(path):
            os.link(draft, path)  # unlike a rename, this never replaces what somebody put there meanwhile
    finally:
        draft.unlink()
    _settle(path.parent)


def keep_newest(folder: Path, number: int) -> list[Path]:
    """Remove all but the newest backups in a folder, and what a killed backup left; return what went."""
    ours = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))
    halves = [path for path in folder.glob(f".raakvlak-*{_HALF}") if _is_old(path)]
    gone = ours[: max(0, len(ours) - number)]
    for path in [*gone, *halves]:
        path.unlink(missing_ok=True)
    return gone


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > _OLD_SECONDS


def _settle(folder: Path) -> None:
    """Have the disk remember the new name too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise BackupError(_("%(path)s bestaat al. Kies een andere naam.") % {"path": path}) from error
    except OSError as error:
        values = {"path": path, "reason": os.strerror(error.errno or 0)}
        raise BackupError(_("%(path)s kan niet worden gemaakt: %(reason)s.") % values) from error
