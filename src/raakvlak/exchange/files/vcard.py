"""Cards of an address book: vCard 2.1, 3.0 and 4.0, of which we take what reaches somebody, and no photo.

An own reader, for the libraries that there are stop at the first card that a telephone wrote a little differently.
RFC 2426 (3.0), RFC 6350 (4.0) and the vCard 2.1 specification of the Versit consortium.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from raakvlak.exchange.files.table import Table, table_of
from raakvlak.exchange.files.text import decoded
from raakvlak.exchange.refusal import Refused
from raakvlak.web.text import clean_line

_MOST_OF_A_KIND: Final = 3
_PARTS: Final = re.compile(r"(?:[^;\\]|\\.)*(?:;|$)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_HEAD: Final = re.compile(r'^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^:";])*)*):', re.ASCII)
_KINDS: Final = {"org": "organisatie", "organization": "organisatie", "group": "groep", "individual": "persoon"}


@dataclass(slots=True)
class Card:
    """One card: of each property its values, in the order of the card."""

    values: dict[str, list[list[str]]] = field(default_factory=dict)

    def first(self, name: str) -> list[str]:
        """Return the parts of the first value of a property."""
        return next(iter(self.values.get(name, [])), [])

    def lines(self, name: str) -> list[str]:
        """Return the values of a property, each as one line, and none twice."""
        return list(dict.fromkeys(filter(None, (clean_line(" ".join(parts)) for parts in self.values.get(name, [])))))


def read_cards(content: bytes, *, of_organisations: bool) -> Table:
    """Read all cards as a table; who works at an organisation stands for it when organisations are asked for."""
    cards = list(cards_in(decoded(content)))
    if not cards:
        raise Refused("no_cards")
    numbered = [(_("Telefoon"), "TEL"), (_("E-mail"), "EMAIL"), (_("Adres"), "ADR")]
    headers = [_("Naam"), _("Soort"), _("Omschrijving")]
    headers += [f"{label} {number}" for label, _name in numbered for number in range(1, _MOST_OF_A_KIND + 1)]
    return table_of([headers, *(_row(card, of_organisations=of_organisations) for card in cards)])


def cards_in(text: str) -> Iterator[Card]:
    """Yield the cards of a file, whatever stands between them."""
    card: Card | None = None
    for name, parameters, value in _properties(text):
        if name == "BEGIN" and value.strip().upper() == "VCARD":
            card = Card()
        elif name == "END" and card is not None:
            yield card
            card = None
        elif card is not None and name not in {"PHOTO", "LOGO", "SOUND", "KEY"}:
            card.values.setdefault(name, []).append(_split(_plain(value, parameters)))


def _properties(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    for line in _unfolded(text):
        head = _HEAD.match(line)
        if head:
            yield head[1].upper(), _parameters(head[2]), line[head.end() :]


def _unfolded(text: str) -> Iterator[str]:
    """Put together what was folded over several lines: by white space, or by the = of quoted-printable."""
    pieces: list[str] = []
    is_quoted = False
    for line in re.split(r"\r\n|\r|\n", text):
        if pieces and is_quoted and pieces[-1].endswith("="):
            pieces.append(f"\n{line}")
        elif pieces and not is_quoted and line[:1] in {" ", "\t"}:
            pieces.append(line[1:])
        else:
            yield "".join(pieces)
            pieces, is_quoted = [line], "QUOTED-PRINTABLE" in line.split(":", 1)[0].upper()
    yield "".join(pieces)


def _parameters(text: str) -> dict[str, str]:
    """Read what stands behind the name; in 2.1 a value may stand there without the name of its parameter."""
    found: dict[str, str] = {}
    for part in text.split(";")[1:]:
        name, equals, value = part.partition("=")
        found["ENCODING" if not equals and name.upper() in {"QUOTED-PRINTABLE", "BASE64"} else name.upper()] = (
            value if equals else name
        )
    return found


def _plain(value: str, parameters: dict[str, str]) -> str:
    encoding = parameters.get("ENCODING", "").upper()
    if encoding not in {"QUOTED-PRINTABLE", "BASE64", "B"}:
        return value
    try:
        raw = quopri.decodestring(value.encode()) if encoding == "QUOTED-PRINTABLE" else base64.b64decode(value)
    except (binascii.Error, ValueError):
        return ""
    charset = parameters.get("CHARSET", "utf-8").strip('"')
    try:
        return raw.decode(charset)
    except (LookupError, ValueError):  # an unknown one, or a name with which Python can do nothing
        return decoded(raw)


def _split(value: str) -> list[str]:
    """Split a value at its semicolons, but not at those that are escaped."""
    parts = [part.group().removesuffix(";") for part in _PARTS.finditer(value)]
    return [_ESCAPED.sub(lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], part).strip() for part in parts]


def _row(card: Card, *, of_organisations: bool) -> list[str]:
    organisation = ", ".join(part for part in card.first("ORG") if part)
    person = next(iter(card.lines("FN")), "") or _named(card.first("N"))
    kind = _KINDS.get(
        "".join(card.first("KIND")).lower() or "".join(card.first("X-ADDRESSBOOKSERVER-KIND")).lower(), ""
    )
    is_organisation = kind == "organisatie" or not person or person == organisation
    name = (organisation or person) if of_organisations or is_organisation else person
    notes = ["\n".join(parts) for parts in card.values.get("NOTE", [])]
    other = person if name == organisation else organisation
    described = "\n".join(filter(None, [other if other != name else "", *notes]))
    reached = [*_three(_phones(card)), *_three(card.lines("EMAIL")), *_three(_addresses(card))]
    return [name, kind or ("organisatie" if name == organisation else "persoon"), described, *reached]


def _named(parts: list[str]) -> str:
    """Write a name as one says it: first names, then the last name."""
    last, first, more = (*parts, "", "", "")[:3]
    return clean_line(f"{first} {more} {last}")


def _phones(card: Card) -> list[str]:
    return [phone.removeprefix("tel:") for phone in card.lines("TEL")]


def _addresses(card: Card) -> list[str]:
    """Write an address as it stands on an envelope: post box and street, postcode and town, country."""
    found = []
    for parts in card.values.get("ADR", []):
        box, extended, street, town, region, postcode, country = (*parts, *[""] * 7)[:7]
        lines = [f"{street} {extended}", box, f"{postcode} {town}", region, country]
        found.append(", ".join(filter(None, map(clean_line, lines))))
    return list(dict.fromkeys(filter(None, found)))


def _three(values: list[str]) -> list[str]:
    return [*values, *[""] * _MOST_OF_A_KIND][:_MOST_OF_A_KIND]
