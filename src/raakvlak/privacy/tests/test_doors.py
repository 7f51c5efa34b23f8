"""Who comes in where: every screen of this room, for everyone."""

from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Member
from raakvlak.privacy.models import KladOpening, LogCase, OverviewRequest
from raakvlak.privacy.tests.conftest import at
from raakvlak.relations.models import Party

OFFICER, COORDINATOR, FRONTLINE, ADMINISTRATOR, COLLEAGUE = "esma", "fatma", "anna", "gert", "dirk"
EVERYBODY = {OFFICER, COORDINATOR, FRONTLINE, ADMINISTRATOR, COLLEAGUE}
DOORS = {
    "home": EVERYBODY,
    "register": EVERYBODY,
    "ending": {OFFICER, ADMINISTRATOR},
    "destructions": {OFFICER, ADMINISTRATOR},
    "party": {FRONTLINE, COORDINATOR},
    "ask_for_all": {FRONTLINE, COORDINATOR},
    "erase": {FRONTLINE, COORDINATOR},
    "requests": {OFFICER},
    "request": {OFFICER},
    "holds": {OFFICER, COORDINATOR},
    "change_hold": {OFFICER, COORDINATOR},
    "klads": {OFFICER, COORDINATOR},
    "ask_klad": {COORDINATOR},
    "decide_klad": {OFFICER},
    "log": {OFFICER},
    "log_case": {OFFICER},
    "leave": {FRONTLINE, COORDINATOR, ADMINISTRATOR},
}
OF_ONE_ROW = ("party", "ask_for_all", "erase", "request", "change_hold", "decide_klad", "log_case", "leave")


@pytest.fixture
def doors(
    fatima: Party, asked: OverviewRequest, opening: KladOpening, case: LogCase, anna: Member, make_situation: Any
) -> dict[str, str]:
    """Return the address of every screen, with real ids."""
    numbers = {
        "party": fatima.pk, "ask_for_all": fatima.pk, "erase": fatima.pk, "request": asked.pk,
        "decide_klad": opening.pk, "log_case": case.pk, "leave": anna.pk, "change_hold": make_situation(anna).pk,
    }  # fmt: skip
    return {name: at(name, *([numbers[name]] if name in numbers else [])) for name in DOORS}


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_each_screen_is_for_who_has_to_do_with_it(
    who: str, name: str, doors: dict[str, str], request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"as_{who}")
    answer = client.get(doors[name])
    if who in DOORS[name]:
        assert answer.status_code == 200
        assert "<h1" in answer.content.decode()
    else:
        assert answer.status_code in {403, 404}


def test_nobody_comes_in_without_logging_in(doors: dict[str, str], client: Client) -> None:
    for url in doors.values():
        assert client.get(url)["Location"].startswith("/inloggen/")


@pytest.mark.parametrize("role", ["frontline", "coordinator", "privacy_officer", "administrator"])
def test_another_municipality_finds_nothing(role: str, doors: dict[str, str], carla: Member, as_carla: Client) -> None:
    Member.objects.filter(pk=carla.pk).update(role=role)
    for name in OF_ONE_ROW:
        assert as_carla.get(doors[name]).status_code in {403, 404}
        assert as_carla.post(doors[name], {}).status_code in {403, 404, 405}
