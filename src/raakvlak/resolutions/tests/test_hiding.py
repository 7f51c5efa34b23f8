"""No number that is told points at somebody, also not for who knows how numbers are left out, and reckons."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raakvlak.resolutions.hiding import Told, alone, folded, together
from raakvlak.resolutions.models.briefing import LEAST

NUMBERS = st.lists(st.integers(0, 30), min_size=2, max_size=7).filter(lambda found: sum(found) >= LEAST)


@given(NUMBERS)
def test_no_small_number_is_told_and_no_told_number_is_wrong(numbers: list[int]) -> None:
    for number, told in zip(numbers, together(numbers), strict=True):
        assert told.number is None or told.number == number
        assert told.number is None or told.number == 0 or told.number >= LEAST
        assert not told.is_few or number < LEAST


@given(NUMBERS)
def test_nothing_is_left_out_where_nothing_is_small(numbers: list[int]) -> None:
    if not any(0 < number < LEAST for number in numbers):
        assert [told.number for told in together(numbers)] == numbers


@pytest.mark.parametrize(("parts", "most"), [(2, 24), (3, 20), (4, 14)])
def test_who_knows_the_total_and_the_rules_reckons_no_small_number(parts: int, most: int) -> None:
    """Of everything that could have been told so, each number that is left out can still be something else."""
    for total in range(LEAST, most):
        possible: dict[tuple[Told, ...], list[tuple[int, ...]]] = defaultdict(list)
        for others in product(range(total + 1), repeat=parts - 1):
            if sum(others) <= total:
                numbers = (*others, total - sum(others))
                possible[tuple(together(numbers))].append(numbers)
        for told, found in possible.items():
            for place in (place for place, one in enumerate(told) if one.number is None):
                values = {numbers[place] for numbers in found}
                assert len(values) > 1 or values.isdisjoint(range(1, LEAST)), (told, found)
                assert 0 in values or not told[place].is_few, (told, found)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 30), max_size=12), st.integers(1, 6))
def test_what_is_small_is_told_with_the_rest_and_nothing_is_lost(numbers: dict[str, int], most: int) -> None:
    parts = folded(numbers, most)
    assert all(number >= LEAST for number in parts.told.values())
    assert len(parts.told) <= most
    rest = sum(numbers.values()) - sum(parts.told.values())
    assert parts.rest == (alone(rest) if rest else None)
    assert rest == 0 or rest >= LEAST or not parts.told


def test_a_number_by_itself() -> None:
    assert [alone(number).number for number in (0, 1, 4, 5, 60)] == [0, None, None, 5, 60]
