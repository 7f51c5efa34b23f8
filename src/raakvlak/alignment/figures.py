"""Thresholds and waiting by pair of departments, per quarter: of groups, never of anybody.

A cell is shown only when at least five people asked, and at least five work where it was asked. Nothing is added up
over cells, so that none can be reckoned back.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import TruncQuarter
from django.utils import timezone

from raakvlak.alignment.models import Lane, Threshold
from raakvlak.municipality.models import Member, Municipality

LEAST_PEOPLE: Final = 5
QUARTERS: Final = 4


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
        .annotate(quarter=TruncQuarter("since_on"))
        .order_by()
        .values("from_department__name", "to_department", "to_department__name", "kind", "quarter")
        .annotate(number=Count("pk"), askers=Count("author", distinct=True))
    )
    keys = ("from_department__name", "to_department")
    return _lines(municipality, counted, keys, lambda row: Threshold.Kind(row["kind"]).label)


def waiting_by_quarter(municipality: Municipality) -> list[Line]:
    """Count what was asked of departments, and for how many days an answer was waited for, in two queries."""
    first = timezone.make_aware(datetime.datetime.combine(quarters()[0], datetime.time.min))
    waited = ExpressionWrapper(F("answered_at") - F("sent_at"), output_field=DurationField())
    counted = (
        Lane.objects.within(municipality)
        .filter(sent_at__gte=first)
        .exclude(department=None)
        .annotate(quarter=TruncQuarter("sent_at"))
        .order_by()
        .values("request__department__name", "department", "department__name", "quarter")
        .annotate(number=Count("pk"), waited=Avg(waited), askers=Count("request__asker", distinct=True))
    )
    return _lines(municipality, counted, ("request__department__name", "department"), lambda _row: "")


def _people(municipality: Municipality) -> dict[int, int]:
    """Count who works in each department now."""
    here = Member.objects.within(municipality).active().exclude(department=None).order_by()
    return dict(here.values_list("department").annotate(number=Count("pk")))


def _lines(
    municipality: Municipality, counted: QuerySet[Any, Any], keys: tuple[str, str], kind_of: Callable[[Any], object]
) -> list[Line]:
    asking, answering = keys
    people, lines = _people(municipality), dict[tuple[str, str, str], Line]()
    for row in counted:
        key = (row[asking] or "", row[f"{answering}__name"], str(kind_of(row)))
        line = lines.setdefault(key, Line(*key))
        line.cells[_day(row["quarter"])] = _cell(row, answerers=people.get(row[answering], 0))
    return [lines[key] for key in sorted(lines)]


def _cell(row: Mapping[str, Any], *, answerers: int) -> Cell:
    if min(row["askers"], answerers) < LEAST_PEOPLE:
        return Cell()
    waited = row.get("waited")
    return Cell(row["number"], None if waited is None else round(waited / datetime.timedelta(days=1)))


def _day(moment: datetime.date | datetime.datetime) -> datetime.date:
    return timezone.localdate(moment) if isinstance(moment, datetime.datetime) else moment


def shown(lines: Iterable[Line], over: list[datetime.date]) -> Iterator[tuple[Line, list[Cell]]]:
    """Yield each line with its cells in the order of the quarters."""
    for line in lines:
        yield line, line.over(over)
