"""A real installation begins with one command."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from raakvlak.conftest import PASSWORD
from raakvlak.municipality.models import Member, Municipality, Role

pytestmark = pytest.mark.django_db


def found(name: str = "Zuidwaard", email: str = "gert@zuidwaard.example") -> str:
    """Run the command, and return the path of the link that it prints."""
    said = io.StringIO()
    call_command("found_municipality", name, email, stdout=said)
    link = re.search(r"http://localhost(/\S+)", said.getvalue())
    assert link
    return link[1]


def test_its_link_makes_the_administrator(client: Client) -> None:
    answer = client.post(found(), {"name": "Gert", "password": PASSWORD})
    assert answer.status_code == 302
    member = Member.objects.get()
    assert (member.municipality.name, member.role) == ("Zuidwaard", Role.ADMINISTRATOR)
    assert not member.municipality.is_invented


def test_once_more_prints_a_fresh_link_and_the_old_one_is_dead(client: Client) -> None:
    old, fresh = found(), found()
    assert client.get(old).status_code == 404
    assert client.get(fresh).status_code == 200
    assert Municipality.objects.count() == 1


def test_where_somebody_works_already_it_opens_no_door(waterhoek: Municipality, gert: Member) -> None:
    with pytest.raises(CommandError, match="heeft al leden"):
        found(waterhoek.name, "stranger@elsewhere.example")
    assert gert.is_active


def test_an_address_that_is_none_founds_nothing() -> None:
    with pytest.raises(CommandError, match="geen e-mailadres"):
        found(email="gert")
    assert not Municipality.objects.exists()


def test_demo_mode_founds_nothing(settings: Settings) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="RAAKVLAK_DEMO=0"):
        found()
