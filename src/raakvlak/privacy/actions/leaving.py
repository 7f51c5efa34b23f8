"""Let somebody leave: what she had in hand goes to a successor or stays sealed, and nothing is without a keeper."""

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from raakvlak.alignment.actions.possibilities import pass_on_possibilities
from raakvlak.alignment.actions.requests import hand_on
from raakvlak.municipality.actions import log_access
from raakvlak.municipality.actions.municipality import lock
from raakvlak.municipality.actions.work_account import forget_work_account
from raakvlak.municipality.departures import tell_out
from raakvlak.municipality.models import AccessLogEntry, Audience, Member, Role
from raakvlak.municipality.models.keeping import KLAD_DAYS
from raakvlak.privacy.leaving import Bundle, bundles_of, plans_of, successors_of
from raakvlak.relations.actions import appointments as planned
from raakvlak.relations.actions import pass_on
from raakvlak.relations.models import Appointment, Encounter, Promise
from raakvlak.situations.actions import forget_audiences
from raakvlak.situations.task_actions import pass_on_tasks
from raakvlak.support.actions import pass_on_means

BATCH = 500
Successors = Mapping[str, Member | None]


class LastAdministratorError(Exception):
    """Nobody would be left who can manage this municipality."""


class NobodyToTakeOverError(Exception):
    """Something must have a keeper, and there is nobody who may see it."""


@transaction.atomic
def leave(leaver: Member, by: Member, successors: Successors) -> None:
    """Let a member leave, and hand over what she has in hand; a bundle without a successor stays sealed."""
    lock(leaver.municipality)
    leaver = Member.objects.select_for_update(of=("self",)).select_related("municipality", "user").get(pk=leaver.pk)
    if leaver.is_last_administrator:
        raise LastAdministratorError
    for bundle in bundles_of(leaver):
        hand_over(bundle, by, successors.get(bundle.key))
    planned.let_go(list(plans_of(leaver)), leaver)  # what nobody took over: who may know of it sees that nobody goes
    end_klads(leaver)
    leaver.rhythms.all().delete()
    leaver.left_on = timezone.localdate()
    leaver.save()
    tell_out(leaver)  # among others what no bundle holds: those of a talk that was withdrawn, for example
    leaver.user.end_sessions()
    forget_work_account(leaver.user)
    log_access(by, AccessLogEntry.What.NOTES_HANDED_OVER, leaver.pk)


def hand_over(bundle: Bundle, by: Member, successor: Member | None) -> None:
    """Give a bundle to its successor; sealed, its notes stay with the author, but nobody who waits is forgotten."""
    if successor is None:
        seal(bundle, by)
        return
    take_seat(bundle, by, successor)
    pass_on(bundle.promises, successor)
    hand_on(list(bundle.requests), successor)
    give_notes(bundle.notes, bundle.leaver, successor)
    planned.pass_on(list(bundle.appointments), bundle.leaver, successor)
    pass_on_tasks(bundle.tasks, successor)
    pass_on_means(bundle.means, successor)
    pass_on_possibilities(bundle.possibilities, successor)
    if bundle.situation:
        bundle.situation.team.readers.remove(bundle.leaver)


def seal(bundle: Bundle, by: Member) -> None:
    """Leave the notes with who wrote them, and let the promises wait for a new owner where somebody sees them."""
    if bundle.needs_a_seat_taken or (bundle.is_waited_for and not bundle.remaining.exists()):
        take_seat(bundle, by, coordinator_for(bundle, by))
    pass_on(bundle.promises)
    hand_on(list(bundle.requests), None)
    pass_on_tasks(bundle.tasks)


def take_seat(bundle: Bundle, by: Member, newcomer: Member) -> None:
    """Let somebody read along with the team, and write that down."""
    if bundle.situation:
        bundle.situation.team.readers.add(newcomer)
        forget_audiences(newcomer)
        log_access(by, AccessLogEntry.What.TEAM_CHANGED, bundle.situation.pk)


def coordinator_for(bundle: Bundle, by: Member) -> Member:
    """Return the coordinator who takes the seat: the one who arranges this, or else the first."""
    coordinators = successors_of(bundle.leaver).filter(role=Role.COORDINATOR)
    found = coordinators.filter(pk=by.pk).first() or coordinators.order_by("pk").first()
    if found is None:
        raise NobodyToTakeOverError
    return found


def give_notes(notes: Iterable[Encounter], giver: Member, author: Member) -> None:
    """Let somebody else correct and work out these notes; who wrote them stays to be read."""
    rows = list(notes)
    for note in rows:
        note.written_by = note.written_by or giver
        note.author = author
    bulk_update_with_history(rows, Encounter, ["author", "written_by"], batch_size=BATCH)


def end_klads(leaver: Member) -> None:
    """Let what was for her alone end thirty days from now at the latest; till then it stays sealed."""
    last = timezone.localdate() + datetime.timedelta(days=KLAD_DAYS)
    klad = Audience.objects.klad_of(leaver)
    for model in (Encounter, Promise, Appointment):
        model.objects.within(leaver.municipality).filter(audience=klad, keep_until__gt=last).update(keep_until=last)
