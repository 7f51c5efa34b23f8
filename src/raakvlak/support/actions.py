"""What is done to means and reservations: each as one whole, one at a time for each means.

Who writes takes the means first and holds it until the end: so no two count the same rest and both take it.
"""

import datetime
import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from raakvlak.municipality.models import Audience, KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.situations.models import Situation
from raakvlak.support.counting import Taking, least_free, most_taken
from raakvlak.support.granting import before_last, may_take, steps_from
from raakvlak.support.models import HELD_DAYS, Means, Reservation, ReservationStep
from raakvlak.support.models.reservation import State

BATCH: Final = 500


class ShortageError(Exception):
    """There is less free than somebody asks for; it says how much is."""

    def __init__(self, free: Decimal) -> None:
        super().__init__(str(free))
        self.free = max(free, Decimal(0))


class TakenError(Exception):
    """A means would become less, or shorter, than what was reserved of it; it says what there must be."""

    def __init__(self, amount: Decimal, from_on: datetime.date | None, until_on: datetime.date | None) -> None:
        super().__init__(str(amount))
        self.amount, self.from_on, self.until_on = amount, from_on, until_on


class OverError(Exception):
    """The means is there no more, or not on these days."""


class StepError(Exception):
    """A reservation can't go from where it is to there: somebody was first."""


@transaction.atomic
def make_means(author: Member, audience: Audience, *, key: uuid.UUID, **values: Any) -> Means:
    """Write down a means, once for each key; Means.DoesNotExist when the key is that of one she may not see.

    It is never for more eyes than who lends it.
    """
    party = values.get("party")
    if party is not None and not audience.is_within(party.audience):
        raise PermissionDenied
    same = {"municipality": author.municipality, "audience": audience}
    kept = Terms.of(author.municipality).kept(KeptKind.MEANS, audience, start=values["until_on"])
    try:
        with transaction.atomic():
            return Means.objects.create(key=key, **same, **values, **kept)
    except IntegrityError:
        if not Means.objects.filter(key=key).exists():
            raise
        return Means.objects.within(author.municipality).visible_to(author).get(key=key)


@transaction.atomic
def correct_means(means: Means, **values: Any) -> None:
    """Change a means; never to less than what is reserved of it, nor to days outside which something is reserved."""
    locked = locked_means(means)
    for name, value in values.items():
        setattr(locked, name, value)
    rows = takings_of(locked)
    needed = most_taken(rows, comes_back=locked.comes_back)
    first, last = min((one.from_on for one in rows), default=None), max((one.until_on for one in rows), default=None)
    is_shorter = bool(first and last and (first < locked.from_on or last > locked.until_on))
    if locked.amount < needed or is_shorter:
        raise TakenError(needed, first, last)
    kept = Terms.of(locked.municipality).kept(KeptKind.MEANS, locked.audience, start=locked.until_on)
    locked.keep_until = max(locked.keep_until, kept["keep_until"])
    locked.save()


@transaction.atomic
def end_means(means: Means, day: datetime.date | None) -> None:
    """Say that nothing of a means can be reserved any more, or that it can after all; what was reserved stays so."""
    locked = locked_means(means)
    if (locked.ended_on is None) != (day is None):
        locked.ended_on = day
        locked.save(update_fields=["ended_on"])


@transaction.atomic
def reserve(  # noqa: PLR0913 – all but the first two are given by name
    means: Means,
    member: Member,
    *,
    key: uuid.UUID,
    amount: Decimal,
    from_on: datetime.date,
    until_on: datetime.date,
    what_for: str,
    situation: Situation | None = None,
) -> Reservation:
    """Ask for a part of a means, once for each key; ShortageError when there is less free."""
    locked = locked_means(means)
    known = Reservation.objects.filter(key=key).first()
    if known is not None:
        return Reservation.objects.within(member.municipality).visible_to(member).get(key=key, means=locked)
    if locked.is_over or from_on < locked.from_on or until_on > locked.until_on:
        raise OverError
    refuse_shortage(locked, amount, from_on, until_on)
    audience = circle_of(locked, situation)
    made = Reservation.objects.create(
        municipality=locked.municipality,
        audience=audience,
        means=locked,
        situation=situation,
        key=key,
        amount=amount,
        from_on=from_on,
        until_on=until_on,
        what_for=what_for,
        asked_by=member,
        held_until_on=timezone.localdate() + datetime.timedelta(days=HELD_DAYS),
        **Terms.of(locked.municipality).kept(KeptKind.RESERVATION, audience, start=until_on),
    )
    ReservationStep.objects.create(reservation=made, state=State.ASKED, member=member)
    return made


@transaction.atomic
def go_to(reservation: Reservation, member: Member, state: State, why: str = "") -> None:
    """Let a reservation take a step, dated, with who took it; a second time changes nothing.

    Who says yes after more than two weeks finds out first whether it is still free.
    """
    means = locked_means(reservation.means)
    locked = Reservation.objects.select_related("means", "situation").get(pk=reservation.pk)
    if locked.state == state:
        return
    if not may_take(member, locked, state):
        raise PermissionDenied
    if state not in steps_from(locked):
        raise StepError
    if state == State.GRANTED and not locked.takes:
        refuse_shortage(means, locked.amount, locked.from_on, locked.until_on)
    locked.state = state
    locked.save(update_fields=["state"])
    ReservationStep.objects.create(reservation=locked, state=state, member=member, why=why)


@transaction.atomic
def take_back(reservation: Reservation, member: Member, state: State) -> State:
    """Take back the step to this state, which was a mistake; return where it is now. A second time changes nothing.

    What was written down stays: who took the step, and who took it back. Who lets it take something again, finds out
    first whether it is still free.
    """
    means = locked_means(reservation.means)
    locked = Reservation.objects.select_related("means", "situation").get(pk=reservation.pk)
    if not may_take(member, locked, state):
        raise PermissionDenied
    before = before_last(list(locked.steps.all())) if locked.state == state else None
    if before is None:
        raise StepError
    took, locked.state = locked.takes, before
    if locked.takes and not took:
        refuse_shortage(means, locked.amount, locked.from_on, locked.until_on)
    locked.save(update_fields=["state"])
    ReservationStep.objects.create(reservation=locked, state=before, member=member, is_back=True)
    return before


@transaction.atomic
def pass_on_means(means: Iterable[Means], steward: Member | None = None) -> int:
    """Let somebody else say yes or no about these means, or whoever the lender has; tell how many that were."""
    rows = list(Means.objects.filter(pk__in=[one.pk for one in means]).select_for_update(of=("self",)))
    for one in rows:
        one.steward = steward
    bulk_update_with_history(rows, Means, ["steward"], batch_size=BATCH)
    return len(rows)


def refuse_shortage(means: Means, amount: Decimal, from_on: datetime.date, until_on: datetime.date) -> None:
    """Raise ShortageError when there is less free on some of these days; the means must be held."""
    free = least_free(means.amount, takings_of(means), from_on, until_on, comes_back=means.comes_back)
    if amount > free:
        raise ShortageError(free)


def takings_of(means: Means) -> list[Taking]:
    """Fetch all that is taken of a means."""
    rows = Reservation.objects.filter(means=means).taking()
    return [Taking(*values) for values in rows.values_list("amount", "from_on", "until_on")]


def circle_of(means: Means, situation: Situation | None) -> Audience:
    """Return who may read a reservation: who may see the means and who may find the situation, both at once."""
    if situation is None or means.audience.is_within(situation.audience):
        return means.audience
    if situation.audience.is_within(means.audience):
        return situation.audience
    raise PermissionDenied


def locked_means(means: Means) -> Means:
    """Let others who write about this means wait, and return it as it is now."""
    rows = Means.objects.select_for_update(of=("self",)).select_related("municipality", "audience")
    return rows.get(pk=means.pk)
