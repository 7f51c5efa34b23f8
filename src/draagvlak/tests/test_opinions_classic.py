"""The map of Polis: as red-dwarf draws it, as a filled-in matrix gives it, and whatever the order of votes."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from numpy.typing import NDArray

from draagvlak.opinions import Votes, classic_map, votes_from_arrays
from draagvlak.opinions.classic_groups import first_points, k_means, silhouettes
from draagvlak.opinions.classic_projection import project
from draagvlak.opinions.classic_statements import (
    SIDES,
    consensus,
    group_statistics,
    representative,
    two_proportions_test,
)

PEER = json.loads((Path(__file__).parent / "data" / "red_dwarf.json").read_text())
Numbers = NDArray[np.float64]


def conversation(people: int = 60, statements: int = 30, *, density: float = 0.5, seed: int = 0) -> Votes:
    """Draw votes of two camps."""
    random = np.random.default_rng(seed)
    who, what = np.nonzero(random.random((people, statements)) < density)
    is_for = (who % 2 == what % 2) ^ (random.random(len(who)) < 0.2)
    return votes_from_arrays(who, what, np.where(random.random(len(who)) < 0.1, 0, np.where(is_for, 1, -1)))


def filled(votes: Votes) -> Numbers:
    """Fill the matrix with means, take them off, as the published pipeline says."""
    matrix = np.full(votes.shape, np.nan)
    matrix[votes.rows, votes.columns] = votes.values
    return np.asarray(np.nan_to_num(matrix - np.nanmean(matrix, axis=0)))


# --- Against red-dwarf


@pytest.mark.parametrize("groups", PEER["answers"])
def test_it_is_the_map_of_red_dwarf(groups: str) -> None:
    votes, answer = votes_from_arrays(*np.array(PEER["votes"]).T), PEER["answers"][groups]
    found = classic_map(votes, groups=None if groups == "None" else int(groups))
    assert found.labels.tolist() == answer["labels"]
    assert_allclose(found.projection.positions, answer["positions"], atol=1e-8)
    told = found.statistics
    assert_allclose(told.consensus, [answer[f"{side}_consensus"] for side in SIDES], atol=1e-8)
    for name, ours in (
        ("p{}", told.probability),
        ("p{}t", told.probability_test),
        ("r{}", told.representativeness),
        ("r{}t", told.representativeness_test),
    ):
        for side, letter in enumerate("ad"):
            assert_allclose(ours[side].ravel(), answer[name.format(letter)], atol=1e-8)
    stands = [sorted([stand.statement, SIDES[not stand.is_agreed]] for stand in each) for each in found.stands]
    assert stands == answer["representative"]
    everybody = [sorted(stand.statement for stand in side) for side in (found.agreed, found.disagreed)]
    assert everybody == answer.get("consensus", everybody)


# --- Against the slow obvious way


@pytest.mark.parametrize("statements", [3, 24, 25, 70])
def test_components_are_those_of_the_matrix_filled_with_means(statements: int) -> None:
    votes = conversation(statements=statements)
    found, matrix = project(votes), filled(votes)
    components = np.linalg.svd(matrix)[2][:2]
    assert_allclose(np.abs((found.components * components).sum(axis=1)), 1, atol=1e-7)
    scale = np.sqrt(statements / np.bincount(votes.rows))
    assert_allclose(found.positions, (matrix @ found.components.T) * scale[:, None], atol=1e-9)
    assert (found.components[[0, 1], np.abs(found.components).argmax(axis=1)] > 0).all()


@settings(max_examples=40)
@given(st.integers(0, 1000), st.integers(1, 5))
def test_nobody_is_nearer_to_the_mean_of_another_group(seed: int, groups: int) -> None:
    points = np.random.default_rng(seed).normal(size=(40, 2))
    labels = k_means(points, first_points(points, groups))
    assert set(labels) == set(range(groups))
    means = np.array([points[labels == group].mean(axis=0) for group in range(groups)])
    distances = ((points[:, None] - means) ** 2).sum(axis=2)
    standstill = 1e-4 * points.var(axis=0).mean()
    own = distances[np.arange(40), labels]
    assert (np.sqrt(own) <= np.sqrt(distances.min(axis=1)) + 2 * np.sqrt(standstill)).all()


@settings(max_examples=40)
@given(st.integers(0, 1000), st.integers(2, 5))
def test_a_silhouette_is_the_mean_over_points(seed: int, groups: int) -> None:
    random = np.random.default_rng(seed)
    points = random.normal(size=(25, 2))
    labels = random.integers(groups, size=25).astype(np.int32)
    apart = np.sqrt(((points[:, None] - points) ** 2).sum(axis=2))
    scores = []
    for point, own in enumerate(labels):
        mates = (labels == own).sum() - 1
        inside = apart[point, labels == own].sum() / max(mates, 1)
        outside = min(apart[point, labels == other].mean() for other in set(labels.tolist()) - {int(own)})
        scores.append((outside - inside) / max(inside, outside) if mates else 0)
    assert silhouettes(points, [labels])[0] == pytest.approx(np.mean(scores), abs=1e-9)


def test_a_sample_gives_nearly_the_silhouette_of_all() -> None:
    points = np.random.default_rng(1).normal(size=(9000, 2))
    points[::2, 0] += 3
    labels = np.tile(np.array([1, 0], dtype=np.int32), 4500)
    few, again = (silhouettes(points, [labels], seed=seed)[0] for seed in (0, 1))
    assert few == silhouettes(points, [labels], seed=0)[0]
    assert few == pytest.approx(again, abs=0.02)


def test_an_empty_group_moves_to_the_farthest_point() -> None:
    points = np.array([[0.0, 0], [0, 1], [9, 9], [50, 50]])
    labels = k_means(points, np.array([[0.0, 0], [900, 900]]))
    assert labels.tolist() == [0, 0, 0, 1]


def test_statistics_are_counted_one_by_one() -> None:
    votes = conversation(people=20, statements=6)
    labels = np.where(np.arange(20) < 4, -1, np.arange(20) % 3).astype(np.int32)
    found = group_statistics(votes, labels)
    for group in range(3):
        for statement in range(6):
            mine = votes.values[(votes.columns == statement) & (labels[votes.rows] == group)].tolist()
            assert found.seen[group, statement] == len(mine)
            assert found.counts[:, group, statement].tolist() == [mine.count(1), mine.count(-1)]
            assert found.probability[1, group, statement] == pytest.approx((mine.count(-1) + 1) / (len(mine) + 2))
    assert_allclose(found.consensus, found.probability.prod(axis=1))


# --- Laws


@settings(max_examples=20)
@given(st.integers(0, 100), st.randoms(use_true_random=False))
def test_the_order_of_votes_does_not_matter(seed: int, random: Any) -> None:
    votes = conversation(seed=seed)
    order = list(range(len(votes)))
    random.shuffle(order)
    again = votes_from_arrays(votes.rows[order], votes.columns[order], votes.values[order])
    one, other = classic_map(votes), classic_map(again)
    assert_array_equal(one.labels, other.labels)
    assert_array_equal(one.projection.positions, other.projection.positions)
    assert one.stands == other.stands


def test_two_camps_are_found_and_told_apart() -> None:
    found = classic_map(conversation())
    camps = np.arange(60) % 2
    agreement = (found.labels == camps).mean()
    assert max(agreement, 1 - agreement) == 1
    assert max(found.silhouettes, key=lambda count: found.silhouettes[count]) == 2
    assert all(stands for stands in found.stands)


def test_what_nobody_differs_on_draws_no_map() -> None:
    people, statements = np.divmod(np.arange(80), 8)
    found = classic_map(votes_from_arrays(people, statements, np.ones(80)))
    assert not found.projection.positions.any()
    assert found.labels.tolist() == [0] * 10
    assert (found.silhouettes, len(found.agreed)) == ({}, 5)
    many = votes_from_arrays(*np.divmod(np.arange(400), 40), np.ones(400))
    assert not project(many).components.any()


def test_who_votes_little_is_in_no_group() -> None:
    found = classic_map(votes_from_arrays([1, 1, 2], [7, 8, 7], [1, -1, -1]))
    assert found.labels.tolist() == [-1, -1]
    assert (found.stands, found.silhouettes) == ([], {})


def test_one_group_may_be_asked_for() -> None:
    found = classic_map(conversation(), groups=1)
    assert set(found.labels.tolist()) == {0}
    assert found.silhouettes == {}


def test_without_a_clear_statement_a_group_stands_for_the_least_unclear() -> None:
    votes = votes_from_arrays([1, 2, 1, 2], [7, 7, 8, 8], [-1, 1, 0, 0])
    found = group_statistics(votes, np.array([0, 1], dtype=np.int32))
    assert len(representative(found, 0)) == 1
    assert consensus(votes) == ([], [])


def test_groups_that_vote_all_the_same_do_not_differ() -> None:
    alike = two_proportions_test(np.array([3]), np.array([3]), np.array([2]), np.array([2]))
    assert alike.tolist() == [0]


def test_a_map_can_be_written_as_json() -> None:
    told = json.loads(json.dumps(classic_map(conversation()).to_dict()))
    assert told["kind"] == "classic"
    assert len(told["positions"]) == len(told["participants"]) == len(told["groups"]) == 60
    assert len(told["group_informed_consensus"]["agree"]) == 30


@pytest.mark.parametrize("options", [{"groups": 0}, {"most_groups": 0}])
def test_no_groups_at_all_can_not_be_asked_for(options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="there can't be 0 groups"):
        classic_map(conversation(), **options)
