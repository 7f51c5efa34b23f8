"""Who keeps a promise: it is handed over, taken over, or waits for a new owner. It never goes out of sight."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from simple_history.utils import bulk_update_with_history

from raakvlak.municipality.models import Audience, Member
from raakvlak.municipality.models.member import MemberQuerySet
from raakvlak.relations.actions.promises import OtherOwnerError
from raakvlak.relations.models import Promise, PromiseHandover, PromiseQuerySet

BATCH = 500


@transaction.atomic
def hand_over(promise: Promise, taker: Member, why: str) -> None:
    """Let a colleague who can read a promise keep it from now on, and say why."""
    locked = Promise.objects.select_for_update(of=("self",)).select_related("audience").get(pk=promise.pk)
    if locked.owner_id == taker.pk or locked.settled_on:
        promise.owner_id = locked.owner_id
        return
    if locked.owner_id != promise.owner_id:
        raise OtherOwnerError
    if not can_keep(taker, locked.audience):
        raise PermissionDenied
    give([locked], taker, PromiseHandover.Reason.ASKED, why)
    promise.owner = taker


@transaction.atomic
def take_over(promise: Promise, member: Member) -> bool:
    """Keep a promise that waits for a new owner; tell whether nobody else was first."""
    locked = Promise.objects.select_for_update(of=("self",)).select_related("audience").get(pk=promise.pk)
    if locked.owner_id is not None or locked.settled_on or not can_keep(member, locked.audience):
        return locked.owner_id == member.pk
    give([locked], member, PromiseHandover.Reason.TAKEN)
    promise.owner = member
    return True


@transaction.atomic
def pass_on(promises: PromiseQuerySet, taker: Member | None = None) -> int:
    """Give promises to who was chosen for them, or let them wait for a new owner; tell how many that were."""
    rows = list(Promise.objects.filter(pk__in=promises.unsettled().values("pk")).select_for_update(of=("self",)))
    give(rows, taker, PromiseHandover.Reason.PASSED_ON)
    return len(rows)


def give(promises: Iterable[Promise], taker: Member | None, reason: PromiseHandover.Reason, why: str = "") -> None:
    """Change who keeps these promises, and write down how that came about."""
    rows = [promise for promise in promises if promise.owner_id != (taker.pk if taker else None)]
    steps = [
        PromiseHandover(promise=promise, giver_id=promise.owner_id, taker=taker, reason=reason, why=why)
        for promise in rows
    ]
    for promise in rows:
        promise.owner = taker
    bulk_update_with_history(rows, Promise, ["owner"], batch_size=BATCH)
    PromiseHandover.objects.bulk_create(steps, batch_size=BATCH)


def can_keep(member: Member, audience: Audience) -> bool:
    """Tell whether this colleague can read what is for an audience."""
    return keepers(audience).filter(pk=member.pk).exists()


def keepers(audience: Audience) -> MemberQuerySet:
    """Return the colleagues who can read what is for this audience, and keep a promise in it."""
    members = Member.objects.within(audience.municipality).active().who_note()
    if audience.kind == Audience.Kind.TEAM:
        return members.filter(teams=audience)
    return members.filter(klad_audiences=audience) if audience.is_klad else members
