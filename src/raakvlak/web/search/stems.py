"""From a text to its terms: what words have in common, whatever their capitals, accents and endings."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from draagvlak.dutch import stems
from draagvlak.dutch.compounds import parts_of
from draagvlak.dutch.stems import is_telling
from raakvlak.web.references import OPEN
from raakvlak.web.text import sort_name

LONGEST_WORD: Final = 40
MOST_WORDS: Final = 10_000
_WORDS: Final = re.compile(rf"{OPEN}[a-z]\d{{1,18}}|[^\W_]+")
_CACHED: Final = 200_000


class Word(NamedTuple):
    """A word of a text: the term that stands in its place, and what else it can be found by."""

    term: str
    others: tuple[str, ...] = ()


def words_in(text: str) -> list[str]:
    """List the words of a text and the references in it, as they stand there."""
    return _WORDS.findall(text)


@lru_cache(maxsize=_CACHED)
def word_of(written: str) -> Word:
    """Give the terms of one word; nothing for one that tells nothing.

    >>> word_of("Pleinen")
    Word(term='pleinen', others=('plein',))
    >>> word_of("de")
    Word(term='', others=())
    """
    if written.startswith(OPEN):
        return Word(written[1:])
    folded = sort_name(written)
    if not is_telling(folded):
        return Word("")
    term = encoded(folded)
    others = dict.fromkeys([*stems_of(folded), *(stem for part in parts_of(folded) for stem in stems_of(part))])
    others.pop(term, None)
    return Word(term, tuple(others))


def stems_of(folded: str) -> tuple[str, ...]:
    """Give the terms that a word has in common with its other forms; two stemmers know more than one.

    >>> set(stems_of("huizen")) & set(stems_of("huis")), set(stems_of("parkeren")) & set(stems_of("parkeer"))
    ({'huis'}, {'parker'})
    """
    return tuple(dict.fromkeys(encoded(stem) for stem in stems.stems_of(folded)))


def encoded(word: str) -> str:
    """Write a word as a term that both databases take for one word, and that no mark can equal.

    >>> encoded("plein"), encoded("12b"), encoded("мир")
    ('plein', 'n12b', 'ud0bcd0b8d1800')
    """
    word = word[:LONGEST_WORD]
    if not word.isascii():
        return f"u{word.encode().hex()}0"
    return word if word.isalpha() else f"n{word}"


def line_of(texts: Iterable[str], *, extra: Iterable[str] = ()) -> str:
    """Give the line under which texts are found: their words in order, and then once each what else finds them.

    >>> line_of(["Overlast in de huizen"], extra=["p12"])
    'overlast huizen huiz huis p12'
    """
    in_order: list[str] = []
    others: set[str] = set()
    for text in texts:
        for written in words_in(text)[:MOST_WORDS]:
            word = word_of(written)
            if word.term:
                in_order.append(word.term)
                others.update(word.others)
    others.update(extra)
    others.difference_update(in_order)
    return " ".join([*in_order, *sorted(others)])
