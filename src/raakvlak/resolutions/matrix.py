"""The matrix: parties beside options, a page of parties at a time, and of each option how all of them stand."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final, NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party, PartyQuerySet
from raakvlak.resolutions.gradients import SIGNS, Sign
from raakvlak.resolutions.models import Option, Reaction, Succession
from raakvlak.resolutions.models.reaction import fresh_since
from raakvlak.situations.models import Insight, Situation

PARTIES_SHOWN: Final = 50
OPTIONS_SHOWN: Final = 50
BY_KIND, BY_AREA, BY_INTEREST = "soort", "gebied", "belang"


class Said(NamedTuple):
    """What the matrix shows of a reaction: a page has thousands, of which nothing else is asked."""

    pk: int
    option: int
    party: int
    version: int
    gradient: str
    condition: str
    said_on: datetime.date


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one party stands towards one option; nothing at all when it was not heard."""

    option: Option
    reaction: Said | None = None
    before: Said | None = None
    fresh_since: datetime.date = datetime.date.min

    @property
    def shown(self) -> Said | None:
        """Return what was said of this option, or of the one that it came out of."""
        return self.reaction or self.before

    @property
    def sign(self) -> Sign | None:
        """Return how its place is shown."""
        return SIGNS[self.shown.gradient] if self.shown else None

    @property
    def is_earlier(self) -> bool:
        """Tell whether it was said of an earlier proposal: another text, or an option that this one came out of."""
        return self.reaction is None or self.reaction.version != self.option.version

    @property
    def is_faded(self) -> bool:
        """Tell whether it was said long ago, or of something else than what lies there now."""
        return self.is_earlier or bool(self.reaction and self.reaction.said_on < self.fresh_since)


@dataclass(frozen=True, slots=True)
class Row:
    """One party with its cells, in the order of the options."""

    party: Party
    cells: list[Cell]

    @property
    def heard(self) -> int:
        """Return of how many options it said something, as they read now."""
        return sum(cell.reaction is not None and not cell.is_earlier for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Group:
    """Parties that belong together, under one heading; without one they stand as one."""

    label: str
    rows: list[Row] = field(default_factory=list)


def order_of(grouping: str) -> tuple[str, ...]:
    """Return how the parties are ordered, so that who belong together stand together."""
    first = {BY_KIND: ("kind",), BY_AREA: ("area_name",), BY_INTEREST: ("interest",)}.get(grouping, ())
    return (*first, "sort_name", "pk")


def grouped(parties: PartyQuerySet, grouping: str, situation: Situation, member: Member) -> PartyQuerySet:
    """Add to each party under which heading it stands."""
    if grouping == BY_AREA:
        return parties.annotate(area_name=Coalesce(F("area__name"), Value("")))
    if grouping == BY_INTEREST:
        return parties.annotate(interest=Coalesce(Subquery(_interests(situation, member)[:1]), Value("")))
    return parties


def _interests(situation: Situation, member: Member) -> QuerySet[Insight, Any]:
    """Return what lies behind what a party says: of several the one that stands first on the ladder."""
    behind = (
        Insight.objects.within(member.municipality)
        .visible_to(member)
        .filter(situation=situation, party=OuterRef("pk"), refuted_on=None, kind__in=BEHIND)
    )
    return behind.in_order().values("text")


BEHIND: Final = (Insight.Kind.INTEREST, Insight.Kind.NEED, Insight.Kind.WORRY)


def groups_of(rows: Sequence[Row], grouping: str) -> list[Group]:
    """Put rows under their headings."""
    if grouping not in {BY_KIND, BY_AREA, BY_INTEREST}:
        return [Group("", list(rows))]

    def label(row: Row) -> str:
        if grouping == BY_KIND:
            return row.party.get_kind_display()
        return str(getattr(row.party, "area_name" if grouping == BY_AREA else "interest"))

    return [Group(name, list(found)) for name, found in groupby(rows, label)]


def rows_of(parties: Sequence[Party], options: Sequence[Option], member: Member) -> list[Row]:
    """Find where these parties stand towards these options: what each last said, in two queries."""
    came_from = _came_from(options)
    said = _last_said(parties, {*(option.pk for option in options), *came_from}, member)
    before: dict[tuple[int, int], Said] = {}
    for (earlier, party), reaction in said.items():
        for later in came_from.get(earlier, ()):
            other = before.get((later, party))
            if other is None or _moment(reaction) > _moment(other):
                before[later, party] = reaction
    fresh = fresh_since()
    return [
        Row(
            party,
            [Cell(one, said.get((one.pk, party.pk)), before.get((one.pk, party.pk)), fresh) for one in options],
        )
        for party in parties
    ]


def _moment(reaction: Said) -> tuple[datetime.date, int]:
    return reaction.said_on, reaction.pk


def _came_from(options: Sequence[Option]) -> dict[int, list[int]]:
    """Tell of each earlier option which of these came out of it."""
    found: dict[int, list[int]] = {}
    links = Succession.objects.filter(later__in=[option.pk for option in options])
    for earlier, later in links.values_list("earlier", "later"):
        found.setdefault(earlier, []).append(later)
    return found


def _last_said(parties: Sequence[Party], options: set[int], member: Member) -> dict[tuple[int, int], Said]:
    if not parties or not options:
        return {}
    visible = Option.objects.within(member.municipality).visible_to(member).filter(pk__in=options)
    rows = Reaction.objects.on(list(visible.order_by().values_list("pk", flat=True)), member).last_said(member)
    rows = rows.filter(party__in=[party.pk for party in parties]).order_by()
    said = rows.values_list("pk", "option_id", "party_id", "version", "gradient", "condition", "said_on")
    return {(one.option, one.party): one for one in map(Said._make, said)}
