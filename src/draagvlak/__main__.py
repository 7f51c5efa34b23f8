"""From a shell: `python -m draagvlak reach areas.csv` tells from where fewer voices came than chance gives."""

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, TextIO

from draagvlak.reach import Reach, design_effect, reach

WRONG_INPUT: Final = 2
HEAD: Final = ("area", "voices", "low", "high", "says")


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer what was asked, as CSV; say on standard error what is wrong with a file."""
    parser = argparse.ArgumentParser(prog="python -m draagvlak", description=__doc__)
    asked = parser.add_subparsers(required=True).add_parser("reach", help="voices per area, against who lives there")
    asked.add_argument("file", type=Path, help="CSV with columns area, voices and residents (empty: unknown)")
    asked.add_argument("--level", type=float, default=0.95, help="between 0 and 1 (0.95)")
    asked.add_argument("--clusters", type=int, nargs="*", default=[], help="how many voices came at once, each time")
    given = parser.parse_args(arguments)
    try:
        with given.file.open(newline="", encoding="utf-8-sig") as lines:
            told = told_reach(lines, level=given.level, clusters=given.clusters)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{given.file}: {error}\n")
        return WRONG_INPUT
    csv.writer(sys.stdout, lineterminator="\n").writerows(told)
    return 0


def told_reach(lines: TextIO, *, level: float, clusters: Sequence[int]) -> Iterable[Sequence[object]]:
    """Read areas, and write what chance explains of each, with a head above it."""
    rows = csv.DictReader(lines)
    missing = {"area", "voices", "residents"} - set(rows.fieldnames or ())
    if missing:
        raise ValueError(f"there is no column {', '.join(sorted(missing))}")
    areas = list(rows)
    voices = [int(row["voices"] or 0) for row in areas]
    residents = [float(row["residents"]) if row["residents"].strip() else None for row in areas]
    found = reach(voices, residents, clustering=design_effect(clusters), level=level)
    return [HEAD, *(line(found, area, row["area"], voices[area]) for area, row in enumerate(areas))]


def line(found: Reach, area: int, name: str, voices: int) -> Sequence[object]:
    """Tell of one area; what can't be compared stays empty."""
    if not found.is_compared[area]:
        return (name, voices, "", "", "")
    says = "fewer" if found.is_fewer[area] else "more" if found.is_more[area] else "as chance"
    return (name, voices, found.low[area], found.high[area], says)


if __name__ == "__main__":
    sys.exit(main())
