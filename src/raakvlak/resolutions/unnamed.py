"""Texts in which nobody is named: for the report, for a file, and for a mail that tells one what she herself said."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from raakvlak.alignment.forms.careful import colleagues_of
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.access import contributions_of, seen_options
from raakvlak.resolutions.models import Contribution
from raakvlak.resolutions.people import people_of
from raakvlak.situations.models import Situation
from raakvlak.situations.names import name_parts, parties_of
from raakvlak.web.references import replace
from raakvlak.web.text import sort_name

_WORD: Final = re.compile(r"\w[\w'’-]*")
_SHORTEST: Final = 3


@dataclass(slots=True)
class Unnamed:
    """Takes the names of people out of texts: whole names, and of persons each telling word with a capital."""

    people: Collection[Party]
    _whole: re.Pattern[str] | None = field(init=False)
    _parts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        names = sorted({one.name.strip() for one in self.people if len(one.name.strip()) >= _SHORTEST}, key=len)
        ways = [r"\s+".join(map(re.escape, name.split())) for name in reversed(names)]
        self._whole = re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE) if ways else None
        self._parts = frozenset(part for one in self.people if one.pk for part in name_parts(one))

    def __call__(self, text: str, *, of: Party | None = None) -> str:
        """Return a text without names, but for those of the party whose text it is."""
        hidden = _("[naam]")
        own = {sort_name(of.name), *name_parts(of)} if of else set()

        def whole(found: re.Match[str]) -> str:
            return found[0] if sort_name(found[0]) in own else hidden

        def part(found: re.Match[str]) -> str:
            bare = sort_name(found[0]).removesuffix(" s")
            return hidden if found[0][0].isupper() and bare in self._parts and bare not in own else found[0]

        plain = replace(text, lambda _reference: hidden)
        plain = self._whole.sub(whole, plain) if self._whole else plain
        return _WORD.sub(part, plain) if self._parts else plain


def unnamed_in(situation: Situation, member: Member) -> Unnamed:
    """Know the names of the people of a situation, and of colleagues, that this member could let slip."""
    brought = contributions_of(situation, member).exclude(party=None).order_by().values("party")
    others = Party.objects.filter(pk__in=brought)
    people = (*parties_of(situation, member), *people_of(situation, member), *others)
    return Unnamed([*{one.pk: one for one in people}.values(), *colleagues_of(member.municipality)])


@dataclass(frozen=True, slots=True)
class Line:
    """One contribution as it stands in the report."""

    number: int
    row: Contribution
    text: str
    because: str
    options: list[str]


def line_of(row: Contribution, place: int, unnamed: Unnamed, member: Member) -> Line:
    """Take all names out of one contribution and its newest answer."""
    because = unnamed(row.answer.because) if row.answer else ""
    return Line(place, row, unnamed(row.text), because, [unnamed(one.title) for one in seen_options(row, member)])
