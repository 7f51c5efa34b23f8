"""Terms that nobody can type: one letter and a number, for what is no word."""

from typing import Final

from raakvlak.web.references import Reference

READERS: Final = "a"


def mark(letter: str, number: int) -> str:
    """Give the term of a thing; a typed word with a digit in it never looks like this, see `stems.encoded`."""
    return f"{letter}{number}"


def reference_mark(reference: Reference) -> str:
    """Give the term of a party or situation that a text refers to."""
    return mark(reference.kind, reference.id)
