"""What a column can be: how one calls it, and by which headers it is recognised, in Dutch and in English."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raakvlak.exchange.headers import HEADERS
from raakvlak.exchange.models import What
from raakvlak.web.keys import fingerprint
from raakvlak.web.text import sort_name

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """Something that a row can tell."""

    name: str
    label: Words
    known_by: str  # the headers by which it is recognised, in `headers`
    example: Words = ""
    is_needed: bool = False
    is_many: bool = False  # several columns of a file may hold it

    @property
    def recognised(self) -> frozenset[str]:
        """Return the headers by which it is known, as they are compared."""
        return _compared(self.known_by) | _called(self.label)


@cache
def _called(label: Words) -> frozenset[str]:
    """Return how we call a column ourselves, in each of our languages: so our own files come back."""
    names = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names.append(sort_name(str(label)))
    return frozenset(names)


@cache
def _compared(known_by: str) -> frozenset[str]:
    return frozenset(sort_name(header) for header in HEADERS[known_by].split("|"))


_NAME: Final = Column("name", _("Naam"), "name", _("Mieke van Verzonnen"), is_needed=True)
_ORGANISATION: Final = Column("name", _("Naam"), "organisation", _("Buurthuis De Verzonnen Brug"), is_needed=True)
_PARTS_OF_NAME: Final = (
    Column("first_name", _("Voornaam"), "first_name"),
    Column("prefix", _("Tussenvoegsel"), "prefix"),
    Column("last_name", _("Achternaam"), "last_name"),
)
_REACHED: Final = (
    Column("phone", _("Telefoon"), "phone", "010 1234567", is_many=True),
    Column("email", _("E-mail"), "email", "info@raakvlak.example", is_many=True),
    Column("address", _("Adres (heel)"), "address", is_many=True),
    Column("street", _("Straat"), "street", _("Kade")),
    Column("house_number", _("Huisnummer"), "house_number", "12"),
    Column("postcode", _("Postcode"), "postcode", "1234 AB"),
    Column("town", _("Plaats"), "town", "Waterhoek"),
)
_DESCRIPTION: Final = Column(
    "description", _("Omschrijving"), "description", _("Beheert de zaal en het plein"), is_many=True
)
_AREA: Final = Column("area", _("Gebied"), "area")
_LANGUAGES: Final = Column("languages", _("Talen"), "languages", _("Nederlands"))

_NUMBERS: Final = re.compile(r"\b\d+\b")

COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    What.ORGANISATIONS: (_ORGANISATION, _DESCRIPTION, *_REACHED, _AREA, _LANGUAGES),
    What.PEOPLE: (
        _NAME,
        *_PARTS_OF_NAME,
        Column("kind", _("Soort"), "kind", _("persoon")),
        _DESCRIPTION,
        *_REACHED,
        _AREA,
        _LANGUAGES,
        Column("knows_since_on", _("Weet dat ik noteer, sinds"), "knows_since_on", "3-5-2026"),
    ),
    What.NOTES: (
        Column("day", _("Dag"), "day", "3-5-2026", is_needed=True),
        Column("text", _("Werknotitie"), "text", _("Zegt dat het veldje er eerst was."), is_needed=True, is_many=True),
        Column("whom", _("Met wie"), "whom", _("Mieke van Verzonnen"), is_many=True),
        Column("channel", _("Hoe"), "channel", _("straat")),
        Column("part_of_day", _("Dagdeel"), "part_of_day", _("middag")),
        Column("area", _("Gebied"), "note_area"),
        Column("situation", _("Situatie"), "situation"),
        Column("summary", _("Samenvatting om te delen"), "summary"),
    ),
    What.POSSIBILITIES: (
        Column("kind", _("Soort"), "possibility_kind", _("budget of subsidie"), is_needed=True),
        Column("title", _("Wat het is"), "possibility_title", _("Subsidie buurtfeest"), is_needed=True),
        Column(
            "text",
            _("Wat het mogelijk maakt"),
            "possibility_text",
            _("Een straat krijgt tot 250 euro voor een feest."),
            is_needed=True,
            is_many=True,
        ),
        Column("conditions", _("Voorwaarden"), "conditions", _("Iedereen uit de straat is welkom."), is_many=True),
        Column("exceptions", _("Uitzonderingen"), "exceptions", is_many=True),
        Column("department", _("Afdeling"), "department"),
        Column("area", _("Gebied"), "area"),
        Column("from_on", _("Vanaf"), "from_on", "1-1-2026"),
        Column("until_on", _("Tot en met"), "until_on", "31-12-2027"),
        Column("amount", _("Bedrag in euro"), "amount", "250,00"),
        Column("contact", _("Loket"), "desk", _("Loket Wijkzaken, 14 010")),
        Column("source_url", _("Waar het staat"), "source_url", "https://raakvlak.example/buurtfeest"),
        Column("best_before_on", _("Nakijken na"), "best_before_on", "31-12-2026"),
        Column("owner", _("Wie het bijhoudt"), "owner"),
    ),
}


def column_of(what: str, name: str) -> Column | None:
    """Return a column by its name."""
    return next((column for column in COLUMNS[what] if column.name == name), None)


def recognised(what: str, headers: Sequence[str]) -> list[str]:
    """Tell of each header which column it is; nothing when it is not known or already taken."""
    found: list[str] = []
    for header in headers:
        name = _known_as(what, header)
        column = column_of(what, name)
        found.append(name if column and (column.is_many or name not in found) else "")
    return found


def may_hold_numbers(what: str, header: str) -> bool:
    """Tell whether nine digits in this column are something else than a BSN: a telephone number without its zero."""
    return _known_as(what, header) == "phone"


def fingerprint_of(what: str, headers: Sequence[str], member_id: int) -> str:
    """Give the mark by which a member's file with the same headers is known again."""
    return fingerprint("\n".join(map(sort_name, headers)), salt=f"columns:{member_id}:{what}")


def _known_as(what: str, header: str) -> str:
    plain = sort_name(header)
    bare = " ".join(_NUMBERS.sub(" ", plain).split()) or plain
    return next((column.name for column in COLUMNS[what] if {plain, bare} & column.recognised), "")
