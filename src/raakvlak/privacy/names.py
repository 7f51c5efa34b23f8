"""Find a person's name in running text, whatever its capitals and accents, and take it out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from raakvlak.web.text import sort_name

ERASED = "[naam gewist]"
BETWEEN = r"[\W_]{1,3}"
SHORTEST_WORD = 2
# Words in names that tell nothing about who it is.
NOT_DISTINCTIVE = frozenset(
    """
    af al da de di do du el en er ga ik in is je la le ma me mr na nu of om op pa st te ze zo
    aan ben bij con das del den der des die dos een het ibn las los met onder over ten ter tot uit van von voor zum zur
    mevrouw meneer mijnheer mevr dhr heer familie fam buurman buurvrouw buur juf meester oma opa tante oom drs ing
    dokter dominee pastoor imam voorzitter vereniging stichting bewoner bewoners groep huis
    """.split()
)


class NameFinder:
    """The ways in which one name stands in a text."""

    def __init__(self, name: str) -> None:
        words = sort_name(name).split()
        self.is_one_word = len(words) <= 1
        self.whole = pattern(orders(words))
        self.parts = pattern([*orders(words), *([word] for word in words if is_distinctive(word))])

    def without_name(self, text: str) -> str:
        """Take the whole name out of a text."""
        return cut(text, self.whole)

    def without_any_part(self, text: str) -> str:
        """Take the whole name and each telling word of it out of a text."""
        return cut(text, self.parts)


def is_distinctive(word: str) -> bool:
    """Tell whether a word of a name points to who it is."""
    return len(word) >= SHORTEST_WORD and word not in NOT_DISTINCTIVE


def orders(words: list[str]) -> Iterator[list[str]]:
    """Yield a name as it is said, and as it stands in a list: Yilmaz, Fatima."""
    if words:
        yield words
    for cut_at in range(1, len(words)):
        yield [*words[cut_at:], *words[:cut_at]]


def pattern(names: Iterable[list[str]]) -> re.Pattern[str] | None:
    """Match any of these names as whole words, the longest first."""
    ways = sorted({BETWEEN.join(re.escape(word) for word in words) for words in names}, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ways)})(?![^\W_])") if ways else None


def cut(text: str, wanted: re.Pattern[str] | None) -> str:
    """Put a mark where the wanted words stood."""
    if wanted is None or not text:
        return text
    folded, places = fold(text)
    pieces, end = [], 0
    for match in wanted.finditer(folded):
        first, last = places[match.start()], places[match.end() - 1] + 1
        pieces += [text[end:first], ERASED]
        end = last
    return "".join([*pieces, text[end:]]) if pieces else text


def fold(text: str) -> tuple[str, "range | list[int]"]:
    """Write a text without capitals and accents, and tell for each letter where it stood."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters = [(bare, place) for place, letter in enumerate(text) for bare in fold_letter(letter)]
    return "".join(bare for bare, _ in letters), [place for _, place in letters]


@lru_cache(maxsize=4096)
def fold_letter(letter: str) -> str:
    """Write one letter without capital and accent; a loose accent is nothing, any other sign is itself."""
    if letter.isalnum():
        return sort_name(letter) or letter
    return "" if unicodedata.combining(letter) else letter
