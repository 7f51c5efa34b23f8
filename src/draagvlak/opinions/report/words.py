"""The report in words, for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from draagvlak.opinions.report.telling import WEIGHED, Line, Table, Told, counted, told_share

WIDTH: Final = 88
INDENT: Final = "  "


def in_words(told: Told) -> str:
    """Write a report in plain text.

    >>> import numpy as np
    >>> from draagvlak.opinions.report.picture import Crowd
    >>> print(in_words(Told("Kaart", ("Twee mensen.",), Crowd(np.zeros((0, 2))), "", (), ("Geen groepen.",), (), ())))
    Kaart
    =====
    Twee mensen.
    <BLANKLINE>
    Groepen
    -------
    Geen groepen.
    <BLANKLINE>
    """
    parts = [_headed(told.title, "=", _wrapped(told.summary)), _headed("Groepen", "-", _wrapped(told.groups))]
    parts += [_headed(table.heading, "-", _table(table)) for table in told.tables]
    if told.weighed is not None:
        changes = told.weighed.changes
        parts.append(_headed(WEIGHED, "-", _wrapped(told.weighed.sentences)))
        parts.append(_headed(changes.heading, "-", _table(changes)))
    if told.certainty:
        parts.append(_headed("Hoe zeker is dit?", "-", _wrapped(told.certainty)))
    return "\n".join(parts)


def _headed(heading: str, line: str, body: Iterable[str]) -> str:
    return "\n".join([heading, line * len(heading), *body, ""])


def _wrapped(sentences: Iterable[str]) -> list[str]:
    return [textwrap.fill(sentence, WIDTH) for sentence in sentences]


def _table(table: Table) -> Iterator[str]:
    if not table.lines:
        yield table.nothing
        return
    yield textwrap.fill(table.explanation, WIDTH)
    for line in table.lines:
        yield textwrap.fill(line.statement, WIDTH, initial_indent="- ", subsequent_indent=INDENT)
        yield textwrap.fill(" · ".join(_shares(line, table)), WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)


def _shares(line: Line, table: Table) -> Iterator[str]:
    yield f"{table.measure.lower()} {told_share(line.everybody)}"
    yield counted(line.votes, "stem", "stemmen")
    for name, share in zip(table.parts, line.parts, strict=True):
        yield f"{name} {'–' if share is None else told_share(share)}"
