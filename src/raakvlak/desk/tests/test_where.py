"""Whoever presses "Hier" hears in which area that is, and the note belongs to it."""

import uuid
from typing import Any

import pytest
from django.test import Client

from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.models import Encounter

WHERE = "/noteer/waar/"
HERE = {"latitude": "52.0500", "longitude": "5.0505"}


@pytest.fixture
def kade(anna: Member) -> Area:
    ring = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.1], [5.0, 52.0]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return Area.objects.create(municipality=anna.municipality, name="<b>Kade", geometry=geometry)


def test_it_tells_the_area(as_anna: Client, kade: Area) -> None:
    assert "Deze plek ligt in &lt;b&gt;Kade." in as_anna.post(WHERE, HERE).content.decode()
    elsewhere = as_anna.post(WHERE, {**HERE, "latitude": "53.05"})
    assert "in geen van jullie gebieden" in elsewhere.content.decode()


@pytest.mark.parametrize(
    "place", [{}, {"latitude": "52"}, {"latitude": "x", "longitude": "5"}, {**HERE, "latitude": "10"}]
)
def test_a_place_that_is_none_is_in_no_area(as_anna: Client, kade: Area, place: dict[str, str]) -> None:
    assert not as_anna.post(WHERE, place).content.strip()


def test_it_is_for_who_notes(client: Client, as_carla: Client, as_dirk: Client, as_gert: Client, kade: Area) -> None:
    assert client.post(WHERE, HERE).status_code == 302
    assert "Kade" not in as_carla.post(WHERE, HERE).content.decode()
    assert as_dirk.post(WHERE, HERE).status_code == as_gert.post(WHERE, HERE).status_code == 403
    assert as_carla.get(WHERE).status_code == 405


def test_a_note_from_here_belongs_there_for_few_queries(
    as_anna: Client, anna: Member, kade: Area, django_assert_max_num_queries: Any
) -> None:
    audience = Audience.objects.frontline_of(anna.municipality)
    values = {"working_note": "Hier.", "audience": str(audience.pk), "key": str(uuid.uuid4()), **HERE}
    with django_assert_max_num_queries(12):
        as_anna.post("/noteer/", values)
    assert Encounter.objects.get().area == kade
