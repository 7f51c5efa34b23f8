"""Hold that the migrations of each app are one line, numbered without gaps, and named by intent."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django

NAMED_BY_DJANGO = re.compile(r"_auto_\d|_and_more$")


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raakvlak.project.settings")
    django.setup()
    problems = list(misplaced_migrations())
    for problem in problems:
        print(problem)
    return bool(problems)


def misplaced_migrations() -> Iterator[str]:
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 – needs the settings

    graph = MigrationLoader(None).graph
    for folder in sorted(Path("src/raakvlak").glob("*/migrations")):
        app = folder.parent.name
        names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
        for number, name in enumerate(names, 1):
            if not re.fullmatch(rf"{number:04}_[a-z0-9_]+", name):
                yield f"{folder}/{name}.py: number {number:04} was expected"
            if NAMED_BY_DJANGO.search(name):
                yield f"{folder}/{name}.py: rename it after what it is for"
        leaves = [name for _, name in graph.leaf_nodes(app)]
        if len(leaves) > 1:
            yield f"{folder}: {' and '.join(leaves)} both come last: let one follow the other"


if __name__ == "__main__":
    sys.exit(main())
