"""What an option leans on in the house: possibilities, means, requests and reservations, linked and carried along."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from raakvlak.alignment.models import Possibility, Request
from raakvlak.resolutions.models import Option, OptionCost, OptionPossibility, OptionRequest, OptionReservation
from raakvlak.resolutions.models.house import OF_ANOTHER
from raakvlak.support.models import Means, Reservation


@transaction.atomic
def lean_on(option: Option, possibility: Possibility, why: str) -> OptionPossibility:
    """Say that an option leans on a possibility, and why; said again, the last words stand."""
    _hold(option)
    told = {"why": why}
    made, _ = OptionPossibility.objects.update_or_create(option=option, possibility=possibility, defaults=told)
    return made


@transaction.atomic
def stop_leaning(option: Option, possibility_id: int) -> bool:
    """Say that an option does not lean on a possibility after all; tell whether it did."""
    _hold(option)
    number, _ = OptionPossibility.objects.filter(option=option, possibility=possibility_id).delete()
    return bool(number)


@transaction.atomic
def name_means(
    cost: OptionCost,
    means: Means | None,
    *,
    from_on: datetime.date | None = None,
    until_on: datetime.date | None = None,
) -> bool:
    """Say out of which means a cost would come, and when it is needed; tell whether the cost is still there."""
    _hold(cost.option)
    same = OptionCost.objects.filter(option=cost.option_id, kind=cost.kind)
    return bool(same.update(means=means, from_on=from_on, until_on=until_on))


@transaction.atomic
def link_request(option: Option, request: Request, *, version: int) -> None:
    """Remember that this was asked for an option, as it read in that version."""
    told = {"version": min(version, _hold(option).version)}
    OptionRequest.objects.get_or_create(option=option, request=request, defaults=told)


@transaction.atomic
def link_reservation(option: Option, reservation: Reservation) -> None:
    """Remember that this was reserved for an option."""
    _hold(option)
    OptionReservation.objects.get_or_create(option=option, reservation=reservation)


def carry_along(earlier: Sequence[Option], later: Option) -> None:
    """Let what the earlier options lean on carry over; what was asked for those was no question about this one."""
    numbers = [option.pk for option in earlier]
    whys: dict[int, str] = {}
    for leaning in OptionPossibility.objects.filter(option__in=numbers):
        whys[leaning.possibility_id] = whys.get(leaning.possibility_id) or leaning.why
    OptionPossibility.objects.bulk_create(
        OptionPossibility(option=later, possibility_id=pk, why=why) for pk, why in whys.items()
    )
    asked = OptionRequest.objects.filter(option__in=numbers).order_by("request").values_list("request", flat=True)
    OptionRequest.objects.bulk_create(
        OptionRequest(option=later, request_id=pk, version=OF_ANOTHER) for pk in asked.distinct()
    )
    links = OptionReservation.objects.filter(option__in=numbers).order_by("reservation")
    OptionReservation.objects.bulk_create(
        OptionReservation(option=later, reservation_id=pk)
        for pk in links.values_list("reservation", flat=True).distinct()
    )
    _carry_means(numbers, later)


def _carry_means(earlier: Sequence[int], later: Option) -> None:
    """Let a cost come out of the means that the earlier options agree on."""
    named: dict[str, list[OptionCost]] = {}
    for cost in OptionCost.objects.filter(option__in=earlier).exclude(means=None):
        named.setdefault(cost.kind, []).append(cost)
    for kind, costs in named.items():
        if len({cost.means_id for cost in costs}) == 1:
            first = costs[0]
            told = {"means": first.means_id, "from_on": first.from_on, "until_on": first.until_on}
            OptionCost.objects.filter(option=later, kind=kind).update(**told)


def _hold(option: Option) -> Option:
    """Let others who change this option wait, and return it as it is now."""
    return Option.objects.select_for_update(of=("self",)).get(pk=option.pk)
