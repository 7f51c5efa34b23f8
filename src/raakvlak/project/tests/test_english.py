"""Every page can be read in English: none of the words of the Dutch catalogue is left over.

A word is Dutch when the catalogues translate it, and no English in them uses it.
"""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import polib
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from raakvlak.municipality.models import Member, User
from raakvlak.project.tests.addresses import addresses, doors
from raakvlak.project.tests.world import Makers, World, build_world, filled
from raakvlak.project.tests.world_house import SECRET, TOWN

pytestmark = [
    pytest.mark.no_cover,  # what is only walked through is not thereby tested
    pytest.mark.skipif(connection.vendor != "sqlite", reason="what a page says is the same on either database"),
]

CATALOGUES: Final = "*/locale/en/LC_MESSAGES/django.po"
SPOKEN: Final = ("alt", "aria-label", "placeholder", "title", "abbr")
UNSPOKEN: Final = {"script", "style", "svg"}
EMPTY: Final = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
WORD: Final = re.compile(r"[^\W\d_]{2,}")
TYPED: Final = re.compile(
    rf"(Mevrouw |Over |Situatie |Kant |Inzicht |Belofte |Zaak |Afdeling |Rol |Wens |Groep |Buur |Vraag )?"
    rf"({SECRET}|{TOWN}|\[name\])\w*"  # a name that is left out reads so
)
PLACEHOLDER: Final = re.compile(r"%\(\w+\)\w|\S+@\S+|https?://\S+")


class Reader(HTMLParser):
    """Read a page aloud, but for what is marked as Dutch: that is for residents."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.silent: list[str] = []
        self.heard: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        elif tag not in EMPTY and (self.silent or tag in UNSPOKEN or given.get("lang") == "nl"):
            self.silent.append(tag)
        if not self.silent:
            self.heard += [given.get(name) or "" for name in SPOKEN]

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.heard.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def words(texts: list[str]) -> set[str]:
    return {word.casefold() for text in texts for word in WORD.findall(PLACEHOLDER.sub("", text))}


@cache
def dutch() -> frozenset[str]:
    """Return the words of the screen that can only be Dutch."""
    catalogues = [polib.pofile(path) for path in Path(__file__).parents[2].glob(CATALOGUES)]
    entries = [entry for catalogue in catalogues for entry in catalogue.translated_entries()]
    source = words([text for entry in entries for text in (entry.msgid, entry.msgid_plural)])
    english = words([text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())])
    return frozenset(source - english)


def test_the_words_of_the_frame_are_known_as_dutch() -> None:
    assert {"bewaar", "aanpassen", "situaties", "mensen", "noteer", "vandaag", "het", "een", "niet"} <= dutch()
    assert not {"today", "situations", "the"} & dutch()


def test_the_catalogues_are_compiled() -> None:
    with override("en"):
        assert gettext("Vandaag") == "Today", "The catalogues are not compiled: run `make .venv`."


@pytest.fixture
def world(
    anna: Member, bart: Member, make_party: Any, make_encounter: Any, make_situation: Any, make_insight: Any
) -> World:
    return build_world(anna, bart, Makers(make_party, make_encounter, make_situation, make_insight))


@pytest.fixture
def readers(as_anna: Client, as_fatma: Client, as_gert: Client, as_esma: Client) -> list[Client]:
    """Let all of them speak English."""
    User.objects.update(language="en")
    return [as_anna, as_fatma, as_gert, as_esma]


def troubles(page: str) -> list[str]:
    reader = read(page)
    found = sorted(words([TYPED.sub("", text) for text in reader.heard]) & dutch())
    return found + ([f"lang={reader.language}"] if reader.language not in {"", "en"} else [])


def test_no_page_in_english_keeps_dutch_words(world: World, readers: list[Client]) -> None:
    seen = 0
    found: dict[str, list[str]] = {}
    for address in [*addresses(), *doors()]:
        path = filled(address, world)
        for reader in readers:
            answer = reader.get(path)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                seen += 1
                found[path] = troubles(answer.content.decode())
                break
    assert seen > 90
    left = [f"{path}: {', '.join(dutch_words)}" for path, dutch_words in found.items() if dutch_words]
    assert left == [], "\n".join(left)


def test_a_page_says_in_which_language_it_is(anna: Member, as_anna: Client) -> None:
    for language in ("nl", "en"):
        User.objects.filter(pk=anna.user_id).update(language=language)
        assert read(as_anna.get("/").content.decode()).language == language


def test_an_english_reader_reads_dates_in_english(as_anna: Client, readers: list[Client], world: World) -> None:
    page = as_anna.get(f"/gesprekken/{world.values['encounter_uuid']}/").content.decode()
    day = timezone.localdate()
    with override("nl"):
        assert f"{date_format(day, 'l j F')}" not in page
    with override("en"):
        assert f"{date_format(day, 'j F')}" in page
