"""Make a city in the database that the environment names, measure it, and write what was found to a file.

A process of its own, for Django knows one database: bench_city.py starts it for each.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import django

ROUNDS: Final = int(os.environ.get("RAAKVLAK_BENCH_ROUNDS", "120"))
SIMPLE_ROUNDS: Final = range(0, 88, 11)
SIZES: Final = 4
NO_WORK: Final = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK", "SET ", "PRAGMA")


def main(outcome: str, course: str, size: tuple[int, int, int, int], *, is_whole: bool) -> None:
    began = time.monotonic()
    # In a process of its own, so that what making it leaves behind (memory, a journal not put away) is not measured.
    subprocess.run([sys.executable, __file__, *map(str, size)], check=True)  # noqa: S603  (ours)
    found: dict[str, Any] = {"generated_seconds": time.monotonic() - began}
    django.setup()
    settle()
    found |= measure(course, is_whole=is_whole)
    Path(outcome).write_text(json.dumps(found))


def make_city(encounters: int, parties: int, members: int, possibilities: int) -> None:
    django.setup()

    from django.core.management import call_command  # noqa: PLC0415  (needs the settings)

    from raakvlak.project.preparation import prepare  # noqa: PLC0415  (as above)

    prepare()
    size = {"encounters": encounters, "parties": parties, "members": members, "possibilities": possibilities}
    call_command("generate", **size, verbosity=0)


def settle() -> None:
    """Do what PostgreSQL does by itself within some minutes: clear up and count."""
    from django.db import connection  # noqa: PLC0415  (as above)

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def measure(course: str, *, is_whole: bool) -> dict[str, Any]:
    """Visit what belongs to one course: that of the whole city, or of one practice."""
    import logging  # noqa: PLC0415  (as below)

    from django.test.utils import override_settings  # noqa: PLC0415  (needs the settings)

    from city_crowd import save_together, web_server, weigh_after_walking  # noqa: PLC0415  (as above)
    from city_visits import Round, viewers  # noqa: PLC0415  (as above)
    from inside_visits import InsideRound  # noqa: PLC0415  (as above)
    from raakvlak.web.collector import look_less_often  # noqa: PLC0415  (as above)
    from relations_visits import RelationsRound  # noqa: PLC0415  (as above)
    from resolutions_visits import ResolutionsRound  # noqa: PLC0415  (as above)

    logging.disable(logging.INFO)  # a line for each request would hide the table
    with override_settings(ROOT_URLCONF="city_visits"):
        courses = {"relations": RelationsRound, "inside": InsideRound, "resolutions": ResolutionsRound}
        walk = courses.get(course, Round)(viewers())
        visits = walk.visits()
        settle()  # once more: a course adds rows of its own
        look_less_often()  # as a web worker does
        found: dict[str, Any] = {"queries": {visit.what: queries_of(visit) for visit in visits}}
        if is_whole:
            found["visits"] = in_turns(visits)
            found["simple"] = {visit.what: simply(visit) for visit in visits if visit.simple}
    if is_whole and course == "city":
        with web_server() as (run, port):
            found["crowd"] = save_together(walk, port)
            found["memory"] = weigh_after_walking(walk, run, port)
    return found


def queries_of(visit: Any) -> int:  # noqa: ANN401  (its module needs the settings)
    """Return how many queries it takes at most; what only begins or ends a transaction is no query."""
    from django.db import connection  # noqa: PLC0415  (as above)
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  (as above)

    most = 0
    visit.send(0)
    for number in range(visit.counted):
        with CaptureQueriesContext(connection) as captured:
            visit.send(number)
        work = [query for query in captured.captured_queries if not query["sql"].startswith(NO_WORK)]
        most = max(most, len(work))
    return most


def in_turns(visits: list[Any]) -> dict[str, dict[str, float]]:
    """Return the median and the 95th percentile of each, measured in turns so that a busy moment meets them all."""
    taken: dict[str, list[float]] = {visit.what: [] for visit in visits}
    for number in range(ROUNDS):
        for visit in visits:
            taken[visit.what].append(milliseconds_of(visit.send, number))
    return {what: {"p50": statistics.median(times), "p95": percentile_95(times)} for what, times in taken.items()}


def simply(visit: Any) -> float:  # noqa: ANN401  (as above)
    return max(milliseconds_of(visit.simple, number) for number in SIMPLE_ROUNDS)


def milliseconds_of(work: Any, number: int) -> float:  # noqa: ANN401  (as above)
    start = time.perf_counter()
    work(number)
    return (time.perf_counter() - start) * 1000


def percentile_95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__" and len(sys.argv) == 1 + SIZES:
    make_city(*map(int, sys.argv[1:]))
elif __name__ == "__main__":
    path, name, encounters, parties, members, possibilities, whole = sys.argv[1:]
    size = (int(encounters), int(parties), int(members), int(possibilities))
    main(path, name, size, is_whole=whole == "whole")
