"""A list as a file to take along: streamed as CSV, or made as an Excel file; nothing in it is a formula."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

CSV, EXCEL = "csv", "excel"
FORMATS: Final = {CSV: "csv", EXCEL: "xlsx"}
MOST_IN_EXCEL: Final = 10_000
_TYPES: Final = {
    CSV: "text/csv; charset=utf-8",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
_SENT_AT_ONCE: Final = 16_000
_MARK: Final = "\ufeff"  # by which Excel knows that it is UTF-8


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a list is called, and its columns."""

    name: str
    headers: Sequence[str]

    def file_name(self, form: str) -> str:
        """Name a file after what it holds and the day."""
        return f"{self.name}-{timezone.localdate():%Y-%m-%d}.{FORMATS[form]}"


def download(sheet: Sheet, rows: Iterable[Sequence[str]], form: str) -> HttpResponseBase:
    """Answer with a file."""
    response: HttpResponseBase
    if form == CSV:
        response = StreamingHttpResponse(_lines(sheet, rows), content_type=_TYPES[CSV])
        response.headers["Content-Disposition"] = f'attachment; filename="{sheet.file_name(CSV)}"'
        return response
    from raakvlak.exchange.excel import write_excel  # noqa: PLC0415 – openpyxl, for who asks it; a web worker stays small

    made = tempfile.TemporaryFile()  # noqa: SIM115 – Django closes it when all is sent
    write_excel(sheet, rows, made)
    made.seek(0)
    return FileResponse(made, as_attachment=True, filename=sheet.file_name(EXCEL), content_type=_TYPES[EXCEL])


def defused(text: str) -> str:
    """Put a quote before what a spreadsheet would take for a formula.

    >>> defused("=1+1"), defused("Jan")
    ("'=1+1", 'Jan')
    """
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _lines(sheet: Sheet, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a file as Dutch spreadsheets like it: UTF-8 with a mark, parted by semicolons."""
    waiting = io.StringIO()
    writer = csv.writer(waiting, delimiter=";", lineterminator="\r\n")
    waiting.write(_MARK)
    writer.writerow(map(defused, sheet.headers))
    for row in rows:
        writer.writerow(map(defused, row))
        if waiting.tell() > _SENT_AT_ONCE:
            yield waiting.getvalue()
            waiting.seek(0)
            waiting.truncate()
    yield waiting.getvalue()
