"""The words that a Dutch word is made of: *parkeer* and *overlast* in *parkeeroverlast*.

The vocabulary is that of OpenTaal, reduced to the words that form compounds and are none themselves
(`scripts/make_vocabulary.py`).
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import Stemmer

VOCABULARY: Final = Path(__file__).parent / "vocabulary" / "parts.txt"
_SHORTEST_HEAD: Final = 3
_SHORTEST_TAIL: Final = 4
_LONGEST: Final = 40
_CACHED: Final = 50_000
_LINKS: Final = ("", "s", "en", "n")
# Short words that end many compounds of the street. Other short words are found in too many places.
_SHORT_TAILS: Final = frozenset("bad bak bos dag dak hek hof lid pad vak wal weg".split())
# Words of the street that the vocabulary does not give as a part.
_OWN: Final = frozenset("burgemeester bus fiets halte speel wethouder wind".split())
# Beginnings and ends that are parts in a dictionary, and tell nobody anything.
_EMPTY: Final = frozenset(
    """
    aan achter baar binnen boven buiten door heid houder lijk mede met meester onder over ster tegen tussen uit voor
    waar
    """.split()
)
_stemmer: Final = Stemmer.Stemmer("dutch")


def root_of(word: str) -> str:
    """Bring a word back to what its forms have in common.

    >>> root_of("wandelingen"), root_of("wandeling")
    ('wandel', 'wandel')
    """
    return str(_stemmer.stemWord(word))


def is_known(word: str) -> bool:
    """Tell whether a word (folded) is plain Dutch, or is made of such words; most names are not.

    >>> is_known("parkeeroverlast"), is_known("blijleven")
    (True, False)
    """
    return word in _vocabulary() or root_of(word) in _roots() or bool(parts_of(word))


def parts_of(word: str) -> tuple[str, ...]:
    """Give the words of which a word (folded) is made; nothing when it is made of none.

    >>> parts_of("parkeeroverlast"), parts_of("huisartsenpost"), parts_of("burgemeester")
    (('parkeer', 'overlast'), ('huis', 'artsen', 'post'), ())
    """
    if len(word) > _LONGEST or word in _OWN:
        return ()
    found = _halves(word)
    if found is None:
        return ()
    head, tail = found
    return (*(parts_of(head) or (head,)), *(parts_of(tail) or (tail,)))


def _halves(word: str) -> tuple[str, str] | None:
    """Cut a word in two, as late as can be."""
    for place in range(len(word) - min(map(len, _SHORT_TAILS)), _SHORTEST_HEAD - 1, -1):
        tail = word[place:]
        if _ends_compounds(tail):
            head = _head(word[:place])
            if head:
                return head, tail
    return None


@lru_cache(maxsize=_CACHED)
def _ends_compounds(tail: str) -> bool:
    if tail in _EMPTY:
        return False
    if len(tail) < _SHORTEST_TAIL:
        return tail in _SHORT_TAILS
    return tail in _vocabulary() or root_of(tail) in _roots() or tail in _OWN


def _head(begin: str) -> str:
    """Take away the letters that tie a compound together, until a word is left."""
    for link in _LINKS:
        head = begin.removesuffix(link) if begin.endswith(link) else ""
        if len(head) >= _SHORTEST_HEAD and head not in _EMPTY and (head in _vocabulary() or parts_of(head)):
            return head
    return ""


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(VOCABULARY.read_text(encoding="utf-8").split()) | _OWN


@cache
def _roots() -> frozenset[str]:
    """Give what is left of the longer words, so that their plurals are known too."""
    return frozenset(root for word in _vocabulary() if len(root := root_of(word)) >= _SHORTEST_TAIL)
