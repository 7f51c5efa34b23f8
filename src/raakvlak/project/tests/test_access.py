"""docs/access.md is true: each cell is tried with real requests, and each screen stands in it."""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from raakvlak.conftest import logged_in, person
from raakvlak.municipality.models import Member, Municipality, Role
from raakvlak.project.tests.addresses import Address, addresses
from raakvlak.project.tests.world import Makers, World, build_world
from raakvlak.situations.models import Situation

pytestmark = pytest.mark.no_cover  # what is only walked through is not thereby tested

PAGE: Final = Path(__file__).resolve().parents[4] / "docs/access.md"
ADDRESSES: Final = {address.name: address for address in addresses()}
ROLES: Final = (Role.FRONTLINE, Role.COLLEAGUE, Role.COORDINATOR, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR)
CELLS: Final = {"yes", "team", "own", "no"}

# Rows of the world that are Bart's; all others are Anna's.
OF_BART: Final = {"privacy:seen", "privacy:leave", "privacy:accept_handover", "privacy:decline_handover"}
# Screens whose row must first be in some state, or that must be told more, before they do anything: only that who
# may not is refused, and that who may is not sent away for her role, can be tried here.
NEED_MORE: Final = {
    "municipality:confirm_address",  # the link in the mail
    "municipality:switch",  # a second municipality
    "privacy:erase_requested",  # a request that was granted
    "privacy:leave_out",  # which talk, promise or plan
    "privacy:seat_receiver",  # which team
    "privacy:read_klad",  # a klad that two persons opened
    "privacy:read_klad_photo",  # as above
    "privacy:seen",  # the same
    "situations:check_insight",  # a hunch
    "situations:order_ladder",  # the order
}


@dataclass(frozen=True)
class Line:
    """One screen in the tables: who may, role by role."""

    screen: str
    cells: dict[Role, str]


def rows() -> Iterator[list[str]]:
    """Read the rows of all tables that name screens."""
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) > 1 and re.search(r"`\w*:?[\w-]+`", cells[1]):
            yield cells


def lines() -> list[Line]:
    """Read which roles may open which screen."""
    return [
        Line(screen, dict(zip(ROLES, cells[2:], strict=True)))
        for cells in rows()
        if len(cells) == len(ROLES) + 2
        for screen in re.findall(r"`([^`]+)`", cells[1])
    ]


def open_screens() -> list[str]:
    """Read which screens need no log-in."""
    return [screen for cells in rows() if len(cells) == 2 for screen in re.findall(r"`([^`]+)`", cells[1])]


@pytest.fixture
def world(
    anna: Member, bart: Member, make_party: Any, make_encounter: Any, make_situation: Any, make_insight: Any
) -> World:
    return build_world(anna, bart, Makers(make_party, make_encounter, make_situation, make_insight))


@pytest.fixture
def visitors(
    waterhoek: Municipality,
    world: World,
    anna: Member,
    bart: Member,
    dirk: Member,
    fatma: Member,
    esma: Member,
    gert: Member,
) -> dict[str, Client]:
    """One member of each role who is in the team when that role can be, and one who is not; and the owners."""
    Situation.objects.get(pk=world.values["situation_id"]).team.readers.add(fatma)
    inside = dict(zip(ROLES, (anna, dirk, fatma, esma, gert), strict=True))
    outside = {role: person(f"Buiten{role.value}", waterhoek, role) for role in ROLES}
    people = {"anna": anna, "bart": bart}
    people |= {f"{role} inside": member for role, member in inside.items()}
    people |= {f"{role} outside": member for role, member in outside.items()}
    return {name: logged_in(member) for name, member in people.items()}


def answers(client: Client, address: Address, world: World) -> list[HttpResponse]:
    """Visit and send, and undo what that did; leave out the way in which this screen can't be reached."""
    path = address.filled(world.values)
    found: list[Any] = []
    cookies = client.cookies
    for method in (client.get, client.post):
        client.cookies = copy.deepcopy(cookies)
        with transaction.atomic():
            found.append(method(path))
            transaction.set_rollback(True)
    client.cookies = cookies
    return [answer for answer in found if answer.status_code != 405]


def is_let_in(client: Client, address: Address, world: World) -> bool:
    """Tell whether one may: whoever is refused is so in every way; being sent back to the situation is a refusal."""
    situation = f"/situaties/{world.values['situation_id']}/"
    found = answers(client, address, world)
    assert found, f"{address} can be reached in no way"
    assert not any(answer.headers.get("Location", "").startswith("/inloggen/") for answer in found), address
    refused = [answer.status_code in {403, 404} or answer.headers.get("Location") == situation for answer in found]
    return not all(refused)


def is_kept_out_by_role(client: Client, address: Address, world: World) -> bool:
    return any(answer.status_code == 403 for answer in answers(client, address, world))


def test_the_tables_can_be_read() -> None:
    found = lines()
    assert len(found) > 80
    assert {cell for line in found for cell in line.cells.values()} == CELLS
    screens = [line.screen for line in found] + open_screens()
    assert len(screens) == len(set(screens)), "a screen stands in the tables twice"


def test_every_screen_in_the_tables_exists_and_every_screen_stands_in_them() -> None:
    screens = {line.screen for line in lines()} | set(open_screens())
    assert screens - set(ADDRESSES) == set(), "docs/access.md names screens that are no more"
    assert set(ADDRESSES) - screens == set(), "these screens must be told in docs/access.md"


@pytest.mark.parametrize("app", sorted({line.screen.split(":")[0] for line in lines()}))
def test_who_may_and_who_may_not(app: str, world: World, visitors: dict[str, Client]) -> None:
    told = [line for line in lines() if line.screen.startswith(f"{app}:")]
    assert [problem for line in told for problem in problems(line, world, visitors)] == []


def test_nobody_may_without_logging_in(world: World, client: Client) -> None:
    for line in lines():
        for answer in answers(client, ADDRESSES[line.screen], world):
            assert answer.status_code == 403 or answer["Location"].startswith("/inloggen/login/"), line.screen


def problems(line: Line, world: World, visitors: dict[str, Client]) -> Iterator[str]:
    """Try every cell of a line, and say which are not true."""
    address = ADDRESSES[line.screen]
    owner = visitors["bart" if line.screen in OF_BART else "anna"]
    for role, cell in line.cells.items():
        inside, outside = visitors[f"{role} inside"], visitors[f"{role} outside"]
        expected = {
            "yes": [(inside, True)],
            "team": [(inside, True), (outside, False)],
            "own": [(owner, True), (outside, False)],
            "no": [(inside, False), (outside, False)],
        }[cell]
        for client, may in expected:
            if may and line.screen in NEED_MORE:
                is_true = not is_kept_out_by_role(client, address, world)
            else:
                is_true = is_let_in(client, address, world) == may
            if not is_true:
                yield f"{line.screen} is not “{cell}” for {role}"
