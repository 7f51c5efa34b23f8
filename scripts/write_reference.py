"""Write the addresses into docs/developers/reference.md, each with the first line of its view's docstring."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django

REFERENCE = Path("docs/developers/reference.md")
HEADING = "\n## Addresses\n"
INTRODUCTION = """
Written by `scripts/write_reference.py` from the docstrings of the views. Log-in, second factor and password are
[allauth's](https://docs.allauth.org), under `/inloggen/`.
"""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raakvlak.project.settings")
    django.setup()
    before, _old = REFERENCE.read_text().split(HEADING)
    REFERENCE.write_text(before + HEADING + INTRODUCTION + "".join(tables()))


def tables() -> Iterator[str]:
    """Yield a table for each app, in the order in which the addresses are tried."""
    from raakvlak.project.tests.addresses import addresses  # noqa: PLC0415 – needs the settings

    rows: dict[str, list[str]] = {}
    for address in addresses():
        first_line = (address.view.__doc__ or "").strip().partition("\n")[0]
        if not first_line:
            sys.exit(f"The view at /{address} has no docstring to tell what it is for.")
        rows.setdefault(address.view.__module__.split(".")[1], []).append(f"| `/{address}` | {first_line} |\n")
    for app, lines in rows.items():
        yield f"\n### {app}\n\n| address | what it does |\n|---|---|\n" + "".join(lines)


if __name__ == "__main__":
    main()
