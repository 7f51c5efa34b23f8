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

import django

from measuring import Finding

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
ROW = "{:<34} {:<28} {:>10} {:>10} {:>10} {:>8} {:>8}  {}"


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
    findings: list[Finding] = importlib.import_module(f"bench_{name}").bench()
    print(ROW.format("what", "yardstick", "target ms", "ms", "yardstick", "target", "ratio", ""))
    for finding in findings:
        print(row(finding))
    write(name, findings)
    return all(finding.is_good for finding in findings)


def row(finding: Finding) -> str:
    return ROW.format(
        finding.what,
        finding.yardstick,
        f"{finding.target_milliseconds:.1f}",
        f"{finding.milliseconds:.1f}",
        f"{finding.yardstick_milliseconds:.1f}",
        f"{finding.target_ratio:.1f}×",
        f"{finding.ratio:.1f}×",
        "good" if finding.is_good else "MISSED",
    )


def write(name: str, findings: list[Finding]) -> None:
    RESULTS.mkdir(exist_ok=True)
    result = {
        "name": name,
        "measured_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "findings": [
            dataclasses.asdict(finding) | {"ratio": finding.ratio, "is_good": finding.is_good} for finding in findings
        ],
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
