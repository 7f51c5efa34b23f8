"""What the rows of a file would become, and what is wrong with each: read again whenever it matters, never stored."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from raakvlak.exchange.columns import column_of
from raakvlak.exchange.models import Batch, BatchRow
from raakvlak.web.special import special_words

AT_ONCE: Final = 500
_JOINED: Final = {"text": "\n\n", "description": "\n"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row, or what one is asked about it: in which column, what, and what to do."""

    where: str
    what: str
    is_error: bool = True


@dataclass(slots=True)
class Raw:
    """The cells of a row under the names of their columns."""

    number: int
    cells: dict[str, list[str]]
    bsn: set[str] = field(default_factory=set)

    def one(self, name: str) -> str:
        """Return what a column holds; of several columns the values together."""
        return _JOINED.get(name, " ").join(self.cells.get(name, []))

    def many(self, name: str) -> list[str]:
        """Return the values of all columns of this name."""
        return self.cells.get(name, [])


@dataclass(slots=True)
class Checked:
    """A row as it would be kept, with its problems; `double` names what stands here already."""

    row: BatchRow
    what: str
    title: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    double: Any = None
    shows_double: bool = True  # what she may not see any more is not linked to
    alike: Any = None  # a party that can be reached in the same way: asked about, nothing more

    @property
    def has_errors(self) -> bool:
        """Tell whether it can't be kept as it is."""
        return any(problem.is_error for problem in self.problems)

    @property
    def has_questions(self) -> bool:
        """Tell whether one is asked about something in it."""
        return self.alike is not None or any(not problem.is_error for problem in self.problems)

    def take(self, name: str, read: Callable[[], Any]) -> None:
        """Keep what a cell holds, or tell what is wrong with it."""
        try:
            self.values[name] = read()
        except ValidationError as error:
            self.complain(name, " ".join(error.messages))

    def complain(self, name: str, what: str, *, is_error: bool = True) -> None:
        """Tell what is wrong in a column."""
        column = column_of(self.what, name)
        self.problems.append(Problem(str(column.label) if column else "", what, is_error))

    def ask_gently(self, name: str, text: str) -> None:
        """Ask about words that point to special personal data; nobody is refused."""
        found = special_words(text)
        if found:
            words = ", ".join(dict.fromkeys(f"“{one.word}” ({one.kind.label})" for one in found[:5]))
            question = _("Hier staat: %(words)s. Is dat nodig? Haal het anders weg uit je bestand, of sla de rij over.")
            self.complain(name, question % {"words": words}, is_error=False)


def raw_of(batch: Batch, row: BatchRow) -> Raw:
    """Read a stored row."""
    stored = json.loads(row.content)
    cells: dict[str, list[str]] = {}
    bsn = set(stored["bsn"])
    withheld: set[str] = set()
    for place, name in enumerate(batch.mapping):
        if name and place < len(stored["cells"]) and stored["cells"][place]:
            cells.setdefault(name, []).append(stored["cells"][place])
        if name and place in bsn:
            withheld.add(name)
    return Raw(row.number, cells, withheld)


def cells_of(row: BatchRow) -> list[str]:
    """Return the cells of a stored row."""
    cells: list[str] = json.loads(row.content)["cells"]
    return cells


def packed(cells: Sequence[str], bsn: Iterable[int]) -> str:
    """Write a row as it is stored: what looks like a BSN was left out, and where it stood is told."""
    return json.dumps({"cells": list(cells), "bsn": sorted(bsn)}, ensure_ascii=False)


def refuse_withheld(checked: Checked, raw: Raw) -> None:
    """Tell where a number stood that looks like a BSN."""
    for name in sorted(raw.bsn):
        checked.complain(
            name,
            _(
                "Hier staat een getal dat een burgerservicenummer lijkt. We hebben het niet bewaard. Haal het weg uit "
                "je bestand, of sla de rij over."
            ),
        )
