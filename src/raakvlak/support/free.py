"""What is free on which days: for a whole list at once, and in words for a few of it."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from django.db.models import Case, DecimalField, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least, Round

from raakvlak.support.counting import NOTHING, ONE_DAY, Stretch, Taking, least_free, stretches
from raakvlak.support.models import USED_UP, Means, MeansQuerySet, Reservation

AMOUNT: Final = DecimalField(max_digits=12, decimal_places=2)
WEEK: Final = datetime.timedelta(days=7)
WEEKS_AHEAD: Final = 8


class Days(NamedTuple):
    """Some days in a row, the last included."""

    first: datetime.date
    last: datetime.date

    @property
    def each(self) -> list[datetime.date]:
        """Return all of these days."""
        return [self.first + ONE_DAY * number for number in range((self.last - self.first).days + 1)]


class Offer(NamedTuple):
    """A means, and how much of it is free on some days."""

    means: Means
    free: Decimal
    parts: list[Stretch]

    @property
    def is_same_all_days(self) -> bool:
        """Tell whether equally much is free on all of these days."""
        return len(self.parts) == 1


def week_of(day: datetime.date) -> Days:
    """Return the week in which a day lies.

    >>> week_of(datetime.date(2026, 12, 3)).first
    datetime.date(2026, 11, 30)
    """
    monday = day - datetime.timedelta(days=day.weekday())
    return Days(monday, monday + 6 * ONE_DAY)


def with_free(means: MeansQuerySet, days: Days) -> MeansQuerySet:
    """Tell of each means how much is free: of what is used up what is left, of what comes back the best of the days."""
    least_taken: list[Combinable] = [_taken_on(day) for day in days.each]
    taken_back = Least(*least_taken) if len(least_taken) > 1 else least_taken[0]
    ever = _total(Q())
    taken = Case(When(kind__in=USED_UP, then=ever), default=taken_back, output_field=AMOUNT)
    # SQLite adds in binary: a tenth is no tenth there, and rounding makes it one again.
    return means.annotate(free=Round(F("amount") - taken, precision=2, output_field=AMOUNT))


def free_of(means: Means, days: Days) -> Decimal:
    """Tell how much of one means is free."""
    (row,) = with_free(Means.objects.filter(pk=means.pk), days)
    return row.free  # type: ignore[attr-defined,no-any-return]  # the query adds this column


class Sums(NamedTuple):
    """How much there is of a means, how much of that is reserved, and how much is free on all of some days."""

    there: Decimal
    taken: Decimal
    free: Decimal


def sums_of(wanted: Iterable[tuple[Means, Days]]) -> list[Sums]:
    """Tell of each means how much is free on all of its days, and never more than there is; in two queries."""
    rows = list(wanted)
    coming = [(means, days) for means, days in rows if means.comes_back]
    taken: dict[int, list[Taking]] = {}
    if coming:
        span = Days(min(days.first for _, days in coming), max(days.last for _, days in coming))
        taken = takings_by_means([means for means, _ in coming], span)
    used_up = [means.pk for means, _ in rows if not means.comes_back]
    used = _used_of(used_up) if used_up else {}
    return [_sums(means, days, taken.get(means.pk, []), used.get(means.pk, NOTHING)) for means, days in rows]


def _used_of(means: Sequence[int]) -> dict[int, Decimal]:
    rows = Reservation.objects.filter(means__in=means).taking().order_by().values("means")
    # SQLite adds in binary: rounding makes a tenth a tenth again.
    return dict(
        rows.annotate(total=Round(Sum("amount"), precision=2, output_field=AMOUNT)).values_list("means", "total")
    )


def _sums(means: Means, days: Days, taken: Iterable[Taking], used: Decimal) -> Sums:
    if not means.comes_back:
        free = NOTHING if means.is_over else max(means.amount - used, NOTHING)
        return Sums(means.amount, used, free)
    free = max(least_free(means.amount, taken, *days, comes_back=True), NOTHING)
    is_there = means.ended_on is None and means.from_on <= days.first and days.last <= means.until_on
    return Sums(means.amount, means.amount - free, free if is_there else NOTHING)


def there_on(means: MeansQuerySet, days: Days) -> MeansQuerySet:
    """Keep the means that are there on one of these days at least."""
    return means.running(days.first).filter(from_on__lte=days.last)


def _taken_on(day: datetime.date) -> Case:
    """Say how much is taken on a day; before and after its own days, all of it."""
    is_there = Q(from_on__lte=day, until_on__gte=day)
    taken = _total(Q(from_on__lte=day, until_on__gte=day))
    return Case(When(is_there, then=taken), default=F("amount"), output_field=AMOUNT)


def _total(which: Q) -> Coalesce:
    rows = Reservation.objects.filter(which, means=OuterRef("pk")).taking().order_by()
    total = rows.values("means").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total, output_field=AMOUNT), Value(NOTHING), output_field=AMOUNT)


def offers(means: Sequence[Means], days: Days) -> list[Offer]:
    """Tell of a few means, fetched with what is free of them, on which of these days how much is; in one query."""
    taken = takings_by_means([one for one in means if one.comes_back], days)
    return [Offer(one, one.free, _parts(one, taken.get(one.pk, []), days)) for one in means]  # type: ignore[attr-defined]  # annotated


def _parts(means: Means, taken: Iterable[Taking], days: Days) -> list[Stretch]:
    first, last = max(days.first, means.from_on), min(days.last, means.until_on)
    if not means.comes_back or first > last:
        return []
    return stretches(means.amount, taken, first, last, comes_back=True)


def takings_by_means(means: Sequence[Means], days: Days) -> dict[int, list[Taking]]:
    """Fetch what is taken of these means on these days."""
    rows = Reservation.objects.filter(means__in=means).taking().within_days(*days)
    found: dict[int, list[Taking]] = {}
    for pk, amount, from_on, until_on in rows.values_list("means", "amount", "from_on", "until_on"):
        found.setdefault(pk, []).append(Taking(amount, from_on, until_on))
    return found


class Week(NamedTuple):
    """A week of a means that comes back: how much is taken on its fullest day, and how much is free all week."""

    days: Days
    taken: Decimal
    free: Decimal


def weeks_ahead(means: Means, day: datetime.date) -> list[Week]:
    """Tell how full the coming weeks are, as far as the means is there; in one query."""
    begins = week_of(max(day, means.from_on)).first
    weeks = [Days(begins + WEEK * number, begins + WEEK * number + 6 * ONE_DAY) for number in range(WEEKS_AHEAD)]
    taken = takings_by_means([means], Days(weeks[0].first, weeks[-1].last)).get(means.pk, [])
    found = []
    for week in weeks:
        parts = _parts(means, taken, week)
        if parts:
            free = min(part.free for part in parts)
            found.append(Week(week, means.amount - free, free))
    return found
