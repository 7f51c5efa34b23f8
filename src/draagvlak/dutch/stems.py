"""What forms of a Dutch word have in common."""

import unicodedata
from typing import Final

import Stemmer

from draagvlak.dutch.compounds import root_of

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


def is_telling(word: str) -> bool:
    """Tell whether a word (folded) says something: not one letter, and not a word of every text.

    >>> is_telling("plein"), is_telling("de"), is_telling("x")
    (True, False, False)
    """
    return len(word) > 1 and word not in STOP_WORDS


def folded(word: str) -> str:
    """Write a word without capitals and accents.

    >>> folded("Café"), folded("IJsbaan")
    ('cafe', 'ijsbaan')
    """
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def stems_of(word: str) -> tuple[str, ...]:
    """Give what a word (folded) has in common with its other forms, itself first; two stemmers know more than one.

    >>> stems_of("huizen")
    ('huizen', 'huis', 'huiz')
    >>> stems_of("2026")
    ('2026',)
    """
    if not word.isalpha():
        return (word,)
    stems = (word, root_of(word), _other_stemmer.stemWord(word))
    return tuple(dict.fromkeys(stem for stem in stems if stem))
