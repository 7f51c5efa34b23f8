"""Nobody finds what is not theirs: every address, every visitor who has no business there, with real ids.

The addresses are discovered, so a view added later is tried as well; a new parameter must be taught in world.py.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from raakvlak.conftest import logged_in, person
from raakvlak.municipality.models import Member, Municipality, Role
from raakvlak.project.tests.addresses import Address, addresses
from raakvlak.project.tests.world import Makers, World, build_world, hide_things
from raakvlak.project.tests.world_house import SECRET, TOWN

pytestmark = pytest.mark.no_cover  # what is only walked through is not thereby tested

OPEN_TO_ALL = {"web", "demo", "appearance"}  # they hold nothing of a municipality
ALL = addresses()
WITH_IDS = [address for address in ALL if address.parameters and address.name.split(":")[0] not in OPEN_TO_ALL]
# Whoever guesses these gets a page of her own, whatever she fills in: a day has no owner, a digest and a token no id.
NOT_AN_ID = {"day", "digest", "token", "kind", "what", "form", "list_name"}
VOLATILE = re.compile(
    r'name="(?:csrfmiddlewaretoken|uuid)" value="[^"]*"|X-CSRFToken&quot;: &quot;[^&]*|"(?:X-CSRFToken|token)": "[^"]*"'
    r'|cursor=[^"&]*|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}'
)


@pytest.fixture
def makers(make_party: Any, make_encounter: Any, make_situation: Any, make_insight: Any) -> Makers:
    return Makers(make_party, make_encounter, make_situation, make_insight)


@pytest.fixture
def world(anna: Member, bart: Member, makers: Makers) -> World:
    return build_world(anna, bart, makers)


@pytest.fixture
def strangers(zandrecht: Municipality, carla: Member) -> dict[str, Client]:
    """Members of another municipality, one of each role."""
    others = [person(f"Zand{role.value}", zandrecht, role) for role in Role if role != Role.FRONTLINE]
    return {member.role: logged_in(member) for member in (carla, *others)}


def rows_of(municipality: Municipality) -> Iterator[tuple[str, list[Any]]]:
    """Read every row of ours, but for what a visit itself writes down."""
    for model in apps.get_models():
        if model.__module__.startswith("raakvlak.") and model._meta.app_label != "web":
            yield model._meta.label, list(model._default_manager.order_by("pk").values())


def belongs_to_waterhoek(label: str, row: dict[str, Any], municipality: Municipality) -> bool:
    return bool(row.get("municipality_id", municipality.pk) == municipality.pk)


def snapshot(municipality: Municipality) -> dict[str, list[Any]]:
    """Remember all that stands in a municipality."""
    return {
        label: [row for row in rows if belongs_to_waterhoek(label, row, municipality)]
        for label, rows in rows_of(municipality)
    }


def leaks(answer: Any) -> list[str]:
    """List the words that betray Waterhoek, in what came back."""
    text = answer.getvalue().decode(errors="replace") + str(answer.headers)
    return [word for word in (SECRET, TOWN) if word in text]


def test_the_addresses_are_really_found() -> None:
    names = {address.name for address in ALL}
    assert {"desk:today", "desk:party", "situations:situation", "municipality:settings"} <= names
    assert len(WITH_IDS) > 20


@pytest.mark.parametrize("address", WITH_IDS, ids=str)
def test_another_municipality_finds_nothing_at(
    address: Address, world: World, waterhoek: Municipality, strangers: dict[str, Client]
) -> None:
    path = address.filled(world.values)
    before = snapshot(waterhoek)
    for role, client in strangers.items():
        for method in (client.get, client.post):
            answer = method(path)
            assert not leaks(answer), (role, method)
            if not set(address.parameters) <= NOT_AN_ID:
                assert answer.status_code in {403, 404, 405}, (role, method, answer.status_code)
    assert snapshot(waterhoek) == before, "a stranger changed something"


@pytest.mark.parametrize("address", WITH_IDS, ids=str)
def test_nobody_finds_nothing_at(address: Address, world: World, waterhoek: Municipality, client: Client) -> None:
    path = address.filled(world.values)
    before = snapshot(waterhoek)
    for method in (client.get, client.post):
        answer = method(path)
        assert not leaks(answer)
        assert answer.status_code in {302, 403, 404, 405}, (method, answer.status_code)
    assert snapshot(waterhoek) == before


@pytest.mark.parametrize(
    "address", [address for address in WITH_IDS if not address.name.startswith("municipality")], ids=str
)
def test_a_colleague_without_rights_finds_nothing_at(
    address: Address, world: World, waterhoek: Municipality, as_dirk: Client
) -> None:
    path = address.filled(world.values)
    for method in (as_dirk.get, as_dirk.post):
        assert SECRET not in method(path).content.decode(errors="replace")


@pytest.mark.parametrize("address", [address for address in ALL if not address.parameters], ids=str)
def test_no_page_of_a_stranger_shows_anything_at(
    address: Address, world: World, strangers: dict[str, Client], as_dirk: Client, client: Client
) -> None:
    for role, visitor in {**strangers, "nobody": client}.items():
        assert not leaks(visitor.get(f"/{address.route}")), role
    assert SECRET not in as_dirk.get(f"/{address.route}").content.decode(errors="replace")


def stable(answer: Any) -> str:
    """Read a page without what differs from visit to visit."""
    return VOLATILE.sub("", answer.getvalue().decode(errors="replace"))


@pytest.mark.parametrize(
    "address", [address for address in ALL if address.name.split(":")[0] not in OPEN_TO_ALL], ids=str
)
def test_what_i_may_not_see_casts_no_shadow_at(
    address: Address,
    world: World,
    bart: Member,
    makers: Makers,
    as_anna: Client,
    as_fatma: Client,
    as_esma: Client,
    as_gert: Client,
) -> None:
    """Every page is the same, to the letter, whether or not Bart has kept something for himself."""
    path = address.filled(world.values)
    readers = {"anna": as_anna, "fatma": as_fatma, "esma": as_esma, "gert": as_gert}
    before = {name: stable(reader.get(path)) for name, reader in readers.items()}
    hide_things(bart, makers, world)
    for name, reader in readers.items():
        assert stable(reader.get(path)) == before[name], name


def test_every_list_begins_within_a_municipality() -> None:
    """A model that carries a municipality can only be asked for through a manager that knows `within`."""
    for model in apps.get_models():
        own = model.__module__.startswith("raakvlak.") and not model.__name__.startswith("Historical")
        fields = {one.name: one for one in model._meta.get_fields()}
        if own and type(fields.get("municipality")) is models.ForeignKey:
            assert hasattr(model._default_manager.all(), "within"), model
