"""The route of a request through the house: per lane who had it, and from when until when."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from raakvlak.alignment.models import Lane, Request, Step
from raakvlak.municipality.models import Member

Kind, State = Step.Kind, Lane.State
HELD: Final = {  # whose turn it is from a step on
    Kind.SENT: "waiting",
    Kind.EXPLAINED: "waiting",
    Kind.LOOKING: "looking",
    Kind.ASKED_BACK: "ours",
    Kind.NOT_ME: "ours",
}
LAST_SEEN: Final = 99.0  # a mark on the very edge would not be seen
ENDS: Final = {Kind.YES, Kind.YES_IF, Kind.NO, Kind.PASSED_ON, Kind.WITHOUT}
BADGES: Final = {
    State.YES: "badge--good",
    State.YES_IF: "badge--good",
    State.NO: "badge--problem",
    State.ASKED_BACK: "badge--attention",
    State.NOT_ME: "badge--attention",
    State.LOOKING: "badge--team",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a lane: who had it, from which per cent of the way, and how wide."""

    holder: str
    x: str
    width: str


@dataclass
class DrawnLane:
    """One lane, ready to be drawn."""

    lane: Lane
    stretches: list[Stretch] = field(default_factory=list)
    end_x: str = ""

    @property
    def badge(self) -> str:
        """Return the tint of the word that says how it stands."""
        return BADGES.get(State(self.lane.state), "")


@dataclass
class Route:
    """All lanes of one request on one scale: from the first day until today, or until the day that it is needed."""

    request: Request
    lanes: list[DrawnLane]
    needed_x: str = ""

    @property
    def open_lanes(self) -> list[Lane]:
        """Return the lanes on which an answer is still to come."""
        return [drawn.lane for drawn in self.lanes if drawn.lane.is_open]


def with_lanes(requests: QuerySet[Request]) -> QuerySet[Request]:
    """Fetch along the lanes with whom they are, and their steps: three queries, however many requests."""
    lanes = Lane.objects.select_related("department", "member__user", "member__department").in_order()
    return requests.select_related("asker__user", "department", "situation").prefetch_related(
        Prefetch("lanes", lanes), Prefetch("steps", Step.objects.select_related("member__user"))
    )


def routes_of(requests: Iterable[Request]) -> list[Route]:
    """Draw the routes of requests that were fetched with their lanes."""
    return [route_of(request) for request in requests]


def route_of(request: Request) -> Route:
    """Draw the route of one request."""
    lanes, steps = list(request.lanes.all()), list(request.steps.all())
    for lane in lanes:
        lane.request = request
    today = timezone.localdate()
    first = min([timezone.localdate(lane.sent_at) for lane in lanes if lane.sent_at], default=today)
    scale = Scale(first, max(today, request.needed_by_on, first + datetime.timedelta(days=1)))
    drawn = [_drawn(lane, [step for step in steps if step.lane_id == lane.pk], scale, request) for lane in lanes]
    needed_x = min(float(scale.at(request.needed_by_on)), LAST_SEEN)
    return Route(request, drawn, f"{needed_x:.2f}")


@dataclass(frozen=True, slots=True)
class Scale:
    """The days of a route as per cents of its width."""

    first: datetime.date
    last: datetime.date

    def at(self, day: datetime.date) -> str:
        """Return where a day lies.

        >>> Scale(datetime.date(2026, 5, 1), datetime.date(2026, 5, 11)).at(datetime.date(2026, 5, 6))
        '50.00'
        """
        part = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return f"{part * 100:.2f}"


def _drawn(lane: Lane, steps: Sequence[Step], scale: Scale, request: Request) -> DrawnLane:
    found = DrawnLane(lane)
    holder, since, end = "", scale.first, None
    for step in steps:
        day = timezone.localdate(step.happened_at)
        if step.kind in HELD or step.kind in ENDS:
            found.stretches += _stretch(holder, since, day, scale)
            holder, since = HELD.get(Kind(step.kind), ""), day
            end = day if step.kind in ENDS else None
    until = timezone.localdate(request.withdrawn_at) if request.withdrawn_at else timezone.localdate()
    found.stretches += _stretch(holder, since, until, scale)
    found.end_x = scale.at(end) if end else ""
    return found


def _stretch(holder: str, since: datetime.date, until: datetime.date, scale: Scale) -> Iterator[Stretch]:
    if holder:
        x, end = float(scale.at(since)), float(scale.at(until))
        yield Stretch(holder, f"{x:.2f}", f"{max(end - x, 1):.2f}")


def come_back_to(member: Member) -> QuerySet[Lane]:
    """Return what came back of what this member asked: what waits for her, and the answers of the last week."""
    news = timezone.now() - datetime.timedelta(days=7)
    mine = Lane.objects.visible_to(member).filter(request__asker=member, request__withdrawn_at=None)
    answered = Q(state__in=[State.YES, State.YES_IF, State.NO, State.LOOKING], since_at__gte=news)
    return newest_first(mine.filter(Q(state__in=[State.ASKED_BACK, State.NOT_ME]) | answered))


def waiting_for(member: Member) -> QuerySet[Lane]:
    """Return what others ask of this member or of her department, and what she has not answered yet."""
    return newest_first(Lane.objects.asked_of(member).with_colleague())


def newest_first(lanes: QuerySet[Lane]) -> QuerySet[Lane]:
    """Order lanes by what happened last, each with the request and whose it is."""
    return lanes.select_related("request__asker__user", "department", "member__user").order_by("-since_at", "-pk")
