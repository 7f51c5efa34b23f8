"""Support, common ground, what divides, sources and the map as a whole."""

import json
from collections.abc import Hashable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from draagvlak.opinions import (
    Votes,
    by_source,
    common_ground,
    fit,
    opinion_map,
    rake,
    support,
    votes_from_arrays,
)
from draagvlak.opinions.support import distinctions, division, learned_by_a_vote, sure_gap
from draagvlak.tests.test_opinions_groups import FOUND, GROUP, MODEL, VOTES

counts = st.integers(0, 30)
strata = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy")), min_size=4, max_size=30)


def cast(agree: int, against: int, passed: int) -> Votes:
    total = agree + against + passed
    values = [1] * agree + [-1] * against + [0] * passed
    return votes_from_arrays(list(range(total)), [7] * total, values)


@given(counts, counts, st.integers(1, 30), st.floats(0.5, 0.99))
@settings(max_examples=30, deadline=None)
def test_support_counts_votes_and_a_pass_is_neither(agree: int, against: int, passed: int, level: float) -> None:
    total = agree + against + passed
    found = support(cast(agree, against, passed), level=level)
    assert found.agree[0] == pytest.approx(agree / total)
    assert found.against[0] == pytest.approx(against / total)
    assert found.passed[0] == pytest.approx(passed / total)
    posterior = stats.beta(agree + 0.5, total - agree + 0.5)
    if agree:
        assert found.agree_low[0] == pytest.approx(posterior.ppf((1 - level) / 2))
    assert found.agree_high[0] == pytest.approx(posterior.ppf((1 + level) / 2))


@given(counts, counts)
@settings(max_examples=20, deadline=None)
def test_twice_everyone_makes_surer_and_changes_no_share(agree: int, against: int) -> None:
    once, twice = support(cast(agree + 1, against, 0)), support(cast(2 * agree + 2, 2 * against, 0))
    assert_allclose(twice.agree, once.agree)
    assert twice.agree_low[0] >= once.agree_low[0]


def test_intervals_hold_the_true_share_as_often_as_they_say() -> None:
    rng = np.random.default_rng(0)
    true = rng.random(2000)
    who, what = np.tile(np.arange(40), 2000), np.repeat(np.arange(2000), 40)
    found = support(votes_from_arrays(who, what, np.where(rng.random(len(who)) < true[what], 1, -1)))
    inside = (found.agree_low <= true) & (true <= found.agree_high)
    assert 0.88 < inside.mean() < 0.92


def test_weights_count_and_cost_certainty() -> None:
    weights: dict[Hashable, float] = {0: 3.0}
    votes = votes_from_arrays([0, 1, 2, 3], [7] * 4, [1, -1, -1, -1], weights=weights)
    found = support(votes)
    assert found.agree[0] == pytest.approx(0.5)
    assert found.effective[0] == pytest.approx(3)


def test_few_votes_never_win() -> None:
    who = [*range(100), 0, 1, 2]
    votes = votes_from_arrays(who, [7] * 100 + [8] * 3, [1] * 85 + [-1] * 15 + [1] * 3)
    found = common_ground(votes, support(votes))
    assert found.agree[0] > found.agree[1]
    assert found.is_shared.tolist() == [True, False]
    assert found.order.tolist() == [0]


def test_common_ground_is_what_the_least_agreeing_part_surely_agrees_with() -> None:
    who, values = list(range(100)), [1] * 80 + [-1] * 20
    votes = votes_from_arrays(who, [7] * 100, values)
    half = np.repeat(np.eye(2), 50, axis=0)
    found = common_ground(votes, support(votes), support(votes, half))
    assert found.agree[0] == support(votes, half).agree_low[0].min()
    assert not found.is_shared[0] or found.agree[0] > 0.5


def test_a_source_that_disagrees_breaks_common_ground() -> None:
    names = ["web"] * 60 + ["paper"] * 40
    votes = votes_from_arrays(range(100), [7] * 100, [1] * 60 + [1] * 5 + [-1] * 35, sources=names)
    in_sources = by_source(votes)
    assert common_ground(votes, support(votes)).is_shared[0]
    assert not common_ground(votes, support(votes), in_sources).is_shared[0]
    assert by_source(VOTES) is None


def test_what_divides_is_where_groups_surely_differ() -> None:
    parts = support(VOTES, FOUND.memberships)
    gap = sure_gap(parts)
    raw = [np.bincount(VOTES.columns, weights=(VOTES.values > 0) * (GROUP[VOTES.rows] == one)) for one in range(3)]
    total = [np.bincount(VOTES.columns, weights=GROUP[VOTES.rows] == one) for one in range(3)]
    shares = np.array(raw) / np.array(total)
    assert np.corrcoef(gap, np.ptp(shares, axis=0))[0, 1] > 0.8
    assert np.corrcoef(division(MODEL), np.ptp(shares, axis=0))[0, 1] > 0.8
    assert (sure_gap(support(VOTES, np.zeros((300, 0)))) == 0).all()


def test_without_differences_hardly_ever_a_distinction_is_sure() -> None:
    rng = np.random.default_rng(1)
    shown = 0
    for _ in range(40):
        values = rng.choice([1, -1], 2000)
        votes = votes_from_arrays(np.arange(2000) // 20, np.arange(2000) % 20, values)
        parts = support(votes, np.eye(2)[rng.integers(2, size=100)])
        shown += int(distinctions(parts).is_sure.any())
    assert shown <= 6


def test_the_next_vote_tells_most_where_least_is_known() -> None:
    votes = votes_from_arrays([*range(40), 0], [7] * 40 + [8], [1, -1] * 20 + [1])
    often, seldom = learned_by_a_vote(fit(votes, dimensions=1))
    assert seldom > often


@given(strata, st.floats(0.2, 0.8), st.floats(0.2, 0.8))
@settings(max_examples=30, deadline=None)
def test_raking_meets_each_margin_when_it_can(people: list[tuple[str, str]], one: float, other: float) -> None:
    if len(set(people)) < 4:
        return
    first, second = (list(part) for part in zip(*people, strict=True))
    shares = {"age": {"a": one, "b": 1 - one}, "area": {"x": other, "y": 1 - other}}
    found = rake({"age": first, "area": second}, shares, most=1e9)
    total = found.weights.sum()
    for marks, share in ((first, shares["age"]), (second, shares["area"])):
        for stratum, wanted in share.items():
            inside = sum(w for w, mark in zip(found.weights, marks, strict=True) if mark == stratum)
            assert inside / total == pytest.approx(wanted, abs=1e-4)
    assert 0 < found.effective <= len(people) + 1e-9


def test_raking_says_who_is_unheard_and_what_is_wrong() -> None:
    found = rake({"age": ["old", None]}, {"age": {"old": 1, "young": 2}})
    assert found.unheard == {"age": ("young",)}
    with pytest.raises(ValueError, match="no shares of age"):
        rake({"age": ["old"]}, {})
    with pytest.raises(ValueError, match="no share for odd"):
        rake({"age": ["odd"]}, {"age": {"old": 1}})
    with pytest.raises(ValueError, match="below 0"):
        rake({"age": ["old"]}, {"age": {"old": -1}})
    with pytest.raises(ValueError, match="every participant"):
        rake({"age": ["old"], "area": []}, {"age": {"old": 1}, "area": {}})
    with pytest.raises(ValueError, match="may at least"):
        rake({"age": ["old"]}, {"age": {"old": 1}}, most=0.5)
    votes = votes_from_arrays([1, 2], [7, 7], [1, -1])
    with pytest.raises(ValueError, match="there are 1 weights for 2 participants"):
        opinion_map(votes, raking=rake({"age": ["old"]}, {"age": {"old": 1}}))


def test_the_map_tells_all_that_was_found_and_can_be_written_down() -> None:
    found = opinion_map(VOTES, model=MODEL)
    assert found.groups.count == 3
    assert found.distinctions is not None
    assert found.distinctions.is_sure.any()
    written = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert written["positions"] == found.positions.tolist()
    assert written["groups"]["trial"]["verdict"] == "stable"


def test_a_map_of_one_axis_has_a_second_that_is_empty() -> None:
    votes = votes_from_arrays([1, 2, 3], [7, 7, 7], [1, 1, -1])
    found = opinion_map(votes, model=fit(votes, dimensions=1))
    assert found.positions.shape == (3, 2)
    assert (found.positions[:, 1] == 0).all()
    assert found.distinctions is None


def test_a_model_of_other_votes_is_refused() -> None:
    with pytest.raises(ValueError, match="other participants"):
        opinion_map(cast(1, 1, 0), model=MODEL)
    with pytest.raises(ValueError, match="level is 1"):
        support(VOTES, level=1)
