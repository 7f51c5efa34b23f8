"""Who might be the same: parties that look like one that is being written down, among those that a member may see.

Candidates are looked up in the index of names, for her eyes only; what they have in common with the new one is then
added up. An anonymous party is never held against a named one.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Final

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member, SearchEntry
from raakvlak.municipality.models.search import kind_mark, row_at
from raakvlak.relations.likeness import (
    Called,
    Match,
    is_slip,
    match_before,
    match_family,
    match_given,
    match_words,
    own_words,
    read_name,
)
from raakvlak.relations.models import ContactPoint, Party
from raakvlak.relations.nicknames import also_called
from raakvlak.web.search import names
from raakvlak.web.search.questions import AllOf, Bounds, OneOf, Question, any_of, newest, term

MOST_HINTS: Final = 3
_MOST_CANDIDATES: Final = 300
_MOST_WORDS: Final = 3
# From how many points on it is worth asking; tuned on invented people, see benchmarks/bench_duplicates.py.
_ENOUGH: Final = 5.0
_GIVEN: Final = {Match.EQUAL: 3, Match.ALIKE: 2, Match.INITIAL: 1, Match.UNKNOWN: 0, Match.CONFLICT: -6}
_FAMILY: Final = {Match.EQUAL: 3, Match.ALIKE: 2, Match.PART: 2, Match.UNKNOWN: 0, Match.CONFLICT: -4}
_WORDS: Final = {Match.EQUAL: 6, Match.ALIKE: 5, Match.CONFLICT: -4}
_BEFORE: Final = {Match.EQUAL: 0, Match.UNKNOWN: -1, Match.CONFLICT: -3}
_SAME_AREA, _OTHER_AREA, _SAME_REACH, _OTHER_REACH, _RARE, _NO_SLIP = 1.5, -2.5, 6.0, -2.0, 1.0, -1.0
_RARE_UP_TO: Final = 2
# What is so much less likely than the likeliest is not named beside it.
_WITHIN: Final = 1.5

Mark = tuple[str, str]  # the kind of a contact point, and its fingerprint


@dataclass(frozen=True, slots=True)
class Described:
    """A party as it is being written down; without a kind it may be any."""

    name: str
    kind: str = Party.Kind.PERSON
    is_anonymous: bool = False
    area_id: int | None = None
    marks: frozenset[Mark] = frozenset()

    @property
    def is_named_person(self) -> bool:
        """Tell whether this is the name of a person, with a first name and a family name to compare."""
        return self.kind in ("", Party.Kind.PERSON) and not self.is_anonymous

    def could_be(self, party: Party) -> bool:
        """Tell whether the two are of one kind, and both have a name or both have none."""
        return self.kind in ("", party.kind) and self.is_anonymous == party.is_anonymous

    @classmethod
    def of(cls, party: Party) -> "Described":
        """Describe a party that is there."""
        marks = party.contact_points.exclude(kind=ContactPoint.Kind.ADDRESS).values_list("kind", "fingerprint")
        return cls(party.name, party.kind, party.is_anonymous, party.area_id, frozenset(marks))


@dataclass(frozen=True, slots=True)
class Hint:
    """Somebody who might be the same, and why."""

    party: Party
    reasons: tuple[LazyText, ...]
    points: float


@dataclass(slots=True)
class _Candidate:
    party: Party
    is_person: bool = False
    given: Match = Match.UNKNOWN
    family: Match = Match.UNKNOWN
    words: Match = Match.CONFLICT
    slips: float = 0.0
    marks: dict[Mark, bool] = field(default_factory=dict)


def hints(wanted: Described, member: Member, *, but: Collection[int] = (), most: int = MOST_HINTS) -> list[Hint]:
    """Find who might be the same, the likeliest first; in three queries, whatever the size of the town."""
    return all_hints([wanted], member, but=but, most=most)[0]


def all_hints(
    wanted: Sequence[Described], member: Member, *, but: Collection[int] = (), most: int = MOST_HINTS
) -> list[list[Hint]]:
    """Do for several what `hints` does for one, in no more queries."""
    marks = {mark for one in wanted for mark in one.marks}
    reached = _reached_by(marks, member)
    parties = _parties({*_named_like(wanted, member), *reached} - set(but), member)
    points = _marks_of(parties) if marks else {}
    return [_hints(one, parties, points)[:most] for one in wanted]


def _named_like(wanted: Sequence[Described], member: Member) -> list[int]:
    questions = [question for one in wanted if (question := _question(one)) is not None]
    if not questions:
        return []
    asked = AllOf((term(kind_mark(SearchEntry.Kind.PARTY)), OneOf(tuple(questions))))
    return [row_at(place)[1] for place in newest(asked, Bounds(member.audience_ids), most=_MOST_CANDIDATES).numbers]


def _reached_by(marks: Collection[Mark], member: Member) -> list[int]:
    if not marks:
        return []
    points = ContactPoint.objects.filter(fingerprint__in={mark for _kind, mark in marks})
    return list(
        points.filter(
            party__municipality=member.municipality_id,
            party__audience__in=member.audience_ids,
            party__merged_into=None,
        ).values_list("party_id", flat=True)[:_MOST_CANDIDATES]
    )


def _parties(ids: Collection[int], member: Member) -> list[Party]:
    rows = Party.objects.within(member.municipality).visible_to(member).filter(pk__in=ids)
    return list(rows.select_related("area").defer("area__geometry")) if ids else []


def _marks_of(parties: Iterable[Party]) -> dict[int, dict[Mark, bool]]:
    found: dict[int, dict[Mark, bool]] = {}
    points = ContactPoint.objects.filter(party__in=[party.pk for party in parties])
    for party_id, kind, mark, is_shielded in points.values_list("party_id", "kind", "fingerprint", "is_shielded"):
        found.setdefault(party_id, {})[kind, mark] = is_shielded
    return found


def _question(wanted: Described) -> Question | None:
    """Ask the index for names like this one."""
    if wanted.is_named_person:
        called = read_name(wanted.name)
        parts = [_given(called), *([_any_word(called.family)] if called.family else [])]
        asked = [part for part in parts if part is not None]
    else:
        longest = sorted(own_words(wanted.name), key=len, reverse=True)[:_MOST_WORDS]
        asked = [_any_word([word]) for word in longest]
    return AllOf(tuple(asked)) if asked else None


def _given(called: Called) -> Question | None:
    first = called.first
    if not first:
        return None
    if len(first) == 1:
        return any_of([names.whole(first), *(names.beginning(first + letter) for letter in ascii_lowercase)])
    initial = [names.whole(first[0])] if called.family else []
    return any_of([*map(names.whole, sorted(also_called(first))), *initial, *names.misspelt(first)])


def _any_word(words: Iterable[str]) -> Question:
    return any_of(found for word in words for found in (names.whole(word), *names.misspelt(word)))


def _hints(wanted: Described, parties: Iterable[Party], points: dict[int, dict[Mark, bool]]) -> list[Hint]:
    candidates = [_compared(wanted, party, points.get(party.pk, {})) for party in parties if wanted.could_be(party)]
    is_rare = sum(one.family >= Match.ALIKE and one.given != Match.CONFLICT for one in candidates) <= _RARE_UP_TO
    found = [
        Hint(one.party, _reasons(wanted, one), points_of)
        for one in candidates
        if (points_of := _points(wanted, one, is_rare=is_rare)) >= _ENOUGH
    ]
    best = max((hint.points for hint in found), default=0.0)
    likely = [hint for hint in found if hint.points >= best - _WITHIN]
    return sorted(likely, key=lambda hint: (-hint.points, hint.party.sort_name, hint.party.pk))


def _compared(wanted: Described, party: Party, marks: dict[Mark, bool]) -> _Candidate:
    if not wanted.is_named_person or party.kind != Party.Kind.PERSON:
        return _Candidate(party, words=match_words(wanted.name, party.name), marks=marks)
    mine, theirs = read_name(wanted.name), read_name(party.name)
    given, family = match_given(mine, theirs), match_family(mine, theirs)
    if given == family == Match.UNKNOWN:  # one of both is a family alone, the other a first name alone
        given = Match.CONFLICT
    # Of a double name, what stands before it belongs to one half.
    slips = 0.0 if family == Match.PART else float(_BEFORE[match_before(mine, theirs)])
    if family == Match.ALIKE and not is_slip(mine.family[0], theirs.family[0]):
        slips += _NO_SLIP
    return _Candidate(party, is_person=True, given=given, family=family, slips=slips, marks=marks)


def _points(wanted: Described, one: _Candidate, *, is_rare: bool) -> float:
    points = one.slips + (_GIVEN[one.given] + _FAMILY[one.family] if one.is_person else _WORDS[one.words])
    if is_rare and one.family == Match.EQUAL:
        points += _RARE
    if wanted.area_id and one.party.area_id:
        points += _SAME_AREA if wanted.area_id == one.party.area_id else _OTHER_AREA
    shared = wanted.marks & one.marks.keys()
    if shared:
        is_open = any(not one.marks[mark] for mark in shared)
        is_family = one.is_person and one.given == Match.CONFLICT and one.family != Match.CONFLICT
        return max(points + _SAME_REACH, _ENOUGH if is_open and not is_family else 0)
    if {kind for kind, _mark in wanted.marks} & {kind for kind, _mark in one.marks}:
        points += _OTHER_REACH
    return points


_SAID: Final = {ContactPoint.Kind.PHONE: _("zelfde telefoonnummer"), ContactPoint.Kind.EMAIL: _("zelfde e-mailadres")}


def _reasons(wanted: Described, one: _Candidate) -> tuple[LazyText, ...]:
    """Say what they have in common; never which number or address."""
    whole = {one.given, one.family} if one.is_person else {one.words}
    reasons = [_("zelfde naam") if whole <= {Match.EQUAL, Match.UNKNOWN} else _("naam lijkt erop")]
    reasons += [_SAID[ContactPoint.Kind(kind)] for kind, _mark in sorted(wanted.marks & one.marks.keys())]
    if wanted.area_id and wanted.area_id == one.party.area_id:
        reasons.append(_("zelfde gebied"))
    return tuple(reasons)
