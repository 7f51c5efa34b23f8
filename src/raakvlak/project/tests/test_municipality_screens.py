import os
from typing import Any

import pytest
from django.test import Client

from raakvlak.conftest import PASSWORD
from raakvlak.municipality.actions.invitations import PURPOSE, invite
from raakvlak.municipality.models import Area, Department, Member, Municipality, Role, Tag
from raakvlak.project.tests.browser import DESK, PHONE, Browse, sticking_out
from raakvlak.web.links import make_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = (
    "/ik/",
    "/wissel/",
    "/instellingen/",
    "/instellingen/gemeente/",
    "/instellingen/kanalen/",
    "/instellingen/bewaren/",
    "/instellingen/huisstijl/",
    "/instellingen/leden/",
    "/instellingen/leden/uitnodigen/",
    "/instellingen/afdelingen/",
    "/instellingen/gebieden/",
    "/instellingen/gebieden/nieuw/",
    "/instellingen/trefwoorden/",
)


@pytest.fixture
def furnished(waterhoek: Municipality, anna: Member, bart: Member, esma: Member) -> Municipality:
    """Give Waterhoek departments, areas, tags and an invitation, so that each screen has something to show."""
    town = Department.objects.create(municipality=waterhoek, name="Stadsbeheer")
    Department.objects.create(municipality=waterhoek, name="Groen en water", parent=town)
    for number, name in enumerate(("De Gracht", "Hoge Dijk", "Zeezicht")):
        west, south = 5.1 + number * 0.02, 52.1
        ring = [[west, south], [west + 0.02, south], [west + 0.018, south + 0.012], [west, south + 0.01], [west, south]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        Area.objects.create(municipality=waterhoek, name=name, geometry=geometry, residents=1200)
    for name in ("groen", "verkeer", "spelen"):
        Tag.objects.create(municipality=waterhoek, name=name)
    invite(waterhoek, email="hanna@raakvlak.example", name="Hanna", role=Role.FRONTLINE, department=None, areas=[])
    return waterhoek


@pytest.mark.parametrize("path", SCREENS)
def test_every_screen_is_accessible_and_fits(browse: Browse, as_gert: Client, furnished: Municipality, path: str) -> None:
    if "MUN_SHOTS" in os.environ:
        for name, size in (("p", PHONE), ("d", DESK)):
            with browse.page(path, as_gert, size=size) as page:
                page.screenshot(path=f"/tmp/mun_shots/{path.strip('/').replace('/', '_')}_{name}.png", full_page=True)
        return
    assert browse.problems(path, as_gert) == []
