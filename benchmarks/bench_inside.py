"""What the town hall has to offer: 50,000 reservations on 5,000 means, 20,000 possibilities, 100,000 requests.

What is free this week, the page of a means, and reserving, beside the simple way to do the same; what was asked in the
house; possibilities listed, looked for and read. RAAKVLAK_BENCH_MEANS and RAAKVLAK_BENCH_POSSIBILITIES make it smaller;
such a try is no proof. How long a file of ten thousand possibilities takes is measured in bench_exchange.py.
"""

import os
from typing import Final

from bench_city import DATABASES, Targets, held, measured
from measuring import Finding

MEANS: Final = int(os.environ.get("RAAKVLAK_BENCH_MEANS", "5000"))
POSSIBILITIES: Final = int(os.environ.get("RAAKVLAK_BENCH_POSSIBILITIES", "20000"))
# A tenth as many means as people, and ten reservations of each: see inside_visits.py.
LARGE: Final = {"encounters": 20_000, "parties": MEANS * 10, "members": 200, "possibilities": POSSIBILITIES}
SMALL: Final = {"encounters": 1_000, "parties": 1_000, "members": 200, "possibilities": 1_000}
TARGETS: Final[Targets] = {
    "means: the list": (100, None),
    "means: what is free this week": (150, None),
    "means: the same, far down": (150, None),
    "a means with its reservations": (80, None),
    "the busiest means": (80, None),
    "reserving": (60, 25),
    "a situation with what helps": (150, None),
    "requests: of my teams": (100, None),
    "requests: of all teams": (100, None),
    "requests: the settled of all teams": (100, None),
    "requests: of one department": (100, None),
    "requests: back with us": (100, None),
    "requests: far down": (100, None),
    "requests: asked of me": (100, None),
    "a request with its route": (100, None),
    "thresholds": (100, None),
    "a situation in the house": (150, None),
    "figures of the house": (500, None),
    "possibilities: the list": (100, None),
    "possibilities: words, in an area": (150, None),
    "possibilities: what is to be checked": (100, None),
    "possibilities: far down": (100, None),
    "a possibility": (60, None),
    "what could help a situation": (150, None),
    "what could help one wish, and like cases": (150, None),
    "In huis of a situation": (150, None),
    "Vandaag, with what is to be checked": (100, None),
}


def bench() -> list[Finding]:
    return [finding for database in DATABASES for finding in judged(database)]


def judged(database: str) -> list[Finding]:
    small, large = (measured(database, "inside", size, how) for size, how in ((SMALL, "queries"), (LARGE, "whole")))
    return list(held(database, TARGETS, small, large))
