"""A calendar that other programs read: held against a well-known parser."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from raakvlak.web.calendar_file import Entry, calendar_file

NOW = datetime.datetime(2026, 5, 1, 9, 30, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 5, 3)
# What people type: no control characters (forms refuse or clean those), no half letters.
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300)


def lines_of(content: bytes) -> list[bytes]:
    return content.split(b"\r\n")


def events(content: bytes) -> list[dict[str, object]]:
    calendar = Calendar.from_ical(content)
    return [
        {"uid": str(one["UID"]), "summary": str(one["SUMMARY"]), "starts": one.decoded("DTSTART")}
        for one in calendar.walk("VEVENT")
    ]


def test_a_parser_reads_a_day() -> None:
    content = calendar_file([Entry(uid="p1@raakvlak", summary="afspraak", starts=DAY)], name="Raakvlak", now=NOW)
    assert events(content) == [{"uid": "p1@raakvlak", "summary": "afspraak", "starts": DAY}]
    calendar = Calendar.from_ical(content)
    assert (str(calendar["METHOD"]), str(calendar["VERSION"])) == ("PUBLISH", "2.0")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H" in content
    assert b"DTSTAMP:20260501T093000Z" in content


def test_a_parser_reads_moments() -> None:
    noon = datetime.datetime(2026, 5, 3, 12, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    entry = Entry(uid="a1", summary="afspraak", starts=noon, ends=noon + datetime.timedelta(hours=1))
    event = Calendar.from_ical(calendar_file([entry], name="R", now=NOW)).walk("VEVENT")[0]
    assert event.decoded("DTSTART") == noon
    assert event.decoded("DTEND") == noon + datetime.timedelta(hours=1)


def test_an_empty_calendar_is_one() -> None:
    assert events(calendar_file([], name="Raakvlak", now=NOW)) == []


@given(WORDS, WORDS)
def test_whatever_is_typed_comes_back_and_no_line_is_too_long(summary: str, description: str) -> None:
    entry = Entry(uid="p1@raakvlak", summary=summary, description=description, starts=DAY)
    content = calendar_file([entry], name="Raakvlak", now=NOW)
    assert max(map(len, lines_of(content))) <= 75
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    content.decode()  # no letter was cut in two
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == summary
    assert str(event.get("DESCRIPTION", "")) == description


@pytest.mark.parametrize("text", ["x\r\nATTENDEE:mailto:a@b.nl", "x\nBEGIN:VEVENT", "a\x00b\x1bc"])
def test_nothing_that_is_typed_becomes_a_line_of_its_own(text: str) -> None:
    content = calendar_file([Entry(uid="p1", summary=text, starts=DAY)], name="R", now=NOW)
    assert not [line for line in lines_of(content) if line.startswith((b"ATTENDEE", b"\x00"))]
    assert lines_of(content).count(b"BEGIN:VEVENT") == 1
