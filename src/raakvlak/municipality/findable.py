"""Writing the entries by which rows are found.

One row or a few: `index([entry, …])`, in the transaction that writes the row. Its entry was dropped by the database
when the row changed, so that what is there is right and stays.

In bulk, as `generate` does: make rows and their presences first, for writing those drops entries; then the entries,
drawn up without a query and stored some thousands at a time:

    entries = (encounter_entry(row, party_ids[row.pk]) for row in rows)   # party_entry, situation_entry, insight_entry
    for batch in batched(entries, 5_000):
        SearchEntry.objects.bulk_create(sorted(batch, key=attrgetter("pk")))

By their number, for SQLite begins a new piece of its index of words at each number that is lower than the one before.

The index of words follows by itself, a statement at a time. `tidy(connection)` afterwards lets both databases put the
index of words in order: the first searches are then as quick as all others.
"""

from collections.abc import Callable, Collection
from operator import attrgetter
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

from raakvlak.municipality.models import SearchEntry
from raakvlak.web.search.steps import INDEX, WORDS


def index(entries: Collection[SearchEntry]) -> None:
    """Store entries in one statement, by their number; one that is there already is right."""
    if entries:
        SearchEntry.objects.bulk_create(sorted(entries, key=attrgetter("pk")), ignore_conflicts=True)


_MENDERS: Final[list[Callable[[], object]]] = []


def when_words_fell_out(mend: Callable[[], object]) -> None:
    """Let this be called when many entries were dropped at once; who adds them again stands on a floor above."""
    _MENDERS.append(mend)


def let_mend() -> None:
    """Ask for what was dropped to be added again."""
    for mend in _MENDERS:
        mend()


def tidy(connection: BaseDatabaseWrapper) -> None:
    """Put the index of words in order after a great many entries were written, best outside a transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {WORDS}({WORDS}) VALUES ('optimize')")  # noqa: S608 – our own names
            cursor.execute(f"ANALYZE {INDEX}")
        else:
            cursor.execute(f"{'ANALYZE' if connection.in_atomic_block else 'VACUUM (ANALYZE)'} {INDEX}")
