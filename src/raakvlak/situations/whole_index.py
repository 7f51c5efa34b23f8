"""The index as a whole: what is missing is added, all of it can be made anew, and compared with its sources."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists, Model, OuterRef, QuerySet

from raakvlak.municipality.findable import index
from raakvlak.municipality.models import SearchEntry
from raakvlak.relations.findable import encounter_entries, party_entries
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.findable import COPIES, SOURCES, STANDING, insight_entries, situation_entries
from raakvlak.situations.models import Insight, Situation
from raakvlak.web.search import steps
from raakvlak.web.search.steps import Source

BATCH: Final = 500
Kind = SearchEntry.Kind
Tick = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Findable:
    """What is found under one kind."""

    kind: SearchEntry.Kind
    rows: QuerySet[Any, Any]
    entries: Callable[[Collection[int]], list[SearchEntry]]

    def missing(self) -> QuerySet[Any, Any]:
        """Keep the rows that are not in the index."""
        entries = SearchEntry.objects.filter(kind=self.kind, object_id=OuterRef("pk"))
        return self.rows.filter(~Exists(entries))

    def orphans(self) -> QuerySet[SearchEntry]:
        """Keep the entries of rows that are not there, or may not be found any more."""
        return SearchEntry.objects.filter(~Exists(self.rows.filter(pk=OuterRef("object_id"))), kind=self.kind)


_ADDED: Final[list[tuple[Callable[[], Findable], tuple[Source, ...]]]] = []


def also_find(sources: tuple[Source, ...]) -> Callable[[Callable[[], Findable]], Callable[[], Findable]]:
    """Let what a floor above finds stand in the index too; it says so when Django starts, for imports go down only."""

    def add(findable: Callable[[], Findable]) -> Callable[[], Findable]:
        _ADDED.append((findable, sources))
        return findable

    return add


def all_sources() -> tuple[Source, ...]:
    """Return what stands in the index, of this floor and of those above."""
    return (*SOURCES, *(source for _findable, sources in _ADDED for source in sources))


def findables() -> tuple[Findable, ...]:
    """Return all that can be found, what is fewest first."""
    return (
        Findable(Kind.SITUATION, Situation.objects.all(), situation_entries),
        Findable(Kind.PARTY, Party.objects.unmerged(), party_entries),
        Findable(Kind.INSIGHT, Insight.objects.filter(STANDING), insight_entries),
        Findable(Kind.ENCOUNTER, Encounter.objects.standing(), encounter_entries),
        *(findable() for findable, _sources in _ADDED),
    )


def in_silence(rows: int) -> None:
    """Tell nobody how many rows were done."""


def add_missing(*, tick: Tick = in_silence) -> int:
    """Add what is missing, a batch in a transaction; a run that is killed can simply be run again."""
    return sum(_add(found, found.missing(), tick) for found in findables())


def make_anew(*, tick: Tick = in_silence) -> int:
    """Make each entry anew, while everything goes on being found; drop those of rows that are gone."""
    for found in findables():
        found.orphans().delete()
    return sum(_add(found, found.rows, tick, anew=True) for found in findables())


def differences() -> list[str]:
    """Compare the index with what it would be if it were made now; name what differs by kind and number alone."""
    return [f"{found.kind} {number}" for found in findables() for number in _differing(found)]


def install_steps(sender: AppConfig, *, using: str, **about: object) -> None:
    """Let the database keep the index in step, once all tables are there: after each migration.

    On the way up from an earlier release some columns are still to come; nothing in the index can be of those.
    """
    there = _columns(connections[using])
    if steps.INDEX in there:
        sources = (
            replace(source, columns=tuple(column for column in source.columns if column in there[source.table]))
            for source in all_sources()
            if source.table in there and (source.through is None or source.through[0] in there)
        )
        copies = (copy for copy in COPIES if copy.column in there.get(copy.table, set()))
        steps.install(connections[using], tuple(sources), tuple(copies))


def _columns(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    """Name the columns that each table has already."""
    sources = all_sources()
    through = {source.through[0] for source in sources if source.through}
    tables = {source.table for source in sources} | through | {copy.table for copy in COPIES} | {steps.INDEX}
    with connection.cursor() as cursor:
        there = tables & set(connection.introspection.table_names(cursor))
        return {
            table: {column.name for column in connection.introspection.get_table_description(cursor, table)}
            for table in there
        }


def remove_steps(sender: AppConfig, *, using: str, plan: Collection[object] = (), **about: object) -> None:
    """Take the steps away before tables change."""
    if plan:
        steps.remove(connections[using])


def _batches(rows: QuerySet[Any, Any]) -> Iterator[list[int]]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield batch
        last = batch[-1]


def _add(found: Findable, rows: QuerySet[Any, Any], tick: Tick, *, anew: bool = False) -> int:
    total = 0
    for ids in _batches(rows):
        total += _store(found, ids, anew=anew)
        tick(len(ids))
    return total


@transaction.atomic
def _store(found: Findable, ids: list[int], *, anew: bool) -> int:
    """Store the entries of these rows, which nobody changes in the meantime."""
    model: type[Model] = found.rows.model
    list(model._base_manager.filter(pk__in=ids).select_for_update().values_list("pk"))
    if anew:
        _entries(found, ids).delete()
    entries = found.entries(ids)
    index(entries)
    return len(entries)


def _differing(found: Findable) -> Iterator[int]:
    yield from found.orphans().values_list("object_id", flat=True)
    for ids in _batches(found.rows):
        there = {entry.object_id: _said(entry) for entry in _entries(found, ids)}
        right = {entry.object_id: _said(entry) for entry in found.entries(ids)}
        yield from sorted(number for number in right if right[number] != there.get(number))


def _entries(found: Findable, ids: list[int]) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(kind=found.kind, object_id__in=ids)


def _said(entry: SearchEntry) -> tuple[object, ...]:
    return (entry.pk, entry.municipality_id, entry.audience_id, entry.moment, entry.stems)
