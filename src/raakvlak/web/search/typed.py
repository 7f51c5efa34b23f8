"""What somebody typed in a search box: words, phrases between quotes, and what must not be there (a minus before it).

Anything may be typed, and nothing raises: what can't be searched for is told.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from draagvlak.dutch.compounds import parts_of
from draagvlak.dutch.stems import is_telling
from raakvlak.web.search.stems import encoded, stems_of, words_in
from raakvlak.web.text import sort_name

MOST_PIECES: Final = 12
_LONGEST: Final = 1_000
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_PIECES: Final = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_LONGEST_TOLD: Final = 40


class Problem(StrEnum):
    """Why there is nothing to look for."""

    NOTHING = "nothing"
    ONE_LETTER = "one_letter"
    SIGNS = "signs"
    COMMON = "common"
    ONLY_WITHOUT = "only_without"


@dataclass(frozen=True, slots=True)
class Piece:
    """A word that is looked for, or several right after one another; `words` are folded."""

    text: str
    words: tuple[str, ...]
    is_phrase: bool = False

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the terms that stand for it: of a word, all its stems; of a phrase, the words themselves in order."""
        return tuple(map(encoded, self.words)) if self.is_phrase else stems_of(self.words[0])

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the terms of the words that a compound is made of."""
        return tuple(stem for word in self.words for part in parts_of(word) for stem in stems_of(part))


@dataclass(frozen=True, slots=True)
class Typed:
    """What is looked for, what is not, and what was left aside."""

    wanted: tuple[Piece, ...] = ()
    unwanted: tuple[Piece, ...] = ()
    left_out: tuple[str, ...] = ()
    is_cut: bool = False
    problem: Problem | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words that are looked for, each once."""
        return tuple(dict.fromkeys(word for piece in self.wanted for word in piece.words))


def typed(text: str) -> Typed:
    """Read what was typed.

    >>> found = typed('parkeren "op de stoep" -vrachtwagen')
    >>> [piece.words for piece in found.wanted], [piece.text for piece in found.unwanted], found.left_out
    ([('parkeren',), ('stoep',)], ['vrachtwagen'], ('op', 'de'))
    >>> typed('" - ?').problem, typed("a").problem, typed("de").problem
    (<Problem.SIGNS: 'signs'>, <Problem.ONE_LETTER: 'one_letter'>, <Problem.COMMON: 'common'>)
    """
    wanted: dict[tuple[str, ...], Piece] = {}
    unwanted: dict[tuple[str, ...], Piece] = {}
    left_out: dict[str, None] = {}
    is_cut = len(text) > _LONGEST
    for match in _PIECES.finditer(text[:_LONGEST].translate(_QUOTES)):
        written = words_in(match["phrase"] or match["word"] or "")
        folded = [(word, sort_name(word)) for word in written]
        words = tuple(word for _written, word in folded if is_telling(word))
        left_out.update((one[:_LONGEST_TOLD], None) for one, word in folded if word and not is_telling(word))
        into = unwanted if match["minus"] else wanted
        if not words or words in into:
            continue
        if len(wanted) + len(unwanted) == MOST_PIECES:
            is_cut = True
            break
        into[words] = Piece(" ".join(written), words, is_phrase=len(words) > 1 or match["phrase"] is not None)
    problem = None if wanted else _problem(text, tuple(left_out), has_unwanted=bool(unwanted))
    return Typed(tuple(wanted.values()), tuple(unwanted.values()), tuple(left_out)[:MOST_PIECES], is_cut, problem)


def _problem(text: str, left_out: tuple[str, ...], *, has_unwanted: bool) -> Problem:
    if has_unwanted:
        return Problem.ONLY_WITHOUT
    if any(len(word) > 1 for word in left_out):
        return Problem.COMMON
    if left_out:
        return Problem.ONE_LETTER
    return Problem.SIGNS if text.strip() else Problem.NOTHING
