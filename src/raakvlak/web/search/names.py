"""Names, found by their beginning and with a typing error.

Two spellings that differ in one letter (left out, put in, another one, two that changed places) have a spelling in
common from which a letter is left out. So a name is kept with all of those, and looked for with all of those: no
comparing of the one with each of the other, and the same answer in every database.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from raakvlak.web.search.stems import encoded
from raakvlak.web.text import sort_name

LONGEST_BEGIN: Final = 5
SHORTEST_BEGIN: Final = 2
_SHORTEST_FOR_ERRORS: Final = 4
_MOST_WORDS: Final = 12
_LONGEST: Final = 16
_DOUBLED: Final = re.compile(r"(.)\1+")
# What sounds the same, and is written now so, then so.
_ALIKE: Final = (("ij", "y"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dt", "t"), ("ou", "oe"), ("c", "k"), ("q", "k"))


def name_terms(name: str) -> set[str]:
    """Give the terms under which a name is found."""
    return {term for word in sort_name(name).split()[:_MOST_WORDS] for term in _terms_of(word)}


def whole(word: str) -> str:
    """Give the term of names in which this word (folded) stands."""
    return f"w0{encoded(word)}"


def beginning(word: str) -> str:
    """Give the term of names in which a word begins like this one."""
    return f"b0{encoded(word[:LONGEST_BEGIN])}"


def misspelt(word: str) -> list[str]:
    """Give the terms of which a name has at least one when it differs in one letter; nothing for a short word."""
    sound = sound_of(word)
    if len(word) < _SHORTEST_FOR_ERRORS or len(sound) < _SHORTEST_FOR_ERRORS - 1:
        return []
    return [f"d0{encoded(spelling)}" for spelling in sorted(_spellings(sound))]


def is_like(word: str, other: str) -> bool:
    """Tell whether two words (folded) differ in one letter at most, to the ear."""
    return bool(set(misspelt(word)) & set(misspelt(other)))


def sound_of(word: str) -> str:
    """Write a name as it sounds: without doubled letters, and one letter for what is said alike.

    >>> sound_of("janssen") == sound_of("jansen"), sound_of("dijk") == sound_of("dyck")
    (True, True)
    """
    for written, said in _ALIKE:
        word = word.replace(written, said)
    return _DOUBLED.sub(r"\1", word)[:_LONGEST]


@lru_cache(maxsize=50_000)
def _terms_of(word: str) -> tuple[str, ...]:
    begins = [beginning(word[:length]) for length in range(SHORTEST_BEGIN, min(len(word), LONGEST_BEGIN) + 1)]
    return (whole(word), *begins, *misspelt(word))


def _spellings(sound: str) -> Iterator[str]:
    yield sound
    for place in range(len(sound)):
        yield sound[:place] + sound[place + 1 :]
