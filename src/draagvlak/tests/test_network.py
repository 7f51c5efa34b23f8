"""Network: what one node alone holds up, against leaving each out in turn."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from draagvlak.network import NOTHING, OUT_OF_REACH, hangs_on, reached

NODES = 9
ties = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=16)
Ties = list[tuple[int, int]]


def ends(pairs: Ties) -> tuple[list[int], list[int]]:
    return [one for one, _other in pairs], [other for _one, other in pairs]


def slowly_reached(pairs: Ties, root: int, without: int | None = None) -> set[int]:
    """Walk on until nothing is added."""
    found = {root}
    while True:
        near = {b for a, b in pairs if a in found} | {a for a, b in pairs if b in found}
        if near - {without} <= found:
            return found
        found |= near - {without}


@given(ties, st.integers(0, NODES - 1))
def test_it_reaches_what_one_walks_to(pairs: Ties, root: int) -> None:
    assert set(reached(*ends(pairs), nodes=NODES, root=root).nonzero()[0].tolist()) == slowly_reached(pairs, root)


@given(ties, st.integers(0, NODES - 1), st.lists(st.booleans(), min_size=NODES, max_size=NODES))
def test_it_finds_the_nearest_node_that_is_missed(pairs: Ties, root: int, may_leave: list[bool]) -> None:
    found = hangs_on(*ends(pairs), nodes=NODES, root=root, may_leave=may_leave)
    there = slowly_reached(pairs, root)
    for node in range(NODES):
        missed = {
            left
            for left in range(NODES)
            if may_leave[left] and left not in {root, node} and node not in slowly_reached(pairs, root, without=left)
        }
        if node not in there:
            assert found[node] == OUT_OF_REACH
        elif not missed:
            assert found[node] == NOTHING
        else:  # the nearest hangs itself on all the others
            nearest = [
                one for one in missed if all(one not in slowly_reached(pairs, root, other) for other in missed - {one})
            ]
            assert [found[node]] == nearest


@given(ties, st.permutations(range(NODES)), st.randoms(use_true_random=False))
def test_names_directions_order_and_repetition_do_not_matter(pairs: Ties, names: list[int], random: Any) -> None:
    renamed = [(names[one], names[other]) for one, other in pairs + pairs]
    turned = [pair[::-1] if random.random() < 0.5 else pair for pair in renamed]
    random.shuffle(turned)
    before = hangs_on(*ends(pairs), nodes=NODES, root=0)
    after = hangs_on(*ends(turned), nodes=NODES, root=names[0])
    assert_array_equal([after[names[node]] for node in range(NODES)], [names[at] if at >= 0 else at for at in before])


@given(ties, st.integers(1, NODES - 1), st.integers(1, NODES - 1))
def test_who_meets_somebody_loses_nothing(pairs: Ties, one: int, other: int) -> None:
    before, after = (hangs_on(*ends(all_of), nodes=NODES, root=0) for all_of in (pairs, [*pairs, (0, one), (0, other)]))
    assert not ((before == NOTHING) & (after != NOTHING)).any()


def test_a_planted_bond_is_found() -> None:
    """House 0; colleagues 1 to 5 know all of twenty organisations, and colleague 5 one more."""
    pairs = [(0, colleague) for colleague in range(1, 6)]
    pairs += [(colleague, organisation) for colleague in range(1, 6) for organisation in range(6, 26)]
    found = hangs_on(*ends([*pairs, (5, 26)]), nodes=28, root=0)
    assert found[26] == 5
    assert found[27] == OUT_OF_REACH
    assert set(found[:26].tolist()) == {NOTHING}


def test_a_chain_of_a_hundred_thousand_is_walked() -> None:
    long = 100_000
    found = hangs_on(np.arange(long - 1), np.arange(1, long), nodes=long, root=0)
    assert found[:3].tolist() == [NOTHING, NOTHING, 1]
    assert found[-1] == long - 2
    assert reached(np.arange(long - 1), np.arange(1, long), nodes=long, root=long - 1).all()


def test_without_ties_only_the_root_is_there() -> None:
    assert hangs_on([], [], nodes=2, root=1).tolist() == [OUT_OF_REACH, NOTHING]


@pytest.mark.parametrize(
    ("one", "other", "options", "words"),
    [
        ([0], [1, 1], {}, "each needs both"),
        ([0], [3], {}, "not there"),
        ([-1], [0], {}, "not there"),
        ([0.5], [1], {}, "whole numbers"),
        ([[0]], [[1]], {}, "in one row"),
        ([0], [1], {"root": 3}, "the root is 3"),
        ([0], [1], {"may_leave": [True]}, "may_leave has shape"),
    ],
)
def test_it_says_what_is_wrong(one: Any, other: Any, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        hangs_on(one, other, **{"nodes": 3, "root": 0, **options})
