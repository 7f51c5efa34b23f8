"""A problem is what it says, and what can't be is refused with where it stands."""

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draagvlak.bundles import (
    UTILITIES,
    Ballot,
    Condition,
    Consent,
    Gradient,
    Limit,
    Means,
    Option,
    Party,
    Problem,
    bundle_of,
)
from draagvlak.tests.towns import is_heard, small_problem, times_served, worth

problems = st.builds(small_problem, st.randoms(use_true_random=False))
WANT = {"a": Gradient.WANT}
ON = {"a": Condition(requires=frozenset({"b"}))}


def made(**changed: Any) -> Problem:
    values = {"options": (Option("a"), Option("b")), "means": (Means("euro", 5),), "parties": (Party("Anna"),)}
    return Problem(**{**values, **changed})


def anna(
    reactions: Mapping[str, Any], conditions: Mapping[str, Condition] | None = None, weight: Any = 1
) -> dict[str, tuple[Party, ...]]:
    return {"parties": (Party("Anna", weight, reactions=reactions, conditions=conditions or {}),)}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"options": (Option("a"), Option("a"))}, "option a is there twice"),
        ({"options": (Option(""),)}, "option 1 has an empty id"),
        ({"options": (Option("a", costs={"rooms": 1}),)}, "option a costs rooms, which is no means"),
        ({"options": (Option("a", costs={"euro": -1}),)}, "the cost of option a in euro is -1"),
        ({"options": (Option("a", costs={"euro": 0.5}),)}, "the cost of option a in euro is 0.5: give an int"),  # type: ignore[dict-item]  # wrong
        ({"options": (Option("a", requires=frozenset({"a"})),)}, "option a requires itself"),
        ({"options": (Option("a", excludes=frozenset({"z"})),)}, "option a excludes option z, which is not there"),
        ({"options": (Option("a", consents={"parks": "maybe"}),)}, "option a: the consent of parks is 'maybe'"),  # type: ignore[dict-item]  # wrong
        ({"means": (Means("euro", -1),)}, "the amount of means euro is -1"),
        ({"means": (Means("euro", Decimal("NaN")),)}, "the amount of means euro is NaN: give a finite number"),
        ({"limits": (Limit("few", 1),)}, "limit few names no theme and no area"),
        ({"limits": (Limit("few", -1, theme="green"),)}, "limit few is at most -1"),
        ({"utilities": {Gradient.WANT: 1}}, "utilities are of want: give those of"),
        ({"utilities": {**UTILITIES, Gradient.OBJECT: 2}}, "fall from want to unacceptable"),
        ({"parties": (Party("Anna"), Party("Anna"))}, "party Anna is there twice"),
        (anna({}, weight=0), "the weight of party Anna is 0"),
        (anna({"z": Gradient.WANT}), "party Anna reacts to option z, which is not there"),
        (anna({"a": 1}), "party Anna reacts with 1: the ballot of this problem is gradients"),
        ({"ballot": Ballot.APPROVAL, **anna({"a": 2})}, "party Anna reacts with 2: an approval is 1"),
        ({"ballot": Ballot.POINTS, **anna({"a": -2})}, "party Anna reacts with -2: it must be 0 or more"),
        ({"ballot": Ballot.RANKS, **anna({"a": 0})}, "party Anna reacts with rank 0"),
        (anna({"b": Gradient.WANT}, ON), "the condition of party Anna on option a belongs to no reaction"),
        (anna(WANT, {"a": Condition(requires=frozenset({"z"}))}), "names option z, which is not there"),
        (anna(WANT, {"a": Condition()}), "must name other options"),
        (anna({"a": Gradient.UNACCEPTABLE}, ON), "is worth more when it is not met"),
        (anna(WANT, {"a": Condition(frozenset({"b"}), otherwise=Gradient.UNSURE)}), "has unsure otherwise"),
        (
            {"ballot": Ballot.RANKS, **anna({"a": 1}, {"a": Condition(frozenset({"b"}), otherwise=2)})},
            "has another rank otherwise",
        ),
    ],
)
def test_what_can_not_be_is_refused_with_where_it_stands(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        made(**changed)


def test_numbers_too_fine_to_be_exact_are_refused() -> None:
    fine = made(means=(Means("euro", Fraction(2**60, 7)),))
    with pytest.raises(ValueError, match="means euro counts more than"):
        fine.amounts  # noqa: B018 – worked out when asked for
    heavy = made(**anna({}, weight=2**60))
    with pytest.raises(ValueError, match="weights count more than"):
        heavy.table  # noqa: B018 – asking for it is what raises


@settings(max_examples=50, deadline=None)
@given(problems, st.data())
def test_what_parties_get_is_what_they_said(problem: Problem, data: st.DataObject) -> None:
    chosen = data.draw(st.frozensets(st.sampled_from([option.id for option in problem.options])))
    bundle = bundle_of(problem, chosen)
    for party, found in zip(problem.parties, bundle.parties, strict=True):
        assert found.low == pytest.approx(float(worth(problem, party, chosen)))
        assert found.is_served == (times_served(problem, party, chosen) > 0)
        assert found.is_heard == is_heard(problem, party)
        unknown = sum(party.reactions.get(id_, Gradient.UNSURE) is Gradient.UNSURE for id_ in chosen)
        assert found.high == pytest.approx(found.low + (unknown if problem.ballot is Ballot.GRADIENTS else 0))
        assert (party.id in bundle.left_out) == (found.is_heard and not found.is_served)


def test_a_group_of_which_nobody_was_heard_is_reported() -> None:
    parties = (
        Party("Anna", group="street", reactions=WANT),
        Party("Bart", 3, "street"),
        Party("Carla", group="square"),
    )
    bundle = bundle_of(made(parties=parties), ["a", "b"])
    street, square = bundle.groups
    assert (street.mean, street.low, street.high) == (1.0, 0.25, 2.0)
    assert (street.served, street.least_served, street.most_served) == (1.0, 0.25, 1.0)
    assert math.isnan(square.mean)
    assert (square.low, square.high) == (0.0, 2.0)
    assert bundle.unheard_groups == ("square",)
    assert bundle.unheard == ("Bart", "Carla")
    assert bundle.left_out_share == 0


def test_spending_is_exact() -> None:
    options = (Option("a", costs={"euro": Decimal("0.1")}), Option("b", costs={"euro": Decimal("0.2")}))
    problem = made(options=options, means=(Means("euro", Decimal("0.3")), Means("rooms", 1)))
    bundle = bundle_of(problem, ["a", "b"])
    assert dict(bundle.spent) == {"euro": Fraction(3, 10), "rooms": 0}
    assert problem.faults(bundle.options) == ()
    assert (bundle.bound, bundle.gap, bundle.left_out_share) == (None, None, 0.0)


def test_a_consent_that_is_asked_is_enough_when_that_is_said() -> None:
    options = (Option("a", consents={"parks": Consent.ASKED}),)
    assert made(options=options).faults(["a"]) == ("consent parks",)
    either = frozenset({Consent.KNOWN, Consent.ASKED})
    assert made(options=options, sufficient=either).faults(["a"]) == ()


def test_an_option_that_is_not_there_is_in_no_bundle() -> None:
    with pytest.raises(ValueError, match="option z is not there"):
        bundle_of(made(), ["z"])
