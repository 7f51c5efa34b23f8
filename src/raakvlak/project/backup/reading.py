"""Read a backup from begin to end, and believe nothing that was not checked."""

import contextlib
import gzip
import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from pyrage.x25519 import Identity

from raakvlak.project.backup import BackupError
from raakvlak.project.backup.sealed import Opened
from raakvlak.project.backup.tables import Migrations
from raakvlak.project.backup.writing import FORMAT

_BUFFER = 1 << 16


@dataclass
class Section:
    """One table of a backup; `rows` are read once, and after them `last` is the last number given out."""

    name: str
    columns: list[str]
    rows: Iterator[list[Any]]
    count: int = 0
    last: int | None = None


class Backup:
    """The lines of a backup: `header` at once, then each of its tables in turn."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.header = self._told("raakvlak-backup")
        if self.header["raakvlak-backup"] != FORMAT:
            raise BackupError(_("Deze reservekopie is van een nieuwere Raakvlak. Neem eerst die versie."))

    @property
    def migrations(self) -> Migrations:
        return frozenset((app, name) for app, name in self.header["migrations"])

    def sections(self) -> Iterator[Section]:
        """Give each table; its rows must be read before the next. After the last one it is sure that all is whole."""
        rows = 0
        for _number in range(self.header["tables"]):
            start = self._told("table")
            section = Section(start["table"], start["columns"], iter(()))
            section.rows = self._rows(section)
            yield section
            rows += section.count
        if self._told("tables") != {"tables": self.header["tables"], "rows": rows} or self._line():
            raise not_whole()

    def _rows(self, section: Section) -> Iterator[list[Any]]:
        digest = hashlib.sha256()
        while isinstance(content := _parsed(line := self._line()), list):
            digest.update(line)
            section.count += 1
            yield content
        sums = {"rows": section.count, "sha256": digest.hexdigest()}
        if not isinstance(content, dict) or content != {**sums, "last": content.get("last")}:
            raise not_whole()
        section.last = content["last"]

    def _told(self, name: str) -> dict[str, Any]:
        content = _parsed(self._line())
        if not isinstance(content, dict) or name not in content:
            raise not_whole()
        return content

    def _line(self) -> bytes:
        try:
            return next(self._lines, b"")
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise not_whole() from error


@contextlib.contextmanager
def opened(path: Path, identities: Sequence[Identity]) -> Iterator[Backup]:
    """Open a backup file; whatever is wrong with it is said in one way."""
    try:
        source = path.open("rb")
    except OSError as error:
        values = {"path": path, "reason": os.strerror(error.errno or 0)}
        raise BackupError(_("%(path)s kan niet worden gelezen: %(reason)s.") % values) from error
    with (
        source,
        Opened(source, identities) as plain,
        io.BufferedReader(plain, _BUFFER) as packed,
        gzip.GzipFile(fileobj=packed) as unpacked,
        io.BufferedReader(unpacked, _BUFFER) as lines,
    ):
        yield Backup(iter(lines))


def not_whole() -> BackupError:
    return BackupError(_("Dit is geen hele reservekopie van Raakvlak. Neem een andere kopie."))


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        raise not_whole() from error
