"""The figures of a briefing in the order in which they are read, whether they were frozen or counted just now."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from raakvlak.resolutions.gradients import SIGNS, Sign
from raakvlak.resolutions.heard import PLACES, Counted
from raakvlak.resolutions.models import Briefing, Figure

Group = Figure.Group


@dataclass(frozen=True, slots=True)
class Line:
    """Where people stand towards one option."""

    title: str
    figures: list[Figure]


@dataclass
class Sheet:
    """All figures of a briefing."""

    figures: dict[str, list[Figure]] = field(default_factory=dict)
    from_on: datetime.date | None = None
    until_on: datetime.date | None = None

    def one(self, group: str) -> Figure | None:
        """Return the figure of which there is one."""
        found = self.figures.get(group)
        return found[0] if found else None

    @property
    def totals(self) -> dict[str, Figure | None]:
        """Return the figures of which there is one, by their names."""
        singles = (Group.HEARD, Group.TALKS, Group.OWN, Group.REPLIES, Group.UNHEARD, Group.HUNCHES)
        return {group.value: self.one(group) for group in singles}

    @property
    def parts(self) -> dict[str, list[Figure]]:
        """Return the figures that are parts of another, by what it counts; a split that tells nothing is none."""
        split = (Group.HEARD_KIND, Group.HEARD_AREA, Group.CHANNEL, Group.UNHEARD_KIND, Group.UNHEARD_AREA)
        return {group.value: _telling(self.figures.get(group, [])) for group in split}

    @property
    def options(self) -> list[Line]:
        """Return the options, each with where people stand."""
        rows = groupby(self.figures.get(Group.OPTION, []), lambda one: one.position)
        return [Line(figures[0].label, figures) for figures in (list(found) for _position, found in rows)]

    @property
    def signs(self) -> list[Sign]:
        """Return the places that somebody can take, as they are shown above the columns."""
        return [SIGNS[place] for place in PLACES if place in SIGNS]

    @property
    def is_one_month(self) -> bool:
        """Tell whether all talks were in one month."""
        return self.from_on == self.until_on

    @property
    def hides(self) -> bool:
        """Tell whether some figure is left out."""
        return any(one.number is None for found in self.figures.values() for one in found)


def _telling(figures: list[Figure]) -> list[Figure]:
    return figures if any(one.number for one in figures) else []


def frozen_sheet(briefing: Briefing) -> Sheet:
    """Return the figures as they were when a briefing was frozen."""
    return Sheet(_grouped(briefing.figures.order_by("pk")), briefing.from_on, briefing.until_on)


def sheet_of(counted: Counted) -> Sheet:
    """Return the figures of now."""
    return Sheet(_grouped(counted.figures), counted.from_on, counted.until_on)


def _grouped(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.group, []).append(figure)
    return found
