"""Keeping relations in a city of 50,000 parties and 500,000 talks, with permissions on, on SQLite and on PostgreSQL.

Who was not spoken for long, hints at a double, who knows whom, and who was not heard, beside the simple way to do the
same. The variables of bench_city.py make it smaller.
"""

from typing import Final

from bench_city import DATABASES, LARGE, SMALL, Targets, held, measured
from measuring import Finding

TARGETS: Final[Targets] = {
    "a hint while a name is typed": (200, None),
    "Lang niet gesproken": (150, None),
    "who knows whom, 300 nodes": (300, None),
    "reach of the municipality": (500, None),
    "reach of a situation": (500, None),
    "a party with all its ties": (100, None),
    "Beloften": (100, None),
}


def bench() -> list[Finding]:
    return [finding for database in DATABASES for finding in judged(database)]


def judged(database: str) -> list[Finding]:
    small, large = (measured(database, "relations", size, how) for size, how in ((SMALL, "queries"), (LARGE, "whole")))
    return list(held(database, TARGETS, small, large))
