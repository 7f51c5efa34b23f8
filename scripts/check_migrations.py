"""Hold that the migrations of each app are one line, numbered without gaps, named by intent, and never changed.

Those of a release stand in `landed_migrations.txt` with a digest: other people's databases went through them. After a
release, `scripts/check_migrations.py --land` adds what is new.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django

LANDED = Path("scripts/landed_migrations.txt")
NAMED_BY_DJANGO = re.compile(r"_auto_\d|_and_more$")


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raakvlak.project.settings")
    django.setup()
    if sys.argv[1:] == ["--land"]:
        LANDED.write_text("".join(f"{path} {digest}\n" for path, digest in digests().items()))
    problems = [*misplaced_migrations(), *changed_migrations(), *one_way_migrations()]
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


def changed_migrations() -> Iterator[str]:
    now = digests()
    for line in LANDED.read_text().splitlines():
        path, digest = line.split()
        if now.get(path) != digest:
            yield f"{path}: databases went through it as it was; put it back, and write another that follows it"


def digests() -> dict[str, str]:
    paths = sorted(Path("src/raakvlak").glob("*/migrations/[0-9]*.py"))
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def one_way_migrations() -> Iterator[str]:
    """Find what can't be undone: a backup of an earlier release needs empty tables to go back to where it was made."""
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 – as above

    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        path = Path(f"src/raakvlak/{app}/migrations/{name}.py")
        if path.exists() and not all(operation.reversible for operation in migration.operations):
            yield f"{path}: let it be undone (RunPython takes a second function, or migrations.RunPython.noop)"


if __name__ == "__main__":
    sys.exit(main())
