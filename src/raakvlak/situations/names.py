"""Whether a text names somebody, for texts that must name nobody: a hunch, and the page Klopt dit?"""

import re
from collections.abc import Iterable
from typing import Final

from django.db.models import Q

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.models import Situation
from raakvlak.situations.references import party_reference
from raakvlak.web.references import references_in
from raakvlak.web.text import sort_name

_WORD: Final = re.compile(r"\w[\w'’-]*")
_SHORTEST: Final = 3
_NO_NAMES: Final = frozenset(
    "aan bij buurman buurvrouw dame den der des dhr dokter familie fam heer het huis juf juffrouw meester meneer met "
    "mevr mevrouw mijnheer mrs oma onder opa over ter ten tot uit van ver von voor vrouw".split()
)


def parties_of(situation: Situation, member: Member) -> list[Party]:
    """Fetch the parties of a situation that this member may know of: they spoke, were spoken of, or stand on a side."""
    talks = Encounter.objects.visible_to(member).filter(links__situation=situation)
    insights = situation.insights.filter(audience__in=member.audience_ids)
    return list(
        Party.objects.within(member.municipality)
        .visible_to(member)
        .filter(
            Q(pk__in=talks.values("presences__party"))
            | Q(pk__in=insights.exclude(party=None).values("party"))
            | Q(pk__in=situation.sides.values("parties"))
        )
        .by_name()
    )


def has_mention(text: str) -> bool:
    """Tell whether a text holds a reference to a party."""
    return any(reference.kind == "p" for reference in references_in(text))


def with_references(text: str, parties: Iterable[Party]) -> str:
    """Put a reference in the place of each whole name that one of these parties has, and no other of them."""
    by_name: dict[str, list[Party]] = {}
    for party in parties:
        by_name.setdefault(party.name, []).append(party)
    for name, bearers in sorted(by_name.items(), key=lambda item: -len(item[0])):
        if len(bearers) == 1:
            token = party_reference(bearers[0].pk).token
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", token, text)
    return text


def names_in_text(text: str, parties: Iterable[Party]) -> list[str]:
    """List the words of a text that name one of these parties: a whole name, or a part of a person's name."""
    words = _WORD.findall(text)
    plain = f" {sort_name(text)} "
    found: dict[str, None] = {}
    for party in parties:
        whole = sort_name(party.name)
        if whole and f" {whole} " in plain:
            found[party.name] = None
        elif party.kind == Party.Kind.PERSON and not party.is_anonymous:
            found |= dict.fromkeys(_parts_named(words, whole))
    return list(found)


def name_parts(party: Party) -> set[str]:
    """Return the words of a person's name that point to who it is, as they sort; none of a group or a nickname."""
    is_named = party.kind == Party.Kind.PERSON and not party.is_anonymous
    return _telling_parts(sort_name(party.name)) if is_named else set()


def _telling_parts(whole_name: str) -> set[str]:
    return {part for part in whole_name.split() if len(part) >= _SHORTEST and part not in _NO_NAMES}


def _parts_named(words: list[str], whole_name: str) -> list[str]:
    """Keep the words, written with a capital, that are a part of this name."""
    parts = _telling_parts(whole_name)
    return [word for word in words if word[0].isupper() and _bare(word) in parts]


def _bare(word: str) -> str:
    """Leave out the s of possession that stands apart: Fatima's."""
    return sort_name(word).removesuffix(" s")
