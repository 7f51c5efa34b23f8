"""A calendar as other programs read it: RFC 5545, with what RFC 7986 says about refreshing."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

CONTENT_TYPE: Final = "text/calendar; charset=utf-8"
PRODUCT: Final = "-//Raakvlak//NL"
LONGEST_LINE: Final = 75  # octets, without the end of the line
REFRESHED_HOURS: Final = 4

_SPECIAL: Final = re.compile(r"[\\;,]")
_UNFIT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something on a day, or from one moment to another; its `uid` never changes and is used for nothing else."""

    uid: str
    summary: str
    starts: datetime.date | datetime.datetime
    ends: datetime.datetime | None = None
    description: str = ""


def calendar_file(entries: Iterable[Entry], *, name: str, now: datetime.datetime) -> bytes:
    r"""Write a calendar that holds these entries, as it is now.

    >>> entry = Entry(uid="p1@raakvlak", summary="afspraak", starts=datetime.date(2026, 5, 3))
    >>> text = calendar_file([entry], name="Raakvlak", now=datetime.datetime(2026, 5, 1, tzinfo=datetime.UTC)).decode()
    >>> [line for line in text.split("\r\n") if line.startswith(("SUMMARY", "DTSTART", "DTSTAMP"))]
    ['DTSTAMP:20260501T000000Z', 'DTSTART;VALUE=DATE:20260503', 'SUMMARY:afspraak']
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{REFRESHED_HOURS}H",
        f"X-PUBLISHED-TTL:PT{REFRESHED_HOURS}H",
        *(line for entry in entries for line in entry_lines(entry, now)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def entry_lines(entry: Entry, now: datetime.datetime) -> Iterator[str]:
    """Write one entry; it takes no time in the day of its owner, who plans that herself."""
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{in_utc(now)}"
    if isinstance(entry.starts, datetime.datetime):
        yield f"DTSTART:{in_utc(entry.starts)}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.starts:%Y%m%d}"
    if entry.ends:
        yield f"DTEND:{in_utc(entry.ends)}"
    yield f"SUMMARY:{escaped(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    yield f"TRANSP:{'OPAQUE' if entry.ends else 'TRANSPARENT'}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def in_utc(moment: datetime.datetime) -> str:
    """Write a moment as the clock of Greenwich tells it."""
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    r"""Write a text so that nothing in it is read as anything else.

    >>> escaped("Bank; hek, \\ poort\nen plein")
    'Bank\\; hek\\, \\\\ poort\\nen plein'
    """
    plain = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", plain).replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Break a line after at most 75 octets, never inside a letter, and end it."""
    pieces, room = [b""], LONGEST_LINE
    for letter in line:
        octets = letter.encode(errors="replace")
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(b"")
            room = LONGEST_LINE - 1  # the blank with which it goes on counts
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
