"""A large invented municipality while it is being made: what each part needs of the parts before it."""

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from raakvlak.demo.generate.chances import Weighted
from raakvlak.demo.generate.language import Language
from raakvlak.demo.generate.writing import Writer
from raakvlak.municipality.models import Municipality

Spot = tuple[Decimal, Decimal]


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large it must be; the rest follows from these."""

    parties: int = 50_000
    encounters: int = 500_000
    members: int = 200
    possibilities: int = 2_000

    @property
    def situations(self) -> int:
        return max(6, self.encounters // 500)

    @property
    def areas(self) -> int:
        return min(max(6, self.parties // 1_000), 96)

    @property
    def rows(self) -> int:
        """Return about how many rows there will be of every kind together."""
        return round(self.parties * 2.6 + self.encounters * 4.2) + self.possibilities


@dataclass(frozen=True)
class Place:
    """A neighbourhood, with the squares of a hundred metres in it."""

    area_id: int
    name: str
    spots: Sequence[Spot]


@dataclass(frozen=True)
class Worker:
    """A member who notes, and where."""

    member_id: int
    klad_id: int
    place: Place
    left_on: datetime.date | None = None

    def is_here_on(self, day: datetime.date) -> bool:
        return self.left_on is None or day <= self.left_on


@dataclass(eq=False)
class Matter:
    """A situation, who works on it, and when it goes on."""

    situation_id: int
    team_id: int
    team: Sequence[Worker]
    place: Place
    started_on: datetime.date
    ends_on: datetime.date
    weight: float
    side_ids: Sequence[int] = ()
    insight_ids: list[int] = field(default_factory=list)

    def day_at(self, share: float) -> datetime.date:
        """Return the day on which so much of its course has passed."""
        return self.started_on + datetime.timedelta(days=int((self.ends_on - self.started_on).days * share))


@dataclass(frozen=True)
class Folk:
    """The parties that may be noted, by who may know of them."""

    first_id: int
    known: Weighted[int]
    places: Sequence[Place | None]
    of_one: Mapping[int, Sequence[int]]
    of_team: Mapping[int, Sequence[int]]

    def place_of(self, party_id: int) -> Place | None:
        return self.places[party_id - self.first_id]


@dataclass
class City:
    """The municipality, and the tools with which it is made."""

    size: Size
    chance: random.Random
    today: datetime.date
    language: Language
    writer: Writer
    municipality: Municipality
    frontline_id: int
    days_kept: int

    def ends_on(self, day: datetime.date) -> datetime.date:
        """Return until when a row of this day is kept."""
        return day + datetime.timedelta(days=self.days_kept)

    def moment(self, day: datetime.date) -> datetime.datetime:
        """Return some moment in the working hours of a day, and never one to come."""
        minutes = 7 * 60 + int(self.chance.random() * 600) if day < self.today else 1
        return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC) + datetime.timedelta(
            minutes=minutes
        )

    def days_ago(self, days: float) -> datetime.date:
        """Return the day that was so many days ago."""
        return self.today - datetime.timedelta(days=int(days))
