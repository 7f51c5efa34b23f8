"""The invented municipality itself: areas drawn in open water, departments, words and people who work there."""

import math
from dataclasses import dataclass, field
from typing import Final

from raakvlak.demo.material import AREAS, DEPARTMENTS, TAGS
from raakvlak.demo.stories import PERSONAS
from raakvlak.municipality.actions import found_municipality, make_member
from raakvlak.municipality.models import Area, Audience, Department, Member, Municipality, Role, Tag, User

PASSWORD: Final = "waterhoek-is-verzonnen"  # noqa: S105  (told to everybody: it opens invented data only)
WATERHOEK: Final = (52.55, 5.20)  # In the Markermeer, where nobody lives.
ZANDRECHT: Final = (52.62, 5.30)
METRES_PER_DEGREE: Final = 111_320
STEP_METRES: Final = 100


@dataclass
class Town:
    """An invented municipality, with what the generator needs at hand."""

    municipality: Municipality
    corner: tuple[float, float]
    frontline: Audience
    areas: dict[str, Area] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)

    def place(self, east: float, north: float) -> tuple[float, float]:
        """Return latitude and longitude of a point on the grid of a hundred metres."""
        latitude = self.corner[0] + north * STEP_METRES / METRES_PER_DEGREE
        longitude = self.corner[1] + east * STEP_METRES / (METRES_PER_DEGREE * math.cos(math.radians(self.corner[0])))
        return latitude, longitude


def build_town(name: str, corner: tuple[float, float], areas: int) -> Town:
    """Make an invented municipality with this many of its areas."""
    municipality = found_municipality(name, is_invented=True)
    town = Town(municipality, corner, Audience.objects.frontline_of(municipality))
    for area_name, residents, households, corners in AREAS[:areas]:
        ring = [list(reversed(town.place(*point))) for point in (*corners, corners[0])]
        town.areas[area_name] = Area.objects.create(
            municipality=municipality,
            name=area_name,
            residents=residents,
            households=households,
            geometry={"type": "Polygon", "coordinates": [ring]},
        )
    town.tags = {word: Tag.objects.create(municipality=municipality, name=word) for word in TAGS}
    build_departments(municipality)
    return town


def build_departments(municipality: Municipality) -> None:
    """Make the tree of departments."""
    for name, parts in DEPARTMENTS.items():
        parent = Department.objects.create(municipality=municipality, name=name)
        for part in parts:
            Department.objects.create(municipality=municipality, name=part, parent=parent)


def people_the_towns(waterhoek: Town, zandrecht: Town) -> None:
    """Make the personas; the coordinator works in both municipalities."""
    for persona in PERSONAS:
        user = User.objects.create_user(persona.email, PASSWORD, name=persona.name, is_invented=True)
        home = zandrecht if persona.key == "carla" else waterhoek
        home.members[persona.key] = make_member(user, home.municipality, persona.role)
        if persona.role == Role.COORDINATOR:
            zandrecht.members[persona.key] = make_member(user, zandrecht.municipality, Role.FRONTLINE)
    departments = {department.name: department for department in Department.objects.within(waterhoek.municipality)}
    for key, name in {"dirk": "Verkeer en vervoer", "anna": "Wijkgericht werken", "bart": "Wijkgericht werken"}.items():
        member = waterhoek.members[key]
        member.department = departments[name]
        member.save()
    waterhoek.members["anna"].areas.set([waterhoek.areas["Kadebuurt"], waterhoek.areas["Wilgenkwartier"]])
    waterhoek.members["bart"].areas.set([waterhoek.areas["Schippersbuurt"], waterhoek.areas["Dijkzicht"]])
