"""Hand over to a colleague: make it ready, offer it, and let it pass in one piece when she says yes."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from raakvlak.alignment.actions.requests import hand_on
from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import AccessLogEntry, Area, KeptKind, Member, Role
from raakvlak.privacy.actions.leaving import give_notes
from raakvlak.privacy.handing_over import LINKS, Scope
from raakvlak.privacy.leaving import Bundle
from raakvlak.privacy.models import Handover, HandoverItem, HandoverParty
from raakvlak.relations.actions import appointments as planned
from raakvlak.relations.actions import pass_on
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import Party, Promise
from raakvlak.situations.actions import add_to_team, remove_from_team
from raakvlak.situations.models import Situation
from raakvlak.situations.task_actions import pass_on_tasks

State = Handover.State


@transaction.atomic
def draft(
    by: Member, giver: Member, *, key: uuid.UUID, situation: Situation | None = None, area: Area | None = None
) -> Handover:
    """Begin a handover, once; of somebody else's work only a coordinator may, and that is written down."""
    if giver.pk != by.pk and by.role != Role.COORDINATOR:
        raise PermissionDenied
    found = Handover.objects.filter(uuid=key).first()
    if found and found.drafted_by_id == by.pk:
        return found
    if found:  # somebody else began with this key: hers is not told, and this one gets its own
        key = uuid.uuid4()
    if giver.pk != by.pk:
        log_access(by, AccessLogEntry.What.NOTES_HANDED_OVER, giver.pk)
    kept = Terms.of(by.municipality).settled(KeptKind.HANDOVER)
    return Handover.objects.create(
        municipality=by.municipality, uuid=key, giver=giver, drafted_by=by, situation=situation, area=area, **kept
    )


@transaction.atomic
def write(handover: Handover, *, receiver: Member | None, words: str, is_giver_leaving: bool) -> None:
    """Say to whom it goes and what she must know; only while it is made ready."""
    handover = locked(handover)
    if handover.is_open:
        handover.receiver, handover.words, handover.is_giver_leaving = receiver, words, is_giver_leaving
        handover.save()


@transaction.atomic
def say_of(handover: Handover, party: Party, values: dict[str, Any]) -> HandoverParty:
    """Write down what is said of one party, and that she was told, introduced or refused."""
    return HandoverParty.objects.update_or_create(handover=handover, party=party, defaults=values)[0]


@transaction.atomic
def leave_out(handover: Handover, row: Any, *, stays: bool) -> None:  # noqa: ANN401 – a talk, promise or plan
    """Let one thing stay behind, or go along after all; only while it is made ready."""
    handover, link = locked(handover), LINKS[type(row)]
    if not handover.is_open:
        return
    if stays:
        HandoverItem.objects.get_or_create(handover=handover, **{link: row}, defaults={"is_left_out": True})
    else:
        HandoverItem.objects.filter(handover=handover, **{link: row}).delete()


@transaction.atomic
def seat_receiver(handover: Handover, by: Member, situation: Situation) -> None:
    """Put the receiver in a team, on purpose and logged: handing over itself opens nothing."""
    if handover.receiver is None or not situation.has_in_team(by):
        raise PermissionDenied
    add_to_team(situation, by, handover.receiver)


@transaction.atomic
def offer(handover: Handover) -> None:
    """Lay it before the receiver."""
    handover = locked(handover)
    if handover.is_open and handover.receiver is not None:
        handover.state, handover.declined_at = State.OFFERED, None
        handover.save()


@transaction.atomic
def decline(handover: Handover, by: Member) -> None:
    """Say no, or not yet: it goes back to who makes it ready."""
    handover = locked(handover)
    if handover.state == State.OFFERED and handover.receiver_id == by.pk:
        handover.state, handover.declined_at = State.DRAFTED, timezone.now()
        handover.save()


@transaction.atomic
def withdraw(handover: Handover) -> None:
    """Take it back; nothing went."""
    handover = locked(handover)
    if handover.state in (State.DRAFTED, State.OFFERED):
        handover.state = State.WITHDRAWN
        handover.save()


@transaction.atomic
def accept(handover: Handover, by: Member) -> None:
    """Take over all that goes along, in one piece; a second time changes nothing."""
    handover = locked(handover)
    if handover.receiver_id != by.pk or not by.sees_notes:
        raise PermissionDenied
    if handover.state != State.OFFERED:
        return
    scope = Scope(handover)
    talks, promises = list(scope.going(scope.talks)), list(scope.going(scope.promises))
    plans = list(scope.going(scope.appointments))
    give_notes(talks, handover.giver, by)
    pass_on(Promise.objects.filter(pk__in=[promise.pk for promise in promises]), by)
    planned.pass_on(plans, handover.giver, by)
    pass_on_tasks(scope.tasks, by)
    remember(handover, "encounter", talks)
    remember(handover, "promise", promises)
    remember(handover, "appointment", plans)
    if handover.is_giver_leaving:
        leave_teams(scope, by)
    handover.state, handover.accepted_at = State.ACCEPTED, timezone.now()
    handover.save()
    log_access(by, AccessLogEntry.What.NOTES_HANDED_OVER, handover.giver_id)


def remember(handover: Handover, link: str, rows: list[Any]) -> None:
    """Keep what went along, to be read and printed afterwards."""
    HandoverItem.objects.bulk_create(
        (HandoverItem(handover=handover, **{link: row}) for row in rows), batch_size=500, ignore_conflicts=True
    )


def leave_teams(scope: Scope, by: Member) -> None:
    """Let the giver go out of the teams in which the receiver sits now, who sees to what was asked in the house."""
    for seat in scope.seats:
        if seat.team_id in scope.readable:
            hand_on(list(Bundle(scope.giver, seat).requests), by)
            remove_from_team(seat, by, scope.giver)


def locked(handover: Handover) -> Handover:
    """Fetch a handover anew, so that nobody else changes it meanwhile."""
    rows = Handover.objects.select_for_update(of=("self",)).select_related(
        "municipality",
        "giver__municipality",
        "giver__user",
        "drafted_by__municipality",
        "receiver__municipality",
        "situation",
        "area",
    )
    return rows.get(pk=handover.pk)
