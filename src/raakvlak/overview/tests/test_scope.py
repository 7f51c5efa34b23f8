"""Which areas are held beside each other."""

import pytest

from raakvlak.municipality.models import Area, Municipality
from raakvlak.overview.scope import Town


@pytest.fixture
def town(noord: Area, waterhoek: Municipality) -> Town:
    kade = Area.objects.get(name="Kade")
    waterhoek.areas.create(name="De flats", parent=kade, residents=300)
    waterhoek.areas.create(name="Oude Kade", kind="neighbourhood", code="BU00000008", parent=noord, is_former=True)
    return Town.of(waterhoek)


def place(name: str) -> int:
    return Area.objects.get(name=name).pk


def test_every_resident_is_counted_once(town: Town) -> None:
    """Neither the district beside its neighbourhoods, nor an area that lies across them, nor one that is no more."""
    assert [one.name for one in town.compared(None)] == ["Dijk", "Hof", "Kade"]


def test_a_talk_in_an_own_area_is_one_of_the_neighbourhood_in_which_it_lies(town: Town) -> None:
    counts = [(place("De flats"), 2), (place("Kade"), 1), (place("Noord"), 4), (place("Oude Kade"), 8), (None, 16)]
    assert town.gathered(counts, town.compared(None)) == {place("Kade"): 3, None: 28}


def test_one_compares_within_the_whole(town: Town) -> None:
    assert town.around(place("Noord")) == place("Noord")
    assert town.around(place("Kade")) == place("Noord")
    assert town.around(None) is None
    assert town.wholes() == [(str(place("Noord")), "Noord")]
    assert town.within(place("Kade")) == {place("Kade"), place("De flats")}


def test_own_areas_are_compared_where_there_are_no_official_ones(waterhoek: Municipality) -> None:
    whole = waterhoek.areas.create(name="Dorp")
    waterhoek.areas.create(name="Kern", parent=whole, residents=10)
    waterhoek.areas.create(name="Rand", parent=whole, residents=10)
    assert [one.name for one in Town.of(waterhoek).compared(None)] == ["Kern", "Rand"]
