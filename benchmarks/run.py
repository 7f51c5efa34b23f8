"""Run the benchmarks, or those that are named; fail when one of them misses its target."""

import dataclasses
import datetime
import importlib
import json
import logging
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import Any

import django

from measuring import Amount, Finding

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
ROW = "{:<42} {:>7} {:>7} {:>7} {:>9} {:>10}  {:<21} {:>6} {:>7} {:>7}  {}"


def main(wanted: list[str]) -> int:
    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    if unknown := set(wanted) - set(names):
        print(f"There is no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
        return 2
    with tempfile.TemporaryDirectory(prefix="raakvlak-bench-") as folder:
        # Before a benchmark imports the settings: it gets a database of its own and never meets yours.
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "raakvlak.project.settings",
            "RAAKVLAK_DATA": folder,
            "RAAKVLAK_DEMO": "1",
        }
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        logging.disable(logging.INFO)  # a line for each request would hide the table
        return int(False in [run(name) for name in wanted or names])


def run(name: str) -> bool:
    """Run one benchmark, show its table, and keep its result."""
    print(f"\n{name}")
    print(
        ROW.format(
            "what", "target", "p50 ms", "p95 ms", "queries", "simple way", "yardstick", "its ms", "target", "ratio", ""
        )
    )
    findings: list[Finding | Amount] = []
    for finding in importlib.import_module(f"bench_{name}").bench():
        findings.append(finding)
        print(row(finding) if isinstance(finding, Finding) else row_of_amount(finding), flush=True)
    write(name, findings)
    return all(finding.is_good for finding in findings)


def row(finding: Finding) -> str:
    return ROW.format(
        finding.what,
        f"{finding.target_milliseconds:.0f}",
        f"{finding.milliseconds:.1f}",
        "" if finding.percentile_95 is None else f"{finding.percentile_95:.1f}",
        "" if finding.queries is None else f"{finding.queries} of {finding.most_queries}",
        "" if finding.simple_milliseconds is None else f"{finding.simple_milliseconds:.0f}",
        finding.yardstick,
        f"{finding.yardstick_milliseconds:.1f}",
        f"{finding.target_ratio:.1f}×",
        f"{finding.ratio:.2g}×",
        f"MISSED: {', '.join(finding.misses)}" if finding.misses else "good",
    )


def row_of_amount(amount: Amount) -> str:
    bounds = [sign + f"{bound:.4g}" for sign, bound in (("≥ ", amount.least), ("≤ ", amount.most)) if bound is not None]
    held = "" if amount.most is amount.least is None else "good" if amount.is_good else "MISSED"
    return ROW.format(amount.what, " ".join(bounds), f"{amount.amount:.1f}", *[""] * 7, held)


def write(name: str, findings: list[Finding | Amount]) -> None:
    RESULTS.mkdir(exist_ok=True)
    result = {
        "name": name,
        "measured_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "findings": [as_told(finding) for finding in findings],
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n")


def as_told(finding: Finding | Amount) -> dict[str, Any]:
    told = dataclasses.asdict(finding) | {"is_good": finding.is_good}
    return told | {"ratio": finding.ratio} if isinstance(finding, Finding) else told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
