"""The invented municipalities, and the doors that open to them alone."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client

from raakvlak.demo.actions import load_demo
from raakvlak.demo.stories import PERSONAS
from raakvlak.demo.town import PASSWORD
from raakvlak.municipality.actions import found_municipality
from raakvlak.municipality.models import Area, Member, Municipality, User
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.models import Insight, Situation

HERE = "127.0.0.1"


@pytest.fixture
def demo(db: None, settings: Any) -> None:
    settings.DEMO = True
    load_demo()


def test_it_tells_six_situations_in_different_phases_and_a_year_of_talks(demo: None) -> None:
    waterhoek = Municipality.objects.get(name="Waterhoek")
    situations = Situation.objects.within(waterhoek)
    assert situations.count() == 6
    assert set(situations.values_list("phase", flat=True)) == set(Situation.Phase.values)
    assert 90 <= Party.objects.within(waterhoek).count() <= 110
    assert 280 <= Encounter.objects.within(waterhoek).count() <= 330
    assert Municipality.objects.count() == 2


def test_everybody_in_it_is_plainly_marked_as_invented(demo: None) -> None:
    assert not Municipality.objects.filter(is_invented=False).exists()
    assert not User.objects.filter(is_invented=False).exists()
    assert not Party.objects.exclude(description__startswith="Verzonnen.").exists()


def test_nobody_lives_where_its_neighbourhoods_are_drawn(demo: None) -> None:
    for area in Area.objects.all():
        assert area.geometry is not None
        longitudes, latitudes = zip(*area.geometry["coordinates"][0], strict=True)
        assert 5.1 < min(longitudes) < max(longitudes) < 5.4, "in the Markermeer"
        assert 52.5 < min(latitudes) < max(latitudes) < 52.7


def test_the_same_seed_makes_the_same_municipality_and_another_a_different_one(db: None) -> None:
    assert told_with(7) == told_with(7)
    assert told_with(7) != told_with(8)


def told_with(seed: int) -> list[Any]:
    """Load the demo, read what was told, and forget it."""
    point = transaction.savepoint()
    load_demo(seed)
    told = [
        *Party.objects.order_by("pk").values_list("name"),
        *Encounter.objects.order_by("pk").values_list("happened_on"),
    ]
    transaction.savepoint_rollback(point)
    return told


def test_a_ladder_of_the_park_goes_down_to_what_lies_behind(demo: None) -> None:
    need = Insight.objects.get(text="Niet alleen achter het raam zitten")
    assert need.parent is not None
    assert need.parent.parent is not None
    assert need.parent.parent.text == "Het park moet blijven"


def test_the_words_of_every_insight_stand_in_its_talk(demo: None) -> None:
    for insight in Insight.objects.exclude(encounter=None).select_related("encounter"):
        assert insight.encounter is not None
        assert insight.quote
        assert insight.quote in insight.encounter.working_note


def test_it_is_loaded_once(demo: None) -> None:
    with pytest.raises(CommandError, match="staan er al"):
        call_command("load_demo")


def test_it_refuses_a_database_that_holds_anything_else(db: None) -> None:
    found_municipality("Echt")
    with pytest.raises(CommandError, match="niet verzonnen"):
        call_command("load_demo")
    assert Municipality.objects.count() == 1


def test_one_click_logs_in_as_each_persona(demo: None) -> None:
    for persona in PERSONAS:
        client = Client(REMOTE_ADDR=HERE)
        assert persona.name in client.get("/demo/").content.decode()
        assert client.post(f"/demo/{persona.key}/").status_code == 302
        assert client.session["_auth_user_id"] == str(User.objects.get(email=persona.email).pk)


def test_the_password_that_is_told_opens_the_door_too(demo: None) -> None:
    client = Client(REMOTE_ADDR=HERE)
    client.post("/inloggen/login/", {"login": PERSONAS[0].email, "password": PASSWORD})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "where",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"REMOTE_ADDR": "niets"},
        {"REMOTE_ADDR": HERE, "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": HERE, "HTTP_HOST": "raakvlak.example"},
    ],
)
def test_another_machine_finds_no_open_door(demo: None, settings: Any, where: dict[str, Any]) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(**where)
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/anna/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_without_demo_mode_there_is_no_open_door(demo: None, settings: Any) -> None:
    settings.DEMO = False
    client = Client(REMOTE_ADDR=HERE)
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/anna/").status_code == 404


def test_the_door_closes_as_soon_as_the_database_holds_anything_else(demo: None) -> None:
    found_municipality("Echt")
    assert Client(REMOTE_ADDR=HERE).post("/demo/anna/").status_code == 404


def test_a_stranger_is_no_persona(demo: None) -> None:
    assert Client(REMOTE_ADDR=HERE).post("/demo/iemand/").status_code == 404


def test_the_coordinator_works_in_both_municipalities(demo: None) -> None:
    assert Member.objects.filter(user__email="fatma@raakvlak.example").count() == 2
