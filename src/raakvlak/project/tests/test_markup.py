"""Nothing that anybody types becomes markup: every page, with a name that tries to."""

from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client

from raakvlak.conftest import logged_in
from raakvlak.municipality.models import Member
from raakvlak.project.tests import world as worlds
from raakvlak.project.tests.addresses import addresses
from raakvlak.project.tests.world import Makers, World, build_world, filled

pytestmark = [
    pytest.mark.no_cover,  # what is only walked through is not thereby tested
    pytest.mark.skipif(connection.vendor != "sqlite", reason="what a page says is the same on either database"),
]

WICKED: Final = "\"'><img src=x>{{ 7 }}"  # short enough for every field
RAW: Final = "<img src=x"


@pytest.fixture
def world(
    anna: Member,
    bart: Member,
    make_party: Any,
    make_encounter: Any,
    make_situation: Any,
    make_insight: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> World:
    monkeypatch.setattr(worlds, "SECRET", WICKED)
    monkeypatch.setattr(worlds, "TOWN", WICKED)
    anna.municipality.name = f"Gemeente {WICKED}"
    anna.municipality.save()
    for member in (anna, bart):
        member.user.name = f"Collega {WICKED}"
        member.user.save()
    return build_world(anna, bart, Makers(make_party, make_encounter, make_situation, make_insight))


def is_a_page(answer: Any) -> bool:
    return str(answer.headers.get("Content-Type", "")).startswith(("text/html", "image/svg"))


def test_no_page_takes_a_name_for_markup(
    world: World, anna: Member, fatma: Member, esma: Member, gert: Member, client: Client
) -> None:
    readers = [client, *(logged_in(member) for member in (anna, fatma, esma, gert))]
    shown = 0
    for address in addresses():
        path = filled(address, world)
        for reader in readers:
            answer = reader.get(path, dict.fromkeys(("q", "zoek", "cursor", "next", "kind"), WICKED))
            if is_a_page(answer):
                text = answer.content.decode()
                assert RAW not in text, path
                shown += "&lt;img src=x" in text
    assert shown > 50
