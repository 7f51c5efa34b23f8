"""Reach: laws that hold whatever one fills in, and the slow obvious way beside it."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy import stats

from draagvlak.reach import Reach, design_effect, holm, reach, share_interval

Town = list[tuple[int, int | None]]
areas = st.lists(
    st.tuples(st.integers(0, 60), st.one_of(st.none(), st.just(-99999999), st.integers(0, 20_000))),
    min_size=1,
    max_size=12,
)
clusterings = st.floats(1, 9)


def columns(town: Town) -> tuple[list[int], list[float | None]]:
    return [voices for voices, _residents in town], [residents for _voices, residents in town]


def same(one: Reach, other: Reach) -> None:
    for name in Reach.__dataclass_fields__:
        assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-9, atol=1e-12, err_msg=name)


def picked(found: Reach, order: Any) -> Reach:
    return Reach(**{name: getattr(found, name)[order] for name in Reach.__dataclass_fields__})


# --- Against the slow obvious way


@given(areas, st.floats(0.5, 0.999))
def test_each_range_is_that_of_a_binomial_draw(town: Town, level: float) -> None:
    voices, residents = columns(town)
    found = reach(voices, residents, level=level)
    living = [lived if lived is not None and lived > 0 else 0 for lived in residents]
    total = sum(count for count, lived in zip(voices, living, strict=True) if lived)
    compared = [area for area, lived in enumerate(living) if lived]
    chances = np.array([living[area] for area in compared]) / max(sum(living), 1)
    numbers, draws = np.arange(total + 1)[:, None], stats.binom(total, chances)
    likely = 2 * np.minimum(draws.cdf(numbers), draws.sf(numbers - 1))
    tests = np.minimum(1, likely[np.array(voices, dtype=int)[compared], np.arange(len(compared))])
    assert_allclose(found.p_value[compared], tests, rtol=1e-6)
    assert_allclose(found.expected[compared], draws.mean())
    strictness = strictness_of(tests.tolist(), 1 - level)
    loose, tight = likely > strictness * (1 - 1e-9), likely > strictness * (1 + 1e-9)
    assert (loose.argmax(axis=0) <= found.low[compared]).all()
    assert (found.low[compared] <= tight.argmax(axis=0)).all()
    assert (total - tight[::-1].argmax(axis=0) <= found.high[compared]).all()
    assert (found.high[compared] <= total - loose[::-1].argmax(axis=0)).all()


def strictness_of(p_values: list[float], error: float) -> float:
    """Go down the list as Holm wrote it, and return at which level it stopped."""
    left = len(p_values)
    for p_value in sorted(p_values):
        if p_value > error / left:
            break
        left -= 1
    return error / max(left, 1)


@given(st.lists(st.floats(0, 1), max_size=9), st.floats(0.01, 0.5))
def test_holm_stops_where_holm_stopped(p_values: list[float], error: float) -> None:
    level = strictness_of(p_values, error)
    standing = holm(p_values, error=error)
    assert_array_equal(standing, [p_value <= level for p_value in p_values])


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0.5, 0.99))
def test_an_interval_is_that_of_clopper_and_pearson(part: int, rest: int, level: float) -> None:
    low, high = share_interval(part, part + rest, level=level)
    if part + rest:
        reference = stats.binomtest(part, part + rest).proportion_ci(level, method="exact")
        assert_allclose([low, high], [reference.low, reference.high], rtol=1e-6, atol=1e-9)
    else:
        assert (float(low), float(high)) == (0, 1)


def test_chance_alone_calls_an_area_silent_or_loud_no_oftener_than_it_says() -> None:
    random, residents = np.random.default_rng(7), np.array([500, 900, 1200, 4000, 100, 2500])
    towns = random.multinomial(90, residents / residents.sum(), size=1500).T
    found = reach(towns, residents, level=0.9)
    wrong = (found.is_fewer | found.is_more).any(axis=0).mean()
    assert 0.02 < wrong <= 0.1 + 3 * np.sqrt(0.1 * 0.9 / 1500)


def test_talks_in_clusters_call_nothing_silent_oftener_either() -> None:
    """Twelve talks of an afternoon come from one street: without the clustering, almost every town would stand out."""
    random, residents = np.random.default_rng(7), np.array([500, 900, 1200, 4000, 100, 2500])
    towns = 12 * random.multinomial(30, residents / residents.sum(), size=800).T
    naive, honest = reach(towns, residents), reach(towns, residents, clustering=design_effect([12] * 30))
    assert (naive.is_fewer | naive.is_more).any(axis=0).mean() > 0.9
    assert (honest.is_fewer | honest.is_more).any(axis=0).mean() <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 800)


# --- Laws


@given(areas, clusterings, st.randoms(use_true_random=False))
def test_the_order_of_areas_does_not_matter(town: Town, clustering: float, random: Any) -> None:
    order = list(range(len(town)))
    random.shuffle(order)
    there = reach(*columns(town), clustering=clustering)
    back = reach(*columns([town[area] for area in order]), clustering=clustering)
    same(picked(there, order), back)


@given(areas, clusterings)
def test_doubling_all_populations_changes_nothing(town: Town, clustering: float) -> None:
    voices, residents = columns(town)
    doubled: list[float | None] = [lived if lived is None else lived * 2 for lived in residents]
    same(reach(voices, residents, clustering=clustering), reach(voices, doubled, clustering=clustering))


@given(areas, st.integers(0, 50), st.sampled_from([0, None, -99999999]))
def test_an_area_without_residents_changes_nothing_elsewhere(town: Town, heard: int, lived: int | None) -> None:
    without, with_it = reach(*columns(town)), reach(*columns([*town, (heard, lived)]))
    same(without, picked(with_it, slice(-1)))
    assert not with_it.is_compared[-1]
    assert with_it.low[-1] == with_it.high[-1] == -1
    assert not (with_it.is_fewer | with_it.is_more)[-1]


@given(areas, clusterings)
def test_silent_means_below_the_range_and_loud_above(town: Town, clustering: float) -> None:
    voices = np.array(columns(town)[0])
    found = reach(*columns(town), clustering=clustering)
    compared = found.is_compared
    assert_array_equal(found.is_fewer, compared & (voices < found.low))
    assert_array_equal(found.is_more, compared & (voices > found.high))
    assert (found.low[compared] <= np.ceil(found.expected[compared])).all()
    assert (found.high[compared] >= np.floor(found.expected[compared])).all()
    standing = holm(found.p_value[compared])
    assert_array_equal(standing, (found.is_fewer | found.is_more)[compared])


@given(areas, clusterings, clusterings)
def test_more_clustering_never_makes_a_range_narrower_by_the_same_strictness(
    town: Town, one: float, other: float
) -> None:
    less, more = (reach(*columns(town), clustering=clustering) for clustering in sorted((one, other)))
    assert (more.p_value >= less.p_value - 1e-9).all()
    assert not (more.is_fewer & ~less.is_fewer).any()
    assert not (more.is_more & ~less.is_more).any()


@given(st.lists(areas, min_size=1, max_size=3))
def test_each_source_is_compared_by_itself(towns: list[Town]) -> None:
    rows = min(len(town) for town in towns)
    residents = columns(towns[0])[1][:rows]
    voices = np.array([columns(town)[0][:rows] for town in towns]).T
    together = reach(voices, residents, clustering=[1.0 + number for number in range(len(towns))])
    for number in range(len(towns)):
        alone = reach(voices[:, number], residents, clustering=1.0 + number)
        same(picked(together, (slice(None), number)), alone)


@settings(max_examples=40)
@given(st.lists(st.integers(200, 3000), min_size=2, max_size=15), st.data())
def test_a_planted_silent_area_is_found_and_no_other(residents: list[int], data: Any) -> None:
    silent = data.draw(st.integers(0, len(residents) - 1))
    voices = [lived // 10 for lived in residents]
    voices[silent] = 0
    found = reach(voices, residents)
    is_small = residents[silent] / sum(residents) * sum(voices) < 12  # by chance, none at all may come from there
    assert is_small or found.is_fewer.nonzero()[0].tolist() == [silent]


@given(st.lists(st.integers(0, 30), max_size=20), st.floats(0, 1))
def test_a_design_effect_lies_between_one_and_the_largest_cluster(sizes: list[int], likeness: float) -> None:
    effect = design_effect(sizes, likeness=likeness)
    assert 1 <= effect <= max([*sizes, 1]) * (1 + 1e-12)
    assert effect == pytest.approx(design_effect([*sizes[::-1], 0], likeness=likeness))
    assert design_effect([size * 3 for size in sizes]) == pytest.approx(3 * design_effect(sizes) if any(sizes) else 1)


# --- Small and large


def test_without_talks_nothing_is_said() -> None:
    found = reach([0, 0, 0], [10, 2000, None])
    assert not (found.is_fewer | found.is_more).any()
    assert found.high.tolist() == [0, 0, -1]


def test_a_single_area_has_nothing_to_be_held_against() -> None:
    found = reach([12], [400])
    assert (found.low[0], found.high[0], found.p_value[0]) == (12, 12, 1)
    assert not (found.is_fewer | found.is_more).any()


def test_no_areas_at_all_is_an_answer_too() -> None:
    assert reach([], []).low.shape == (0,)


def test_half_a_million_talks_are_as_many_as_sixty() -> None:
    found = reach([200_000, 180_000, 120_000], [40_000, 40_000, 20_000])
    assert found.is_fewer.tolist() == [False, True, False]
    assert found.is_more.tolist() == [False, False, True]


# --- Errors


@pytest.mark.parametrize(
    ("voices", "residents", "options", "words"),
    [
        ([1, 2], [3], {}, "give both for each area"),
        ([-1], [3], {}, "voices must be whole numbers"),
        ([1.5], [3], {}, "voices must be whole numbers"),
        ([float("nan")], [3], {}, "voices must be whole numbers"),
        (["twee"], [3], {}, "voices must be numbers"),
        ([[[1]]], [3], {}, "voices have 3 axes"),
        ([1], [[3]], {}, "residents have 2 axes"),
        ([1], [float("inf")], {}, "infinite"),
        ([1], [3], {"level": 1.0}, "level is 1.0"),
        ([1], [3], {"clustering": 0.5}, "clustering is less than 1"),
        ([1], [3], {"clustering": [1, 2]}, "clustering has shape"),
        ([1], [3], {"clustering": float("nan")}, "clustering is less than 1"),
    ],
)
def test_it_says_what_is_wrong(voices: Any, residents: Any, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        reach(voices, residents, **options)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: design_effect([[1]]), "2 axes"),
        (lambda: design_effect([-1]), "sizes must be whole numbers"),
        (lambda: design_effect([1], likeness=2), "likeness is 2"),
        (lambda: share_interval(3, 2), "part is more than total"),
        (lambda: share_interval(1, 2, level=0), "level is 0"),
        (lambda: share_interval(1, 2, clustering=0), "clustering is less than 1"),
        (lambda: holm([1.2]), "outside 0 to 1"),
        (lambda: holm([0.2], error=0), "error is 0"),
    ],
)
def test_the_others_say_so_too(call: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_a_hundred_areas_by_ten_sources_take_a_moment() -> None:
    """The numbers of halvings grow with the digits of the total, not with the total."""
    voices = np.array([[area * source for source in range(10)] for area in range(100)]) * 10_000
    found = reach(voices, np.arange(1, 101))
    assert found.is_compared.all()
    assert all(low <= high for low, high in itertools.zip_longest(found.low.flat, found.high.flat))
