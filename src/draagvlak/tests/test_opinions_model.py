"""The model of opinions: laws that hold whatever people vote, and the slow obvious way beside it."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from threadpoolctl import threadpool_info

from draagvlak.opinions import Votes, combine, fit, information, next_statements, votes_from_arrays
from draagvlak.opinions.answers import Answers
from draagvlak.opinions.apart import contribution
from draagvlak.opinions.beginning import beginning
from draagvlak.opinions.dimension import held_out_losses
from draagvlak.opinions.fitting import Statements, renewed, unknown
from draagvlak.opinions.gaussians import Gaussians, inverses
from draagvlak.opinions.sweeping import chances, swept
from draagvlak.opinions.threads import with_one_thread

ballots = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 4), st.sampled_from([1, 0, -1])), min_size=1, max_size=40
)


def world(
    *, participants: int = 150, statements: int = 30, density: float = 0.5, seed: int = 0
) -> tuple[Votes, Any, Any]:
    """Plant a conversation; return the votes, the true positions and the chances of agreement."""
    rng = np.random.default_rng(seed)
    position, loading = rng.normal(size=(participants, 2)), rng.normal(scale=1.5, size=(statements, 2))
    chance = 1 / (1 + np.exp(-(rng.normal(0.5, 1, statements) + position @ loading.T)))
    who, what = np.nonzero(rng.random(chance.shape) < density)
    value = np.where(rng.random(len(who)) < 0.1, 0, np.where(rng.random(len(who)) < chance[who, what], 1, -1))
    return votes_from_arrays(who, what, value), position, chance


VOTES, POSITION, CHANCE = world()
MODEL = fit(VOTES)


# --- Against the slow obvious way


@given(ballots, st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_a_sweep_is_what_loops_over_votes_give(rows: list[tuple[int, int, int]], size: int) -> None:
    votes = votes_from_arrays(*map(list, zip(*rows, strict=True)))
    answers = Answers.of_votes(votes)
    rng = np.random.default_rng(len(rows))
    statements = Gaussians(
        rng.normal(size=(answers.statements, size + 1)),
        np.tile(0.2 * np.eye(size + 1) + 0.05, (answers.statements, 1, 1)),
    )
    people = Gaussians(
        rng.normal(size=(answers.participants, size)), np.tile(0.5 * np.eye(size), (answers.participants, 1, 1))
    )
    moved, told = swept(answers, people, statements)
    slow = slow_step(votes, people, statements)
    assert_allclose(moved.mean, slow.mean, atol=1e-9)
    assert_allclose(moved.covariance, slow.covariance, atol=1e-9)
    assert_allclose(told.pull, slow_pull(votes, moved, statements), atol=1e-9)


def slow_step(votes: Votes, people: Gaussians, statements: Gaussians) -> Gaussians:
    mean, covariance = people.mean.copy(), people.covariance.copy()
    size = mean.shape[1]
    for row in range(len(votes.participants)):
        precision, gradient = np.eye(size), -people.mean[row]
        for column, is_yes, chance, bend in answered(votes, row, people, statements):
            loading, among = statements.mean[column, 1:], statements.covariance[column]
            precision = precision + bend * (np.outer(loading, loading) + among[1:, 1:])
            gradient = gradient + (is_yes - chance) * loading
            gradient = gradient - bend * (among[1:, 1:] @ people.mean[row] + among[1:, 0])
        covariance[row] = np.linalg.inv(precision)
        step = covariance[row] @ gradient
        mean[row] += step * min(1.0, 2 / max(float(np.linalg.norm(step)), 1e-12))
    return Gaussians(mean, covariance)


def slow_pull(votes: Votes, people: Gaussians, statements: Gaussians) -> Any:
    found = np.zeros_like(statements.mean)
    for row in range(len(votes.participants)):
        for column, is_yes, chance, _bend in answered(votes, row, people, statements):
            found[column] += (is_yes - chance) * np.concatenate([[1.0], people.mean[row]])
    return found


def answered(votes: Votes, row: int, people: Gaussians, statements: Gaussians) -> Any:
    size = people.mean.shape[1]
    with_one, unsure = np.concatenate([[1.0], people.mean[row]]), np.zeros((size + 1, size + 1))
    unsure[1:, 1:] = people.covariance[row]
    for column, value in zip(votes.columns[votes.rows == row], votes.values[votes.rows == row], strict=True):
        if value:
            statement, among = statements.mean[column], statements.covariance[column]
            second = np.outer(with_one, with_one) + unsure
            variance = statement @ unsure @ statement + (second * among).sum()
            scale = 1 / np.sqrt(1 + np.pi / 8 * variance)
            chance = 1 / (1 + np.exp(-scale * (with_one @ statement)))
            yield column, value > 0, chance, scale * chance * (1 - chance)


@given(st.integers(1, 4), st.integers(1, 5))
@settings(max_examples=20, deadline=None)
def test_many_inverses_are_those_of_each(size: int, count: int) -> None:
    roots = np.random.default_rng(size).normal(size=(count, size, size))
    matrices = roots @ roots.transpose(0, 2, 1) + 0.1 * np.eye(size)
    assert_allclose(inverses(matrices), np.linalg.inv(matrices), rtol=1e-6, atol=1e-9)


@given(st.floats(-4, 4), st.floats(0, 4))
@settings(max_examples=40, deadline=None)
def test_a_chance_is_the_mean_over_what_is_unsure(mean: float, variance: float) -> None:
    nodes, weights = np.polynomial.hermite_e.hermegauss(41)
    exact = (weights / (1 + np.exp(-(mean + np.sqrt(variance) * nodes)))).sum() / weights.sum()
    assert abs(chances(np.array(mean), np.array(variance)) - exact) < 0.02


# --- Laws


@given(ballots)
@settings(max_examples=10, deadline=None)
def test_whatever_people_vote_there_is_a_model(rows: list[tuple[int, int, int]]) -> None:
    model = fit(votes_from_arrays(*map(list, zip(*rows, strict=True))))
    assert np.isfinite(model.positions).all()
    assert (np.linalg.eigvalsh(model.position_covariances) > 0).all()
    chance = model.probability_of_agreement(list(range(9)), [0] * 9)
    assert ((chance > 0) & (chance < 1)).all()


def test_other_names_and_another_order_give_the_same_map() -> None:
    rng = np.random.default_rng(3)
    people, statements = rng.permutation(len(VOTES.participants)), rng.permutation(len(VOTES.statements))
    mixed = rng.permutation(len(VOTES))
    rows, columns = people[VOTES.rows][mixed], statements[VOTES.columns][mixed]
    other = fit(votes_from_arrays(rows, columns, VOTES.values[mixed]))
    assert_allclose(other.positions[people], MODEL.positions, atol=1e-6)
    assert_allclose(other.loadings[statements], MODEL.loadings, atol=1e-6)


def test_a_round_that_is_fitted_from_a_part_ends_at_the_same_map(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fit(VOTES, dimensions=2)
    monkeypatch.setattr("draagvlak.opinions.beginning.ENOUGH_ANSWERS", 200)
    found = fit(VOTES, dimensions=2)
    assert_allclose(found.positions, whole.positions, atol=0.02)
    people = np.random.default_rng(5).permutation(len(VOTES.participants))
    other = fit(votes_from_arrays(people[VOTES.rows], VOTES.columns, VOTES.values), dimensions=2)
    assert_allclose(other.positions[people], found.positions, atol=1e-6)


def test_blas_has_one_thread_while_a_map_is_made_and_as_many_as_before_after_that() -> None:
    def threads() -> list[int]:
        return [one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"]

    before = threads()
    assert set(with_one_thread(threads)()) == {1}
    assert threads() == before


def test_another_seed_gives_the_same() -> None:
    assert_allclose(fit(VOTES, seed=8, dimensions=2).positions, fit(VOTES, dimensions=2).positions)


def test_true_positions_and_chances_are_found() -> None:
    assert MODEL.dimensions == 2
    known = np.hstack([np.ones((len(POSITION), 1)), MODEL.positions])
    turn, *_ = np.linalg.lstsq(known, POSITION, rcond=None)
    assert np.corrcoef((known @ turn).ravel(), POSITION.ravel())[0, 1] > 0.75
    who, what = np.nonzero(np.ones(CHANCE.shape))
    foretold = MODEL.probability_of_agreement(who, what)
    of_statement = np.abs(CHANCE.mean(axis=0) - CHANCE).mean()
    assert np.abs(foretold - CHANCE.ravel()).mean() < 0.7 * of_statement


def test_who_votes_little_is_known_less_and_not_taken_for_the_middle() -> None:
    counts = MODEL.counts
    unsure = np.trace(MODEL.position_covariances, axis1=1, axis2=2)
    assert np.corrcoef(counts, unsure)[0, 1] < -0.3
    never = fit(votes_from_arrays([1, 2, 3, 4], [7, 7, 7, 7], [1, 1, -1, 0]))
    assert never.position_covariances[3, 0, 0] == pytest.approx(1)


def test_the_axes_are_upright() -> None:
    second = MODEL.positions.T @ MODEL.positions + MODEL.opinion.people.covariance.sum(axis=0)
    assert_allclose(second / len(MODEL.positions), np.eye(2), atol=0.02)
    loads = MODEL.loadings.T @ MODEL.loadings
    assert abs(loads[0, 1]) < 1e-2 * loads[0, 0]
    assert loads[0, 0] > loads[1, 1]


def test_to_its_positive_side_people_agree_more() -> None:
    votes = votes_from_arrays(np.arange(60) // 3, np.arange(60) % 3, np.where(np.arange(60) < 30, 1, -1))
    model = fit(votes)
    assert model.positions[:10, 0].mean() > model.positions[10:, 0].mean()


def test_a_pass_moves_nobody() -> None:
    with_passes = votes_from_arrays([1, 1, 2, 2, 3, 3], [7, 8, 7, 8, 7, 8], [1, 0, 1, 0, -1, 0])
    without = votes_from_arrays([1, 2, 3], [7, 7, 7], [1, 1, -1])
    one, other = fit(with_passes, dimensions=1), fit(without, dimensions=1)
    assert_allclose(one.probability_of_agreement([1], [7]), other.probability_of_agreement([1], [7]), atol=0.05)
    assert one.probability_of_passing([1], [8])[0] > one.probability_of_passing([1], [7])[0]


def test_going_on_ends_where_a_fit_from_nothing_ends_in_fewer_sweeps() -> None:
    is_early = np.random.default_rng(1).random(len(VOTES)) < 0.95
    before = fit(votes_from_arrays(VOTES.rows[is_early], VOTES.columns[is_early], VOTES.values[is_early]), dimensions=2)
    warm, cold = fit(VOTES, start=before), fit(VOTES, dimensions=2)
    assert warm.opinion.sweeps < cold.opinion.sweeps
    assert_allclose(warm.positions, cold.positions, atol=0.01)


def test_going_on_takes_in_new_people_and_statements() -> None:
    before = fit(votes_from_arrays([1, 1, 2, 2], [7, 8, 7, 8], [1, 1, -1, -1]), dimensions=1)
    after = fit(votes_from_arrays([1, 1, 2, 2, 3, 3], [7, 8, 7, 8, 7, 9], [1, 1, -1, -1, 1, -1]), start=before)
    assert after.positions.shape == (3, 1)
    assert after.loadings.shape == (3, 1)


def test_more_dimensions_are_used_only_when_they_foretell() -> None:
    rng = np.random.default_rng(0)
    votes = votes_from_arrays(np.arange(2000) // 20, np.arange(2000) % 20, rng.choice([1, -1], 2000))
    assert len(held_out_losses(votes)) <= 3
    assert fit(votes).dimensions == 1


def test_of_who_is_unknown_it_says_what_it_says_of_anyone() -> None:
    one, other = MODEL.probability_of_agreement(["nobody", "nowhere"], [0, 0])
    assert one == other
    assert 0 < MODEL.probability_of_agreement([0], ["unheard of"])[0] < 1


def test_a_statement_that_was_seen_is_not_asked_again_and_new_ones_tell_more() -> None:
    seen = set(VOTES.statements[:10])
    asked = next_statements(MODEL, VOTES.participants[0], seen=seen, count=5)
    assert len(asked) == 5
    assert seen.isdisjoint(asked)
    gained = information(MODEL, VOTES.participants[0])
    assert gained[VOTES.statements.index(asked[0])] == max(np.delete(gained, range(10)))


# --- In parts


def halves() -> tuple[Answers, Answers, Answers]:
    answers = Answers.of_votes(VOTES)
    middle, cut = 70, int(answers.starts[70])
    one = Answers(answers.starts[: middle + 1], answers.columns[:cut], answers.is_yes[:cut], answers.statements)
    starts = answers.starts[middle:] - answers.starts[middle]
    return answers, one, Answers(starts, answers.columns[cut:], answers.is_yes[cut:], answers.statements)


def test_two_processes_give_what_one_gives() -> None:
    whole, *parts = halves()
    alone: Statements = beginning(whole, 2)
    together, people = alone, unknown(whole.participants, 2)
    beside = [unknown(part.participants, 2) for part in parts]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as pool:
        for _ in range(25):
            people, told = contribution(whole, alone, people)
            alone = renewed(alone, told)
            done = list(pool.map(contribution, parts, [together] * 2, beside))
            beside = [moved for moved, _ in done]
            together = renewed(together, combine([sums for _, sums in done]))
    assert_allclose(together.beliefs.mean, alone.beliefs.mean, atol=1e-6)
    assert_allclose(np.concatenate([one.mean for one in beside]), people.mean, atol=1e-6)


def test_weights_count_participants_so_many_times() -> None:
    _, one, _ = halves()
    twice = Answers(one.starts, one.columns, one.is_yes, one.statements, np.full(one.participants, 2.0))
    beliefs, people = beginning(one, 2).beliefs, unknown(one.participants, 2)
    assert_allclose(swept(twice, people, beliefs)[1].pull, 2 * swept(one, people, beliefs)[1].pull)


# --- At the door


def test_it_says_what_is_wrong() -> None:
    nothing = votes_from_arrays([], [], [])
    with pytest.raises(ValueError, match="there are no votes"):
        fit(nothing)
    with pytest.raises(ValueError, match="dimensions is 0"):
        fit(VOTES, dimensions=0)
    with pytest.raises(ValueError, match="give pairs"):
        MODEL.probability_of_agreement([1, 2], [1])
    with pytest.raises(ValueError, match="count is 0"):
        next_statements(MODEL, 1, count=0)
