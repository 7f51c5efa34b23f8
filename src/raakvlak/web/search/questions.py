"""A question for the index of words, and how each database is asked it: the highest numbers first.

A question is a tree of terms. Terms hold plain letters and digits alone, so that nothing that anybody types can mean
anything in the language of a database.
"""

import contextlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db import connection

from raakvlak.web.search.marks import READERS, mark
from raakvlak.web.search.steps import INDEX, WORDS

_HIGHEST: Final = 2**63 - 1
# PostgreSQL: of which guess on a question is common, and through how many rows it is then walked.
_COMMON: Final = 3_000
_WALKED: Final = 20_000


class Question(ABC):
    """What an entry must have."""

    @abstractmethod
    def fts5(self) -> str:
        """Say it to SQLite."""

    @abstractmethod
    def tsquery(self) -> str:
        """Say it to PostgreSQL."""

    def __and__(self, other: "Question") -> "Question":
        return AllOf((self, other))


@dataclass(frozen=True, slots=True)
class Words(Question):
    """These terms right after one another; most often it is one term."""

    terms: tuple[str, ...]

    def fts5(self) -> str:
        return f'"{" ".join(self.terms)}"'

    def tsquery(self) -> str:
        return f"({' <-> '.join(self.terms)})"


@dataclass(frozen=True, slots=True)
class OneOf(Question):
    """At least one of these."""

    parts: tuple[Question, ...]

    def fts5(self) -> str:
        return f"({' OR '.join(part.fts5() for part in self.parts)})"

    def tsquery(self) -> str:
        return f"({' | '.join(part.tsquery() for part in self.parts)})"


@dataclass(frozen=True, slots=True)
class AllOf(Question):
    """All of these, and none of those."""

    parts: tuple[Question, ...]
    none: tuple[Question, ...] = field(default=())

    def fts5(self) -> str:
        return f"({' AND '.join(part.fts5() for part in self.parts)}{self._without(' NOT ', 'fts5')})"

    def tsquery(self) -> str:
        return f"({' & '.join(part.tsquery() for part in self.parts)}{self._without(' & !', 'tsquery')})"

    def _without(self, sign: str, language: str) -> str:
        return "".join(f"{sign}{getattr(part, language)()}" for part in self.none)


def term(text: str) -> Words:
    """Ask for one term."""
    return Words((text,))


def any_of(terms: Iterable[str]) -> Question:
    """Ask for at least one of these terms."""
    return OneOf(tuple(term(text) for text in dict.fromkeys(terms)))


@dataclass(frozen=True, slots=True)
class Bounds:
    """For whose eyes (circles of readers), from which number on, and below which."""

    readers: Sequence[int]
    start: int = 0
    below: int = _HIGHEST


class Newest(NamedTuple):
    """The numbers of entries that answer, the highest first, and how many there are, counted no further than asked."""

    numbers: list[int]
    total: int


def newest(question: Question, bounds: Bounds, *, most: int, counted: int = 0) -> Newest:
    """Find the entries that answer, no more than so many; neither database ranks, for a word may be in all of them."""
    if not bounds.readers:
        return Newest([], 0)
    if connection.vendor == "sqlite":
        return _from_sqlite(question, bounds, most, max(counted, most))
    with _planned_for_these_words():
        return _from_postgresql(question, bounds, most, max(counted, most))


def _from_sqlite(question: Question, bounds: Bounds, most: int, counted: int) -> Newest:
    """Walk the index of words from the highest number down; for whose eyes a row is, is a word among the others."""
    readable = AllOf((any_of(mark(READERS, number) for number in bounds.readers), question))
    found = _numbers(
        f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s AND rowid >= %s AND rowid < %s"  # noqa: S608 – our own names
        " ORDER BY rowid DESC LIMIT %s",
        [readable.fts5(), bounds.start, bounds.below, counted],
    )
    return Newest(found[:most], len(found))


def _from_postgresql(question: Question, bounds: Bounds, most: int, counted: int) -> Newest:
    """Gather all that answer a rare question and put them in order; for a common one, walk through the newest rows.

    The database's own guess of how common it is decides; when it guessed wrong, not enough is found near by.
    """
    asked = question.tsquery()
    rows = f"FROM {INDEX} WHERE audience_id = ANY(%s) AND id >= %s AND id < %s"
    values: list[Any] = [list(bounds.readers), bounds.start, bounds.below]
    answering = f"{rows} AND words @@ %s::tsquery"
    if _guess(asked) >= _COMMON:
        walked = f"SELECT id, words {rows} ORDER BY id DESC LIMIT %s"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT ARRAY(SELECT id FROM ({walked}) AS newest"  # noqa: S608 – as above
                " WHERE words @@ %s::tsquery ORDER BY id DESC LIMIT %s),"
                f" (SELECT count(*) FROM (SELECT 1 {answering} LIMIT %s) AS counted)",
                [*values, _WALKED, asked, most, *values, asked, counted],
            )
            found, total = cursor.fetchone()
        if len(found) == most:
            return Newest(found, total)
    # A sum is no index to walk: it would be walked to the end when little is found.
    found = _numbers(f"SELECT id {answering} ORDER BY id + 0 DESC LIMIT %s", [*values, asked, counted])
    return Newest(found[:most], len(found))


@contextlib.contextmanager
def _planned_for_these_words() -> Iterator[None]:
    """Have each question planned for what is asked in it: a plan that is kept is for any word, rare or common."""
    connection.ensure_connection()
    session: Any = connection.connection
    kept, session.prepare_threshold = session.prepare_threshold, None
    try:
        yield
    finally:
        session.prepare_threshold = kept


def _guess(asked: str) -> int:
    """Return how many rows the database thinks will answer."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {INDEX} WHERE words @@ %s::tsquery", [asked])  # noqa: S608 – as above
        (answer,) = cursor.fetchone()
    plan = json.loads(answer) if isinstance(answer, str) else answer
    return int(plan[0]["Plan"]["Plan Rows"])


def _numbers(statement: str, values: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [number for (number,) in cursor.fetchall()]
