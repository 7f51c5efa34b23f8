"""Suggestions: each says why, nothing is hidden, and a person decides."""

import dataclasses
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draagvlak.matching import (
    Earlier,
    How,
    Index,
    Match,
    Pair,
    Possibility,
    Suggestion,
    Thesaurus,
    Where,
    starting_list,
    suggest,
)

THESAURUS = Thesaurus(
    [Pair("bankje", "straatmeubilair", 0.8), Pair("uitrusten", "straatmeubilair"), Pair("auto", "voertuig")]
)
INDEX = Index(
    [
        Possibility(1, "Plaatsing van Straatmeubilair op verzoek", area=4),
        Possibility(2, "Parkeervergunning voor bewoners"),
        Possibility(3, "Groenonderhoud langs wandelroutes"),
        Possibility(4, "Verordening op de kermis"),
    ]
)
words = st.lists(
    st.sampled_from(
        "bankje uitrusten auto parkeren wandelen wandelroute groen bewoner kermissen de vergunningen".split()
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


def found(wish: str, **options: object) -> list[Suggestion]:
    return suggest(wish, INDEX, THESAURUS, **options)  # type: ignore[arg-type]  # options of any kind, bad ones too


def test_it_says_by_which_pair_with_the_words_as_they_are_written() -> None:
    only = found("Een BANKJE graag")[0]
    assert only == Suggestion(1, (Match(("BANKJE",), "Straatmeubilair", How.RELATED, THESAURUS.pairs[0]),), area=4)


@pytest.mark.parametrize(
    ("wish", "id_", "match"),
    [
        ("wandelroute", 3, Match(("wandelroute",), "wandelroutes", How.SAME)),
        ("vergunning", 2, Match(("vergunning",), "Parkeervergunning", How.PART)),
        ("kermisterrein", 4, Match(("kermisterrein",), "kermis", How.PART)),
        ("verordning", 4, Match(("verordning",), "Verordening", How.ALIKE)),
    ],
)
def test_it_says_how_words_match(wish: str, id_: int, match: Match) -> None:
    first = found(wish)[0]
    assert (first.id, first.matches) == (id_, (match,))


@given(words)
def test_every_suggestion_says_why(wish: str) -> None:
    for one in found(wish, limit=100):
        assert one.matches
        for match in one.matches:
            assert set(match.said) <= set(wish.split())
            assert match.found in INDEX.words_of(one.id)
            assert (match.how is How.RELATED) <= (match.pair is not None)


@given(words)
def test_more_is_only_further_down(wish: str) -> None:
    assert found(wish, limit=2) == found(wish, limit=100)[:2]


def test_a_suggestion_has_no_number_that_looks_like_certainty() -> None:
    assert [field.name for field in dataclasses.fields(Suggestion)] == ["id", "matches", "area", "earlier"]


def test_what_was_chosen_before_for_a_like_wish_comes_along() -> None:
    earlier = Earlier(THESAURUS, [(11, "Ik zou graag even uitrusten", 4), (12, "Waar kan de hond los?", 2)])
    told = found("Een bankje bij de wandelroute", earlier=earlier)
    assert {one.id: one.earlier for one in told} == {1: (), 3: (), 4: (11,)}


def test_what_was_chosen_before_for_the_same_wish_comes_first() -> None:
    earlier = Earlier(THESAURUS, [(11, "Een bankje bij de wandelroute", 4), (12, "Waar kan de hond los?", 2)])
    assert found("Een bankje bij de wandelroute", earlier=earlier)[0].id == 4


def test_a_chosen_possibility_that_is_not_looked_among_stays_away() -> None:
    earlier = Earlier(THESAURUS, [(11, "Een bankje", 4), (12, "Een bankje", 99)])
    assert [one.id for one in found("Een bankje", earlier=earlier, where=Where(among=[1, 2]))] == [1]


def test_like_cases_say_why_they_are_alike() -> None:
    earlier = Earlier(
        THESAURUS, [(11, "Onze oma wil uitrusten", 1), (12, "Een bankje bij de kerk", 1), (13, "Een hond", 2)]
    )
    cases = earlier.like("Bankjes om uit te rusten of voor oma")
    assert [(case.number, case.chosen) for case in cases] == [(11, 1), (12, 1)]
    assert cases[1].matches[0] == Match(("Bankjes",), "bankje", How.SAME)
    assert {(match.said, match.found) for match in cases[0].matches} == {(("oma",), "oma"), (("Bankjes",), "uitrusten")}
    near = earlier.nearest("Bankjes om uit te rusten of voor oma")
    assert [one.number for one in near] == [11, 12]
    assert all(0 < one.likeness <= 1 for one in near)


def test_a_choice_can_be_changed_and_forgotten() -> None:
    earlier = Earlier(THESAURUS, [(11, "Een bankje", 1)])
    earlier.put(11, "Een auto", chosen=2)
    assert (len(earlier), earlier.like("bankje")) == (1, [])
    earlier.remove(11)
    assert (len(earlier), earlier.like("auto")) == (0, [])
    with pytest.raises(ValueError, match="there is no text 11"):
        earlier.remove(11)
    with pytest.raises(ValueError, match="the wish of choice 3 is empty"):
        earlier.put(3, " ", chosen=1)


def test_a_wish_of_ten_thousand_words_is_answered_in_time() -> None:
    wish = " ".join([f"woord{number} uitrusten huisdier" for number in range(4_000)])
    start = time.process_time()
    assert suggest(wish, INDEX, starting_list())
    assert time.process_time() - start < 5


def test_a_wish_that_tells_nothing_gets_nothing() -> None:
    assert found("Dat wil ik ook wel") == []
    assert suggest("bankje", Index(), THESAURUS) == []


@pytest.mark.parametrize(
    ("wish", "options", "words_"),
    [
        (" ", {}, "the wish is empty"),
        ("bankje", {"limit": 0}, "limit is 0"),
        ("bankje", {"limit": 101}, "from 1 to 100"),
    ],
)
def test_it_says_what_is_wrong(wish: str, options: dict[str, object], words_: str) -> None:
    with pytest.raises(ValueError, match=words_):
        found(wish, **options)


@given(st.lists(st.integers(0, 9)))
def test_a_ranking_of_others_counts_among_what_is_there_alone(ids: list[int]) -> None:
    where = Where(areas=[4])
    found = suggest("Ergens uitrusten", INDEX, THESAURUS, where=where, ranked=[ids], limit=100)
    assert {one.id for one in found} == INDEX.allowed({*ids, 1}, where)


def test_who_may_not_know_of_a_choice_finds_as_if_it_were_not_there() -> None:
    choices = [(11, "Ergens uitrusten", 2), (12, "Ergens uitrusten", 1)]
    earlier = Earlier(THESAURUS, choices)
    for seen in ([], [11], [12]):
        alone = Earlier(THESAURUS, [one for one in choices if one[0] in seen])
        found = suggest("Een bankje", INDEX, THESAURUS, earlier=earlier.among(seen))
        assert found == suggest("Een bankje", INDEX, THESAURUS, earlier=alone)
    assert len(earlier.among([11]).like("Uitrusten")) == 1
    assert len(earlier.like("Uitrusten")) == len(choices)
    assert 11 in earlier
