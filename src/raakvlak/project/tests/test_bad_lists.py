"""A list that is asked for a page that is none shows its first page, or says that it can't: never more, never 500.

The addresses are discovered, so a list that is added later is tried as well.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

import pytest
from django.test import Client

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Member
from raakvlak.project.tests.addresses import Address, addresses
from raakvlak.project.tests.test_isolation import OPEN_TO_ALL, stable
from raakvlak.project.tests.world import Makers, World, build_world, filled
from raakvlak.web import paging, streams
from raakvlak.web.keys import encrypt

CURSORS: Final = ("cursor", "na")
ALL: Final = [address for address in addresses() if address.name.split(":")[0] not in OPEN_TO_ALL]
ANOTHER_LIST: Final = json.dumps(["another", ["-pk"], "older", [1]])


def bad_cursors() -> dict[str, str]:
    """Return what nobody of ours wrote, and what was written for another list or was broken on the way."""
    real = encrypt(ANOTHER_LIST)
    return {
        "none": "",
        "of another list": real,
        "cut": real[:-9],
        "changed": real[:-9] + "AAAAAAAA=",
        "no list": encrypt("null"),
        "no JSON": encrypt("[1"),
        "base64": "eyJwayI6MX0=",
        "words": "' OR 1=1 --",
        "NUL": "a\x00b",
        "large": "A" * 10_000,
        "strange letters": "\U0001f9a2é\ufffd",
    }


def queries() -> Iterator[str]:
    """Give the addresses of pages that are none, the worst first."""
    numbers = ("100000", "-1", "9" * 5_000)
    large = [f"{name}={number}" for name in ("page_size", "size", "page", "pagina", "limit") for number in numbers]
    yield "&".join(["cursor=a", *asking_for("a\x00b"), *large, "na=%ff"])
    for cursor in bad_cursors().values():
        yield "&".join(asking_for(cursor))


def asking_for(cursor: str) -> list[str]:
    return [f"{name}={quote(cursor)}" for name in CURSORS]


@pytest.fixture
def lists(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Remember for which reader each list looked at a cursor."""
    read: list[int] = []
    listing, cursor = paging._Listing.read, streams._Cursor.read  # noqa: SLF001 – where every cursor comes by

    def read_listing(self: Any, text: str) -> Any:
        read.append(self.reader)
        return listing(self, text)

    def read_cursor(text: str | None, whose: tuple[str, int]) -> Any:
        read.append(whose[1])
        return cursor(text, whose)

    monkeypatch.setattr(paging._Listing, "read", read_listing)  # noqa: SLF001 – the same
    monkeypatch.setattr(streams._Cursor, "read", read_cursor)  # noqa: SLF001 – the same
    return read


@pytest.fixture
def world(
    anna: Member, bart: Member, make_party: Any, make_encounter: Any, make_situation: Any, make_insight: Any
) -> World:
    return build_world(anna, bart, Makers(make_party, make_encounter, make_situation, make_insight))


@pytest.fixture
def readers(anna: Member, fatma: Member, esma: Member, gert: Member) -> dict[int, Client]:
    return {member.pk: logged_in(member) for member in (anna, fatma, esma, gert)}


def first_to_read(path: str, readers: dict[int, Client]) -> tuple[int, Any]:
    """Find who may read this page, and what she reads; nobody, when it takes a form or sends on."""
    for pk, reader in readers.items():
        answer = reader.get(path)
        if answer.status_code == 200:
            return pk, answer
    return 0, None


def words(answer: Any) -> str:
    """Read what a page says, without its links: the frame repeats the address that was asked for."""
    page = stable(answer)
    return " ".join(re.sub(r"<[^>]*>", " ", page[page.find("<main") :]).split())


@pytest.mark.parametrize("address", ALL, ids=str)
def test_a_page_that_is_none_is_the_first_at(
    address: Address, world: World, readers: dict[int, Client], lists: list[int]
) -> None:
    path = filled(address, world)
    pk, usual = first_to_read(path, readers)
    for query in queries() if pk else ():
        lists.clear()
        answer = readers[pk].get(f"{path}?{query}")
        assert answer.status_code in {200, 400, 404}, query[:80]
        assert answer.status_code != 200 or words(answer) == words(usual), query[:80]
        assert set(lists) <= {pk}, "a cursor works for one reader alone"
        if not lists:
            break  # no list, so no cursor that it could stumble over


def test_lists_are_really_found(as_anna: Client, anna: Member, lists: list[int]) -> None:
    as_anna.get("/gesprekken/?cursor=x")
    assert lists == [anna.pk]
