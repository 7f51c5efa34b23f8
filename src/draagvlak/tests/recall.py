"""How many wishes find what helps them among the first five, in a town hall with two thousand other possibilities."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from draagvlak.matching import Choice, Earlier, Index, Possibility, Suggestion, Thesaurus, learned, suggest
from draagvlak.matching.words import word_of, words_in
from draagvlak.tests.townhall import Wish, other_possibilities, wishes

FIRST: Final = 5
OTHERS: Final = 2_000


@dataclass
class Town:
    """Possibilities, wishes that some of them help, and a list of related words."""

    thesaurus: Thesaurus
    texts: list[str] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)

    def __post_init__(self) -> None:
        helping, self.wishes = wishes()
        self.texts = [*helping, *islice(other_possibilities(2026, frozenset(helping)), OTHERS)]

    @cached_property
    def index(self) -> Index:
        return Index(Possibility(number, text) for number, text in enumerate(self.texts))

    @cached_property
    def choices(self) -> dict[Wish, list[Choice]]:
        """Give what a person would say of the first five: yes to what helps, no to the others; else she finds it."""
        return {wish: list(self._choices_for(wish)) for wish in self.wishes}

    def _choices_for(self, wish: Wish) -> Iterator[Choice]:
        shown = suggest(wish.text, self.index, self.thesaurus, limit=FIRST)
        for one in shown:
            yield Choice(wish.text, self.texts[one.id], one.id == wish.possibility, pairs_of(one))
        if wish.possibility not in {one.id for one in shown}:
            yield Choice(wish.text, self.texts[wish.possibility], is_accepted=True)

    def is_found(self, wish: Wish, thesaurus: Thesaurus | None, earlier: Earlier | None = None) -> bool:
        found = suggest(wish.text, self.index, thesaurus, earlier=earlier, limit=FIRST)
        return wish.possibility in {one.id for one in found}

    def after_learning(self, learnt_from: Sequence[Wish], asked: Sequence[Wish]) -> list[bool]:
        """Tell which wishes are found when people chose for others."""
        thesaurus = learned(self.thesaurus, [choice for wish in learnt_from for choice in self.choices[wish]])
        rows = [(number, wish.text, wish.possibility) for number, wish in enumerate(learnt_from)]
        earlier = Earlier(self.thesaurus, rows)
        return [self.is_found(wish, thesaurus, earlier) for wish in asked]

    def halves(self, seed: int, *, is_helped_anew: bool) -> Iterator[tuple[list[Wish], list[Wish]]]:
        """Cut the wishes in two, and learn from either half; or so that no possibility helps in both halves."""
        chance = random.Random(seed)  # noqa: S311 – no secrets
        by: list[int] = sorted({wish.possibility for wish in self.wishes}) if is_helped_anew else []
        order = [*range(len(by) or len(self.wishes))]
        chance.shuffle(order)
        first = set(order[::2])
        marks = [(wish.possibility if by else number) in first for number, wish in enumerate(self.wishes)]
        one, other = ([w for w, mark in zip(self.wishes, marks, strict=True) if mark is side] for side in (True, False))
        yield one, other
        yield other, one


def pairs_of(suggestion: Suggestion) -> tuple[tuple[str, str], ...]:
    """Give the pairs by which a suggestion was made, as a choice remembers them."""
    return tuple(dict.fromkeys((one.pair.word, one.pair.related) for one in suggestion.matches if one.pair))


def stems_in(text: str) -> set[str]:
    """Give all stems of a text, also of the words within compounds."""
    return {term for word in map(word_of, words_in(text)) if word for term in word.terms}
