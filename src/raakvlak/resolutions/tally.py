"""How people stand towards options, counted for each place apart: never one figure, and who was not heard beside it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import BooleanField as Yes
from django.db.models import Case, Count, F, Q, Value, When

from raakvlak.municipality.models import Member
from raakvlak.resolutions.gradients import SIGNS, Sign
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.resolutions.models.reaction import fresh_since


@dataclass(slots=True)
class Place:
    """How many took one place, of how many that was long ago, and how many said "mits"."""

    sign: Sign
    number: int = 0
    old: int = 0
    conditions: int = 0


@dataclass(slots=True)
class Tally:
    """How the people of a situation stand towards one option, as far as a member may see them."""

    people: int
    places: dict[str, Place] = field(default_factory=lambda: {name: Place(sign) for name, sign in SIGNS.items()})
    earlier: int = 0

    @property
    def heard(self) -> int:
        """Return how many said something of the option as it reads now."""
        return sum(place.number for place in self.places.values())

    @property
    def unheard(self) -> int:
        """Return how many said nothing of it, ever."""
        return max(self.people - self.heard - self.earlier, 0)

    @property
    def rows(self) -> list[Place]:
        """Return the places in their order."""
        return list(self.places.values())

    def add(self, row: Mapping[str, object], number: int) -> None:
        """Add so many reactions of one sort."""
        if row["is_earlier"]:
            self.earlier += number
            return
        place = self.places[str(row["gradient"])]
        place.number += number
        place.old += number if row["is_stale"] else 0
        place.conditions += number if row["is_conditional"] else 0


def tallies(options: Iterable[Option], people: Collection[int], member: Member) -> dict[int, Tally]:
    """Count for each option what each party last said of it, in one query, without fetching what was said.

    The options and the people are those that this member is known to see.
    """
    found = {option.pk: Tally(len(people)) for option in options}
    for row in _counted(found, people, member) if found and people else ():
        found[row["option"]].add(row, row["number"])
    return found


def _counted(options: Collection[int], people: Collection[int], member: Member) -> Iterable[dict[str, int]]:
    rows = Reaction.objects.on(list(options), member).last_said(member).filter(party__in=list(people))
    sorted_out = rows.annotate(
        is_earlier=_is(~Q(version=F("option__version"))),
        is_stale=_is(Q(said_on__lt=fresh_since())),
        is_conditional=_is(~Q(condition="")),
    )
    grouped = sorted_out.order_by().values("option", "gradient", "is_earlier", "is_stale", "is_conditional")
    return grouped.annotate(number=Count("pk"))  # type: ignore[return-value]  # rows of a grouped query


def _is(condition: Q) -> Case:
    return Case(When(condition, then=Value(value=True)), default=Value(value=False), output_field=Yes())
