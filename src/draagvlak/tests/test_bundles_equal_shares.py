"""Equal Shares: as the slow way says, and by its laws."""

import dataclasses
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from draagvlak.bundles import Ballot, Means, Option, Party, Problem, growing
from draagvlak.bundles.buying import Market
from draagvlak.bundles.equal_shares import Completion, equal_shares
from draagvlak.bundles.greedy import greedy
from draagvlak.bundles.lanes import has_lanes, runs_of
from draagvlak.bundles.purses import ExactPurses
from draagvlak.bundles.representation import passed_over
from draagvlak.bundles.shares import Shares, Utility
from draagvlak.tests.slow_shares import slow_equal_shares
from draagvlak.tests.towns import small_problem

UTILITIES: list[Utility] = ["cost", "cardinality", "additive"]
COMPLETIONS: list[Completion | None] = [None, "add1", "add1u", "utilitarian"]


def problems(*, is_plain: bool = False, kinds_of_means: int = 1) -> st.SearchStrategy[Problem]:
    drawn = partial(small_problem, most_options=5, kinds_of_means=kinds_of_means, is_plain=is_plain)
    return st.builds(drawn, st.randoms(use_true_random=False))


@pytest.mark.parametrize("completion", COMPLETIONS)
@given(problem=problems(), utility=st.sampled_from(UTILITIES))
@settings(max_examples=60)
def test_it_chooses_what_the_slow_way_chooses(
    problem: Problem, utility: Utility, completion: Completion | None
) -> None:
    found = equal_shares(problem, utility=utility, completion=completion)
    assert set(found.options) == slow_equal_shares(problem, utility, completion)


@given(problem=problems(kinds_of_means=2), utility=st.sampled_from(UTILITIES))
@settings(max_examples=40)
def test_it_shares_several_kinds_of_means_as_the_slow_way_does(problem: Problem, utility: Utility) -> None:
    for completion in ("utilitarian", None):
        found = equal_shares(problem, utility=utility, completion=completion)
        assert set(found.options) == slow_equal_shares(problem, utility, completion)
        assert not problem.faults(found.options)


@given(problem=problems(), utility=st.sampled_from(UTILITIES), completion=st.sampled_from(COMPLETIONS))
@settings(max_examples=40)
def test_what_it_chooses_fits(problem: Problem, utility: Utility, completion: Completion | None) -> None:
    assert not problem.faults(equal_shares(problem, utility=utility, completion=completion).options)
    assert not problem.faults(greedy(problem, utility=utility).options)


@given(problem=problems(is_plain=True), utility=st.sampled_from(UTILITIES), completion=st.sampled_from(COMPLETIONS))
@settings(max_examples=40)
def test_it_passes_nobody_over(problem: Problem, utility: Utility, completion: Completion | None) -> None:
    assert passed_over(equal_shares(problem, utility=utility, completion=completion), utility=utility) == ()


@given(problem=problems(), completion=st.sampled_from(COMPLETIONS))
@settings(max_examples=30)
def test_a_party_doubled_is_a_party_of_twice_the_weight(problem: Problem, completion: Completion | None) -> None:
    assume(problem.parties)
    first, *others = problem.parties
    heavier = changed(problem, [changed(first, weight=Fraction(first.weight) * 2), *others])
    doubled = changed(problem, [first, changed(first, id="again"), *others])
    assert equal_shares(heavier, completion=completion).options == equal_shares(doubled, completion=completion).options


@given(problem=problems(), completion=st.sampled_from(COMPLETIONS), seed=st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_parties_and_options_changes_nothing(
    problem: Problem, completion: Completion | None, seed: Any
) -> None:
    parties, options = list(problem.parties), list(problem.options)
    seed.shuffle(parties)
    seed.shuffle(options)
    turned = Problem(tuple(options), problem.means, tuple(parties), problem.limits, problem.ballot)
    assert set(equal_shares(problem, completion=completion).options) == set(
        equal_shares(turned, completion=completion).options
    )


@given(problem=problems(is_plain=True), utility=st.sampled_from(UTILITIES))
@settings(max_examples=60)
def test_lanes_side_by_side_buy_what_each_would_by_itself(problem: Problem, utility: Utility) -> None:
    shares = Shares(problem, utility)
    assert has_lanes(shares)
    purses = [shares.purse * growth / 4 for growth in range(1, 12)]
    runs = runs_of(shares, purses)
    alone = [Market(shares, purse).run() for purse in purses]
    assert [(run.places, run.is_full) for run in runs] == [(run.places, run.is_full) for run in alone]
    assert [run.rates for run in runs] == [pytest.approx(run.rates) for run in alone]


@pytest.mark.parametrize("few_voters", [0, 3_000])
@given(problem=problems(is_plain=True))
@settings(max_examples=15)
def test_every_leap_lands_where_steps_would(few_voters: int, problem: Problem) -> None:
    """Amounts that are a hundred times as many make as many more steps, so that it leaps, in lanes or out of them."""
    options = tuple(changed(one, costs={"euro": one.costs["euro"] * 100}) for one in problem.options)
    finer = Problem(options, (Means("euro", problem.means[0].amount * 100),), problem.parties, (), problem.ballot)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(growing, "FEW_VOTERS", few_voters)
        assert set(equal_shares(finer).options) == slow_equal_shares(finer, "cost", "add1")


def test_the_example_of_the_docs_is_true() -> None:
    """Six in the north want a path, a pond and a fence, three in the south a field; each costs 300 of 900."""
    north = tuple(Party(f"n{n}", reactions={"hek": 1, "pad": 1, "vijver": 1}) for n in range(6))
    south = tuple(Party(f"z{n}", reactions={"speelveld": 1}) for n in range(3))
    options = tuple(Option(id_, costs={"euro": 300}) for id_ in ("pad", "vijver", "hek", "speelveld"))
    problem = Problem(options, (Means("euro", 900),), north + south, ballot=Ballot.APPROVAL)
    assert set(greedy(problem).options) == {"hek", "pad", "vijver"}
    assert set(equal_shares(problem).options) == {"hek", "pad", "speelveld"}


def test_equal_options_go_by_their_id_as_text() -> None:
    options = tuple(Option(id_, costs={"euro": 10}) for id_ in ("9", "10"))
    parties = (Party("A", reactions={"9": 1, "10": 1}),)
    problem = Problem(options, (Means("euro", 10),), parties, ballot=Ballot.APPROVAL)
    assert equal_shares(problem).options == greedy(problem).options == ("10",)


def test_it_decides_exactly_where_floating_point_can_not() -> None:
    """Three purses of 2/3 pay exactly the 2 that a or b costs."""
    third = Option("third", costs={"euro": 1})
    options = (third, Option("b", costs={"euro": 2}), Option("a", costs={"euro": 2}))
    parties = tuple(Party(f"{n}", reactions={"third": 1, "a": 1, "b": 1}) for n in range(3))
    problem = Problem(options, (Means("euro", 3),), parties, ballot=Ballot.APPROVAL)
    assert equal_shares(problem, utility="cardinality", completion=None).options == ("third", "a")


def test_purses_stay_exact() -> None:
    purses = ExactPurses(3, Fraction(10, 3))
    shares = Shares(
        Problem(
            (Option("x", costs={"euro": 7}),),
            (Means("euro", 10),),
            tuple(Party(f"{n}", reactions={"x": n + 1}) for n in range(3)),
            ballot=Ballot.POINTS,
        ),
        "additive",
    )
    purses.pay(shares.support(0, ()), 7)
    assert sum(purses.left(voter) for voter in range(3)) == 3


def test_nobody_heard_gets_nothing() -> None:
    problem = Problem((Option("x", costs={"euro": 1}),), (Means("euro", 5),), (Party("silent"),))
    assert equal_shares(problem).options == greedy(problem).options == ()


def test_it_refuses_other_measures_and_completions() -> None:
    problem = Problem((Option("x"),))
    with pytest.raises(ValueError, match="utility is 'joy': give one of cost"):
        equal_shares(problem, utility="joy")  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(ValueError, match="completion is 'add2': give one of add1"):
        equal_shares(problem, completion="add2")  # type: ignore[arg-type]  # wrong on purpose


def changed(one: Any, parties: Any = None, **more: Any) -> Any:
    return dataclasses.replace(one, **({} if parties is None else {"parties": tuple(parties)}), **more)
