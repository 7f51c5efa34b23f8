"""Fifty options and five hundred parties in one situation, on SQLite and on PostgreSQL: who stands where.

The matrix with its counts over all of them, one option, one party, and a grid of forty reactions saved in one go,
beside the simple way to do the same. RAAKVLAK_BENCH_DATABASES=sqlite leaves one out; such a try is no proof.
"""

from typing import Final

from bench_city import DATABASES, Targets, held, measured
from measuring import Finding

LARGE: Final = {"encounters": 5_000, "parties": 3_000, "members": 200}
SMALL: Final = {"encounters": 1_000, "parties": 300, "members": 200}
TARGETS: Final[Targets] = {
    "the matrix: 50 options, the first 50 of 500": (200, None),
    "the matrix: the last people, by interest": (200, None),
    "the options, each with its counts": (200, None),
    "one option with who stands where": (150, None),
    "one party with how it moved": (150, None),
    "a grid of forty reactions, saved": (150, None),
    "a situation with its first options": (200, None),
}


def bench() -> list[Finding]:
    return [finding for database in DATABASES for finding in judged(database)]


def judged(database: str) -> list[Finding]:
    small, large = (
        measured(database, "resolutions", size, how) for size, how in ((SMALL, "queries"), (LARGE, "whole"))
    )
    return list(held(database, TARGETS, small, large))
