"""Show a tree of departments as lines, each a step further in than what it belongs to."""

from collections.abc import Sequence

from raakvlak.municipality.models import Department

DEEPEST_STEP = 6
Lines = list[tuple[Department, int]]


def indented(departments: Sequence[Department]) -> Lines:
    """Put each department below the one that it is a part of, with how deep it lies."""
    known = {department.pk for department in departments}
    below: dict[int | None, list[Department]] = {}
    for department in departments:
        above = department.parent_id if department.parent_id in known else None
        below.setdefault(above, []).append(department)
    return _with_parts(None, below, 0)


def _with_parts(above: int | None, below: dict[int | None, list[Department]], depth: int) -> Lines:
    lines: Lines = []
    for department in below.get(above, []):
        lines.append((department, min(depth, DEEPEST_STEP)))
        lines.extend(_with_parts(department.pk, below, depth + 1))
    return lines
