"""A talk with a point belongs to the area that the point lies in."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.relations.actions import correct, note_encounter
from raakvlak.relations.jobs import place_talks
from raakvlak.relations.models import Encounter
from raakvlak.relations.notes import Note
from raakvlak.web.jobs import Worker

Make = Callable[..., Any]
HERE = Note(working_note="Bij het bankje.", latitude=Decimal("52.05"), longitude=Decimal("5.05"))
RING = [[5.0, 52.0], [5.1, 52.0], [5.1, 52.1], [5.0, 52.1], [5.0, 52.0]]


@pytest.fixture
def kade(anna: Member) -> Area:
    geometry = {"type": "Polygon", "coordinates": [RING]}
    return Area.objects.create(municipality=anna.municipality, name="Kade", geometry=geometry)


def note(author: Member, what: Note) -> Encounter:
    return note_encounter(author, Audience.objects.frontline_of(author.municipality), what).encounter


def test_a_point_gets_its_area(anna: Member, kade: Area) -> None:
    assert note(anna, HERE).area == kade


def test_a_chosen_area_stays(anna: Member, kade: Area) -> None:
    other = Area.objects.create(municipality=anna.municipality, name="Elders")
    assert note(anna, replace(HERE, area=other)).area == other


def test_a_point_outside_every_area_has_none(anna: Member, carla: Member, kade: Area) -> None:
    assert note(anna, replace(HERE, latitude=Decimal("53.05"))).area is None
    assert note(carla, HERE).area is None


def test_a_point_that_is_corrected_moves_the_area(anna: Member, kade: Area) -> None:
    talk = note(anna, replace(HERE, latitude=Decimal("53.05")))
    correct(talk, HERE)
    talk.refresh_from_db()
    assert talk.area == kade


def test_earlier_points_get_their_area(anna: Member, carla: Member, kade: Area) -> None:
    other = Area.objects.create(municipality=anna.municipality, name="Elders")
    talks = [note(anna, HERE), note(anna, replace(HERE, area=other)), note(anna, Note(working_note="Ergens."))]
    outside, theirs = note(anna, replace(HERE, latitude=Decimal("53.05"))), note(carla, HERE)
    Encounter.objects.filter(pk=talks[0].pk).update(area=None)
    for _twice in range(2):
        place_talks.enqueue(municipality_id=anna.municipality_id)
        Worker().drain()
        for talk in (*talks, outside, theirs):
            talk.refresh_from_db()
        assert [talk.area for talk in (*talks, outside, theirs)] == [kade, other, None, None, None]


def test_a_municipality_that_is_gone_is_no_trouble(anna: Member) -> None:
    place_talks.enqueue(municipality_id=anna.municipality_id + 1_000)
    assert Worker().drain() == 1


def test_earlier_points_are_placed_in_batches(
    anna: Member, kade: Area, monkeypatch: pytest.MonkeyPatch, make_encounter: Make
) -> None:
    monkeypatch.setattr("raakvlak.relations.jobs.AT_ONCE", 3)
    for _number in range(10):
        make_encounter(anna, "Ergens", latitude=HERE.latitude, longitude=HERE.longitude, area=None)
    Encounter.objects.update(area=None)
    place_talks.enqueue(municipality_id=anna.municipality_id)
    Worker().drain()
    assert Encounter.objects.filter(area=kade).count() == 10
