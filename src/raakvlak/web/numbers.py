"""Numbers that a browser sends outside a form."""

from typing import Final

_LONGEST: Final = 18


def number(text: str) -> int | None:
    """Read a whole number that a database can hold, or None when it is something else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST else None
