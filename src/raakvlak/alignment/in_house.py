"""What goes on in the house for one situation, as far as a member may see it; the same queries however much it is."""

from dataclasses import dataclass
from typing import Final

from django.db.models import F

from raakvlak.alignment.lanes import Route, routes_of, with_lanes
from raakvlak.alignment.models import Choice, Lane, Request, Threshold
from raakvlak.municipality.models import Member
from raakvlak.situations.models import Situation

REQUESTS_SHOWN: Final = 10
THRESHOLDS_SHOWN: Final = 5
CARD_SHOWN: Final = 3
STANDING_FIRST: Final = (F("opened_on").desc(nulls_first=True), "-since_on", "-pk")


@dataclass(frozen=True, slots=True)
class InHouse:
    """Requests with their routes, thresholds, and what colleagues need."""

    routes: list[Route]
    thresholds: list[Threshold]
    has_more_requests: bool
    has_more_thresholds: bool

    @property
    def needs(self) -> list[Lane]:
        """Return what the work of colleagues needs, each said once."""
        lanes = [drawn.lane for route in self.routes for drawn in route.lanes if drawn.lane.needs]
        return list({(lane.work, lane.needs): lane for lane in lanes}.values())

    @property
    def standing(self) -> list[Threshold]:
        """Return the thresholds that still stand in the way."""
        return [threshold for threshold in self.thresholds if not threshold.is_opened]

    @property
    def stuck(self) -> list[Lane]:
        """Return with whom a request is refused, silent past its day, or sent to and fro."""
        shown = [drawn.lane for route in self.routes if not route.request.withdrawn_at for drawn in route.lanes]
        return [lane for lane in shown if lane.is_stuck]

    @property
    def open_routes(self) -> list[Route]:
        """Return a few of what is still to be answered."""
        return [route for route in self.routes if route.request.is_open][:CARD_SHOWN]


def in_house(situation: Situation, member: Member) -> InHouse:
    """Gather what was asked in the house for a situation, and what that ran into; what is open first."""
    requests = Request.objects.within(member.municipality).visible_to(member).filter(situation=situation)
    rows = list(
        with_lanes(requests.order_by(F("settled_on").desc(nulls_first=True), "needed_by_on", "pk"))[
            : REQUESTS_SHOWN + 1
        ]
    )
    visible = Threshold.objects.within(member.municipality).visible_to(member).filter(situation=situation)
    found = list(
        visible.select_related("from_department", "to_department").order_by(*STANDING_FIRST)[: THRESHOLDS_SHOWN + 1]
    )
    return InHouse(
        routes_of(rows[:REQUESTS_SHOWN]),
        found[:THRESHOLDS_SHOWN],
        len(rows) > REQUESTS_SHOWN,
        len(found) > THRESHOLDS_SHOWN,
    )


def chosen_number(situation: Situation, member: Member) -> int:
    """Count what was chosen for a situation, as far as this member may see it."""
    visible = Choice.objects.within(member.municipality).visible_to(member).standing().accepted()
    return visible.filter(situation=situation).values("possibility_title").distinct().count()
