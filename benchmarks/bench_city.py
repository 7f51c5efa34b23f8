"""A city of 50,000 parties and 500,000 talks, with 200 members and permissions on, on SQLite and on PostgreSQL.

RAAKVLAK_BENCH_ENCOUNTERS, _PARTIES and _MEMBERS make it smaller for a quick try, RAAKVLAK_BENCH_DATABASES=sqlite
leaves one out; such a try is no proof.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from measuring import Amount, Finding

HERE: Final = Path(__file__).resolve().parent
LARGE: Final = {
    "encounters": int(os.environ.get("RAAKVLAK_BENCH_ENCOUNTERS", "500000")),
    "parties": int(os.environ.get("RAAKVLAK_BENCH_PARTIES", "50000")),
    "members": int(os.environ.get("RAAKVLAK_BENCH_MEMBERS", "200")),
}
SMALL: Final = {"encounters": 1_000, "parties": 1_000, "members": LARGE["members"]}
DATABASES: Final = os.environ.get("RAAKVLAK_BENCH_DATABASES", "sqlite,postgresql").split(",")
# What it is; how many milliseconds 95 of 100 may take at most, and at most how many queries.
TARGETS: Final = {
    "a note with its party, saved": (30, 12),
    "talks: the newest 25": (60, None),
    "talks: a page far down": (60, None),
    "a party with 10,000 talks": (60, None),
    "the same, far down": (60, None),
    "Vandaag": (100, None),
    "typeahead": (100, None),
    "Mensen": (100, None),
    "Situaties": (100, None),
    "the busiest situations": (100, None),
    "their timelines": (100, None),
    "search": (120, None),
    "the map of one area": (100, None),
}
# Which steps a search takes hangs on the words: as typed, with typing errors, in parts, a proposal. So many are all of
# them together; a test holds one search to as many queries for ten rows as for a hundred.
ALL_STEPS: Final = {"search": 34}
BARE_MILLISECONDS: Final = 2.0  # what a page with one query takes where the targets in milliseconds were set
LEAST_PER_SECOND: Final = 120
MOST_MEGABYTES: Final = 200
MOST_MINUTES_TO_GENERATE: Final = 5
ONE_QUERY: Final = "a page with one query"

Targets = Mapping[str, tuple[float, int | None]]


def bench() -> list[Finding | Amount]:
    return [finding for database in DATABASES for finding in judged(database)]


def judged(database: str) -> Iterator[Finding | Amount]:
    """Measure one database at both sizes, and hold what was found to the targets."""
    small, large = measured(database, "city", SMALL, "queries"), measured(database, "city", LARGE, "whole")
    yield from held(database, TARGETS, small, large)
    yield Amount(
        what=f"{database}: notes saved a second, {8} at once",
        amount=large["crowd"]["per_second"],
        least=LEAST_PER_SECOND,
    )
    yield Amount(what=f"{database}: the same, p95 in ms", amount=large["crowd"]["p95"])
    yield Amount(what=f"{database}: MB of a web worker", amount=large["memory"]["Rss"], most=MOST_MEGABYTES)
    yield Amount(what=f"{database}: MB that are its own (PSS)", amount=large["memory"]["Pss"])
    most = MOST_MINUTES_TO_GENERATE * 60 if database == "sqlite" else None
    yield Amount(what=f"{database}: seconds to generate it", amount=large["generated_seconds"], most=most)


def held(database: str, targets: Targets, small: dict[str, Any], large: dict[str, Any]) -> Iterator[Finding]:
    """Hold the times of a large city to their targets, and its queries to those of a small one."""
    around = large["visits"][ONE_QUERY]["p50"]  # what any page costs: the simple way would need one too
    for what, (milliseconds, most_queries) in targets.items():
        simple, as_small = large["simple"].get(what), small["queries"][what]
        yield Finding(
            what=f"{database}: {what}",
            milliseconds=large["visits"][what]["p50"],
            percentile_95=large["visits"][what]["p95"],
            yardstick=ONE_QUERY,
            yardstick_milliseconds=around,
            target_ratio=milliseconds / BARE_MILLISECONDS,
            target_milliseconds=milliseconds,
            is_time_judged=True,
            queries=large["queries"][what],
            most_queries=ALL_STEPS.get(what) or min(as_small, most_queries or as_small),
            simple_milliseconds=simple,
        )


def measured(database: str, course: str, size: dict[str, int], how: str) -> dict[str, Any]:
    """Make the city in a process and a database of its own, and return what was measured there."""
    with tempfile.TemporaryDirectory(prefix="raakvlak-city-") as folder:
        outcome = Path(folder, "measured.json")
        command = [sys.executable, str(HERE / "city_measures.py"), str(outcome), course]
        command += [str(size[what]) for what in ("encounters", "parties", "members")]
        command += [str(size.get("possibilities", 2_000))]
        before = [str(HERE.parent / "scripts/with_postgres.sh"), "--durable"] if database == "postgresql" else []
        environment = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "RAAKVLAK_DEMO"}
        }
        environment |= {"RAAKVLAK_DATA": folder, "RAAKVLAK_HTTPS": "0", "PYTHONPATH": str(HERE)}
        print(f"  {database}: {size['encounters']:,} talks …", flush=True)
        subprocess.run([*before, *command, how], env=environment, check=True, cwd=HERE.parent)  # noqa: S603  (ours)
        found: dict[str, Any] = json.loads(outcome.read_text())
        return found
