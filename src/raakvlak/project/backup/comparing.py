"""Lay a backup beside a database, row by row, and tell where they differ without telling what is there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, Self

from raakvlak.project.backup.reading import Backup, Section
from raakvlak.project.backup.snapshot import one_moment, rows_of
from raakvlak.project.backup.tables import Table, applied_migrations, tables_after
from raakvlak.web.keys import UnreadableSecretError, decrypt

NAMED: Final = 20


@dataclass
class Numbers:
    """How many rows, and the keys of the first of them."""

    most: int = NAMED
    count: int = 0
    first: list[Any] = field(default_factory=list)

    def add(self, key: object) -> None:
        self.count += 1
        if len(self.first) < self.most:
            self.first.append(key)


@dataclass
class Difference:
    """What is otherwise in one table than in the backup."""

    table: str
    only_in_backup: Numbers
    only_in_database: Numbers
    changed: Numbers
    rows: int = 0
    changed_columns: set[str] = field(default_factory=set)
    not_compared: list[str] = field(default_factory=list)

    @classmethod
    def none_yet(cls, table: str, named: int, not_compared: list[str]) -> Self:
        return cls(table, Numbers(named), Numbers(named), Numbers(named), not_compared=not_compared)

    def __bool__(self) -> bool:
        return bool(self.only_in_backup.count or self.only_in_database.count or self.changed.count)


def compare(backup: Backup, *, named: int = NAMED, using: str = "default") -> Iterator[Difference]:
    """Tell for every table how it differs, with so many keys; columns that one of both lacks are not compared."""
    with one_moment(using):
        tables = {table.name: table for table in tables_after(applied_migrations(using))}
        for section in backup.sections():
            table = tables.pop(section.name, None)
            there = table.columns if table else []
            difference = Difference.none_yet(section.name, named, sorted(set(there) ^ set(section.columns)))
            if table:
                _compare_table(difference, section, table, using)
            else:
                difference.rows = sum(1 for _row in section.rows)
            yield difference
        for table in tables.values():
            yield Difference.none_yet(table.name, named, table.columns)


def _compare_table(difference: Difference, section: Section, table: Table, using: str) -> None:
    shared = [column for column in table.columns if column in section.columns]
    places = [section.columns.index(column) for column in shared]
    key = shared.index(str(table.key.column))
    kept = ([row[place] for place in places] for row in section.rows)
    for before, now in in_step(kept, rows_of(using, table, columns=shared), key):
        if before is None and now is not None:
            difference.only_in_database.add(now[key])
            continue
        difference.rows += 1
        if now is None and before is not None:
            difference.only_in_backup.add(before[key])
        elif before is not None and now is not None and before != now:
            _note_changes(difference, table, list(zip(shared, before, now, strict=True)), before[key])


def in_step(
    left: Iterator[list[Any]], right: Iterator[list[Any]], key: int
) -> Iterator[tuple[list[Any] | None, list[Any] | None]]:
    """Walk through two lists in the order of their key, and pair what belongs together.

    >>> list(in_step(iter([[1], [3]]), iter([[1], [2]]), 0))
    [([1], [1]), (None, [2]), ([3], None)]
    """
    lefts, rights = chain(left, [None]), chain(right, [None])
    one, other = next(lefts), next(rights)
    while one is not None or other is not None:
        if other is None or (one is not None and one[key] < other[key]):
            yield one, None
            one = next(lefts)
        elif one is None or other[key] < one[key]:
            yield None, other
            other = next(rights)
        else:
            yield one, other
            one, other = next(lefts), next(rights)


def _note_changes(difference: Difference, table: Table, values: list[tuple[str, Any, Any]], key: object) -> None:
    columns = {
        column
        for column, before, now in values
        if before != now and not (column in table.encrypted and _says_the_same(before, now))
    }
    if columns:
        difference.changed.add(key)
        difference.changed_columns |= columns


def _says_the_same(one: str | None, other: str | None) -> bool:
    """Tell whether two secrets hold the same text; after a rotation of the keys they only look different."""
    if not one or not other:
        return False
    try:
        return decrypt(one) == decrypt(other)
    except UnreadableSecretError:
        return False
