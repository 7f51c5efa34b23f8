"""A town hall that was asked much: requests with their lanes and steps, and what they ran into."""

import datetime
from collections.abc import Iterator
from typing import Any, Final

from django.utils import timezone

from raakvlak.alignment.models import Lane, Request, Step, Threshold
from raakvlak.municipality.models import Audience, Department, Member, Municipality
from raakvlak.situations.models import Situation

DEPARTMENTS: Final = ("Groen", "Mobiliteit", "Vergunningen", "Jeugd", "Sport", "Wonen", "Toezicht", "Financiën")
OF_THE_BUSIEST: Final = 200  # requests of one situation
OPEN_SHARE: Final = 10  # of each so many, one still waits
THRESHOLD_SHARE: Final = 10  # of each so many requests, one runs into something
DAYS: Final = 700
BATCH: Final = 2_000
STATES: Final = (Lane.State.YES, Lane.State.YES_IF, Lane.State.NO, Lane.State.YES)


def ask_much(municipality: Municipality, number: int, busiest: int) -> None:
    """Let the people of a municipality ask so much, spread over two years; a second time changes nothing."""
    if Request.objects.within(municipality).exists():
        return
    departments = [Department.objects.get_or_create(municipality=municipality, name=name)[0] for name in DEPARTMENTS]
    spread_over(municipality, departments)
    askers = list(Member.objects.within(municipality).active().who_note().order_by("pk"))
    open_to_all = Situation.objects.within(municipality).filter(audience__kind=Audience.Kind.FRONTLINE)
    places = [busiest, *open_to_all.exclude(pk=busiest).order_by("pk").values_list("pk", flat=True)]
    asked = Request.objects.bulk_create(requests(municipality, askers, places, number), batch_size=BATCH)
    lanes = Lane.objects.bulk_create(lanes_of(asked, departments), batch_size=BATCH)
    Step.objects.bulk_create(steps_of(lanes), batch_size=BATCH)
    Threshold.objects.bulk_create(thresholds_of(lanes), batch_size=BATCH)


def spread_over(municipality: Municipality, departments: list[Department]) -> None:
    """Let everybody work in one of the departments."""
    members = list(Member.objects.within(municipality).order_by("pk"))
    for place, member in enumerate(members):
        member.department = departments[place % len(departments)]
    Member.objects.bulk_update(members, ["department"], batch_size=BATCH)


def requests(municipality: Municipality, askers: list[Member], places: list[int], number: int) -> Iterator[Request]:
    """Yield what was asked: of the busiest situation first, then spread over the others."""
    circle, today = Audience.objects.frontline_of(municipality), timezone.localdate()
    for one in range(number):
        asker = askers[one % len(askers)]
        asked_on = today - datetime.timedelta(days=one * 7 % DAYS)
        is_open = one % OPEN_SHARE == 0
        yield Request(
            municipality=municipality,
            audience=circle,
            situation_id=places[0] if one < OF_THE_BUSIEST else places[one % len(places)],
            asker=asker,
            department_id=asker.department_id,
            what=f"Kan de stoep bij nummer {one} breder?",
            why="Wie slecht loopt, komt er nu niet langs.",
            needed_by_on=asked_on + datetime.timedelta(days=30),
            talked_on=asked_on,
            settled_on=None if is_open else asked_on + datetime.timedelta(days=20),
            keep_until=today + datetime.timedelta(days=DAYS),
            created_at=moment(asked_on),
        )


def lanes_of(asked: list[Request], departments: list[Department]) -> Iterator[Lane]:
    """Yield where each was asked: at one department, and every fourth at two."""
    for place, request in enumerate(asked):
        for extra in range(2 if place % 4 == 0 else 1):
            department = departments[(place * 3 + extra) % len(departments)]
            sent_at = request.created_at
            state = Lane.State.WAITING if request.is_open else STATES[place % len(STATES)]
            answered: dict[str, Any] = {}
            if not request.is_open:
                answered = {
                    "answered_at": sent_at + datetime.timedelta(days=10 + place % 10),
                    "words": "Als het beheer geregeld is.",
                    "needs": "Genoeg breedte voor de veegwagen.",
                }
            yield Lane(
                request=request, department=department, state=state, since_at=sent_at, sent_at=sent_at, **answered
            )


def steps_of(lanes: list[Lane]) -> Iterator[Step]:
    """Yield what became of each: sent, and answered."""
    for lane in lanes:
        yield Step(request_id=lane.request_id, lane=lane, kind=Step.Kind.SENT, happened_at=lane.since_at)
        if lane.answered_at:
            yield Step(request_id=lane.request_id, lane=lane, kind=lane.state, happened_at=lane.answered_at)


def thresholds_of(lanes: list[Lane]) -> Iterator[Threshold]:
    """Yield what stood in the way of some, half of it opened since."""
    kinds = list(Threshold.Kind)
    for place, lane in enumerate(lanes[::THRESHOLD_SHARE]):
        request = lane.request
        since_on = timezone.localdate(lane.since_at)
        opened: dict[str, Any] = {}
        if place % 2:
            opened = {"opened_on": since_on + datetime.timedelta(days=15), "opening": Threshold.Opening.TALK}
        yield Threshold(
            municipality_id=request.municipality_id,
            audience_id=request.audience_id,
            situation_id=request.situation_id,
            author_id=request.asker_id or 0,  # each has one
            lane=lane,
            kind=kinds[place % len(kinds)],
            from_department_id=request.department_id,
            to_department_id=lane.department_id,
            words="De stoep valt onder twee budgetten.",
            since_on=since_on,
            keep_until=request.keep_until,
            **opened,
        )


def moment(day: datetime.date) -> datetime.datetime:
    """Return noon of a day."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
