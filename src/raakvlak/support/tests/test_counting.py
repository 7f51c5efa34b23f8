"""What is free: against counting day by day."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from raakvlak.support.counting import ONE_DAY, Taking, least_free, most_taken, stretches

DAY = datetime.date(2026, 5, 4)
amounts = st.decimals(min_value="0.01", max_value="500", places=2)


@st.composite
def some_takings(draw: st.DrawFn) -> list[Taking]:
    rows = draw(st.lists(st.tuples(amounts, st.integers(-20, 40), st.integers(0, 30)), max_size=12))
    return [Taking(amount, DAY + ONE_DAY * start, DAY + ONE_DAY * (start + more)) for amount, start, more in rows]


def taken_on(day: datetime.date, takings: Sequence[Taking]) -> Decimal:
    """Count in the slow, obvious way."""
    return sum((one.amount for one in takings if one.from_on <= day <= one.until_on), Decimal(0))


def days(first: int, more: int) -> list[datetime.date]:
    return [DAY + ONE_DAY * (first + number) for number in range(more + 1)]


@given(amount=amounts, takings=some_takings(), first=st.integers(-5, 20), more=st.integers(0, 25))
def test_what_comes_back_is_counted_day_by_day(amount: Decimal, takings: list[Taking], first: int, more: int) -> None:
    wanted = days(first, more)
    found = stretches(amount, takings, wanted[0], wanted[-1], comes_back=True)
    told = {
        part.first + ONE_DAY * number: part.free
        for part in found
        for number in range((part.last - part.first).days + 1)
    }
    assert told == {day: amount - taken_on(day, takings) for day in wanted}


@given(amount=amounts, takings=some_takings(), first=st.integers(-5, 20), more=st.integers(0, 25))
def test_what_is_used_up_is_gone_on_every_day(amount: Decimal, takings: list[Taking], first: int, more: int) -> None:
    wanted = days(first, more)
    left = amount - sum((one.amount for one in takings), Decimal(0))
    assert least_free(amount, takings, wanted[0], wanted[-1], comes_back=False) == left


@given(takings=some_takings())
def test_what_must_be_there_is_what_the_fullest_day_takes(takings: list[Taking]) -> None:
    every = days(-20, 100)
    assert most_taken(takings, comes_back=True) == max([taken_on(day, takings) for day in every])
    assert most_taken(takings, comes_back=False) == sum((one.amount for one in takings), Decimal(0))


@given(amount=amounts, takings=some_takings(), first=st.integers(-5, 20), more=st.integers(0, 25))
def test_the_order_of_asking_makes_no_difference(amount: Decimal, takings: list[Taking], first: int, more: int) -> None:
    wanted = days(first, more)
    one, other = (stretches(amount, rows, wanted[0], wanted[-1], comes_back=True) for rows in (takings, takings[::-1]))
    assert one == other


@given(amount=amounts, takings=some_takings())
def test_neighbours_never_say_the_same(amount: Decimal, takings: list[Taking]) -> None:
    found = stretches(amount, takings, DAY, DAY + 40 * ONE_DAY, comes_back=True)
    assert all(one.free != other.free for one, other in pairwise(found))
    assert all(one.last + ONE_DAY == other.first for one, other in pairwise(found))
