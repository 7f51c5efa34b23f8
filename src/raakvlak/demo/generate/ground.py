"""The ground of a large invented municipality: neighbourhoods in open water, departments, and who works there."""

import datetime
import math
import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify
from shapely import Point, Polygon, prepare

from raakvlak.demo.generate.city import City, Place, Spot, Worker
from raakvlak.demo.generate.words import AREA_NAMES, STREETS
from raakvlak.demo.material import DEPARTMENTS, TAGS
from raakvlak.demo.town import METRES_PER_DEGREE
from raakvlak.desk.forms.fields import LATITUDE_STEP, LONGITUDE_STEP, squared
from raakvlak.municipality.models import Area, Audience, Department, Member, Role, Tag, User

CORNER: Final = (52.56, 5.14)  # in the Markermeer, where nobody lives
CELL_METRES: Final = 650.0
WOBBLE_METRES: Final = 110.0
DISTRICT: Final = (3, 2)  # so many neighbourhoods east and north are a district
ROLES: Final = (Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.COORDINATOR)
LATER_ROLES: Final = {
    Role.FRONTLINE: 64,
    Role.COLLEAGUE: 27,
    Role.COORDINATOR: 5,
    Role.ADMINISTRATOR: 3,
    Role.PRIVACY_OFFICER: 1,
}
GONE_SHARE: Final = 0.04

Corner = tuple[float, float]


class Map:
    """A wobbly grid in the water: the borders of neighbours are the same line, whichever is drawn first."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._points: dict[tuple[int, int, int], Corner] = {}

    def border(self, west: int, south: int, east: int, north: int) -> list[Corner]:
        """Return the ring (longitude, latitude) around a block of cells."""
        steps = [
            *((x, south, x + 1, south) for x in range(west, east)),
            *((east, y, east, y + 1) for y in range(south, north)),
            *((x, north, x - 1, north) for x in range(east, west, -1)),
            *((west, y, west, y - 1) for y in range(north, south, -1)),
        ]
        ring = [point for step in steps for point in self._along(*step)]
        return [*ring, ring[0]]

    def _along(self, x: int, y: int, to_x: int, to_y: int) -> Iterator[Corner]:
        """Yield a corner and the three bends on the way to the next, as many hundredths of a cell as they lie."""
        for quarter in range(4):
            yield self._point(4 * x + (to_x - x) * quarter, 4 * y + (to_y - y) * quarter)

    def _point(self, x: int, y: int) -> Corner:
        if (x, y, 0) not in self._points:
            is_corner = x % 4 == 0 and y % 4 == 0
            metres = WOBBLE_METRES if is_corner else WOBBLE_METRES / 4
            east = x / 4 * CELL_METRES + self._chance.uniform(-metres, metres)
            north = y / 4 * CELL_METRES + self._chance.uniform(-metres, metres)
            longitude = CORNER[1] + east / (METRES_PER_DEGREE * math.cos(math.radians(CORNER[0])))
            self._points[x, y, 0] = (round(longitude, 6), round(CORNER[0] + north / METRES_PER_DEGREE, 6))
        return self._points[x, y, 0]


def lay_out(city: City) -> list[Place]:
    """Draw the neighbourhoods and the districts around them."""
    grid, names = Map(city.chance), area_names(city)
    columns = 3 * math.ceil(math.sqrt(city.size.areas) / 3)
    rows = 2 * math.ceil(city.size.areas / columns / 2)
    places: list[Place] = []
    for south in range(0, rows, DISTRICT[1]):
        for west in range(0, columns, DISTRICT[0]):
            cells = [(x, y) for y in range(south, south + DISTRICT[1]) for x in range(west, west + DISTRICT[0])]
            ring = grid.border(west, south, west + DISTRICT[0], south + DISTRICT[1])
            district = new_area(city, next(names), ring, kind=Area.Kind.DISTRICT)
            district_id = city.writer.add(district)
            for x, y in cells:
                ring = grid.border(x, y, x + 1, y + 1)
                area = new_area(city, next(names), ring, kind=Area.Kind.NEIGHBOURHOOD, parent_id=district_id)
                places.append(Place(city.writer.add(area), area.name, spots_in(ring)))
    return places


def area_names(city: City) -> Iterator[str]:
    """Yield names of neighbourhoods, each once."""
    names = [template.format(street=street) for template in AREA_NAMES for street in STREETS]
    city.chance.shuffle(names)
    return iter(names)


def new_area(city: City, name: str, ring: Sequence[Corner], *, kind: Area.Kind, parent_id: int | None = None) -> Area:
    residents = round(city.chance.lognormvariate(7.4, 0.7)) if kind == Area.Kind.NEIGHBOURHOOD else None
    return Area(
        municipality=city.municipality,
        parent_id=parent_id,
        kind=kind,
        name=name,
        year=city.today.year,
        residents=residents,
        households=residents and round(residents / 2.1),
        geometry={"type": "Polygon", "coordinates": [[list(corner) for corner in ring]]},
    )


def spots_in(ring: Sequence[Corner]) -> list[Spot]:
    """Return the corners of the grid of a hundred metres that lie within a border."""
    shape = Polygon(ring)
    prepare(shape)
    west, south, east, north = shape.bounds
    latitudes = list(steps(south, north, LATITUDE_STEP))
    return [
        (latitude, longitude)
        for longitude in steps(west, east, LONGITUDE_STEP)
        for latitude in latitudes
        if shape.contains(Point(float(longitude), float(latitude)))
    ]


def steps(start: float, end: float, step: Decimal) -> Iterator[Decimal]:
    """Yield the lines of the grid between two degrees."""
    degrees = squared(Decimal(str(start)), step)
    while degrees <= Decimal(str(end)):
        yield degrees
        degrees += step


def staff(city: City, places: Sequence[Place], password: str | None) -> list[Worker]:
    """Make the departments, the members, and the audience of each alone; return who notes."""
    departments = list(make_departments(city))
    slug = slugify(city.municipality.name) or "stad"
    hashed = make_password(password)
    workers = []
    for number in range(city.size.members):
        name = city.language.person()
        user = User(
            email=f"lid{number + 1}@{slug}.example",
            name=name,
            password=hashed,
            is_invented=True,
            joined_at=city.moment(city.days_ago(5 * 365 + 10)),
        )
        user_id = city.writer.add(user)
        role = ROLES[number] if number < len(ROLES) else role_of(city, number)
        is_gone = number > 2 * len(ROLES) and city.chance.random() < GONE_SHARE
        left_on = city.days_ago(city.chance.randrange(10, 700)) if is_gone else None
        member_id = city.writer.add(
            Member(
                user_id=user_id,
                municipality=city.municipality,
                role=role,
                department_id=city.chance.choice(departments),
                joined_on=user.joined_at.date(),
                left_on=left_on,
            )
        )
        klad_id = city.writer.add(
            Audience(municipality=city.municipality, kind=Audience.Kind.MEMBER, member_id=member_id)
        )
        if role in {Role.FRONTLINE, Role.COORDINATOR}:
            home = city.chance.choice(places)
            workers.append(Worker(member_id, klad_id, home, left_on))
            city.writer.add(Member.areas.through(member_id=member_id, area_id=home.area_id))
    return workers


def role_of(city: City, number: int) -> Role:
    """Return a role; the first two after the fixed ones work outside, however small it is."""
    if number < len(ROLES) + 2:
        return Role.FRONTLINE
    return city.chance.choices(list(LATER_ROLES), list(LATER_ROLES.values()))[0]


def make_departments(city: City) -> Iterator[int]:
    """Make the tree of departments; yield their numbers."""
    for name, parts in DEPARTMENTS.items():
        parent_id = city.writer.add(Department(municipality=city.municipality, name=name))
        yield parent_id
        for part in parts:
            yield city.writer.add(Department(municipality=city.municipality, name=part, parent_id=parent_id))


def make_tags(city: City) -> list[int]:
    """Make the words under which situations are found; return their numbers."""
    return [city.writer.add(Tag(municipality=city.municipality, name=name)) for name in TAGS]


def outside(city: City, workers: Sequence[Worker]) -> Iterator[tuple[int, datetime.date]]:
    """Yield the days of the last ten weeks on which somebody was outside."""
    for worker in workers:
        for days in range(70):
            day = city.days_ago(days)
            if day.weekday() < 5 and worker.is_here_on(day) and city.chance.random() < 0.4:
                yield worker.member_id, day
