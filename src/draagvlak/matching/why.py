"""Why a possibility could help, in a form that a screen can show: words of the wish beside words of the possibility."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from draagvlak.matching.questions import Question, Reason
from draagvlak.matching.thesaurus import Pair
from draagvlak.matching.words import Word, grams_of, word_of


class How(StrEnum):
    """How two words match, the plainest first."""

    SAME = "same"  # the word itself, or another form of it
    PART = "part"  # a word that one or both are made of
    RELATED = "related"  # by a pair of related words
    ALIKE = "alike"  # written alike


@dataclass(frozen=True, slots=True)
class Match:
    """Words as they are written in the wish, a word as it is written in the possibility, and what ties them.

    `pair`: the pair of related words by which they match, and none for other ways.
    """

    said: tuple[str, ...]
    found: str
    how: How
    pair: Pair | None = None


def matches(question: Question, written: Sequence[str], grams: Collection[str]) -> tuple[Match, ...]:
    """Return all that ties a wish to the words of a possibility, the plainest first.

    `written`: the telling words of the possibility. `grams`: the runs of signs of the wish that count. Two words
    that are only written alike are told where nothing else ties the one of the possibility: for each, the word of the
    wish, or that to which it leads, with which it has most runs in common.

    >>> from draagvlak.matching.questions import question_of
    >>> [(match.said, match.found, match.how) for match in matches(question_of("Een boom"), ["bomen"], [])]
    [(('boom',), 'bomen', <How.SAME: 'same'>)]
    """
    found: dict[tuple[tuple[str, ...], str, Pair | None], Match] = {}
    for word in _words(written):
        ties = [tie for term in word.terms for tie in _ties(question, word, term)] or list(
            _alike(question, word, grams)
        )
        for match in ties:
            key = match.said, match.found, match.pair
            if key not in found or _order(match) < _order(found[key]):
                found[key] = match
    return tuple(sorted(found.values(), key=_order))


def _ties(question: Question, word: Word, term: str) -> Iterator[Match]:
    for reason in question.reasons.get(term, ()):
        yield Match(reason.said, word.written, _how(reason, word, term), reason.pair)


def _how(reason: Reason, word: Word, term: str) -> How:
    if reason.pair:
        return How.RELATED
    return How.PART if reason.is_part or term not in word.whole else How.SAME


def _alike(question: Question, word: Word, grams: Collection[str]) -> Iterator[Match]:
    """Find the word that is most alike in writing, of the wish or of where it leads."""
    own = set(grams_of(word.folded)) & set(grams)
    asked = [(len(own & set(grams_of(plain))), reason) for plain, reason in question.plain if own]
    shared, reason = max(asked, key=lambda one: one[0], default=(0, None))
    if shared and reason:
        yield Match(reason.said, word.written, How.ALIKE, reason.pair)


def _words(written: Iterable[str]) -> Iterator[Word]:
    return (word for word in map(word_of, written) if word)


def _order(match: Match) -> tuple[int, float, tuple[str, ...], str]:
    return list(How).index(match.how), -match.pair.weight if match.pair else 0, match.said, match.found
