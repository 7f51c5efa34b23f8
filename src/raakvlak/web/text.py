"""Text as people type and paste it, made safe to keep, to show and to sort."""

import re
import unicodedata
from typing import Final

SORT_NAME_LENGTH: Final = 200

# Line and paragraph separators, and the line ends of other systems, are all simply a new line.
_LINE_ENDS: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")

# Control characters (but newline and tab), half surrogates, the private range that carries our references, and the
# invisible characters that turn the reading order around or hide inside words. The marks that right-to-left text
# needs (U+200E, U+200F, U+061C) and the joiners of emoji and Persian (U+200C, U+200D) stay.
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\ufffb]",
)
_LETTERS_WITHOUT_ACCENT_FORM: Final = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ŋ": "n",
        "ħ": "h",
        "ŧ": "t",
    },
)
_NOT_IN_NAMES: Final = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    """Keep what a person can read: one form per letter, one kind of line end, nothing that hides or steers."""
    lines = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", lines)).strip()


def clean_line(text: str) -> str:
    """Clean text that belongs on one line: every run of white space becomes one space."""
    return " ".join(clean(text).split())


def sort_name(name: str) -> str:
    """Give the form by which a name is sorted and found: without capitals, accents and punctuation."""
    line = clean_line(name)
    bare = line.casefold() if line.isascii() else _without_accents(line)
    words = _NOT_IN_NAMES.sub(" ", bare).strip()
    return (words or bare)[:SORT_NAME_LENGTH].strip()


def _without_accents(line: str) -> str:
    small = unicodedata.normalize("NFKD", line).casefold()
    letters = unicodedata.normalize("NFKD", small).translate(_LETTERS_WITHOUT_ACCENT_FORM)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
