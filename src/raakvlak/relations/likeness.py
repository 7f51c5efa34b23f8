"""How much two names look like those of one person, group or organisation; in the Dutch way of writing them.

A name is read as what somebody is called, and what her family is called: *mevrouw F. Yılmaz-van den Berg* is f, and
yilmaz or berg. Words that many names share (van, de, stichting) tell nothing.
"""

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from raakvlak.relations.nicknames import also_called
from raakvlak.web.search.names import is_like, sound_of
from raakvlak.web.text import sort_name

_TITLES: Final = frozenset(
    "mevrouw mevr mw mv meneer mijnheer dhr heer fam familie dr drs ir ing mr prof buurman buurvrouw oma opa tante oom "
    "juf meester pater pastoor imam dominee".split()
)
_PARTICLES: Final = frozenset(
    "van von vd de den der des het t s te ten ter tot in op aan bij onder over uit voor la le l el al du di da dos das "
    "del d ben bin ibn bint ait ou abu zur zum".split()
)
# With one word behind these, that is the name of a family.
_BEFORE_FAMILY: Final = _PARTICLES | frozenset("mevrouw mevr mw mv meneer mijnheer dhr fam familie".split())
_HARDLY_APART: Final = str.maketrans("zv", "sf")
_FORMS: Final = frozenset(
    "stichting vereniging bv b v nv vof cooperatie de het een van voor en der in te den aan op buurt wijk club groep "
    "bewonersgroep".split()
)
_SHORT_PARTICLE: Final = re.compile(r"\bv\s*[./]?\s*(?:d|h|t)\b\.?", re.IGNORECASE)
_TIED: Final = re.compile(r"\s*[-–/]\s*")


class Match(IntEnum):
    """How well two parts of a name match."""

    CONFLICT = 0
    UNKNOWN = 1
    INITIAL = 2
    PART = 3
    ALIKE = 4
    EQUAL = 5


@dataclass(frozen=True, slots=True)
class Called:
    """A name of a person, read: first names or initials, and family names, of which there may be two."""

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    # What stands before the family name, as van den does; written for short it tells nothing.
    before: str = ""

    @property
    def first(self) -> str:
        """Return the first name, or its initial."""
        return self.given[0] if self.given else ""


def read_name(name: str) -> Called:
    """Read the name of a person.

    >>> read_name("mevrouw F. Yılmaz-van den Berg")
    Called(given=('f',), family=('yilmaz', 'berg'), before='van den')
    >>> read_name("Jansen, Kees"), read_name("Oma Toos")
    (Called(given=('kees',), family=('jansen',), before=''), Called(given=('toos',), family=(), before=''))
    """
    called = _read(name)
    return replace(called, before=_before(name)) if called.family else called


def _read(name: str) -> Called:
    family_first, _comma, given_last = _SHORT_PARTICLE.sub(" ", name).partition(",")
    if given_last and _telling(given_last):
        return Called(tuple(_telling(given_last)), tuple(_telling(_TIED.sub(" ", family_first))))
    pieces = _SHORT_PARTICLE.sub(" van ", name).replace(",", " ").split()
    words = _tied_words(_TIED.sub("-", " ".join(pieces)))
    if len(words) <= 1:
        alone = tuple(word for word, _is_tied in words)
        begins = (sort_name(pieces[0]).split() or [""])[0] if len(pieces) > 1 else ""
        return Called((), alone) if begins in _BEFORE_FAMILY else Called(alone)
    given = [words[0][0]]
    rest = words[1:]
    while len(rest) > 1 and (len(rest[0][0]) == 1 or not rest[0][1]):
        given.append(rest.pop(0)[0])
    return Called(tuple(given), tuple(word for word, _is_tied in rest))


def match_given(one: Called, other: Called) -> Match:
    """Compare first names: the same, for short or written otherwise, or an initial that fits."""
    mine, theirs = one.first, other.first
    if not mine or not theirs:
        return Match.UNKNOWN
    if mine == theirs:
        return Match.INITIAL if len(mine) == 1 else Match.EQUAL
    if len(mine) == 1 or len(theirs) == 1:
        return Match.INITIAL if mine[0] == theirs[0] else Match.CONFLICT
    if sound_of(mine) == sound_of(theirs):
        return Match.EQUAL
    if theirs in also_called(mine) or is_like(mine, theirs):
        return Match.ALIKE
    return Match.CONFLICT


def match_family(one: Called, other: Called) -> Match:
    """Compare family names: the same to the ear, a letter wrong, or one of two, as with a married name."""
    if not one.family or not other.family:
        return Match.UNKNOWN
    mine, theirs = [sound_of(word) for word in one.family], [sound_of(word) for word in other.family]
    if sorted(mine) == sorted(theirs):
        return Match.EQUAL
    if len(mine) == len(theirs) == 1:
        return Match.ALIKE if is_like(one.family[0], other.family[0]) else Match.CONFLICT
    return Match.PART if {*mine} & {*theirs} else Match.CONFLICT


def match_before(one: Called, other: Called) -> Match:
    """Compare what stands before two family names: de is not van den, but is left out now and then."""
    if one.before == other.before:
        return Match.EQUAL
    return Match.CONFLICT if one.before and other.before else Match.UNKNOWN


def is_slip(word: str, other: str) -> bool:
    """Tell whether one word is the other with letters that changed places, or one more; not with another letter.

    Some letters are hardly heard apart: s and z, v and f.

    >>> is_slip("jnasen", "jansen"), is_slip("jansn", "jansen"), is_slip("jensen", "jansen"), is_slip("vos", "foz")
    (True, True, False, True)
    """
    one, two = (sound_of(word.translate(_HARDLY_APART)) for word in (word, other))
    return sorted(one) == sorted(two) or (len(one) != len(two) and one[:1] == two[:1])


def match_words(one: str, other: str) -> Match:
    """Compare the names of groups or organisations: the same telling words, in whatever order, a letter wrong at most.

    >>> match_words("Stichting De Brug", "de Brugg"), match_words("Buurtclub Kade", "Buurtclub Dijk")
    (<Match.EQUAL: 5>, <Match.CONFLICT: 0>)
    """
    mine, theirs = own_words(one), own_words(other)
    if not mine or not theirs:
        return Match.EQUAL if sort_name(one) == sort_name(other) else Match.CONFLICT
    if sorted(map(sound_of, mine)) == sorted(map(sound_of, theirs)):
        return Match.EQUAL
    if len(mine) == len(theirs) and all(any(a == b or is_like(a, b) for b in theirs) for a in mine):
        return Match.ALIKE
    return Match.CONFLICT


def own_words(name: str) -> list[str]:
    """Return the words of the name of a group or organisation that tell which one it is."""
    words = sort_name(name).split()
    return [word for word in words if word not in _FORMS] or words


def _before(name: str) -> str:
    """Return the particles before the last telling word, as they are written out."""
    if _SHORT_PARTICLE.search(name):
        return ""
    words = sort_name(name.replace(",", " ")).split()
    telling = [place for place, word in enumerate(words) if word not in _PARTICLES]
    last = telling[-1] if telling and "," not in name else len(words)
    start = last
    while start and words[start - 1] in _PARTICLES:
        start -= 1
    return " ".join(words[start:last])


def _telling(text: str) -> list[str]:
    words = sort_name(text).split()
    return [word for word in words if word not in _PARTICLES and word not in _TITLES] or words[-1:]


def _tied_words(text: str) -> list[tuple[str, bool]]:
    """List the telling words, and of each whether it belongs to the next: by a hyphen, or by "van" behind it."""
    found: list[tuple[str, bool]] = []
    for piece in text.split():
        parts = piece.split("-")
        for place, part in enumerate(parts):
            for word in sort_name(part).split():
                if word in _TITLES:
                    continue
                if word in _PARTICLES:
                    if len(found) > 1:  # what stands before "van" is the first half of a double name
                        found[-1] = (found[-1][0], True)
                    continue
                found.append((word, place + 1 < len(parts)))
    return found or [(word, False) for word in sort_name(text).split()[-1:]]
