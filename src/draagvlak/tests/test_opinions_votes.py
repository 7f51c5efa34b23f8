"""Votes: whatever the order and kind of what comes in, the newest vote of each pair, in little memory."""

import itertools
import tracemalloc
from collections.abc import Hashable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from draagvlak.opinions import Votes, votes_from_arrays

ids = st.one_of(st.integers(-5, 5), st.sampled_from(["a", "b", "Ä"]), st.tuples(st.integers(0, 2)))
casts = st.lists(st.tuples(ids, ids, st.sampled_from([1, 0, -1])), min_size=1, max_size=30)
Casts = list[tuple[Hashable, Hashable, int]]


def gather(cast: Casts, **options: Any) -> Votes:
    people, statements, values = zip(*cast, strict=True)
    return votes_from_arrays(list(people), list(statements), list(values), **options)


def told(votes: Votes) -> dict[tuple[Hashable, Hashable], int]:
    places = zip(votes.rows.tolist(), votes.columns.tolist(), strict=True)
    return {
        (votes.participants[row], votes.statements[column]): value
        for (row, column), value in zip(places, votes.values.tolist(), strict=True)
    }


@given(casts)
def test_the_last_vote_of_each_pair_counts(cast: Casts) -> None:
    assert told(gather(cast)) == {(who, what): vote for who, what, vote in cast}


@given(casts, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_does_not_matter(cast: Casts, random: Any) -> None:
    lines = list(enumerate(cast))
    random.shuffle(lines)
    first = gather(cast)
    again = gather([line for _time, line in lines], times=[time for time, _line in lines])
    assert (first.participants, first.statements) == (again.participants, again.statements)
    for name in ("rows", "columns", "values"):
        assert_array_equal(getattr(first, name), getattr(again, name))


@pytest.mark.parametrize("bits", [63, 0])
def test_keys_that_leave_no_room_for_places_are_sorted_alike(bits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("draagvlak.opinions.votes.MOST_BITS", bits)
    random = np.random.default_rng(5)
    cast = list(zip(*random.integers(20, size=(2, 300)).tolist(), random.integers(-1, 2, 300).tolist(), strict=True))
    assert told(gather(cast)) == {(who, what): vote for who, what, vote in cast}


@given(casts)
def test_votes_stand_by_participant_and_statement_each_pair_once(cast: Casts) -> None:
    votes = gather(cast)
    pairs = list(zip(votes.rows.tolist(), votes.columns.tolist(), strict=True))
    assert all(one < other for one, other in itertools.pairwise(pairs))
    assert [one.dtype.name for one in (votes.rows, votes.columns, votes.values)] == ["int32", "int32", "int8"]
    assert votes.shape == (len(votes.participants), len(votes.statements))


@settings(max_examples=30)
@given(st.lists(st.integers(-(2**40), 2**40), min_size=1, max_size=20))
def test_numbers_far_apart_and_close_together_are_gathered_alike(numbers: list[int]) -> None:
    as_array = votes_from_arrays(np.array(numbers), np.array(numbers), np.ones(len(numbers)))
    as_list = votes_from_arrays(numbers, numbers, [1] * len(numbers))
    assert as_array.participants == as_list.participants == tuple(sorted(set(numbers)))
    assert told(as_array) == told(as_list)


def test_sources_and_weights_go_with_their_votes() -> None:
    votes = votes_from_arrays(
        ["Bo", "An", "Bo"], [1, 1, 1], [1, 0, -1], sources=["web", "paper", "talk"], weights={"Bo": 2.5}
    )
    assert votes.sources is not None
    assert votes.weights is not None
    assert [votes.source_names[place] for place in votes.sources] == ["paper", "talk"]
    assert votes.weights.tolist() == [1, 2.5]


@pytest.mark.parametrize("is_sorted", [True, False])
def test_at_most_forty_bytes_are_needed_for_a_vote(*, is_sorted: bool) -> None:
    random = np.random.default_rng(3)
    people, statements = np.nonzero(random.random((2000, 300)) < 0.5)
    order = slice(None) if is_sorted else random.permutation(len(people))
    people, statements = people[order], statements[order]
    values = random.integers(-1, 2, len(people))
    tracemalloc.start()
    votes = votes_from_arrays(people, statements, values)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most / len(votes) <= 40


@pytest.mark.parametrize(
    ("given_votes", "options", "words"),
    [
        ([2], {}, "votes must be 1"),
        ([0.5], {}, "votes must be 1"),
        ([float("nan")], {}, "votes must be 1"),
        (["eens"], {}, "votes must be numbers"),
        ([[1]], {}, "votes have 2 axes"),
        ([1, 1], {}, "there are 2 votes and 1 participants"),
        ([1], {"sources": ["web", "web"]}, "there are 1 votes and 2 sources"),
        ([1], {"times": [1, 2]}, "there are 1 votes and 2 times"),
        ([1], {"times": ["noon"]}, "times must be whole numbers"),
        ([1], {"weights": {"An": 0}}, "participant An has weight 0"),
        ([1], {"weights": {"An": float("inf")}}, "participant An has weight inf"),
    ],
)
def test_it_says_what_is_wrong_with_arrays(given_votes: Any, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        votes_from_arrays(["An"], [7], given_votes, **options)


def test_more_sources_than_can_be_told_apart_are_refused() -> None:
    many = 2**15 + 1
    with pytest.raises(ValueError, match="32769 sources"):
        votes_from_arrays(range(many), range(many), [1] * many, sources=[str(one) for one in range(many)])


def test_no_votes_at_all_are_an_answer_too() -> None:
    assert votes_from_arrays([], [], []).shape == (0, 0)
