"""Comma separated values, in any of the ways in which programs and countries write them."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

from raakvlak.exchange.files.table import Table, table_of
from raakvlak.exchange.refusal import LONGEST_CELL, Refused

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATORS: Final = (";", ",", "\t")
_START: Final = 4_000
_LOOKED_AT: Final = 20
_SAYS_SEPARATOR: Final = "sep="


def decoded(content: bytes) -> str:
    """Read bytes as text: by their mark, else as UTF-8, as UTF-16 without a mark, or as Windows wrote them."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], name)
    start = content[:_START]
    if nuls := start.count(0):
        if nuls < len(start) // 4:
            raise Refused("not_text")
        return _strictly(content, "utf-16-be" if start[:1] == b"\x00" else "utf-16-le")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_text(content: bytes) -> Table:
    """Read a table of separated values."""
    text = decoded(content)
    separator = separator_in(text)
    if text.lower().startswith(_SAYS_SEPARATOR):
        text = text.split("\n", 1)[-1]
    return table_of(_rows(text, separator))


def separator_in(text: str) -> str:
    """Tell by what values are parted: as the first line says, or what gives the most rows of the width of the first."""
    first = text[: len(_SAYS_SEPARATOR) + 1]
    if first.lower().startswith(_SAYS_SEPARATOR) and first[-1:] in _SEPARATORS:
        return first[-1]
    return max(_SEPARATORS, key=lambda separator: _fit(text, separator))


def _fit(text: str, separator: str) -> int:
    """Score a separator: the width of the first row, for each row that has that width."""
    widths = []
    try:
        for row in _rows(text[: _START * 10], separator):
            widths.append(len(row))
            if len(widths) == _LOOKED_AT:
                break
    except Refused:
        return 0
    return (widths[0] - 1) * widths.count(widths[0]) if widths else 0


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL * 2)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise Refused("not_text") from error


def _strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        raise Refused("not_text") from error
