"""Thresholds and waiting by pair of departments, per quarter: of groups, never of anybody.

A cell is shown only when at least five people asked, and at least five work where it was asked. Nothing is added up
over cells, so that none can be reckoned back.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Avg, Case, Count, F, FloatField, Func, IntegerField, QuerySet, Value, When
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from raakvlak.alignment.models import Lane, Threshold
from raakvlak.municipality.models import Member, Municipality

LEAST_PEOPLE: Final = 5
QUARTERS: Final = 4


class DaysBetween(Func):
    """How many days lie between two moments, and parts of days."""

    template = "(EXTRACT(EPOCH FROM (%(expressions)s)) / 86400)"
    arg_joiner = " - "
    arity = 2
    output_field = FloatField()

    def __init__(self, begin: F, end: F) -> None:
        super().__init__(end, begin)

    def as_sqlite(  # type: ignore[override]  # the stubs say less of what `as_sql` returns than Django does
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: object
    ) -> tuple[str, Sequence[Any]]:
        return self.as_sql(compiler, connection, template="(julianday(%(expressions)s))", arg_joiner=") - julianday(")


@dataclass(frozen=True, slots=True)
class Cell:
    """What may be told of one quarter; nothing when too few people stand behind it."""

    number: int | None = None
    days: int | None = None


@dataclass
class Line:
    """One pair of departments (and one kind), over the quarters."""

    asking: str
    answering: str
    kind: str = ""
    cells: dict[datetime.date, Cell] = field(default_factory=dict)

    def over(self, quarters: Iterable[datetime.date]) -> list[Cell]:
        """Return a cell for each quarter; of what did not happen is not told that it did not."""
        return [self.cells.get(quarter, Cell()) for quarter in quarters]


def quarters() -> list[datetime.date]:
    """Return the first days of the last quarters, the oldest first."""
    today = timezone.localdate()
    first = today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1)
    found = [first]
    for _number in range(QUARTERS - 1):
        before = found[0] - datetime.timedelta(days=1)
        found.insert(0, before.replace(month=before.month - 2, day=1))
    return found


def thresholds_by_quarter(municipality: Municipality) -> list[Line]:
    """Count thresholds by pair of departments and kind, in two queries."""
    rows = Threshold.objects.within(municipality).shown().filter(since_on__gte=quarters()[0])
    counted = (
        rows.exclude(to_department=None)
        .annotate(quarter=_quarter("since_on", quarters()))
        .order_by()
        .values("from_department__name", "to_department", "to_department__name", "kind", "quarter")
        .annotate(number=Count("pk"), askers=Count("author", distinct=True))
    )
    keys = ("from_department__name", "to_department")
    return _lines(municipality, counted, keys, lambda row: Threshold.Kind(row["kind"]).label)


def waiting_by_quarter(municipality: Municipality) -> list[Line]:
    """Count what was asked of departments, and for how many days an answer was waited for, in two queries."""
    first = _midnight(quarters()[0])
    waited = DaysBetween(F("sent_at"), F("answered_at"))
    counted = (
        Lane.objects.within(municipality)
        .filter(sent_at__gte=first)
        .exclude(department=None)
        .annotate(quarter=_quarter("sent_at", [_midnight(day) for day in quarters()]))
        .order_by()
        .values("request__department__name", "department", "department__name", "quarter")
        .annotate(number=Count("pk"), waited=Avg(waited), askers=Count("request__asker", distinct=True))
    )
    return _lines(municipality, counted, ("request__department__name", "department"), lambda _row: "")


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _quarter(column: str, begins: Sequence[datetime.date]) -> Case:
    """Tell in which quarter it lies; four comparisons, where to cut off a date takes SQLite a call for each row."""
    cases = [When(**{f"{column}__gte": begin}, then=Value(place)) for place, begin in enumerate(begins)]
    return Case(*reversed(cases), output_field=IntegerField())


def _people(municipality: Municipality) -> dict[int, int]:
    """Count who works in each department now."""
    here = Member.objects.within(municipality).active().exclude(department=None).order_by()
    return dict(here.values_list("department").annotate(number=Count("pk")))


def _lines(
    municipality: Municipality, counted: QuerySet[Any, Any], keys: tuple[str, str], kind_of: Callable[[Any], object]
) -> list[Line]:
    asking, answering = keys
    people, lines, days = _people(municipality), dict[tuple[str, str, str], Line](), quarters()
    for row in counted:
        key = (row[asking] or "", row[f"{answering}__name"], str(kind_of(row)))
        line = lines.setdefault(key, Line(*key))
        line.cells[days[row["quarter"]]] = _cell(row, answerers=people.get(row[answering], 0))
    return [lines[key] for key in sorted(lines)]


def _cell(row: Mapping[str, Any], *, answerers: int) -> Cell:
    if min(row["askers"], answerers) < LEAST_PEOPLE:
        return Cell()
    waited = row.get("waited")
    return Cell(row["number"], None if waited is None else round(waited))


def shown(lines: Iterable[Line], over: list[datetime.date]) -> Iterator[tuple[Line, list[Cell]]]:
    """Yield each line with its cells in the order of the quarters."""
    for line in lines:
        yield line, line.over(over)
