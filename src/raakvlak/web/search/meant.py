"""What a mistyped Dutch word was meant to be, told from the vocabulary alone: words of others are no part of it."""

import string
from collections.abc import Iterator
from typing import Final

from draagvlak.dutch.compounds import is_known

_SHORTEST: Final = 5
_LONGEST: Final = 24


def meant(word: str) -> str:
    """Return the Dutch word that differs in one letter from this one (folded); the word itself when there is none.

    >>> meant("parkeeroverlats"), meant("straatverlichtng"), meant("plein")
    ('parkeeroverlast', 'straatverlichting', 'plein')
    """
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isascii() or not word.isalpha() or is_known(word):
        return word
    return next((other for other in _one_letter_off(word) if is_known(other)), word)


def _one_letter_off(word: str) -> Iterator[str]:
    """Yield what one may have meant to type, the most common mistakes first."""
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    yield from (f"{left}{right[1]}{right[0]}{right[2:]}" for left, right in halves if len(right) > 1)
    yield from (f"{left}{right[1:]}" for left, right in halves if right)
    yield from (f"{left}{letter}{right}" for left, right in halves for letter in string.ascii_lowercase)
    yield from (f"{left}{letter}{right[1:]}" for left, right in halves if right for letter in string.ascii_lowercase)
