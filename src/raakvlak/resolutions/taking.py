"""What options cost beside what there is in the house: how much is there, reserved and free, and what falls short."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.resolutions.models import Option, OptionCost, OptionReservation
from raakvlak.support.free import Days, Sums, sums_of
from raakvlak.support.listing import means_for
from raakvlak.support.models import Means, Reservation

NOTHING: Final = Decimal(0)


@dataclass(slots=True)
class Costed:
    """A cost of an option, and the means out of which it would come, as far as somebody may see that."""

    cost: OptionCost
    means: Means | None = None
    sums: Sums | None = None
    reserved: Decimal = NOTHING

    @property
    def still(self) -> Decimal:
        """Return how much is still to be reserved for this option."""
        return max((self.cost.amount or NOTHING) - self.reserved, NOTHING)

    @property
    def can_be_reserved(self) -> bool:
        """Tell whether there is something to reserve, and something out of which."""
        return self.means is not None and not self.means.is_over and (self.cost.amount is None or self.still > 0)

    @property
    def short(self) -> Decimal:
        """Return how much there is too little, after what was reserved; unknown is nothing."""
        if self.means is None or self.sums is None or self.means.unit != self.cost.unit:
            return NOTHING
        return max(self.still - self.sums.free, NOTHING)


@dataclass(slots=True)
class Takes:
    """What one option costs, and what was reserved for it."""

    costs: list[Costed] = field(default_factory=list)
    reservations: list[Reservation] = field(default_factory=list)

    @property
    def short(self) -> list[Costed]:
        """Return of what there is too little."""
        return [one for one in self.costs if one.short]

    @property
    def standing(self) -> list[Reservation]:
        """Return what is still reserved."""
        return [one for one in self.reservations if one.takes]


def days_of(cost: OptionCost) -> Days:
    """Return on which days a cost is needed; today when nobody said."""
    today = timezone.localdate()
    return Days(cost.from_on or today, cost.until_on or cost.from_on or today)


def takes_of(options: Sequence[Option], member: Member) -> dict[int, Takes]:
    """Find what each of these options costs and what there is of it; the same queries however many there are."""
    found = {option.pk: Takes() for option in options}
    for reservation, option in _reserved(found, member):
        found[option].reservations.append(reservation)
    costs = list(OptionCost.objects.filter(option__in=found).order_by("pk"))
    named = {cost.means_id for cost in costs if cost.means_id}
    means = means_for(member).for_rows().in_bulk(named) if named else {}
    rows = [Costed(cost, means.get(cost.means_id or 0)) for cost in costs]
    known = [one for one in rows if one.means]
    sums = sums_of((one.means, days_of(one.cost)) for one in known if one.means)
    for one, their in zip(known, sums, strict=True):
        one.sums = their
    for one in rows:
        takes = found[one.cost.option_id]
        one.reserved = sum((row.amount for row in takes.standing if row.means_id == one.cost.means_id), NOTHING)
        takes.costs.append(one)
    return found


def _reserved(options: dict[int, Takes], member: Member) -> list[tuple[Reservation, int]]:
    visible = Reservation.objects.within(member.municipality).visible_to(member)
    links = OptionReservation.objects.filter(option__in=options, reservation__in=visible.order_by().values("pk"))
    rows = links.select_related("reservation__means").order_by("reservation__from_on", "pk")
    return [(link.reservation, link.option_id) for link in rows]
