"""What the CBS and PDOK call things: it changed from year to year, in capitals, underscores and abbreviations."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from raakvlak.web.text import clean_line

DISTRICT: Final = "district"
NEIGHBOURHOOD: Final = "neighbourhood"
MOST_PEOPLE: Final = 20_000_000
LONGEST_NAME: Final = 100
FIRST_YEAR, LAST_YEAR = 1990, 2100

# 2009-2018: BU_CODE, BU_NAAM, AANT_INW, AANTAL_HH. Since: buurtcode, aantal_inwoners in a GeoPackage and
# aantalInwoners in GeoJSON. The borders alone (gebiedsindelingen) say statcode and statnaam.
_NEIGHBOURHOOD_CODES: Final = ("buurtcode", "bucode")
_DISTRICT_CODES: Final = ("wijkcode", "wkcode")
_MUNICIPALITY_CODES: Final = ("gemeentecode", "gmcode", "gm")
_ANY_CODES: Final = ("statcode", "gwbcode", "gwbcode10", "regiocode", "code")
_NEIGHBOURHOOD_NAMES: Final = ("buurtnaam", "bunaam", "statnaam", "gwbnaam", "regionaam", "naam", "name")
_DISTRICT_NAMES: Final = ("wijknaam", "wknaam", "statnaam", "gwbnaam", "regionaam", "naam", "name")
_MUNICIPALITY_NAMES: Final = ("gemeentenaam", "gmnaam")
_RESIDENTS: Final = ("aantalinwoners", "aantinw", "inwoners")
_HOUSEHOLDS: Final = ("aantalhuishoudens", "aantalhh", "aanthh", "huishoudens")
_WATER: Final = ("water", "h2o")
_YEARS: Final = ("jaar", "jaarcode", "jrstatcode", "peildatum")
KNOWN: Final = frozenset(
    (
        *_NEIGHBOURHOOD_CODES,
        *_DISTRICT_CODES,
        *_MUNICIPALITY_CODES,
        *_ANY_CODES,
        *_NEIGHBOURHOOD_NAMES,
        *_DISTRICT_NAMES,
        *_MUNICIPALITY_NAMES,
        *_RESIDENTS,
        *_HOUSEHOLDS,
        *_WATER,
        *_YEARS,
    )
)
_NEIGHBOURHOOD_CODE: Final = re.compile(r"(BU)?([0-9]{8})")
_DISTRICT_CODE: Final = re.compile(r"(WK)?([0-9]{6})")
_MUNICIPALITY_CODE: Final = re.compile(r"(GM)?([0-9]{4})")
_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}")

Values = Mapping[str, Any]


class Identity(NamedTuple):
    """Which official area a row is about."""

    kind: str
    code: str

    @property
    def municipality(self) -> str:
        """Return the code of the municipality that it lies in."""
        return f"GM{self.code[2:6]}"

    @property
    def parent(self) -> str:
        """Return the code of the wijk that a buurt is a part of."""
        return f"WK{self.code[2:8]}" if self.kind == NEIGHBOURHOOD else ""


def plain(column: str) -> str:
    """Write a column as it can be compared over the years."""
    return re.sub(r"[^a-z0-9]", "", column.lower())


def plain_values(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Keep the values that we know what to do with, under their plain names."""
    named = ((plain(str(column)), value) for column, value in row.items())
    return {column: value for column, value in named if column in KNOWN}


def identity(values: Values) -> Identity | None:
    """Tell which wijk or buurt a row is; nothing for a municipality, or for what is no area of the CBS."""
    for columns, kind, prefix, form, is_bare_enough in (
        (_NEIGHBOURHOOD_CODES, NEIGHBOURHOOD, "BU", _NEIGHBOURHOOD_CODE, True),
        (_ANY_CODES, NEIGHBOURHOOD, "BU", _NEIGHBOURHOOD_CODE, False),
        (_DISTRICT_CODES, DISTRICT, "WK", _DISTRICT_CODE, True),
        (_ANY_CODES, DISTRICT, "WK", _DISTRICT_CODE, False),
    ):
        found = form.fullmatch(_text(values, columns).upper())
        if found and (found[1] or is_bare_enough):
            return Identity(kind, prefix + found[2])
    return None


def municipality_of(values: Values) -> tuple[str, str] | None:
    """Return the code and the name of the municipality that a row says it is about."""
    found = _MUNICIPALITY_CODE.fullmatch(_text(values, _MUNICIPALITY_CODES).upper())
    return (f"GM{found[2]}", _text(values, _MUNICIPALITY_NAMES)[:LONGEST_NAME]) if found else None


def name_of(values: Values, identity: Identity) -> str:
    """Return the name of an area; what has none is called by its code."""
    names = _NEIGHBOURHOOD_NAMES if identity.kind == NEIGHBOURHOOD else _DISTRICT_NAMES
    return _text(values, names)[:LONGEST_NAME] or identity.code


def residents_of(values: Values) -> int | None:
    """Return how many people live there, when that is known."""
    return _amount(values, _RESIDENTS)


def households_of(values: Values) -> int | None:
    """Return how many households there are, when that is known."""
    return _amount(values, _HOUSEHOLDS)


def is_water(values: Values) -> bool:
    """Tell whether there is nothing but water."""
    return _text(values, _WATER).upper() in {"JA", "J", "TRUE", "1"}


def year_of(values: Values) -> int | None:
    """Return the year of the division."""
    return year_in(_text(values, _YEARS))


def year_in(text: str) -> int | None:
    """Find a year in a code, or in the name of a layer or file."""
    found = _YEAR.search(text)
    year = int(found[0]) if found else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _text(values: Values, columns: tuple[str, ...]) -> str:
    for column in columns:
        value = values.get(column)
        if isinstance(value, str | int | float) and str(value).strip():
            return clean_line(str(value)[:1_000])
    return ""


def _amount(values: Values, columns: tuple[str, ...]) -> int | None:
    """Read a number of people; the CBS writes -99999999, or another deep number, for what it does not tell."""
    try:
        amount = int(float(_text(values, columns)))
    except (ValueError, OverflowError):
        return None
    return amount if 0 <= amount <= MOST_PEOPLE else None
