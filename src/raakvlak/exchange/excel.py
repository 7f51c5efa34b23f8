"""A list as an Excel file in which all is text."""

from collections.abc import Iterable, Sequence
from typing import IO, Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from raakvlak.exchange.writing import DANGEROUS, Sheet

_LONGEST_CELL: Final = 32_767  # what Excel takes
_WIDEST: Final = 60


def write_excel(sheet: Sheet, rows: Iterable[Sequence[str]], file: IO[bytes]) -> None:
    """Write a sheet with its rows."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.name[:31])
    page.freeze_panes = "A2"
    for place, header in enumerate(sheet.headers):
        page.column_dimensions[get_column_letter(place + 1)].width = min(max(len(header) + 4, 16), _WIDEST)
    page.append([_cell(page, header, is_bold=True) for header in sheet.headers])
    for row in rows:
        page.append([_cell(page, text) for text in row])
    book.save(file)
    book.close()


def _cell(page: Any, text: str, *, is_bold: bool = False) -> Any:  # noqa: ANN401 – openpyxl names no types for these
    """Make a cell of text, whatever it begins with."""
    cell = WriteOnlyCell(page, value=None)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_CELL] or None
    if text:
        cell.data_type = "s"
    if text.startswith(DANGEROUS):
        cell.quotePrefix = True  # it stays text, also when somebody changes it
    if is_bold:
        cell.font = Font(bold=True)
    return cell
