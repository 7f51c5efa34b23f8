"""What a list of related words learns from what people accept and reject: a sum over choices, whatever their order."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from draagvlak.matching.thesaurus import Pair, Thesaurus, key_of
from draagvlak.matching.words import Word, word_of, words_in

STEADINESS: Final = 4  # how many choices weigh as much as what a pair in the list began with
MOST_LEARNED: Final = 0.6  # no pair that was learned counts for more
_MOST_WORDS: Final = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """A suggestion that was accepted or rejected: both texts, and the pairs by which it was made (`by_pairs`)."""

    wish: str
    possibility: str
    is_accepted: bool
    by_pairs: tuple[tuple[str, str], ...] = ()


def learned(thesaurus: Thesaurus, choices: Iterable[Choice]) -> Thesaurus:
    """Return the list with the weights that choices give it, and with the pairs that accepted choices show.

    `thesaurus` is the list as people keep it, without what was learned, and `choices` all that are remembered: what
    is learned can always be reckoned anew, does not depend on their order, and is gone when a choice is forgotten.

    A pair of the list that began at weight w, by which a suggestions were accepted and r rejected, comes to
    (4 w + a) / (4 + a + r): the mean of a beta distribution that began with four choices (Gelman et al. 2013, Bayesian
    Data Analysis, section 2.4). So a rejection lowers the pairs that caused the suggestion, and no others. A new pair,
    of a word in a wish and a word in what was accepted for it, needs two choices, for one is no pattern. It comes to
    0.6 (a - 1) / (4 + n + r): a for how often both were there, n for how many accepted wishes had the word, r as above.
    Weights stay from 0 to 1.

    >>> before = Thesaurus([Pair("bankje", "zitplaats", 0.6)])
    >>> after = learned(before, [Choice("Een bankje", "Snoei", is_accepted=False, by_pairs=(("bankje", "zitplaats"),))])
    >>> after.pairs[0].weight
    0.48
    """
    accepted: Counter[tuple[str, str]] = Counter()
    rejected: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    wished: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for choice in choices:
        _check(choice)
        by = {(key_of(word), key_of(related)) for word, related in choice.by_pairs}
        (accepted if choice.is_accepted else rejected).update(by)
        if choice.is_accepted:
            said, found = _by_key(choice.wish, shown), _by_key(choice.possibility, shown)
            wished.update(said.keys())
            seen.update(_unlike(said, found))
    kept = [_moved(pair, accepted, rejected) for pair in thesaurus.pairs]
    known = {key for pair in kept for key in _keys(pair)}
    often = {pair: times for pair, times in sorted(seen.items()) if times > 1 and pair not in known}
    weights = {
        (word, related): MOST_LEARNED * (times - 1) / (STEADINESS + wished[word] + rejected[word, related])
        for (word, related), times in often.items()
    }
    new = (Pair(shown[word], shown[related], weight, is_learned=True) for (word, related), weight in weights.items())
    return Thesaurus([*kept, *new])


def _check(choice: Choice) -> None:
    for name, text in (("wish", choice.wish), ("possibility", choice.possibility)):
        if not text.strip():
            raise ValueError(f"a choice has an empty {name}: leave the choice out, or give its text")


def _moved(pair: Pair, accepted: Counter[tuple[str, str]], rejected: Counter[tuple[str, str]]) -> Pair:
    """Move a weight by what was chosen."""
    yes, no = (sum(counted[key] for key in _keys(pair)) for counted in (accepted, rejected))
    return replace(pair, weight=(STEADINESS * pair.weight + yes) / (STEADINESS + yes + no)) if yes or no else pair


def _keys(pair: Pair) -> tuple[tuple[str, str], ...]:
    key = key_of(pair.word), key_of(pair.related)
    return (key, key[::-1]) if pair.is_mutual else (key,)


def _by_key(text: str, shown: dict[str, str]) -> dict[str, Word]:
    """Return the telling words of a text by what forms of each have in common; of all forms the first is shown."""
    found: dict[str, Word] = {}
    for written in words_in(text):
        word = word_of(written)
        if word and len(found) < _MOST_WORDS:
            key = key_of(word.folded)
            found.setdefault(key, word)
            shown[key] = min(shown.get(key, word.folded), word.folded)
    return found


def _unlike(said: dict[str, Word], found: dict[str, Word]) -> Iterator[tuple[str, str]]:
    """Pair the words of two texts, but for those that are found by their stems anyhow."""
    for key, word in said.items():
        terms = set(word.terms)
        yield from ((key, other) for other, related in found.items() if terms.isdisjoint(related.terms))
