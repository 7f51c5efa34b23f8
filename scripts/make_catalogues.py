"""Bring the English catalogues up to date with the source: what is new waits for its English, what is gone goes."""

import sys
from pathlib import Path

import polib

from check_translations import APPS, CATALOGUE, key, needs_gettext, texts_in

Text = tuple[str, str, str]
ABOUT = {
    "Project-Id-Version": "Raakvlak",
    "PO-Revision-Date": "",
    "Last-Translator": "",
    "Language-Team": "",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def main() -> int:
    if needs_gettext():
        return 1
    apps = sorted(path for path in APPS.iterdir() if (path / "apps.py").exists())
    known = [english_of(app) for app in apps]
    said = {text: entry for english in known for text, entry in english.items()}
    for app, english in zip(apps, known, strict=True):
        refresh(app, said | english)
    return 0


def english_of(app: Path) -> dict[Text, polib.POEntry]:
    """Read what is translated without doubt."""
    target = app / CATALOGUE
    return {key(entry): entry for entry in polib.pofile(str(target)).translated_entries()} if target.exists() else {}


def refresh(app: Path, known: dict[Text, polib.POEntry]) -> None:
    """Write a catalogue anew, in the order of the source and without line numbers, so that merges stay easy.

    What another app says already is said the same here: Django puts all catalogues together.
    """
    made = polib.POFile(wrapwidth=120)
    made.metadata = dict(ABOUT)
    for text, entry in texts_in(app).items():
        entry.occurrences = [(name, "") for name in dict.fromkeys(name for name, _ in entry.occurrences)]
        if text in known:
            entry.msgstr, entry.msgstr_plural = known[text].msgstr, known[text].msgstr_plural
        made.append(entry)
    if not made:
        return
    target = app / CATALOGUE
    target.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(target))
    print(f"{target}: {len(made)} texts, {len(made.untranslated_entries())} to translate")


if __name__ == "__main__":
    sys.exit(main())
