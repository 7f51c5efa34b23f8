"""Reading what somebody sent, whatever it is called: a table of texts comes out, or a reason why not."""

from typing import Final

from raakvlak.exchange.files.table import Line, Table
from raakvlak.exchange.files.text import decoded, read_text
from raakvlak.exchange.files.vcard import read_cards
from raakvlak.exchange.refusal import Refused

__all__ = ["Line", "Table", "kind_of", "read"]

_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"  # .xls, and an .xlsx with a password
_NO_TEXT: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"SQLite format 3",
    b"{\\rtf",
)
_START: Final = 2_000


def kind_of(start: bytes) -> str:
    """Tell by the first bytes what a file is: "excel", "cards" or "text"; refuse what is none of these."""
    if not start.strip():
        raise Refused("empty")
    if start.startswith(_ZIP):
        return "excel"
    if start.startswith(_OLD_EXCEL):
        raise Refused("old_excel")
    if start.startswith(_NO_TEXT):
        raise Refused("not_text")
    words = decoded(start[: _START - _START % 2]).lstrip("\ufeff \r\n\t").upper()
    if words.startswith(("<", "{")):
        raise Refused("not_text")
    return "cards" if words.startswith("BEGIN:VCARD") else "text"


def read(content: bytes, *, of_organisations: bool, has_cards: bool) -> Table:
    """Read a file as a table."""
    kind = kind_of(content[:_START])
    if kind == "excel":
        from raakvlak.exchange.files.sheet import read_sheet  # noqa: PLC0415 – for the worker alone; a web worker stays small

        return read_sheet(content)
    if kind == "text":
        return read_text(content)
    if not has_cards:
        raise Refused("no_people_as_cards")
    return read_cards(content, of_organisations=of_organisations)
