"""Groups: shown where they were planted, not where nothing was, and counted as one would by hand."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from draagvlak.opinions import Votes, find_groups, fit, votes_from_arrays
from draagvlak.opinions.gaussians import Gaussians
from draagvlak.opinions.groups import Verdict, likeness, smallest_distance, yes_saying
from draagvlak.opinions.mixture import Clouds, clouds_of, evidence, memberships, seen

labels = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=14)


def town(*, groups: int, distance: float = 3.5, seed: int = 0) -> tuple[Votes, Any]:
    """Plant a town of people in groups on a circle; return the votes, and each participant's group."""
    rng = np.random.default_rng(seed)
    group = rng.integers(groups, size=300)
    turn = 2 * np.pi * group / groups
    spread = 0.6 if groups > 1 else 1.0
    middle = distance * (groups > 1) * np.column_stack([np.cos(turn), np.sin(turn)])
    position = middle + rng.normal(scale=spread, size=(300, 2))
    logit = rng.normal(0.5, 1, 60) + position @ rng.normal(scale=0.8, size=(60, 2)).T
    who, what = np.nonzero(rng.random(logit.shape) < 0.4)
    value = np.where(rng.random(len(who)) < 1 / (1 + np.exp(-logit[who, what])), 1, -1)
    return votes_from_arrays(who, what, value), group


VOTES, GROUP = town(groups=3)
MODEL = fit(VOTES)
FOUND = find_groups(VOTES, MODEL)


def test_planted_groups_are_shown_and_found() -> None:
    assert (FOUND.count, FOUND.verdict) == (3, Verdict.STABLE)
    assert likeness(FOUND.labels, GROUP) > 0.9
    assert FOUND.trial.separation > 3
    assert FOUND.trial.stability > 0.6


def test_people_belong_to_a_degree() -> None:
    assert_allclose(FOUND.memberships.sum(axis=1), 1)
    assert ((FOUND.memberships > 0.01) & (FOUND.memberships < 0.99)).any()
    assert (np.diff(FOUND.shares) <= 0).all()


@pytest.mark.parametrize("seed", range(4))
def test_where_nothing_was_planted_nothing_is_shown(seed: int) -> None:
    votes, _ = town(groups=1, seed=seed)
    found = find_groups(votes, fit(votes, dimensions=2))
    assert found.count == 0
    assert found.verdict in {Verdict.ONE_CLOUD, Verdict.FLOWING, Verdict.UNSTABLE}
    assert set(found.labels.tolist()) == {-1}


def test_another_seed_and_another_order_show_the_same_groups() -> None:
    rng = np.random.default_rng(5)
    people, statements = rng.permutation(300), rng.permutation(60)
    mixed = votes_from_arrays(people[VOTES.rows], statements[VOTES.columns], VOTES.values)
    other = find_groups(mixed, fit(mixed), seed=9)
    assert_allclose(other.memberships[people], FOUND.memberships, atol=1e-5)
    assert other.trial.stability == pytest.approx(FOUND.trial.stability)


def test_without_the_gate_it_says_that_it_was_not_tried() -> None:
    found = find_groups(VOTES, MODEL, gate=False)
    assert (found.count, found.verdict) == (3, Verdict.NOT_TRIED)
    assert np.isnan(found.trial.stability)


def test_one_may_ask_for_a_number_of_groups() -> None:
    assert find_groups(VOTES, MODEL, count=2).memberships.shape == (300, 2)
    with pytest.raises(ValueError, match="count is 0"):
        find_groups(VOTES, MODEL, count=0)


def test_people_who_often_and_people_who_seldom_agree_are_called_that() -> None:
    rng = np.random.default_rng(0)
    is_keen = rng.random(200) < 0.5
    who, what = np.nonzero(rng.random((200, 40)) < 0.5)
    agrees = rng.random(len(who)) < np.where(is_keen[who], 0.9, 0.25)
    votes = votes_from_arrays(who, what, np.where(agrees, 1, -1))
    found = find_groups(votes, fit(votes, dimensions=1), count=2)
    assert found.is_yes_saying
    assert not FOUND.is_yes_saying


# --- Against the slow obvious way


@given(labels)
@settings(max_examples=40, deadline=None)
def test_likeness_counts_pairs(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(part) for part in zip(*pairs, strict=True))
    both = ours = theirs = total = 0
    for first in range(len(one)):
        for second in range(first):
            together, beside = one[first] == one[second], other[first] == other[second]
            both, ours, theirs, total = both + (together & beside), ours + together, theirs + beside, total + 1
    chance, most = ours * theirs / total, (ours + theirs) / 2
    assert likeness(one, other) == pytest.approx(1 if most == chance else (both - chance) / (most - chance))


@given(st.lists(st.tuples(st.sampled_from([1, -1, 0]), st.floats(0, 1)), min_size=2, max_size=12))
@settings(max_examples=40, deadline=None)
def test_yes_saying_is_the_chance_that_a_member_agreed_more(people: list[tuple[int, float]]) -> None:
    values, degrees = (np.array(part) for part in zip(*people, strict=True))
    votes = votes_from_arrays(np.arange(len(people)), np.zeros(len(people), dtype=int), values)
    above = weight = 0.0
    for one in np.flatnonzero(values):
        for other in np.flatnonzero(values):
            pair = degrees[one] * (1 - degrees[other])
            above += pair * ((values[one] > values[other]) + 0.5 * (values[one] == values[other]))
            weight += pair
    expected = above / weight if weight > 1e-9 else 0.5
    assert yes_saying(votes, degrees[:, None])[0] == pytest.approx(expected, abs=1e-6) or weight <= 1e-9


@given(st.floats(-2, 2), st.floats(0.1, 0.9))
@settings(max_examples=30, deadline=None)
def test_the_evidence_of_a_cloud_is_an_integral(mean: float, variance: float) -> None:
    told = seen(Gaussians(np.array([[mean]]), np.array([[[variance]]])))
    clouds = Clouds(np.array([[0.7], [-1.0]]), np.array([[0.5]]), np.array([0.4, 0.6]))
    grid = np.linspace(-12, 12, 20_001)
    votes = np.exp(-told.precision[0, 0, 0] * grid**2 / 2 + told.pull[0, 0] * grid)
    density = sum(
        share * np.exp(-((grid - middle) ** 2) / 1.0) / np.sqrt(np.pi)
        for share, middle in zip(clouds.shares, clouds.means[:, 0], strict=True)
    )
    assert evidence(told, clouds)[0] == pytest.approx(np.log((votes * density).sum() * (grid[1] - grid[0])), abs=1e-6)


def test_who_said_nothing_belongs_to_groups_as_anyone_does() -> None:
    clouds = clouds_of(seen(MODEL.opinion.people), MODEL.positions, 3)
    nothing = seen(Gaussians(np.zeros((1, 2)), np.eye(2)[None]))
    assert_allclose(memberships(nothing, clouds)[0], clouds.shares)
    assert smallest_distance(clouds) > 3
