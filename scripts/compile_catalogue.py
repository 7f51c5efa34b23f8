"""Compile one translation catalogue, so that nobody needs gettext to run Raakvlak."""

import sys
from pathlib import Path

import polib


def main(source: str, target: str) -> None:
    """Write the .mo file beside its .po file, whole or not at all."""
    draft = Path(f"{target}.draft")
    polib.pofile(source).save_as_mofile(str(draft))
    draft.replace(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
