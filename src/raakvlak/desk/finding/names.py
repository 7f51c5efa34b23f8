"""The parties and situations whose name is like what was typed, the best match first."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db.models import F, Value

from draagvlak.dutch.compounds import is_known
from raakvlak.desk.finding.wish import Wish
from raakvlak.municipality.models import Member, SearchEntry
from raakvlak.relations.models import Party
from raakvlak.situations.models import Situation
from raakvlak.situations.references import party_reference, situation_reference
from raakvlak.web.references import Reference
from raakvlak.web.search import names
from raakvlak.web.search.questions import OneOf, Question, any_of, newest, term
from raakvlak.web.search.stems import encoded
from raakvlak.web.search.typed import Piece

Kind = SearchEntry.Kind
NAMED: Final = (Kind.PARTY, Kind.SITUATION)
WHOLE, BEGINNING, MISSPELT = 3, 2, 1
_MOST: Final = 300
_MOST_REFERENCES: Final = 150
_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Named:
    """A party or situation, and how well each word that was typed matches its name (0: not at all)."""

    entry_id: int
    kind: str
    object_id: int
    name: str
    scores: tuple[int, ...]
    is_mentioned: bool
    is_whole: bool = False

    @property
    def rank(self) -> tuple[int, int, int]:
        """Tell how good it is: how many words match, how well, and how new it is."""
        return sum(score > 0 for score in self.scores), sum(self.scores), self.entry_id

    @property
    def reference(self) -> Reference:
        """Return how texts refer to it."""
        return (party_reference if self.kind == Kind.PARTY else situation_reference)(self.object_id)


class Names:
    """Whom and what the words of a wish could name, as far as this member may see it."""

    def __init__(self, wish: Wish) -> None:
        """Look with a typing error for words that are no plain Dutch."""
        self.wish = wish
        self.words = wish.typed.words
        self.is_loose = False
        self.all = self._all() if self.words else []

    def loosely(self) -> "Names":
        """Take any word for a name with a typing error, of the names that were found already."""
        loose = copy(self)
        loose.is_loose = True
        for remembered in ("shown", "_plain"):
            loose.__dict__.pop(remembered, None)
        return loose

    @cached_property
    def shown(self) -> list[Named]:
        """Return the few best: every word matches the name, or the whole name stands among the words."""
        best = sorted((one for one in self.all if self._counts(one)), key=lambda one: one.rank, reverse=True)
        whole = [one for one in best if all(one.scores) or one.is_whole or self.is_loose]
        return whole[:_SHOWN]

    def references(self, piece: Piece) -> list[Reference]:
        """Return what a word or phrase may stand for in a text; who does not want to be noted is no name there."""
        places = [self.words.index(word) for word in piece.words]
        least = MISSPELT if not piece.is_phrase else WHOLE
        meant = [
            one
            for one in sorted(self.all, key=lambda one: one.rank, reverse=True)
            if one.is_mentioned and all(self._score(one, place) >= least for place in places)
        ]
        found = [one for one in meant if all(one.scores[place] != BEGINNING for place in places)][:_MOST_REFERENCES]
        return [reference for one in found for reference in (one.reference, *self._former(one))]

    def _former(self, one: Named) -> list[Reference]:
        """Return how texts refer to those who were merged into this party."""
        return [party_reference(pk) for pk in self._merged.get(one.object_id, ())] if one.kind == Kind.PARTY else []

    @cached_property
    def _merged(self) -> dict[int, list[int]]:
        keepers = [one.object_id for one in self.all if one.kind == Kind.PARTY]
        found: dict[int, list[int]] = {}
        for keeper, merged in Party.objects.filter(pk__in=keepers, merged__gt=0).values_list("pk", "merged"):
            found.setdefault(keeper, []).append(merged)
        return found

    def _score(self, one: Named, place: int) -> int:
        """Count a typing error only in what looks like a name."""
        score = one.scores[place]
        return score if score != MISSPELT or self._may_be_misspelt(self.words[place]) else 0

    def _counts(self, one: Named) -> bool:
        return any(self._score(one, place) for place in range(len(self.words)))

    def _may_be_misspelt(self, word: str) -> bool:
        return self.is_loose or word not in self._plain

    @cached_property
    def _plain(self) -> frozenset[str]:
        """Return the words that are no name: plain Dutch, or written in a text that this member reads."""
        called = {word for one in self.all for place, word in enumerate(self.words) if one.scores[place] == WHOLE}
        return frozenset(word for word in self.words if word not in called and (is_known(word) or self._stands(word)))

    def _stands(self, word: str) -> bool:
        question = self.wish.within(term(encoded(word)), kinds=(Kind.ENCOUNTER, Kind.INSIGHT))
        return bool(newest(question, self.wish.bounds(), most=1).numbers)

    def _all(self) -> list[Named]:
        exactly: list[Question] = [term(names.whole(word)) for word in self.words]
        loosely = [self._like(word) for word in self.words]
        questions = [exactly, loosely] if len(self.words) > 1 else []
        found: dict[int, None] = {}
        for parts in questions:  # all words together first: of many called the same, these are meant
            found.update(dict.fromkeys(self._numbers(*parts)))
        for parts in (exactly, loosely):
            if len(found) < _MOST:
                found.update(dict.fromkeys(self._numbers(OneOf(tuple(parts)))))
        return self._scored(found)

    def _numbers(self, *parts: Question) -> list[int]:
        bare = Wish(self.wish.member, self.wish.typed)  # a name counts wherever it stands, in whichever area
        return newest(bare.within(*parts, kinds=NAMED), bare.bounds(), most=_MOST).numbers

    def _like(self, word: str) -> Question:
        begins = [names.beginning(word)] if len(word) >= names.SHORTEST_BEGIN else []
        return any_of([names.whole(word), *begins, *names.misspelt(word)])

    def _scored(self, numbers: Iterable[int]) -> list[Named]:
        member = self.wish.member
        entries = SearchEntry.objects.within(member.municipality).visible_to(member).filter(pk__in=list(numbers))
        rows = list(entries.values_list("pk", "kind", "object_id"))
        known = _known(member, rows)
        found = []
        for entry_id, kind, object_id in rows:
            if (kind, object_id) in known:
                name, sorted_as, is_mentioned = known[kind, object_id]
                scores = tuple(_score(word, sorted_as.split()) for word in self.words)
                is_whole = set(sorted_as.split()) <= set(self.words)
                if any(scores):
                    found.append(Named(entry_id, kind, object_id, name, scores, is_mentioned, is_whole))
        return found


def _score(word: str, words: Sequence[str]) -> int:
    if word in words:
        return WHOLE
    if any(one.startswith(word) for one in words):
        return BEGINNING
    return MISSPELT if any(names.is_like(word, one) for one in words) else 0


def _known(member: Member, rows: Sequence[tuple[int, str, int]]) -> dict[tuple[str, int], tuple[str, str, bool]]:
    """Fetch the names themselves, as far as this member may see them, and whether texts mention them by name."""
    ids = {kind: [object_id for _entry, one, object_id in rows if one == kind] for kind in NAMED}
    parties = Party.objects.within(member.municipality).visible_to(member).filter(pk__in=ids[Kind.PARTY])
    situations = Situation.objects.within(member.municipality).visible_to(member).filter(pk__in=ids[Kind.SITUATION])
    named = parties.annotate(what=Value(Kind.PARTY.value), is_kept_out=F("is_not_to_be_noted"))
    titled = situations.annotate(what=Value(Kind.SITUATION.value), is_kept_out=Value(value=False))
    known = named.values_list("what", "pk", "name", "sort_name", "is_kept_out").union(
        titled.values_list("what", "pk", "title", "sort_title", "is_kept_out"), all=True
    )
    return {(kind, pk): (name, sorted_as, not is_kept_out) for kind, pk, name, sorted_as, is_kept_out in known}
