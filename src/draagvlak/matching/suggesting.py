"""For a wish, the possibilities that could help, each with why. A person decides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from draagvlak.matching.earlier import Earlier, Near
from draagvlak.matching.index import Index, Where
from draagvlak.matching.questions import Question, question_of
from draagvlak.matching.ranking import RANKED
from draagvlak.matching.thesaurus import Thesaurus
from draagvlak.matching.why import Match, matches

# Cormack, Clarke & Büttcher (2009), Reciprocal rank fusion outperforms Condorcet and individual rank learning methods.
RANK_CONSTANT: Final = 60
MOST_SUGGESTIONS: Final = 100
# What was chosen before for the very same wish comes first, unless that is far longer than most: it outweighs both
# other rankings together. What little likeness tells shrinks with its square.
_LIKE: Final = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A possibility that could help, and why: nothing about how sure that is, for nobody knows.

    `matches`: words of the wish beside words of the possibility. `area`: for which area it is, none for everywhere.
    `earlier`: the choices that were made before for wishes like this one, the most alike first.
    """

    id: int
    matches: tuple[Match, ...]
    area: int | None = None
    earlier: tuple[int, ...] = ()


def suggest(  # noqa: PLR0913 – what one looks with, and four ways to look otherwise
    wish: str,
    possibilities: Index,
    thesaurus: Thesaurus | None = None,
    *,
    earlier: Earlier | None = None,
    where: Where | None = None,
    ranked: Iterable[Sequence[int]] = (),
    limit: int = 5,
) -> list[Suggestion]:
    """Return what could help with a wish, the likeliest first, each with why.

    Texts are ranked by stems and by runs of four signs, and possibilities by how like this wish is to those for which
    they were chosen `earlier`; the rankings are put together by their reciprocals (Cormack et al. 2009), that of
    earlier choices counting for more as the wishes are more alike: for the very same wish the same comes first.
    `where` says among what one looks, `ranked` holds rankings that were made in another way (ids, the best first; by
    vectors of a language model, say): each counts as one of ours, and brings no reason along. `limit` (1 to 100) says
    how many are shown; nothing else is left out that has anything in common with the wish. Of equals the lowest id
    comes first. A wish that tells nothing gets no suggestions; one without any sign, and a limit out of range, raise
    ValueError.

    >>> from draagvlak.matching import Pair, Possibility
    >>> index = Index([Possibility(7, "Plaatsing van straatmeubilair"), Possibility(8, "Kappen van bomen")])
    >>> found = suggest("Ik wil een bankje", index, Thesaurus([Pair("bankje", "straatmeubilair")]))
    >>> [(one.id, one.matches[0].said, one.matches[0].found) for one in found]
    [(7, ('bankje',), 'straatmeubilair')]
    """
    _check(wish, limit)
    question = question_of(wish, thesaurus)
    like = _chosen_for_like(earlier.nearest(wish) if earlier else [], possibilities, where)
    ours = [one.ids for one in possibilities.rank(question, where)]
    points = _fused([*ours, *_only_there(ranked, possibilities, where)], like)
    best = sorted(points, key=lambda id_: (-points[id_], id_))[:limit]
    grams = possibilities.grams_for(question)
    return [_suggestion(id_, question, possibilities, grams, like) for id_ in best]


def _suggestion(
    id_: int, question: Question, possibilities: Index, grams: frozenset[str], like: Mapping[int, Sequence[Near]]
) -> Suggestion:
    """Say of one possibility why it could help."""
    why = matches(question, possibilities.words_of(id_), grams)
    return Suggestion(id_, why, possibilities.area_of(id_), tuple(case.number for case in like.get(id_, ())))


def _only_there(ranked: Iterable[Sequence[int]], possibilities: Index, where: Where | None) -> Iterator[list[int]]:
    """Yield rankings of others without what is not there, not looked among, or named twice; the first 200 of each."""
    for ids in ranked:
        first = list(dict.fromkeys(ids))[:RANKED]
        allowed = possibilities.allowed(first, where)
        yield [id_ for id_ in first if id_ in allowed]


def _check(wish: str, limit: int) -> None:
    if not wish.strip():
        raise ValueError("the wish is empty: there is nothing to look for")
    if not 1 <= limit <= MOST_SUGGESTIONS:
        raise ValueError(f"limit is {limit}: it must lie from 1 to {MOST_SUGGESTIONS}")


def _fused(rankings: Iterable[Sequence[int]], like: Mapping[int, Sequence[Near]]) -> dict[int, float]:
    """Add up by id what each ranking gives: the reciprocal of the rank; for like cases less, as they are less alike."""
    points: dict[int, float] = {}
    for ids in rankings:
        for rank, id_ in enumerate(ids, 1):
            points[id_] = points.get(id_, 0.0) + 1 / (RANK_CONSTANT + rank)
    for rank, (id_, cases) in enumerate(like.items(), 1):
        points[id_] = points.get(id_, 0.0) + _LIKE * cases[0].likeness ** 2 / (RANK_CONSTANT + rank)
    return points


def _chosen_for_like(cases: Sequence[Near], possibilities: Index, where: Where | None) -> dict[int, list[Near]]:
    """Return what was chosen for wishes like this one, the most alike first, as far as one looks among it."""
    allowed = possibilities.allowed((case.chosen for case in cases), where)
    found: dict[int, list[Near]] = {}
    for case in cases:
        if case.chosen in allowed:
            found.setdefault(case.chosen, []).append(case)
    return found
