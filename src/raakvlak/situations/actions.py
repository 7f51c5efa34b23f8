"""What is done to a situation as one whole."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.departures import tell_out
from raakvlak.municipality.findable import index
from raakvlak.municipality.models import AccessLogEntry, Area, Audience, Member, Role
from raakvlak.relations.models import Appointment, Encounter, Promise
from raakvlak.situations.findable import index_situation, situation_entries
from raakvlak.situations.models import (
    PhaseChange,
    Question,
    Situation,
    SituationAppointment,
    SituationEncounter,
    SituationPromise,
)

BATCH: Final = 500
HOLD_ROLES = (Role.COORDINATOR, Role.PRIVACY_OFFICER)


class LastInTeamError(Exception):
    """Nobody would be left who can read the notes of the team."""


@transaction.atomic
def make_situation(
    member: Member, title: str, *, key: uuid.UUID | None = None, is_for_team_only: bool = False, **values: Any
) -> Situation:
    """Make a situation with its maker as the team; her own key makes it once, a key of others makes nothing."""
    key = key or uuid.uuid4()
    if Situation.objects.filter(uuid=key).exists():
        return Situation.objects.visible_to(member).get(uuid=key)
    team = Audience.objects.create(municipality=member.municipality, kind=Audience.Kind.TEAM)
    team.readers.add(member)
    audience = team if is_for_team_only else Audience.objects.frontline_of(member.municipality)
    situation = Situation.objects.create(
        municipality=member.municipality, uuid=key, title=title, team=team, audience=audience, **values
    )
    PhaseChange.objects.create(situation=situation, phase=situation.phase, author=member)
    index_situation(situation)
    forget_audiences(member)
    return situation


def forget_audiences(member: Member) -> None:
    """Let a member who came into a team, or left one, look again at what she may read."""
    member.__dict__.pop("audience_ids", None)


def link_encounter(situation: Situation, encounter: Encounter) -> None:
    """Let a talk belong to a situation; who may read it stays as it was."""
    SituationEncounter.objects.get_or_create(situation=situation, encounter=encounter)


def link_encounters(situation: Situation, encounters: Iterable[Encounter]) -> None:
    """Let talks belong to a situation; who may read each of them stays as it was."""
    links = [SituationEncounter(situation=situation, encounter=encounter) for encounter in encounters]
    SituationEncounter.objects.bulk_create(links, batch_size=BATCH, ignore_conflicts=True)


def unlink_encounters(situation: Situation, encounters: Iterable[Encounter]) -> None:
    """Let talks no longer belong to a situation; the talks themselves stay."""
    numbers = [encounter.pk for encounter in encounters]
    SituationEncounter.objects.filter(situation=situation, encounter__in=numbers).delete()


def unlink_encounter(situation: Situation, encounter: Encounter) -> None:
    """Let a talk no longer belong to a situation; the talk itself stays."""
    SituationEncounter.objects.filter(situation=situation, encounter=encounter).delete()


def tie_promise(situation: Situation, promise: Promise) -> None:
    """Let a promise that was made without a talk belong to a situation; who may read it stays as it was."""
    SituationPromise.objects.get_or_create(situation=situation, promise=promise)


def untie_promise(situation: Situation, promise: Promise) -> None:
    """Let a promise no longer belong to a situation by itself."""
    SituationPromise.objects.filter(situation=situation, promise=promise).delete()


def put_appointment(situation: Situation | None, appointment: Appointment) -> None:
    """Say which situation a planned talk is about, or none; who may know of that talk stays as it was."""
    if situation is None:
        SituationAppointment.objects.filter(appointment=appointment).delete()
    else:
        SituationAppointment.objects.update_or_create(appointment=appointment, defaults={"situation": situation})


@transaction.atomic
def write_question(situation: Situation, member: Member, kind: Question.Kind, text: str) -> Question:
    """Write a new wording beside the earlier ones; the same words again are no new wording."""
    newest = Question.objects.filter(situation=situation, kind=kind).newest_first().first()
    if newest is not None and newest.text == text:
        return newest
    question = Question.objects.create(situation=situation, kind=kind, text=text, author=member)
    index_situation(situation)
    return question


@transaction.atomic
def change_phase(situation: Situation, member: Member, phase: Situation.Phase, *, outcome: str = "") -> None:
    """Go to another phase, and remember that; closing keeps the outcome, reopening leaves it to be read."""
    situation = Situation.objects.select_for_update().get(pk=situation.pk)
    if situation.phase != phase:
        PhaseChange.objects.create(situation=situation, phase=phase, author=member)
    situation.phase = phase
    closed_on = situation.closed_on or timezone.localdate()
    situation.closed_on = closed_on if phase == Situation.Phase.CLOSED else None
    situation.outcome = outcome or situation.outcome
    situation.save()
    index_situation(situation)


@transaction.atomic
def change_phases(situations: Sequence[Situation], member: Member, phase: Situation.Phase) -> None:
    """Let open situations that nobody else can change now go to another phase, none of them to the last."""
    rows = [situation for situation in situations if situation.phase != phase]
    for situation in rows:
        situation.phase = phase
    bulk_update_with_history(rows, Situation, ["phase"], batch_size=BATCH)
    steps = [PhaseChange(situation=situation, phase=phase, author=member) for situation in rows]
    PhaseChange.objects.bulk_create(steps, batch_size=BATCH)


@transaction.atomic
def place_situations(situations: Sequence[Situation], area: Area | None) -> None:
    """Let these situations belong to an area: what their frame does with each, in as many statements as for one."""
    for situation in situations:
        situation.area = area
    bulk_update_with_history(situations, Situation, ["area"], batch_size=BATCH)
    index(situation_entries([situation.pk for situation in situations]))


@transaction.atomic
def add_to_team(situation: Situation, member: Member, newcomer: Member) -> None:
    """Let a colleague read along with all that is for the team, and write that down."""
    if newcomer.municipality_id != situation.municipality_id or not newcomer.sees_notes:
        raise PermissionDenied
    situation.team.readers.add(newcomer)
    forget_audiences(newcomer)
    log_access(member, AccessLogEntry.What.TEAM_CHANGED, situation.pk)


@transaction.atomic
def remove_from_team(situation: Situation, member: Member, leaver: Member) -> None:
    """Let a colleague leave the team; the last one who reads its notes can't."""
    Audience.objects.select_for_update().get(pk=situation.team_id)
    if not situation.team.readers.active().who_note().exclude(pk=leaver.pk).exists():
        raise LastInTeamError
    situation.team.readers.remove(leaver)
    forget_audiences(leaver)
    tell_out(leaver)
    log_access(member, AccessLogEntry.What.TEAM_CHANGED, situation.pk)


@transaction.atomic
def show_to(situation: Situation, member: Member, *, team_only: bool) -> None:
    """Say who may find a situation; widening it is written down."""
    if situation.is_for_team_only == team_only:
        return
    situation.audience = situation.team if team_only else Audience.objects.frontline_of(situation.municipality)
    situation.save()
    index_situation(situation)
    if not team_only:
        log_access(member, AccessLogEntry.What.SITUATION_WIDENED, situation.pk)


@transaction.atomic
def hold(situation: Situation, member: Member, reason: str) -> None:
    """Let nothing of a situation be deleted, for a reason such as a Woo request."""
    require_holder(member, situation)
    situation.held_since_on = situation.held_since_on or timezone.localdate()
    situation.hold_reason = reason
    situation.save()


@transaction.atomic
def release(situation: Situation, member: Member) -> None:
    """Let the terms of deletion count again."""
    require_holder(member, situation)
    situation.held_since_on, situation.hold_reason = None, ""
    situation.save()


def require_holder(member: Member, situation: Situation) -> None:
    """Refuse who is no coordinator or privacy officer of this municipality."""
    if member.role not in HOLD_ROLES or member.municipality_id != situation.municipality_id:
        raise PermissionDenied
