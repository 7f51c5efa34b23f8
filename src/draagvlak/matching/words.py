"""From a text to its words: what each has in common with other forms of it, with compounds, and with words like it."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from draagvlak.dutch.compounds import parts_of
from draagvlak.dutch.stems import folded, is_telling, stems_of

MOST_WORDS: Final = 10_000
LONGEST_WORD: Final = 40
GRAM: Final = 4
CACHED: Final = 200_000
_WORDS: Final = re.compile(r"[^\W_]+")

# Words with which people tell anything at all, beside those that stand in every text.
_SMALL_TALK: Final = frozenset(
    """
    alle alleen alles allemaal altijd ander andere anders best beste beter bijna daar daarom dag dagen denk
    denken dezelfde deze dingen doe doen doet echt eens eerst eigenlijk elk elke ene enige erg even extra ga
    gaan gaat gauw gebeurt gek gelijk genoeg geven gewoon graag groot grote haal halen hele helemaal hetzelfde
    iedere iedereen iemand iets inmiddels jaar jaren jou jouw jullie juist keer kijk kijken klein kleine kom
    komen komt krijg krijgen krijgt kunnen kwijt laat laten langs lang langer later ligt liggen maak maakt maand
    maanden maken mag man meer meest meeste mensen mogelijk mogen moest moet moeten morgen net nergens niemand
    niks niets nieuw nieuwe nodig nooit onze ons ooit overal paar pas plek precies samen snel soms staan staat
    steeds stuk tegen telkens terug tijd tijdens toe twee uur vaak vandaag vanaf veel verder vind vinden vol
    volgende vooral vorige waarom wanneer ware waren want weer week weg weinig weken welke wel werd weet weten
    willen wilt woorden zeg zeggen zegt zelf zelfs zien ziet zit zitten zoiets zomaar zonde zou zouden zulke
    """.split()
)


class Word(NamedTuple):
    """A word as it is written, and what it can be found by: stems of the whole, and of each word that it is made of."""

    written: str
    folded: str
    whole: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Give all that the word can be found by, once each."""
        return tuple(dict.fromkeys([*self.whole, *(stem for part in self.parts for stem in part)]))


@lru_cache(maxsize=CACHED)
def word_of(written: str) -> Word | None:
    """Read one word; nothing when it tells nothing.

    >>> word_of("Parkeerplaatsen").parts
    (('parkeer', 'parker'), ('plaatsen', 'plaats'))
    >>> word_of("Graag")
    """
    plain = folded(written)[:LONGEST_WORD]
    if not is_telling(plain) or plain in _SMALL_TALK:
        return None
    return Word(written, plain, stems_of(plain), tuple(stems_of(part) for part in parts_of(plain)))


def words_in(text: str) -> list[str]:
    """List the words of a text as they stand there, of a long one the first 10,000.

    >>> words_in("Eén bankje, a.u.b.!")
    ['Eén', 'bankje', 'a', 'u', 'b']
    """
    found = _WORDS.finditer(text)
    return [word.group() for word, _number in zip(found, range(MOST_WORDS), strict=False)]


def grams_of(plain: str) -> tuple[str, ...]:
    """Give the runs of four signs in a word (folded), with a mark where it begins and ends.

    McNamee & Mayfield (2004), Information Retrieval 7: fours did best for Dutch, and for most of Europe.

    >>> grams_of("bank"), grams_of("ei")
    (('_ban', 'bank', 'ank_'), ('_ei_',))
    """
    marked = f"_{plain}_"
    return tuple(marked[begin : begin + GRAM] for begin in range(max(1, len(marked) - GRAM + 1)))


@lru_cache(maxsize=CACHED)
def keys_of(written: str) -> frozenset[str]:
    """Give what any word, also one that tells nothing, has in common with its other forms.

    >>> keys_of("niet") & keys_of("Niet")
    frozenset({'niet'})
    """
    return frozenset(stems_of(folded(written)[:LONGEST_WORD]))
