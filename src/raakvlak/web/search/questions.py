"""A question for the index of words, and how each database is asked it: the highest numbers first.

A question is a tree of terms. Terms hold plain letters and digits alone, so that nothing that anybody types can mean
anything in the language of a database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db import connection

from raakvlak.web.search.steps import INDEX, WORDS

_HIGHEST: Final = 2**63 - 1
# How far back PostgreSQL looks at a time, as shares of what there is: most questions are answered by the newest.
_STEPS: Final = 4


class Question:
    """What an entry must have."""

    def fts5(self) -> str:
        """Say it to SQLite."""
        raise NotImplementedError

    def tsquery(self) -> str:
        """Say it to PostgreSQL."""
        raise NotImplementedError

    def __and__(self, other: "Question") -> "Question":
        return All((self, other))


@dataclass(frozen=True, slots=True)
class Words(Question):
    """These terms right after one another; most often it is one term."""

    terms: tuple[str, ...]

    def fts5(self) -> str:
        return f'"{" ".join(self.terms)}"'

    def tsquery(self) -> str:
        return f"({' <-> '.join(self.terms)})"


@dataclass(frozen=True, slots=True)
class Any(Question):
    """At least one of these."""

    parts: tuple[Question, ...]

    def fts5(self) -> str:
        return f"({' OR '.join(part.fts5() for part in self.parts)})"

    def tsquery(self) -> str:
        return f"({' | '.join(part.tsquery() for part in self.parts)})"


@dataclass(frozen=True, slots=True)
class All(Question):
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
    return Any(tuple(term(text) for text in dict.fromkeys(terms)))


def newest(question: Question, *, most: int, below: int = _HIGHEST, start: int = 0) -> list[int]:
    """Return the numbers of the entries that answer, the highest first: at most so many, from `start` to `below`.

    Neither database ranks: of a common word half a million rows would have to be weighed. SQLite walks its index from
    the newest on and stops when it has enough.
    """
    if connection.vendor == "sqlite":
        return _from_sqlite(question, most, below, start)
    return _from_postgresql(question, most, below, start)


def _from_sqlite(question: Question, most: int, below: int, start: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s AND rowid >= %s AND rowid < %s"  # noqa: S608 – our own names
            " ORDER BY rowid DESC LIMIT %s",
            [question.fts5(), start, below, most],
        )
        return [number for (number,) in cursor.fetchall()]


def _from_postgresql(question: Question, most: int, below: int, start: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {INDEX} WHERE words @@ %s::tsquery AND id >= %s AND id < %s"  # noqa: S608 – as above
            " ORDER BY id DESC LIMIT %s",
            [question.tsquery(), start, below, most],
        )
        return [number for (number,) in cursor.fetchall()]
