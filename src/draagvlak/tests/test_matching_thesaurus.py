"""Related words: what a municipality writes down, what is refused, and what is learned from choices."""

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draagvlak.matching import (
    Choice,
    Pair,
    PairError,
    Thesaurus,
    Wrong,
    learned,
    read_list,
    starting_list,
    written_list,
    wrong_lines,
)
from draagvlak.matching.learning import MOST_LEARNED
from draagvlak.matching.thesaurus import key_of

LIST = Thesaurus(
    [
        Pair("bankje", "zitplaats", 0.6),
        Pair("zitten", "zitplaats", 0.4),
        Pair("boom", "houtopstand", 0.5, is_mutual=True),
    ]
)
WISHES = ("Een bankje", "Ik wil zitten bij een boom", "Een boom graag", "Ergens uitrusten")
TEXTS = ("Zitplaats langs de route", "Kappen van houtopstand", "Straatmeubilair")
PAIRS = [(pair.word, pair.related) for pair in LIST.pairs]
choices = st.builds(
    Choice,
    st.sampled_from(WISHES),
    st.sampled_from(TEXTS),
    st.booleans(),
    st.lists(st.sampled_from(PAIRS), max_size=2, unique=True).map(tuple),
)


def weights(thesaurus: Thesaurus) -> dict[tuple[str, str], float]:
    return {(key_of(pair.word), key_of(pair.related)): pair.weight for pair in thesaurus.pairs}


@given(st.lists(choices, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_choices_does_not_matter(given_: list[Choice], chance: random.Random) -> None:
    shuffled = given_[:]
    chance.shuffle(shuffled)
    assert learned(LIST, shuffled).pairs == learned(LIST, given_).pairs


@given(st.lists(choices, max_size=12))
def test_weights_stay_in_bounds_and_what_people_wrote_stays(given_: list[Choice]) -> None:
    after = learned(LIST, given_)
    assert all(0 <= pair.weight <= 1 for pair in after.pairs)
    assert all(pair.weight < MOST_LEARNED for pair in after.pairs if pair.is_learned)
    assert [(pair.word, pair.related, pair.is_mutual) for pair in after.pairs if not pair.is_learned] == [
        (pair.word, pair.related, pair.is_mutual) for pair in LIST.pairs
    ]


@given(st.lists(choices, max_size=8), choices)
def test_a_rejection_lowers_only_what_caused_it(given_: list[Choice], last: Choice) -> None:
    rejection = Choice(last.wish, last.possibility, is_accepted=False, by_pairs=last.by_pairs)
    before, after = weights(learned(LIST, given_)), weights(learned(LIST, [*given_, rejection]))
    blamed = {(key_of(word), key_of(related)) for word, related in last.by_pairs}
    assert before.keys() == after.keys()
    for pair, weight in before.items():
        assert after[pair] < weight if pair in blamed else after[pair] == weight


@given(st.lists(choices, max_size=8), choices)
def test_an_acceptance_raises_what_led_to_it(given_: list[Choice], last: Choice) -> None:
    acceptance = Choice(last.wish, last.possibility, is_accepted=True, by_pairs=last.by_pairs)
    before, after = weights(learned(LIST, given_)), weights(learned(LIST, [*given_, acceptance]))
    for word, related in last.by_pairs:
        assert after[key_of(word), key_of(related)] > before[key_of(word), key_of(related)]


def test_nothing_chosen_changes_nothing() -> None:
    assert learned(LIST, []).pairs == LIST.pairs


def test_what_is_accepted_often_teaches_a_new_pair_and_a_rejection_takes_some_back() -> None:
    choice = Choice("Ergens uitrusten", "Straatmeubilair", is_accepted=True)
    pair = key_of("uitrusten"), key_of("straatmeubilair")
    assert pair not in weights(learned(LIST, [choice]))
    twice, often = (weights(learned(LIST, [choice] * times))[pair] for times in (2, 20))
    assert twice == pytest.approx(0.1)
    assert twice < often < MOST_LEARNED
    back = Choice("Uitrusten", "Straatmeubilair", is_accepted=False, by_pairs=(("uitrusten", "straatmeubilair"),))
    assert weights(learned(LIST, [choice] * 20 + [back]))[pair] < often


def test_words_with_a_stem_in_common_need_no_pair() -> None:
    assert not [
        p
        for p in learned(LIST, [Choice("Een boom", "Bomen kappen", is_accepted=True)] * 2).pairs
        if p.related == "bomen"
    ]


@pytest.mark.parametrize(("wish", "text"), [("", "Straatmeubilair"), ("Een bankje", " ")])
def test_a_choice_needs_both_texts(wish: str, text: str) -> None:
    with pytest.raises(ValueError, match="a choice has an empty"):
        learned(LIST, [Choice(wish, text, is_accepted=True)])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("bankje", "line 2: write words, then one > or ="),
        ("bankje > bank > zitplaats", "write words, then one > or ="),
        ("bankje > bank = zitplaats", "write words, then one > or ="),
        ("bankje > ", "each side needs one to 6 words"),
        ("bankje, > zitplaats", "each side needs one to 6 words"),
        ("een twee drie vier vijf zes zeven > zitplaats", "each side needs one to 6 words"),
        ("bankje > zitplaats : veel", "“veel” is no weight"),
        ("bankje > zitplaats : 1.5", "line 2: “bankje > zitplaats” has weight 1.5: it must lie from 0 to 1"),
        ("bankje > zitplaats : -0.1", "from 0 to 1"),
        ("bankje > zitplaats : nan", "from 0 to 1"),
        ("bomen > boom", "leads to itself"),
        ("bomen > kapvergunning", "stands in the list twice"),
        ("kapvergunning > boom", "goes round in a circle"),
    ],
)
def test_it_says_what_is_wrong_with_a_line(line: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_list(f"boom > kapvergunning\n{line}\n")


@pytest.mark.parametrize("weight", [math.nan, math.inf, -0.1, 1.1])
def test_it_refuses_weights_out_of_range(weight: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        Thesaurus([Pair("bankje", "zitplaats", weight)])


def test_it_names_the_whole_circle() -> None:
    with pytest.raises(ValueError, match="a > boom > kap > a"):
        read_list("a > boom\nboom > kap\nkap > a\nx > kap\n")


def test_two_ways_are_no_circle_and_stand_there_once() -> None:
    assert read_list("a = b\nb = c\nc = a\n").leads_of("aa") == []
    with pytest.raises(ValueError, match="twice"):
        read_list("aa = bb\nbb > aa\n")


def test_a_way_of_a_hundred_thousand_words_is_walked() -> None:
    Thesaurus(Pair(f"w{one}", f"w{other}") for one, other in itertools.pairwise(range(2_000)))


def test_what_was_written_reads_back() -> None:
    before = starting_list()
    assert weights(read_list(written_list(before))) == weights(before)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("Ik durf daar niet langs", ("durf", "niet")),
        ("Niet doen", None),
        ("Ik durf wel, dat zei ik laatst nog tegen een buurvrouw die dat niet gelooft", None),
    ],
)
def test_an_expression_counts_when_its_words_stand_near_each_other(wish: str, said: tuple[str, ...] | None) -> None:
    leads = Thesaurus([Pair("niet durven", "sociale veiligheid")]).leads_of(wish)
    assert [lead.said for lead in leads] == ([said] if said else [])


def test_small_words_lead_nowhere_alone_and_parts_of_compounds_half_as_far() -> None:
    thesaurus = Thesaurus([Pair("bij", "ecologie", 0.6), Pair("schimmel", "onderhoud", 0.6), Pair("heet", "hitteplan")])
    assert [(lead.said, lead.weight) for lead in thesaurus.leads_of("Bij het raam van mijn schimmelflat")] == [
        (("schimmelflat",), 0.3)
    ]


def test_a_pair_goes_back_only_when_it_says_so() -> None:
    assert LIST.leads_of("De zitplaats") == []
    assert LIST.leads_of("Houtopstand")[0].towards[0].written == "boom"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("bankje straatmeubilair", Wrong.SEPARATOR),
        ("a > b > c", Wrong.SEPARATOR),
        ("bankje > zitplaats : veel", Wrong.NO_WEIGHT),
        ("bankje > zitplaats : 2", Wrong.WEIGHT),
        ("bankje > ", Wrong.LENGTH),
        ("een twee drie vier vijf zes zeven > zitplaats", Wrong.LENGTH),
        ("banken > bank", Wrong.ITSELF),
        ("hekje > heining", Wrong.TWICE),
        ("heining > hekje", Wrong.CIRCLE),
    ],
)
def test_each_wrong_line_is_told_with_its_number_and_in_what(line: str, wrong: Wrong) -> None:
    text = f"# hekken\nhekje > heining\n\n{line}\nboom = houtopstand\n"
    errors = wrong_lines(text)
    assert [error.wrong for error in errors] == [wrong]
    if wrong == Wrong.CIRCLE:
        assert errors[0].line in {2, 4}
    else:
        assert errors[0].line == 4
        assert errors[0].shown
    with pytest.raises(PairError):
        read_list(text)


def test_all_wrong_lines_are_told_and_of_a_good_list_none() -> None:
    assert [error.line for error in wrong_lines("a\nbank > stoel\nb\nbanken > stoelen")] == [1, 3, 4]
    assert wrong_lines(written_list(starting_list())) == []
