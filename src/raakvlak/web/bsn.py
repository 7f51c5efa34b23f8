"""Recognise a burgerservicenummer, so that none is ever kept."""

import re
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Nine digits together, or in the groups in which people write a BSN, always with the same mark in between.
# Digits that are glued to letters or to more digits are something else (a case number, a VAT number, an IBAN).
_NINE_DIGITS: Final = re.compile(
    r"""
    (?: (?<![^\W_]) | (?<=bsn) )            # not inside a word, except right behind the word itself
    (?<! \d[ .,/-] )                        # nor the tail of a longer number
    (?:
        \d{9}
      | \d{3} ([ .\u00a0-]) \d{3} \1 \d{3}
      | \d{4} ([ .\u00a0-]) \d{2} \2 \d{3}
      | \d{3} ([ .\u00a0-]) \d{2} \3 \d{4}
      | \d{4} ([ .\u00a0-]) \d{5}
      | \d{5} ([ .\u00a0-]) \d{4}
      | \d{3} ([ .\u00a0-]) \d{6}
      | \d{6} ([ .\u00a0-]) \d{3}
    )
    (?! [^\W_] | [.,/-]\d )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PHONE_BEFORE: Final = re.compile(r"(?:\+|\b00)\d{1,3}[ .(\u00a0-]*(?:\(?0\)?[ .\u00a0-]*)?$")
_MONEY_BEFORE: Final = re.compile(r"(?:€|\beuro|\beur)\s*$", re.IGNORECASE)
_MONEY_BEHIND: Final = re.compile(r"\s*(?:€|euro?\b|,-)", re.IGNORECASE)
_YEAR_AND_MONTH: Final = re.compile(r"(?:19|20)\d\d[ .\u00a0-](?:0[1-9]|1[0-2])[ .\u00a0-]")
_WEIGHTS: Final = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_WORDS_SHOWN: Final = 4


class FoundBsn(NamedTuple):
    """Where a number stands that looks like a BSN; never the number itself."""

    start: int
    end: int
    line: int
    words_before: str


def passes_eleven_test(digits: str) -> bool:
    """Tell whether nine digits can be a BSN: weighted, they add up to a multiple of eleven."""
    weighted = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return weighted % 11 == 0 and not digits.startswith("00")


def find_bsn(text: str) -> FoundBsn | None:
    """Find the first number that looks like a BSN and not like a phone number, a date or an amount."""
    for match in _NINE_DIGITS.finditer(text):
        digits = "".join(character for character in match.group() if character.isdigit())
        if passes_eleven_test(digits) and not _is_something_else(text, match):
            return _place(text, match)
    return None


def refuse_bsn(text: str) -> None:
    """Refuse text with a BSN in it; say where it stands without repeating it."""
    found = find_bsn(text)
    if found is None:
        return
    way_out = _("Haal het weg: een BSN hoort hier niet. Is het iets anders? Zet er dan een letter vlak voor.")
    if found.words_before:
        where = _("Op regel %(line)d, na “%(words)s”, staat een getal dat een burgerservicenummer lijkt.")
    else:
        where = _("Aan het begin van regel %(line)d staat een getal dat een burgerservicenummer lijkt.")
    place = where % {"line": found.line, "words": found.words_before}
    raise ValidationError(f"{place} {way_out}", code="bsn")


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    return bool(
        _PHONE_BEFORE.search(before)
        or _MONEY_BEFORE.search(before)
        or _MONEY_BEHIND.match(text, match.end())
        or _YEAR_AND_MONTH.match(match.group()),
    )


def _place(text: str, match: re.Match[str]) -> FoundBsn:
    line_start = text.rfind("\n", 0, match.start()) + 1
    words = text[line_start : match.start()].split()[-_WORDS_SHOWN:]
    shown = re.sub(r"\d", "•", " ".join(words))
    return FoundBsn(match.start(), match.end(), text.count("\n", 0, match.start()) + 1, shown)
