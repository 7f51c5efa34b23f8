"""The index: against a slow obvious version, and the same whatever way it came to be as it is."""

import datetime
import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draagvlak.matching import Index, Pair, Possibility, Thesaurus, Where, from_bytes, lies_in, suggest, to_bytes
from draagvlak.matching.questions import question_of
from draagvlak.matching.words import grams_of, word_of, words_in

WORDS = (
    "bankje bank straatmeubilair boom bomen boomkap parkeren parkeerplaats de het Speeltuin spelen café 2026".split()
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
days = st.none() | st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 1, 9))
THESAURUS = Thesaurus([Pair("bankje", "straatmeubilair", 0.6), Pair("parkeren", "boom", 0.3)])


@st.composite
def possibilities(draw: st.DrawFn, id_: int | None = None) -> Possibility:
    begins, ends = draw(days), draw(days)
    if begins and ends and begins > ends:
        begins, ends = ends, begins
    number = draw(st.integers(0, 12)) if id_ is None else id_
    return Possibility(number, draw(texts), draw(st.none() | st.integers(0, 3)), begins, ends)


def told(index: Index, wish: str, where: Where | None = None) -> Any:
    return suggest(wish, index, THESAURUS, where=where, limit=100), index.rank(question_of(wish, THESAURUS), where)


@given(st.lists(possibilities() | st.integers(0, 12) | st.just("ask"), max_size=30), texts)
def test_changing_is_as_good_as_making_it_anew(steps: list[Possibility | int | str], wish: str) -> None:
    index, there = Index(), dict[int, Possibility]()
    for step in steps:
        if isinstance(step, Possibility):
            index.put(step)
            there[step.id] = step
        elif isinstance(step, int) and step in there:
            index.remove(step)
            del there[step]
        else:
            told(index, wish)
    fresh = Index(there[id_] for id_ in sorted(there))
    assert len(index) == len(there)
    assert told(index, wish) == told(fresh, wish)
    assert to_bytes(index) == to_bytes(fresh)
    assert told(from_bytes(to_bytes(index)), wish) == told(fresh, wish)


def slowly(bags: list[Counter[str]], wanted: list[dict[str, float]]) -> list[float]:
    """Score by BM25, as in the book."""
    length = [sum(bag.values()) for bag in bags]
    mean = sum(length) / len(bags)
    there = Counter(name for bag in bags for name in bag)

    def score(bag: Counter[str], size: int, name: str) -> float:
        inverse = math.log(1 + (len(bags) - there[name] + 0.5) / (there[name] + 0.5))
        return inverse * bag[name] * 2.2 / (bag[name] + 1.2 * (0.25 + 0.75 * size / mean)) if bag[name] else 0.0

    return [
        sum(max(weight * score(bag, size, name) for name, weight in one.items()) for one in wanted)
        for bag, size in zip(bags, length, strict=True)
    ]


@given(st.lists(texts, min_size=1, max_size=9), texts)
def test_it_scores_as_the_book_says(several: list[str], wish: str) -> None:
    known = [[word for word in map(word_of, words_in(text)) if word] for text in several]
    question = question_of(wish, THESAURUS)
    ranked = Index(Possibility(*row) for row in enumerate(several)).rank(question)
    terms = slowly(
        [Counter(t for word in words for t in word.terms) for words in known], [w.terms for w in question.wanted]
    )
    grams = (
        slowly(
            [Counter(gram for word in words for gram in grams_of(word.folded)) for words in known],
            [{gram: weight} for gram, weight in question.grams.items()],
        )
        if any(known)
        else [0.0] * len(several)
    )
    for found, slow in zip(ranked, (terms, grams), strict=True):
        assert found.ids == sorted((row for row, score in enumerate(slow) if score > 0), key=found.ids.index)
        np.testing.assert_allclose(found.scores, [slow[row] for row in found.ids])
        assert found.scores == sorted(found.scores, reverse=True)
        assert not found.scores or found.scores[0] <= 2.2 * found.whole + 1e-9


@given(st.lists(possibilities(), max_size=12), st.sets(st.integers(0, 3)) | st.none(), days, days)
def test_it_looks_where_it_is_told_to(
    given_: list[Possibility], areas: set[int] | None, one: datetime.date | None, other: datetime.date | None
) -> None:
    begins, ends = sorted([one, other]) if one and other else (one, other)
    there = {one.id: one for one in given_}
    found = {s.id for s in suggest(" ".join(WORDS), Index(given_), where=Where(areas, begins, ends), limit=100)}
    assert found == {
        id_
        for id_, p in there.items()
        if any(map(word_of, words_in(p.text)))
        and (areas is None or p.area is None or p.area in areas)
        and (p.begins_on is None or ends is None or p.begins_on <= ends)
        and (p.ends_on is None or begins is None or p.ends_on >= begins)
    }


def test_it_looks_among_those_that_one_may_see() -> None:
    index = Index(Possibility(id_, "Een bankje") for id_ in range(9))
    assert [one.id for one in suggest("bankje", index, where=Where(among=[7, 3, 99]))] == [3, 7]
    assert suggest("bankje", index, where=Where(among=[])) == []


def test_what_holds_for_an_area_holds_for_its_parts() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: 2}
    index = Index(Possibility(area, "Een bankje", area=area) for area in parents)
    assert {one.id for one in suggest("bankje", index, where=Where(areas=lies_in(3, parents)))} == {1, 2, 3}


def test_it_stays_on_few_shelves_however_it_grows() -> None:
    index = Index()
    for id_ in range(300):
        index.put(Possibility(id_, f"bankje nummer {id_}"))
        assert id_ in index
        index.rank(question_of("bankje"))
    assert len(index._shelves) <= 6  # noqa: SLF001 – nobody else needs to know
    assert len(index) == 300


@pytest.mark.parametrize(
    ("possibility", "words"),
    [
        (Possibility(-1, "bankje"), "the id is -1"),
        (Possibility(2**70, "bankje"), "whole number from 0"),
        (Possibility(1, " \n"), "the text of 1 is empty"),
        (Possibility(1, "bankje", area=-4), "the area of 1 is -4"),
        (Possibility(1, "bankje", None, datetime.date(2026, 2, 1), datetime.date(2026, 1, 1)), "exchange them"),
    ],
)
def test_it_refuses_what_it_could_not_find(possibility: Possibility, words: str) -> None:
    index = Index()
    with pytest.raises(ValueError, match=words):
        index.put(possibility)
    assert len(index) == 0


def test_it_says_what_is_not_there() -> None:
    index = Index([Possibility(1, "bankje")])
    for ask in (index.remove, index.words_of, index.area_of):
        with pytest.raises(ValueError, match="there is no text 5"):
            ask(5)
    with pytest.raises(ValueError, match="there is no area 9"):
        lies_in(9, {1: None})
    with pytest.raises(ValueError, match="lies in itself"):
        lies_in(1, {1: 2, 2: 1})


KEPT = to_bytes(Index([Possibility(1, "bankje"), Possibility(2, "boom en bankje")]))


@given(st.integers(0, len(KEPT) - 1), st.integers(1, 255))
def test_it_refuses_bytes_of_which_one_changed(place: int, change: int) -> None:
    with pytest.raises(ValueError, match="make it anew from the texts"):
        from_bytes(KEPT[:place] + bytes([KEPT[place] ^ change]) + KEPT[place + 1 :])


@pytest.mark.parametrize("kept", [b"", b"no index", KEPT[:40], KEPT[:-1], KEPT + b" "])
def test_it_refuses_bytes_that_are_no_index(kept: bytes) -> None:
    with pytest.raises(ValueError, match="make it anew from the texts"):
        from_bytes(kept)
