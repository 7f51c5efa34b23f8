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
    for cursor in bad_cursors().values():
        yield "&".join(f"{name}={quote(cursor)}" for name in CURSORS)
    yield "cursor=a&cursor=b&na=%ff"
    for number in ("100000", "-1", "0", "1e9", "9" * 5_000, "%00", "NaN"):
        yield "&".join(f"{name}={number}" for name in ("page_size", "size", "page", "pagina", "limit", "offset"))


@pytest.fixture
def world(
    anna: Member, bart: Member, make_party: Any, make_encounter: Any, make_situation: Any, make_insight: Any
) -> World:
    return build_world(anna, bart, Makers(make_party, make_encounter, make_situation, make_insight))


@pytest.fixture
def readers(anna: Member, fatma: Member, esma: Member, gert: Member) -> list[Client]:
    return [logged_in(member) for member in (anna, fatma, esma, gert)]


def first_to_read(path: str, readers: list[Client]) -> tuple[Client, Any] | None:
    """Find who may read this page, and what she reads."""
    for reader in readers:
        answer = reader.get(path)
        if answer.status_code == 200:
            return reader, answer
    return None


def words(answer: Any) -> str:
    """Read what a page says, without its links: the frame repeats the address that was asked for."""
    page = stable(answer)
    return " ".join(re.sub(r"<[^>]*>", " ", page[page.find("<main") :]).split())


@pytest.mark.parametrize("address", ALL, ids=str)
def test_the_first_page_answers_at(address: Address, world: World, readers: list[Client]) -> None:
    path = filled(address, world)
    found = first_to_read(path, readers)
    if found is None:
        return  # it takes a form, or sends on: there is no list
    reader, plain = found
    usual = words(plain)
    for query in queries():
        answer = reader.get(f"{path}?{query}")
        assert answer.status_code in {200, 400, 404}, query[:80]
        if answer.status_code == 200:
            assert words(answer) == usual, query[:80]
