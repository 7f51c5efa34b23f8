"""Who says yes or no about a means, who may take a further step, and which steps there are."""

import datetime
from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from raakvlak.municipality.models import Member, Role
from raakvlak.support.models import Means, Reservation, ReservationStep
from raakvlak.support.models.reservation import BACK_DAYS, State

STEPS: Final[dict[str, tuple[State, ...]]] = {
    State.ASKED: (State.GRANTED, State.REFUSED, State.WITHDRAWN),
    State.GRANTED: (State.USED, State.WITHDRAWN),
    State.USED: (State.RETURNED,),
}
ASKED_AND_ANOTHER: Final = 2


def steps_from(reservation: Reservation) -> tuple[State, ...]:
    """Return where a reservation can go; what is used up does not come back."""
    steps = STEPS.get(reservation.state, ())
    return tuple(step for step in steps if step != State.RETURNED or reservation.means.comes_back)


def before_last(steps: Sequence[ReservationStep]) -> State | None:
    """Return where a reservation was before its last step, given all its steps in order; nothing when it can't be so.

    A step can be taken back for two weeks. What was taken back, and the taking back of it, count no more.
    """
    standing: list[ReservationStep] = []
    for step in steps:
        if step.is_back:
            standing.pop()
        else:
            standing.append(step)
    if len(standing) < ASKED_AND_ANOTHER:
        return None
    is_recent = standing[-1].stepped_at > timezone.now() - datetime.timedelta(days=BACK_DAYS)
    return State(standing[-2].state) if is_recent else None


def may_take(member: Member, reservation: Reservation, state: State) -> bool:
    """Tell whether this member may let a reservation go there, and take that back."""
    if state in {State.GRANTED, State.REFUSED}:
        return may_grant(member, reservation.means)
    return may_move(member, reservation)


def may_grant(member: Member, means: Means) -> bool:
    """Tell whether this member says yes or no: the steward; without one somebody of the department or a coordinator.

    About what somebody outside lends, whoever may see it.
    """
    if not member.sees_notes or member.municipality_id != means.municipality_id:
        return False
    if means.audience_id not in member.audience_ids:
        return False
    if means.steward_id is not None:
        return means.steward_id == member.pk
    if means.department_id is None:
        return True
    return member.department_id == means.department_id or member.role == Role.COORDINATOR


def may_move(member: Member, reservation: Reservation) -> bool:
    """Tell whether this member may say how it went on: who asked, the team of the situation, who says yes or no."""
    if reservation.asked_by_id == member.pk and reservation.audience_id in member.audience_ids:
        return True
    situation = reservation.situation
    if situation is not None and situation.has_in_team(member) and reservation.audience_id in member.audience_ids:
        return True
    return may_grant(member, reservation.means)
