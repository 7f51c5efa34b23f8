"""Hold that each app's English catalogue is complete, without doubtful entries, and says what the source says."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

APPS = Path("src/raakvlak")
SHOWN = 20
# What a screen does not say. Residents are no objects of policy, and we say je.
UNKIND_WORDS = re.compile(r"\b(u|uw|burgers?|stakeholders?|doelgroep(en)?|casus|issues?)\b", re.IGNORECASE)
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")


def main() -> int:
    if needs_gettext():
        return 1
    apps = sorted(path for path in APPS.iterdir() if (path / "apps.py").exists())
    problems = [line for app in apps for line in problems_of(app)] + list(contradictions(apps))
    print("\n".join(problems[:SHOWN]))
    if len(problems) > SHOWN:
        print(f"… and {len(problems) - SHOWN} more")
    return bool(problems)


def needs_gettext() -> bool:
    """Say what is missing, where the texts can't be read from the source."""
    if shutil.which("xgettext"):
        return False
    print("gettext is needed to read the texts from the source. On Debian: apt-get install gettext")
    return True


def problems_of(app: Path) -> Iterator[str]:
    catalogue = app / CATALOGUE
    ours = (
        {key(entry): entry for entry in polib.pofile(str(catalogue)) if not entry.obsolete}
        if catalogue.exists()
        else {}
    )
    source = texts_in(app)
    for text, entry in source.items():
        if word := UNKIND_WORDS.search(text[1]):
            yield f"{app / where(entry)}: find a kinder word for {word[0]!r} in {text[1]!r}"
    for missing in sorted(source.keys() - ours.keys()):
        yield f"{catalogue}: not in the catalogue ({where(source[missing])}): {missing[1]!r}"
    for left in sorted(ours.keys() - source.keys()):
        yield f"{catalogue}: no longer in the source: {left[1]!r}"
    for entry in ours.values():
        if entry.fuzzy:
            yield f"{catalogue}:{entry.linenum}: doubtful (fuzzy): {entry.msgid!r}"
        elif not entry.translated():
            yield f"{catalogue}:{entry.linenum}: not translated: {entry.msgid!r}"
    if catalogue.exists():
        yield from broken_placeholders(catalogue)


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def where(entry: polib.POEntry) -> str:
    return ":".join(entry.occurrences[0]) if entry.occurrences else "?"


def texts_in(app: Path) -> dict[tuple[str, str, str], polib.POEntry]:
    """Read the texts from the source anew, in a copy, so that a check changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / app.name
        shutil.copytree(app, copy, ignore=shutil.ignore_patterns("locale", "tests", "vendor", "__pycache__"))
        (copy / "locale").mkdir()
        command = [sys.executable, "-P", "-m", "django", "makemessages", "--locale", "en", "--verbosity", "0"]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, env=environment, check=True)
        found = copy / CATALOGUE
        return {key(entry): entry for entry in polib.pofile(str(found))} if found.exists() else {}


def contradictions(apps: Iterable[Path]) -> Iterator[str]:
    """Find texts with two translations: Django puts all catalogues together, and one would win everywhere."""
    said: dict[tuple[str, str, str], polib.POEntry] = {}
    for catalogue in (app / CATALOGUE for app in apps if (app / CATALOGUE).exists()):
        for entry in polib.pofile(str(catalogue)).translated_entries():
            first = said.setdefault(key(entry), entry)
            if (first.msgstr, first.msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                words = f"{entry.msgstr or entry.msgstr_plural!r} here and {first.msgstr or first.msgstr_plural!r}"
                yield f"{catalogue}:{entry.linenum}: {entry.msgid!r} is {words} elsewhere; give one a context"


def broken_placeholders(catalogue: Path) -> Iterator[str]:
    result = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", catalogue], capture_output=True, text=True, check=False
    )
    if result.returncode:
        yield result.stderr.strip()


if __name__ == "__main__":
    sys.exit(main())
