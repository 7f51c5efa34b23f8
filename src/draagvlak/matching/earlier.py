"""Earlier choices: which possibility was chosen for which wish, and the ones that are like a wish of now."""

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Final, NamedTuple

from draagvlak.matching.index import Index, Possibility, Where
from draagvlak.matching.questions import Question, question_of
from draagvlak.matching.thesaurus import Lead, Thesaurus, key_of
from draagvlak.matching.why import How, Match, matches
from draagvlak.matching.words import words_in

_MOST_CASES: Final = 20


class Near(NamedTuple):
    """An earlier choice, which possibility it chose, and how much of what a wish asks for its wish asks for too.

    `likeness` lies from 0 to 1. It is to rank by, not to show.
    """

    number: int
    chosen: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Case:
    """An earlier choice for a wish that is like this one, which possibility was chosen, and why the two are alike."""

    number: int
    chosen: int
    matches: tuple[Match, ...]


class Earlier:
    """Choices by number: the wish and the possibility. Wishes are alike when their words are, or lead to the same.

    >>> from draagvlak.matching.thesaurus import Pair
    >>> earlier = Earlier(Thesaurus([Pair("bankje", "zitplaats"), Pair("uitrusten", "zitplaats")]))
    >>> earlier.put(1, "Een bankje bij de winkels", chosen=7)
    >>> [(case.chosen, case.matches[0].said, case.matches[0].found) for case in earlier.like("Ik wil uitrusten")]
    [(7, ('uitrusten',), 'bankje')]
    """

    def __init__(self, thesaurus: Thesaurus | None = None, choices: Iterable[tuple[int, str, int]] = ()) -> None:
        """Begin with these choices: number, wish, and id of the possibility."""
        self._thesaurus = thesaurus or Thesaurus()
        self._asked = Index()  # of each wish its words, and those to which they lead
        self._choices: dict[int, tuple[str, int]] = {}
        self._leads: dict[int, list[Lead]] = {}
        self.where = Where()
        for number, wish, chosen in choices:
            self.put(number, wish, chosen=chosen)

    def __len__(self) -> int:
        """Count the choices."""
        return len(self._choices)

    def __contains__(self, number: int) -> bool:
        """Tell whether a choice is there."""
        return number in self._choices

    def among(self, numbers: Collection[int]) -> "Earlier":
        """Look at the same choices through the eyes of who may know of these numbers alone.

        >>> earlier = Earlier(choices=[(1, "Een bankje", 7), (2, "Een bankje", 8)])
        >>> [case.chosen for case in earlier.among([2]).like("Een bankje")]
        [8]
        """
        narrowed = copy(self)
        narrowed.where = Where(among=frozenset(numbers))
        return narrowed

    def put(self, number: int, wish: str, *, chosen: int) -> None:
        """Add a choice, or change it when its number is there; raise ValueError for an empty wish."""
        leads = self._thesaurus.leads_of(wish)
        towards = dict.fromkeys(word.written for lead in leads for word in lead.towards)
        if not wish.strip():
            raise ValueError(f"the wish of choice {number} is empty: there is nothing to find it by")
        self._asked.put(Possibility(number, " ".join([wish, *towards])))
        self._choices[number], self._leads[number] = (wish, chosen), leads

    def remove(self, number: int) -> None:
        """Forget a choice; raise ValueError when it is not there."""
        self._asked.remove(number)
        del self._choices[number], self._leads[number]

    def nearest(self, wish: str, *, limit: int = _MOST_CASES) -> list[Near]:
        """Return the choices for the wishes most like this one, the most alike first; of equals the lowest number."""
        likeness: dict[int, float] = {}
        for ranked in self._asked.rank(question_of(wish, self._thesaurus), self.where):
            for number, score in zip(ranked.ids, ranked.scores, strict=True):
                likeness[number] = likeness.get(number, 0.0) + min(score / ranked.whole, 1.0) / 2
        best = sorted(likeness, key=lambda number: (-likeness[number], number))[:limit]
        return [Near(number, self._choices[number][1], likeness[number]) for number in best]

    def like(self, wish: str, *, limit: int = _MOST_CASES) -> list[Case]:
        """Return the same, each with why the wishes are alike."""
        near = self.nearest(wish, limit=limit)
        question, leads = question_of(wish), self._thesaurus.leads_of(wish)
        return [Case(one.number, one.chosen, self._why(question, leads, one.number)) for one in near]

    def _why(self, question: Question, leads: Sequence[Lead], number: int) -> tuple[Match, ...]:
        """Tell which words of two wishes match, and which lead to the same."""
        other = self._choices[number][0]
        led = {key_of(lead.pair.related): lead for lead in reversed(self._leads[number])}
        same = {
            (lead.said, " ".join(led[key].said)): lead.pair
            for lead in reversed(leads)
            if (key := key_of(lead.pair.related)) in led
        }
        own = matches(question, words_in(other), ())
        return (*own, *(Match(said, found, How.RELATED, pair) for (said, found), pair in same.items()))
