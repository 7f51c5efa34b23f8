"""BM25 over stems, and over runs of four signs: which texts have most in common with what is asked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from draagvlak.matching.questions import Question
from draagvlak.matching.shelves import Marks, Postings, Scores, Shelf
from draagvlak.matching.vocabulary import Numbers, Vocabulary

RANKED: Final = 200
# Robertson & Zaragoza (2009), The Probabilistic Relevance Framework, Foundations and Trends in Information Retrieval 3:
# the middle of what they find good everywhere.
K1: Final = 1.2
B: Final = 0.75
# Of many texts, a gram that stands in more than one in twenty tells little and costs most.
_COMMON: Final = 20
_FEW: Final = 50


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best of one way of looking: ids with scores, the best first.

    `whole` is what a text of middling length scores that has all that is asked for, once.
    """

    ids: list[int]
    scores: list[float]
    whole: float


class Tally:
    """In how many texts each name (a term or a gram) stands, and how long all texts are together."""

    def __init__(self) -> None:
        """Begin without texts."""
        self.texts = self.length = 0
        self.standing: Numbers = np.zeros(0, np.int64)

    def add(self, postings: Postings) -> None:
        """Count texts in."""
        there = postings.in_rows()
        if len(there) > len(self.standing):
            self.standing = np.concatenate([self.standing, np.zeros(len(there) - len(self.standing), np.int64)])
        self.standing[: len(there)] += there
        self.texts += len(postings.lengths)
        self.length += int(postings.lengths.sum())

    def take(self, names: Numbers, length: int) -> None:
        """Count one text out."""
        self.standing[np.unique(names)] -= 1
        self.texts -= 1
        self.length -= length

    def weight_of(self, name: int | None) -> float:
        """Return how much it tells that a name stands in a text: the fewer have it, the more."""
        there = int(self.standing[name]) if name is not None and name < len(self.standing) else 0
        return math.log1p((self.texts - there + 0.5) / (there + 0.5))

    def norm(self, postings: Postings) -> Scores:
        """Return per text how much its length takes from what is counted in it."""
        return np.asarray(K1 * (1 - B + B * postings.lengths * (self.texts / max(self.length, 1))), dtype=np.float64)


def by_terms(
    question: Question, shelves: Sequence[Shelf], may: Sequence[Marks], vocabulary: Vocabulary, tally: Tally
) -> Ranked:
    """Score texts by their stems; of terms that are asked for together, the best counts.

    >>> by_terms(Question(), [], [], Vocabulary(), Tally())
    Ranked(ids=[], scores=[], whole=0.0)
    """
    number = vocabulary.terms.number
    weighed = [
        [(number.get(term), weight * tally.weight_of(number.get(term))) for term, weight in one.terms.items()]
        for one in question.wanted
    ]
    scores = [_score_of_terms(weighed, shelf.terms, tally.norm(shelf.terms)) for shelf in shelves]
    whole = sum(max(weight for _name, weight in terms) for terms in weighed)
    return _best(shelves, scores, may, float(whole))


def by_grams(
    question: Question, shelves: Sequence[Shelf], may: Sequence[Marks], vocabulary: Vocabulary, tally: Tally
) -> Ranked:
    """Score texts by the runs of four signs in their words, of which the most common are left out.

    >>> by_grams(Question(), [], [], Vocabulary(), Tally())
    Ranked(ids=[], scores=[], whole=0.0)
    """
    asked = []
    for name, weight in grams_that_count(question, vocabulary, tally):
        asked.append((name, weight * tally.weight_of(name)))
    scores = []
    for shelf in shelves:
        score, norm = np.zeros(len(shelf.texts.ids)), tally.norm(shelf.grams)
        for name, weight in asked:
            rows, counts = shelf.grams.standing(name)
            score[rows] += weight * _saturated(counts, norm[rows])
        scores.append(score)
    return _best(shelves, scores, may, float(sum(weight for _name, weight in asked)))


def grams_that_count(question: Question, vocabulary: Vocabulary, tally: Tally) -> list[tuple[int, float]]:
    """List the numbers of the grams that tell something, with what each counts for.

    >>> grams_that_count(Question(grams={"bank": 1.0}), Vocabulary(["bank"]), Tally())
    []
    """
    number, common = vocabulary.grams.number, max(_FEW, tally.texts // _COMMON)
    known = ((number[gram], weight) for gram, weight in question.grams.items() if gram in number)
    counted = [(name, weight) for name, weight in known if name < len(tally.standing)]
    return [(name, weight) for name, weight in counted if 0 < tally.standing[name] <= common]


def _score_of_terms(wanted: Sequence[Sequence[tuple[int | None, float]]], postings: Postings, norm: Scores) -> Scores:
    score, best = np.zeros(len(norm)), np.zeros(len(norm))
    for terms in wanted:
        met = []
        for name, weight in terms:
            if name is not None:
                rows, counts = postings.standing(name)
                best[rows] = np.maximum(best[rows], weight * _saturated(counts, norm[rows]))
                met.append(rows)
        for rows in met:  # a row that was met twice counts once: its best is gone by then
            score[rows] += best[rows]
            best[rows] = 0
    return score


def _saturated(counts: Any, norm: Scores) -> Scores:  # noqa: ANN401 – numpy's small whole numbers
    """Let the first time count most, and each next time less."""
    often = counts.astype(np.float64)
    return np.asarray(often * (K1 + 1) / (often + norm))


def _best(shelves: Sequence[Shelf], scores: Sequence[Scores], may: Sequence[Marks], whole: float) -> Ranked:
    """Keep the best of all shelves; of equals the lowest id comes first."""
    ids, found = [np.zeros(0, np.int64)], [np.zeros(0)]
    for shelf, score, allowed in zip(shelves, scores, may, strict=True):
        rows = np.flatnonzero(allowed & (score > 0))
        if len(rows) > RANKED:
            least = np.partition(score[rows], -RANKED)[-RANKED]
            rows = rows[score[rows] >= least]
        ids.append(shelf.texts.ids[rows])
        found.append(score[rows])
    all_ids, all_scores = np.concatenate(ids), np.concatenate(found)
    order = np.lexsort((all_ids, -all_scores))[:RANKED]
    return Ranked(all_ids[order].tolist(), all_scores[order].tolist(), whole)
