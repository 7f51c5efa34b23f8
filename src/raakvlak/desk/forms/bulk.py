"""Which rows were chosen, as an address and a form say it."""

from collections.abc import Iterable
from typing import Final

from raakvlak.web.numbers import number

MOST_ROWS: Final = 1_000
LONGEST: Final = 25_000
ROW, ROWS, ALL, WHAT, KEY, SURE = "rij", "rijen", "alle", "doe", "sleutel", "zeker"


def numbers_in(texts: Iterable[str]) -> list[int]:
    """Read the numbers of rows, each once, and one more than may be chosen at most; what is none does not count."""
    found = {one: None for text in texts if (one := number(text)) is not None}
    return list(found)[: MOST_ROWS + 1]


def numbers_of(text: str) -> list[int]:
    """Read numbers that were written one after the other."""
    return numbers_in(text[:LONGEST].split(","))
