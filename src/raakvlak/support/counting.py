"""How much is free, by days: the arithmetic alone, on plain values."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final, NamedTuple

ONE_DAY: Final = datetime.timedelta(days=1)
NOTHING: Final = Decimal(0)


class Taking(NamedTuple):
    """So much is taken, from one day until another, both included."""

    amount: Decimal
    from_on: datetime.date
    until_on: datetime.date


class Stretch(NamedTuple):
    """So much is free on each of these days, the last included."""

    first: datetime.date
    last: datetime.date
    free: Decimal


def stretches(
    amount: Decimal, takings: Iterable[Taking], first: datetime.date, last: datetime.date, *, comes_back: bool
) -> list[Stretch]:
    """Cut these days into stretches on which equally much is free, neighbours of the same amount made one.

    What comes back is taken on its own days; what is used up is gone, whatever the day.

    >>> day = datetime.date(2026, 5, 4)
    >>> taken = [Taking(Decimal(2), day + ONE_DAY, day + ONE_DAY)]
    >>> [(one.first.day, one.last.day, int(one.free)) for one in stretches(
    ...     Decimal(3), taken, day, day + 6 * ONE_DAY, comes_back=True)]
    [(4, 4, 3), (5, 5, 1), (6, 10, 3)]
    """
    rows = list(takings)
    if not comes_back:
        return [Stretch(first, last, amount - sum((one.amount for one in rows), NOTHING))]
    steps: dict[datetime.date, Decimal] = {first: NOTHING}
    for one in rows:
        begins, after = max(one.from_on, first), one.until_on + ONE_DAY
        if begins <= last and after > first:
            steps[begins] = steps.get(begins, NOTHING) + one.amount
            if after <= last:
                steps[after] = steps.get(after, NOTHING) - one.amount
    days = sorted(steps)
    taken = accumulate(steps[day] for day in days)
    ends = [*(day - ONE_DAY for day in days[1:]), last]
    return joined([Stretch(day, end, amount - so_much) for day, end, so_much in zip(days, ends, taken, strict=True)])


def joined(parts: Sequence[Stretch]) -> list[Stretch]:
    """Make neighbours on which equally much is free into one."""
    found: list[Stretch] = []
    for part in parts:
        if found and found[-1].free == part.free:
            found[-1] = found[-1]._replace(last=part.last)
        else:
            found.append(part)
    return found


def least_free(
    amount: Decimal, takings: Iterable[Taking], first: datetime.date, last: datetime.date, *, comes_back: bool
) -> Decimal:
    """Return how much is free on all of these days: what is free on the fullest."""
    return min(part.free for part in stretches(amount, takings, first, last, comes_back=comes_back))


def most_taken(takings: Sequence[Taking], *, comes_back: bool) -> Decimal:
    """Return how much there must at least be for all this: together, or on the fullest day."""
    if not takings:
        return NOTHING
    first, last = min(one.from_on for one in takings), max(one.until_on for one in takings)
    return -least_free(NOTHING, takings, first, last, comes_back=comes_back)
