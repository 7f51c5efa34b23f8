"""Recall: wishes in the words of residents find what helps them in the words of the town hall, among thousands."""

import statistics

import pytest

from draagvlak.dutch.compounds import parts_of
from draagvlak.dutch.stems import folded, is_telling, stems_of
from draagvlak.matching import starting_list
from draagvlak.matching.words import words_in
from draagvlak.tests.recall import FIRST, OTHERS, Town


@pytest.fixture(scope="module")
def town() -> Town:
    return Town(starting_list())


def all_stems(text: str) -> set[str]:
    """Give every stem of every word but those of every text, and of the parts of compounds: stricter than matching."""
    plain = [word for word in map(folded, words_in(text)) if is_telling(word)]
    return {stem for word in plain for part in (word, *parts_of(word)) for stem in stems_of(part)}


def test_more_than_half_of_the_wishes_share_no_stem_with_what_helps(town: Town) -> None:
    apart = [all_stems(wish.text).isdisjoint(all_stems(town.texts[wish.possibility])) for wish in town.wishes]
    assert len(apart) >= 120
    assert statistics.mean(apart) >= 0.5


def test_the_town_hall_holds_two_thousand_others(town: Town) -> None:
    assert len(town.texts) == len({text.casefold() for text in town.texts}) == OTHERS + 94


def test_six_in_ten_wishes_find_what_helps_among_the_first_five(town: Town) -> None:
    found = [town.is_found(wish, town.thesaurus) for wish in town.wishes]
    assert FIRST == 5
    assert statistics.mean(found) >= 0.60


def test_the_list_of_related_words_does_most_of_it(town: Town) -> None:
    found = [town.is_found(wish, None) for wish in town.wishes]
    assert statistics.mean(found) < 0.35


def test_choices_for_some_wishes_help_others(town: Town) -> None:
    before, after = 0, 0
    for learnt_from, asked in town.halves(1, is_helped_anew=False):
        before += sum(town.is_found(wish, town.thesaurus) for wish in asked)
        after += sum(town.after_learning(learnt_from, asked))
    assert after > before
