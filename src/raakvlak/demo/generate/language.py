"""Let an invented town talk: names, streets, and notes in which common words are common and rare ones rare."""

import random
import re
from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import accumulate, product
from typing import Final

from raakvlak.demo.generate import words
from raakvlak.demo.material import FIRST_NAMES

_SLOT: Final = re.compile(r"\{([A-Za-z]+)\}")
_MISTYPED_SHARE: Final = 0.12
_STORIES_LONG: Final = 0.03
_LETTERS: Final = "abcdefghijklmnoprstuvwz"

Piece = str | Callable[[], str]
Template = tuple[Piece, ...]


class Language:
    """Words and sentences, drawn by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.name = self.area = ""  # whom and which place the next sentence is about
        things = [first + last for first, last in product(words.THINGS_FIRST, words.THINGS_LAST) if first != last]
        chance.shuffle(things)
        self._things, self._often = things, list(accumulate(1 / (rank + 8) for rank in range(len(things))))
        self._streets = [name + end for name, end in product(words.STREETS, words.STREET_ENDS)]
        self._slots: dict[str, Callable[[], str]] = {
            "thing": self.thing,
            "Thing": lambda: self.thing().capitalize(),
            "street": lambda: self.one_of(self._streets),
            "group": lambda: self.one_of(words.GROUPS),
            "when": lambda: self.one_of(words.WHEN),
            "feeling": lambda: self.one_of(words.FEELINGS),
            "work": lambda: self.one_of(words.WORK),
            "number": lambda: str(1 + int(chance.random() * 240)),
            "family": self.family,
            "name": lambda: self.name,
            "area": lambda: self.area,
        }
        self._parsed: dict[str, Template] = {}

    def one_of(self, texts: Sequence[str]) -> str:
        """Draw one; each is as likely as the others."""
        return texts[int(self.chance.random() * len(texts))]

    def thing(self) -> str:
        """Draw a compound such as parkeeroverlast: few are on everybody's lips, thousands are heard of now and then."""
        return self._things[bisect(self._often, self.chance.random() * self._often[-1], hi=len(self._things) - 1)]

    def street(self) -> str:
        """Draw a street."""
        return self.one_of(self._streets)

    def family(self) -> str:
        """Make up a family name."""
        start, end = self.one_of(words.FIRST_SYLLABLES), self.one_of(words.LAST_SYLLABLES)
        return self.one_of(words.BETWEEN) + start + end

    def person(self) -> str:
        """Make up somebody's name."""
        return f"{self.one_of(FIRST_NAMES)} {self.family()}"

    def say(self, templates: Sequence[str]) -> str:
        """Fill one of these sentences."""
        template = self.one_of(templates)
        pieces = self._parsed.get(template)
        if pieces is None:
            pieces = self._parsed[template] = self._parse(template)
        text = "".join([piece if isinstance(piece, str) else piece() for piece in pieces])
        return text if text[:1].isupper() else text[:1].upper() + text[1:]

    def note(self, name: str) -> list[str]:
        """Write what was said, sentence by sentence; a name may be a reference, nobody is an empty one."""
        self.name = name or "iemand bij de halte"
        chance = self.chance.random
        number = 10 + int(chance() * 30) if chance() < _STORIES_LONG else 1 + int(chance() * chance() * 7)
        said = [self.say(words.OPENINGS), *(self.say(words.SENTENCES) for _ in range(number))]
        if chance() < _MISTYPED_SHARE:
            said[-1] = self.mistype(said[-1])
        return said

    def mistype(self, sentence: str) -> str:
        """Make one typing error: two letters change places, one is lost, doubled or another."""
        place = 1 + int(self.chance.random() * (len(sentence) - 2))
        before, here, after = sentence[:place], sentence[place], sentence[place + 1 :]
        if not (here.isalpha() and after[:1].isalpha()):
            return sentence
        return before + self.one_of((after[:1] + here + after[1:], after, here + here + after, self._letter() + after))

    def _letter(self) -> str:
        return self.one_of(_LETTERS)

    def _parse(self, template: str) -> Template:
        """Cut a sentence into words that stand and slots that are filled; odd pieces are slots."""
        pieces = _SLOT.split(template)
        return tuple(self._slots[piece] if place % 2 else piece for place, piece in enumerate(pieces))
