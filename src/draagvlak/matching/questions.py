"""What is asked of the shelves for a wish: its own words, where related words lead, and for each term the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Final

from draagvlak.matching.thesaurus import PART, Pair, Thesaurus
from draagvlak.matching.words import Word, grams_of, word_of, words_in

MOST_WORDS: Final = 100
MOST_LEADS: Final = 300


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a term is asked for: words as they stand in the wish, and the pair by which they lead to it, if any."""

    said: tuple[str, ...]
    pair: Pair | None = None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Terms of which a text needs one, each with what it counts for, and why."""

    terms: dict[str, float]
    reason: Reason


@dataclass
class Question:
    """What is asked for a wish: `wanted` and `grams` count, `reasons` explain terms, and `plain` whole words."""

    wanted: list[Wanted] = field(default_factory=list)
    grams: dict[str, float] = field(default_factory=dict)
    reasons: dict[str, list[Reason]] = field(default_factory=dict)
    plain: list[tuple[str, Reason]] = field(default_factory=list)


def question_of(wish: str, thesaurus: Thesaurus | None = None) -> Question:
    """Read a wish; of a long one the first hundred different words that tell something, and 300 leads count.

    >>> question = question_of("Waar is hier een bankje?", Thesaurus([Pair("bankje", "zitplaats", 0.8)]))
    >>> [(wanted.reason.said, sorted(wanted.terms)[0]) for wanted in question.wanted]
    [(('bankje',), 'bank'), (('bankje',), 'zitplaats')]
    """
    question = Question()
    asked = [(word, 1.0, Reason((word.written,))) for word in _different(words_in(wish))]
    for lead in thesaurus.leads_of(wish)[:MOST_LEADS] if thesaurus else []:
        share = lead.weight / sqrt(len(lead.towards))  # the words of an expression count for less each
        asked += [(word, share, Reason(lead.said, lead.pair)) for word in lead.towards]
    question.wanted = _once([one for word, weight, reason in asked for one in _wanted(word, weight, reason)], question)
    for word, weight, reason in asked:
        question.plain.append((word.folded, reason))
        counts = reason.pair.weight if reason.pair else weight
        for gram in grams_of(word.folded):
            question.grams[gram] = max(counts, question.grams.get(gram, 0.0))
    return question


def _once(wanted: Sequence[Wanted], question: Question) -> list[Wanted]:
    """Let each term count once, where it counts for most; for each reason it stays an explanation."""
    heaviest: dict[str, tuple[float, int]] = {}
    for number, one in enumerate(wanted):
        for term, weight in one.terms.items():
            question.reasons.setdefault(term, []).append(one.reason)
            if weight > heaviest.get(term, (0.0, 0))[0]:
                heaviest[term] = weight, number
    kept = (
        {term: weight for term, weight in one.terms.items() if heaviest.get(term) == (weight, number)}
        for number, one in enumerate(wanted)
    )
    return [Wanted(terms, one.reason) for terms, one in zip(kept, wanted, strict=True) if terms]


def _different(written: Sequence[str]) -> tuple[Word, ...]:
    """Keep each telling word once."""
    found: dict[str, Word] = {}
    for one in written:
        word = word_of(one)
        if word and len(found) < MOST_WORDS:
            found.setdefault(word.folded, word)
    return tuple(found.values())


def _wanted(word: Word, weight: float, reason: Reason) -> Iterator[Wanted]:
    """Ask for a word, and for each word that it is made of."""
    yield Wanted(dict.fromkeys(word.whole, weight), reason)
    for part in word.parts:
        yield Wanted(dict.fromkeys(part, PART * weight), Reason(reason.said, reason.pair, is_part=True))
