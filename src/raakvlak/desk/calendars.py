"""A month of one's own time outside, as a calm calendar."""

import calendar
import datetime
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from raakvlak.desk.models import TimeOutside
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter

FIRST_YEAR: Final = 2020
YEARS_AHEAD: Final = 1


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the calendar: what it is called, and in which parts of it one was outside."""

    number: int
    label: str
    is_today: bool
    parts: list[str]
    url: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month: weeks of seven days, empty where another month is."""

    label: str
    weeks: list[list[Day | None]]
    previous_url: str
    next_url: str


def month_outside(member: Member, first: datetime.date) -> Month:
    """Draw the month of this member's own time outside, in one query."""
    parts: dict[datetime.date, list[str]] = {}
    mine = TimeOutside.objects.of(member).filter(day__year=first.year, day__month=first.month)
    for row in mine:
        parts.setdefault(row.day, []).append(row.part_of_day)
    weeks = [
        [draw_day(day, parts.get(day, [])) if day.month == first.month else None for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Month(date_format(first, "F Y"), weeks, month_url(first, -1), month_url(first, 1))


def draw_day(day: datetime.date, parts: list[str]) -> Day:
    """Tell of one day in which parts one was outside, in words too."""
    ordered = [part for part in Encounter.PartOfDay.values if part in parts]
    words = ", ".join(str(Encounter.PartOfDay(part).label) for part in ordered)
    label = date_format(day, "l j F")
    spoken = _("%(day)s: buiten in de %(parts)s") % {"day": label, "parts": words} if words else label
    address = reverse("desk:outside_day", args=[day.isoformat()]) if day <= timezone.localdate() else ""
    return Day(
        day.day,
        spoken,
        day == timezone.localdate(),
        [str(Encounter.PartOfDay(part).label) for part in ordered],
        address,
    )


def month_url(first: datetime.date, step: int) -> str:
    """Return the address of the month before or after, within the years that make sense."""
    number = first.year * 12 + first.month - 1 + step
    year, month = divmod(number, 12)
    if not FIRST_YEAR <= year <= timezone.localdate().year + YEARS_AHEAD:
        return ""
    return f"{reverse('desk:outside')}?maand={year}-{month + 1:02d}"


def month_named(text: str) -> datetime.date:
    """Read a month such as 2026-05; what can't be read is this month."""
    today = timezone.localdate()
    try:
        first = datetime.date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return first if FIRST_YEAR <= first.year <= today.year + YEARS_AHEAD else today.replace(day=1)
