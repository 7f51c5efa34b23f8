"""What stands in the way of a bundle is found, and it is said why options are in or out."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draagvlak.bundles import (
    Ballot,
    Condition,
    Consent,
    Gradient,
    Kind,
    Limit,
    Means,
    Option,
    Party,
    Problem,
    Progress,
    Search,
    Wall,
    blockers,
    bundle_of,
    explained,
    fairest,
    front,
    most_supported,
    proportional,
    robust,
    why_impossible,
)
from draagvlak.bundles.rows import lifted, walls_of
from draagvlak.tests.towns import bundles, fits, small_problem, total

problems = st.builds(small_problem, st.randoms(use_true_random=False))
few = settings(max_examples=25, deadline=None)
PROVEN = Search()


def without(problem: Problem, wall: Wall) -> Problem:
    """Return the problem in which a wall of a wish is gone altogether."""
    if wall.kind is Kind.MEANS:
        kept = tuple(one for one in problem.means if (one.id,) != wall.ids)
        options = tuple(
            replace(one, costs={id_: cost for id_, cost in one.costs.items() if (id_,) != wall.ids})
            for one in problem.options
        )
        return replace(problem, means=kept, options=options)
    if wall.kind is Kind.LIMIT:
        return replace(problem, limits=())
    return lifted(problem, wall)


def is_possible(problem: Problem, wish: frozenset[str]) -> bool:
    return any(wish <= chosen for chosen in bundles(problem))


@few
@given(problems, st.data())
def test_reasons_for_an_impossible_wish_are_all_needed_and_enough(problem: Problem, data: st.DataObject) -> None:
    wish = data.draw(st.frozensets(st.sampled_from([option.id for option in problem.options]), min_size=1))
    reasons = why_impossible(problem, wish)
    assert bool(reasons) is not is_possible(problem, wish)
    others = {wall for wall in _all_walls(problem) if wall not in reasons}
    bare = problem
    for wall in others:
        bare = without(bare, wall)
    if reasons:
        assert not is_possible(bare, wish)
        assert all(is_possible(without(bare, wall), wish) for wall in reasons)


def _all_walls(problem: Problem) -> tuple[Wall, ...]:
    return tuple(wall for wall in walls_of(problem) if wall.kind is not Kind.CONDITION)


def test_a_wish_is_impossible_when_what_it_requires_must_stay_out() -> None:
    pond = Option("pond", requires=frozenset({"fence"}))
    problem = Problem(options=(pond, Option("fence")))
    reasons = why_impossible(problem, ["pond"], without={"fence"})
    assert reasons == (Wall(Kind.WISH, ("fence",)), Wall(Kind.REQUIRES, ("pond", "fence")))
    assert why_impossible(problem, ["pond"]) == ()
    with pytest.raises(ValueError, match="option lake is not there"):
        why_impossible(problem, ["lake"])


@few
@given(problems)
def test_a_blocker_gains_what_the_best_gains_without_it(problem: Problem) -> None:
    base = most_supported(problem).total
    found = blockers(problem, search=PROVEN)
    assert [one.gain for one in found] == sorted((one.gain for one in found), reverse=True)
    for one in found:
        there = one.bundle.problem
        assert one.gain == pytest.approx(float(one.bundle.total - base))
        if one.wall.kind is not Kind.CONDITION:  # that lives in the table, which the slow way does not know
            assert one.bundle.total == max(total(there, chosen) for chosen in bundles(there))


def test_each_kind_of_wall_can_block() -> None:
    options = (
        Option("a", costs={"euro": 10}, theme="green"),
        Option("b", costs={"euro": 1}, theme="green"),
        Option("c", excludes=frozenset({"b"})),
        Option("d", consents={"parks": Consent.REFUSED}),
        Option("e"),
    )
    likes = Party(
        "Anna",
        reactions=dict.fromkeys(("a", "b", "c", "d", "e"), Gradient.WANT),
        conditions={"e": Condition(requires=frozenset({"d"}), otherwise=Gradient.UNACCEPTABLE)},
    )
    problem = Problem(options, (Means("euro", 10),), (likes,), (Limit("green", 1, theme="green"),))
    gains = {one.wall.kind: one.gain for one in blockers(problem)}
    assert gains == {Kind.CONSENT: 2.0, Kind.CONDITION: 1.0, Kind.MEANS: 0.0, Kind.LIMIT: 0.0, Kind.EXCLUDES: 0.0}
    assert {one.wall.kind for one in blockers(problem, aim="served")} == set(gains)
    with pytest.raises(ValueError, match="more is 0"):
        blockers(problem, more=Fraction(0))
    with pytest.raises(ValueError, match="a wish can't be lifted"):
        lifted(problem, Wall(Kind.WISH, ("a",)))


@few
@given(problems)
def test_reasons_say_of_each_option_what_it_would_change(problem: Problem) -> None:
    bundle = most_supported(problem)
    chosen = frozenset(bundle.options)
    for reason in explained(bundle):
        with_it, without_it = chosen | {reason.option}, chosen - {reason.option}
        assert reason.is_in == (reason.option in chosen)
        assert reason.adds == pytest.approx(float(total(problem, with_it) - total(problem, without_it)))
        assert reason.is_for_lack_of_support == (not reason.is_in and fits(problem, with_it))
        assert reason.serves >= reason.serves_alone >= 0


def test_an_option_is_needed_by_what_requires_it() -> None:
    options = (Option("fence"), Option("pond", requires=frozenset({"fence"})))
    fence, pond = explained(bundle_of(Problem(options), ["fence", "pond"]))
    assert (fence.needed_by, pond.needed_by) == (("pond",), ())


def test_a_bundle_that_all_spoke_of_is_robust() -> None:
    options = (Option("a", costs={"turns": 1}), Option("b", costs={"turns": 1}))
    likes = (Party("Anna", reactions={"a": 1}), Party("Bart", reactions={"a": 1, "b": 1}))
    problem = Problem(options, (Means("turns", 1),), likes, ballot=Ballot.APPROVAL)
    assert robust(most_supported(problem)).stays_best
    assert robust(bundle_of(problem, ["b"])).share == 0


@few
@given(st.builds(lambda chance: small_problem(chance, ballot=Ballot.GRADIENTS), st.randoms(use_true_random=False)))
def test_a_bundle_stays_best_up_to_the_share_that_is_said(problem: Problem) -> None:
    bundle = most_supported(problem)
    found = robust(bundle, search=PROVEN)
    here, chosen = float(total(problem, frozenset(bundle.options))), frozenset(bundle.options)

    def rival(other: frozenset[str], share: float) -> float:
        unknown = sum(
            float(one.weight)
            for one in problem.parties
            for id_ in other - chosen
            if one.reactions.get(id_, Gradient.UNSURE) is Gradient.UNSURE
        )
        return float(total(problem, other)) + share * unknown

    assert max(rival(other, found.share) for other in bundles(problem)) <= here + 1e-6
    if not found.stays_best:
        assert max(rival(other, found.share + 0.01) for other in bundles(problem)) > here


def hard_problem() -> Problem:
    options = tuple(Option(f"o{number}", costs={"euro": 40 + number * 7 % 23}) for number in range(40))
    parties = tuple(
        Party(f"p{number}", group=f"g{number % 7}", reactions={f"o{number * k % 41 % 40}": 1 for k in range(1, 9)})
        for number in range(60)
    )
    return Problem(options, (Means("euro", 500),), parties, ballot=Ballot.APPROVAL)


def test_a_search_tells_how_far_it_is_and_holds_the_best_so_far() -> None:
    told: list[Progress] = []
    problem = hard_problem()
    bundle = fairest(problem, search=Search(gap=0.0, tell=told.append))
    assert told
    assert all(one.bundle and not problem.faults(one.bundle.options) and one.seconds >= 0 for one in told)
    assert bundle.gap == 0
    assert not bundle.is_stopped


@pytest.mark.parametrize("search", [Search(is_stopped=lambda: True), Search(seconds=1e-6)])
def test_a_search_that_is_ended_says_so_and_gives_what_it_has(search: Search) -> None:
    problem = hard_problem()
    for rule in (most_supported, proportional, fairest):
        bundle = rule(problem, search=search)
        assert bundle.is_stopped
        assert bundle.options
        assert bundle.gap is not None
        assert 0 <= bundle.gap <= 1
        assert not problem.faults(bundle.options)
    assert all(one.is_stopped for one in front(problem, search=search))
    assert len(blockers(problem, search=search)) == 0


def test_ended_by_its_gap_a_search_gives_the_same_again() -> None:
    one, other = (fairest(hard_problem(), search=Search(gap=0.01)) for _again in range(2))
    assert (one.options, one.proofs) == (other.options, other.proofs)


def test_what_can_not_be_asked_is_refused() -> None:
    problem = Problem(options=())
    for ask, message in (
        (lambda: Search(gap=1), "the gap is 1"),
        (lambda: Search(seconds=0), "a search of 0 seconds"),
        (lambda: fairest(problem, band=1), "the band is 1"),
        (lambda: front(problem, most=1), "most is 1"),
    ):
        with pytest.raises(ValueError, match=message):
            ask()
