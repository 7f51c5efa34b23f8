"""A town with a few neighbourhoods, to hear from or not."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.conftest import Make
from raakvlak.municipality.models import Area, Member, Municipality

RESIDENTS = {"Kade": 4000, "Hof": 5000, "Dijk": 5000}


@pytest.fixture
def noord(waterhoek: Municipality) -> Area:
    """Make a district with three neighbourhoods, of which we know who live there."""
    made: Area = waterhoek.areas.create(name="Noord", kind=Area.Kind.DISTRICT, code="WK000001")
    for number, (name, residents) in enumerate(RESIDENTS.items()):
        west = 5.2 + number / 50
        waterhoek.areas.create(
            name=name,
            kind=Area.Kind.NEIGHBOURHOOD,
            code=f"BU0000000{number}",
            parent=made,
            residents=residents,
            households=residents // 2,
            geometry={
                "type": "Polygon",
                "coordinates": [[[west, 52.5], [west + 0.02, 52.5], [west + 0.02, 52.52], [west, 52.52], [west, 52.5]]],
            },
        )
    return made


@pytest.fixture
def hear(make_encounter: Make) -> Make:
    """Note so many talks in an area, each on a day of its own."""

    def make(member: Member, area: str, number: int, **values: Any) -> list[Any]:
        where = Area.objects.get(municipality=member.municipality, name=area)
        return [
            make_encounter(
                member,
                area=where,
                happened_on=timezone.localdate() - datetime.timedelta(days=days),
                **{"channel": "street", **values},
            )
            for days in range(1, number + 1)
        ]

    return make
