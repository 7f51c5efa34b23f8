"""What a colleague does with a request: answers, asks back, passes it on, says that she is away."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from raakvlak.alignment.actions.requests import (
    PURPOSE,
    Addressee,
    Mail,
    locked_request,
    mail_to,
    settle_if_done,
)
from raakvlak.alignment.models import Lane, Step
from raakvlak.municipality.models import Member
from raakvlak.web.links import revoke_links

State, Kind = Lane.State, Step.Kind
ANSWERS: Final = {State.YES: Kind.YES, State.YES_IF: Kind.YES_IF, State.NO: Kind.NO, State.LOOKING: Kind.LOOKING}
MOST_PASSES: Final = 2


class PassedBackError(Exception):
    """This request is at that department already."""


@dataclass(frozen=True, slots=True)
class Said:
    """What came in from a colleague: the same key is the same step; who it was is known when she is logged in."""

    key: uuid.UUID
    words: str = ""
    member: Member | None = None


@transaction.atomic
def answer(lane: Lane, said: Said, state: Lane.State, *, until_on: datetime.date | None, needs: str) -> bool:
    """Keep an answer, and what the colleague's own work needs; an earlier answer stays to be read."""
    locked = locked_lane(lane, said.key)
    if locked is None:
        return False
    step(locked, said, ANSWERS[state], needs=needs, day_on=until_on)
    locked.words, locked.until_on, locked.needs = said.words, until_on, needs
    locked.answered_at = timezone.now() if state in Lane.ANSWERED else None
    go_to(locked, state)
    return True


@transaction.atomic
def ask_back(lane: Lane, said: Said) -> bool:
    """Ask the asker something first; it is her turn then."""
    return _turn(lane, said, State.ASKED_BACK, Kind.ASKED_BACK)


@transaction.atomic
def refuse_as_not_mine(lane: Lane, said: Said) -> bool:
    """Say that this belongs somewhere else; it goes back to the asker, and counts as sent to and fro."""
    locked = locked_lane(lane, said.key)
    if locked is None:
        return False
    locked.is_bounced = True
    step(locked, said, Kind.NOT_ME)
    go_to(locked, State.NOT_ME)
    return True


@transaction.atomic
def say_away(lane: Lane, said: Said, *, until_on: datetime.date) -> bool:
    """Say until when one is away, and who takes one's place; the request stands as it stood."""
    locked = locked_lane(lane, said.key)
    if locked is None:
        return False
    locked.away_until_on, locked.deputy = until_on, said.words
    locked.save(update_fields=["away_until_on", "deputy"])
    step(locked, said, Kind.AWAY, day_on=until_on)
    return True


@transaction.atomic
def pass_on(lane: Lane, said: Said, addressee: Addressee, *, mail: Mail) -> Lane | None:
    """Let another department or colleague answer; what went twice, or back, was sent to and fro."""
    locked = locked_lane(lane, said.key)
    return None if locked is None else give_on(locked, said, addressee, mail=mail)


def give_on(locked: Lane, said: Said, addressee: Addressee, *, mail: Mail) -> Lane:
    """Go on to another with a lane that nobody else can change now."""
    if addressee.department and addressee.department == locked.department:
        raise PassedBackError
    way = way_of(locked)
    step(locked, said, Kind.PASSED_ON)
    go_to(locked, State.PASSED_ON, settles=False)
    revoke_links(PURPOSE, locked.pk)
    now = timezone.now()
    goes_back = bool(addressee.department) and addressee.department in {one.department for one in way}
    onward = Lane.objects.create(
        request=locked.request,
        passed_from=locked,
        state=State.WAITING,
        sent_at=now,
        since_at=now,
        is_bounced=goes_back or len(way) >= MOST_PASSES,
        **addressee.values,
    )
    Step.objects.create(request=locked.request, lane=onward, member=said.member, kind=Kind.SENT)
    settle_if_done(locked.request)
    mail_to(onward, mail)
    return onward


def way_of(lane: Lane) -> list[Lane]:
    """Return the lanes along which a request came here, this one first."""
    lanes = {one.pk: one for one in lane.request.lanes.select_related("department")}
    way, at = [], lanes.get(lane.pk)
    while at is not None and at not in way:
        way.append(at)
        at = lanes.get(at.passed_from_id or 0)
    return way


def locked_lane(lane: Lane, key: uuid.UUID) -> Lane | None:
    """Return a lane as it is now, that nobody else can change; nothing when this came in before, or can't any more."""
    request = locked_request(lane.request)
    found = request.lanes.select_related("department", "member__user").get(pk=lane.pk)
    found.request = request
    if Step.objects.filter(key=key).exists() or not found.may_still_answer or request.withdrawn_at:
        return None
    return found


def step(lane: Lane, said: Said, kind: Step.Kind, *, needs: str = "", day_on: datetime.date | None = None) -> Step:
    """Write down what happened on a lane."""
    return Step.objects.create(
        request=lane.request,
        lane=lane,
        member=said.member,
        key=said.key,
        kind=kind,
        words=said.words,
        needs=needs,
        day_on=day_on,
    )


def go_to(lane: Lane, state: Lane.State, *, settles: bool = True) -> None:
    """Let a lane stand as it stands from now on."""
    if lane.state != state:
        lane.state, lane.since_at = state, timezone.now()
    lane.save()
    if settles:
        settle_if_done(lane.request)


def _turn(lane: Lane, said: Said, state: Lane.State, kind: Step.Kind) -> bool:
    locked = locked_lane(lane, said.key)
    if locked is None:
        return False
    step(locked, said, kind)
    go_to(locked, state)
    return True
