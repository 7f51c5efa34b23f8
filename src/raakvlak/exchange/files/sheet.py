"""The first sheet of an Excel file, without opening more than it may hold: no formula runs, no link is followed."""

import datetime
import io
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from raakvlak.exchange.files.table import Table, table_of
from raakvlak.exchange.refusal import MEGABYTE, MOST_COLUMNS, Refused

MOST_UNPACKED: Final = 200 * MEGABYTE
MOST_PARTS: Final = 2_000
_LOCKED: Final = 0x1
_WAYS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# What openpyxl raises when a file is not what it seems to be.
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, DefusedXmlException, NotImplementedError,
    ArithmeticError, AttributeError, EOFError, LookupError, OSError, TypeError, ValueError,
)  # fmt: skip


def read_sheet(content: bytes) -> Table:
    """Read the first sheet that has rows."""
    try:
        _refuse_bomb(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except _BROKEN as error:
        raise Refused("broken_excel") from error
    try:
        return _first_filled(book)
    except _BROKEN as error:
        raise Refused("broken_excel") from error
    finally:
        book.close()


def _first_filled(book: Any) -> Table:  # noqa: ANN401 – a workbook that is read has no type of its own
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a sheet says of its own size need not be true
        try:
            return table_of(_rows(sheet))
        except Refused as refused:
            if refused.reason != "empty":
                raise
    raise Refused("empty")


def _rows(sheet: Any) -> Iterator[list[str]]:  # noqa: ANN401 – as above
    for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
        yield [_in_words(value) for value in row]


def _in_words(value: object) -> str:
    """Write what stands in a cell as one would type it."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime.datetime():
            return f"{value:%Y-%m-%d}" if value.time() == datetime.time() else f"{value:%Y-%m-%d %H:%M}"
        case datetime.date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value)


def _refuse_bomb(content: bytes) -> None:
    """Look what a file says that it holds before anything is unpacked; more than that is never read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or any(part.compress_type not in _WAYS for part in parts):
            raise Refused("broken_excel")
        if any(part.flag_bits & _LOCKED for part in parts):
            raise Refused("old_excel")
        if sum(part.file_size for part in parts if not part.filename.startswith("xl/media/")) > MOST_UNPACKED:
            raise Refused("swollen_excel", most=MOST_UNPACKED // MEGABYTE)
