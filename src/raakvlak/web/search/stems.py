"""From a text to its terms: what words have in common, whatever their capitals, accents and endings."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

import Stemmer

from raakvlak.web.references import OPEN
from raakvlak.web.search.compounds import parts_of, root_of
from raakvlak.web.text import sort_name

LONGEST_WORD: Final = 40
MOST_WORDS: Final = 10_000
_WORDS: Final = re.compile(rf"{OPEN}[a-z]\d{{1,18}}|[^\W_]+")
_CACHED: Final = 200_000
_other_stemmer: Final = Stemmer.Stemmer("dutch_porter")

# Words that stand in nearly every text and tell nothing about it.
STOP_WORDS: Final = frozenset(
    """
    aan al als bij dan dat de der die dit door een en er ge geen had haar heb hebben heeft hem het hier hij hoe hun ik
    in is ja je kan kon maar me meer mee met mij mijn na naar nee niet nog nou nu of om omdat onder ook op over te ten
    ter toch toen tot u uit uw van voor waar was wat we wel werd wij wie wil wordt worden ze zei zich zij zijn zo zou
    zonder
    """.split()
)


class Word(NamedTuple):
    """A word of a text: the term that stands in its place, and what else it can be found by."""

    term: str
    others: tuple[str, ...] = ()


def words_in(text: str) -> list[str]:
    """List the words of a text and the references in it, as they stand there."""
    return _WORDS.findall(text)


def is_telling(word: str) -> bool:
    """Tell whether a word (folded) says something: not one letter, and not a word of every text."""
    return len(word) > 1 and word not in STOP_WORDS


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
    if not folded.isalpha():
        return (encoded(folded),)
    stems = (folded, root_of(folded), _other_stemmer.stemWord(folded))
    return tuple(dict.fromkeys(encoded(stem) for stem in stems if stem))


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
