"""What is done to a promise: made, corrected, given another day, settled, opened again and shared."""

import datetime
import hashlib
import uuid
from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import AccessLogEntry, Audience, KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import Encounter, Promise, PromiseCorrection, PromiseMove, PromiseSettling
from raakvlak.relations.notes import NewPromise, Note, respecting

BATCH: Final = 500


class OtherOwnerError(Exception):
    """Somebody else came to keep this promise meanwhile."""


class ChangedPromiseError(Exception):
    """What was promised was put in other words meanwhile, or a name in it erased."""


@transaction.atomic
def promise_in(encounter: Encounter, promise: NewPromise) -> Promise:
    """Write down a promise that was made in a talk; its author keeps it at first."""
    return store_promise(encounter.author, encounter.audience, promise, encounter=encounter)


def promise_alone(author: Member, audience: Audience, promise: NewPromise, *, key: uuid.UUID) -> Promise:
    """Write down a promise without a talk, once for each key; Promise.DoesNotExist when the key is somebody else's."""
    ready = respecting(Note(working_note="", promises=(promise,)), author).note.promises[0]
    try:
        with transaction.atomic():
            return store_promise(author, audience, ready, key=key)
    except IntegrityError:
        if not Promise.objects.filter(key=key).exists():
            raise
        return Promise.objects.within(author.municipality).visible_to(author).get(key=key)


def store_promise(  # noqa: PLR0913 – all but the first three are given by name
    author: Member,
    audience: Audience,
    promise: NewPromise,
    *,
    encounter: Encounter | None = None,
    key: uuid.UUID | None = None,
    terms: Terms | None = None,
) -> Promise:
    """Store a promise for the eyes of an audience; what is due late is kept the longer for it."""
    terms = terms or Terms.of(author.municipality)
    return Promise.objects.create(
        municipality=author.municipality,
        audience=audience,
        owner=author,
        encounter=encounter,
        key=key,
        text=promise.text,
        kind=promise.kind,
        direction=promise.direction,
        allowed_by=promise.allowed_by,
        allowed_on=promise.allowed_on,
        party_id=promise.party_id,
        due_on=promise.due_on,
        **terms.kept(KeptKind.PROMISE, audience, start=promise.due_on),
    )


@transaction.atomic
def settle(promise: Promise, *, is_kept: bool | None, outcome: str = "", shown_in: Encounter | None = None) -> None:
    """Say whether a promise was kept and what shows it, what was told to who counts on it, or why it is not needed."""
    locked = locked_promise(promise)
    if (locked.is_kept, locked.outcome) == (is_kept, outcome) and locked.settled_on:
        return
    change(promise, locked, settled_on=timezone.localdate(), is_kept=is_kept, outcome=outcome)
    PromiseSettling.objects.create(
        promise=locked, member_id=locked.owner_id, is_kept=is_kept, outcome=outcome, shown_in=shown_in
    )


@transaction.atomic
def unsettle(promise: Promise) -> None:
    """Let a promise stand open again; how it had ended stays to be read."""
    locked = locked_promise(promise)
    if locked.settled_on is None:
        return
    change(promise, locked, settled_on=None, is_kept=None, outcome="")
    PromiseSettling.objects.create(promise=locked, member_id=locked.owner_id, is_kept=None)


@transaction.atomic
def correct_promise(promise: Promise, owner: Member, corrected: NewPromise, *, seen: str) -> None:
    """Write down what was promised as it was meant; what stood there stays to be read. To whom and by when stay.

    Raises ChangedPromiseError when the words are no longer those that the owner had seen.
    """
    locked = locked_promise(promise)
    if seen != mark_of(locked):
        raise ChangedPromiseError
    kept_out = respecting(Note(working_note="", promises=(corrected,)), owner).note.promises[0]
    values = {
        "text": kept_out.text,
        **{name: getattr(corrected, name) for name in ("kind", "direction", "allowed_by", "allowed_on")},
    }
    if all(getattr(locked, name) == value for name, value in values.items()):
        return
    PromiseCorrection.objects.create(
        promise=locked, member=owner, text=locked.text, kind=locked.kind, direction=locked.direction
    )
    change(promise, locked, **values)


def mark_of(promise: Promise) -> str:
    """Return a mark of the words of a promise, by which a correction knows that they are still the same."""
    return hashlib.sha256(promise.text.encode()).hexdigest()


@transaction.atomic
def move_promise(promise: Promise, due_on: datetime.date, why: str) -> None:
    """Give a promise another day; the earlier one and the reason stay to be read."""
    locked = locked_promise(promise)
    move_promises([(locked, due_on)], why)
    promise.due_on, promise.keep_until = locked.due_on, locked.keep_until


@transaction.atomic
def move_promises(wanted: Iterable[tuple[Promise, datetime.date]], why: str) -> None:
    """Give promises of one municipality, that nobody else can change now, another day; of each it stays to be read."""
    rows, steps = [], []
    for promise, due_on in wanted:
        if promise.due_on == due_on:
            continue
        steps.append(PromiseMove(promise=promise, moved_from_on=promise.due_on, moved_to_on=due_on, why=why))
        promise.due_on = due_on
        rows.append(promise)
    terms = Terms.of(rows[0].municipality) if rows else None
    for promise in rows:
        if terms and not promise.audience.is_klad:
            kept = terms.kept(KeptKind.PROMISE, promise.audience, start=promise.due_on)
            promise.keep_until = max(promise.keep_until, kept["keep_until"])
    bulk_update_with_history(rows, Promise, ["due_on", "keep_until"], batch_size=BATCH)
    PromiseMove.objects.bulk_create(steps, batch_size=BATCH)


@transaction.atomic
def widen_promise(promise: Promise, member: Member, audience: Audience) -> None:
    """Let more colleagues read a promise that was made without a talk; by its owner, written down."""
    locked = locked_promise(promise)
    earlier = locked.audience
    if locked.owner_id != member.pk or locked.encounter_id or audience.pk not in member.audience_ids:
        raise PermissionDenied
    if audience.breadth <= earlier.breadth:
        return
    terms = Terms.of(member.municipality)
    kept = terms.kept(KeptKind.PROMISE, audience, start=locked.due_on) if earlier.is_klad else {}
    change(promise, locked, audience=audience, **kept)
    log_access(member, AccessLogEntry.What.PROMISE_WIDENED, locked.pk)


def locked_promise(promise: Promise) -> Promise:
    """Let others who change this promise wait, and return it as it is now, if it still has the same owner."""
    rows = Promise.objects.select_for_update(of=("self",)).select_related("audience", "municipality")
    locked = rows.get(pk=promise.pk)
    if locked.owner_id != promise.owner_id:
        raise OtherOwnerError
    return locked


def change(promise: Promise, locked: Promise, **values: Any) -> None:
    """Store these values of a promise and nothing else, and let who holds an earlier copy of it see them."""
    for name, value in values.items():
        setattr(locked, name, value)
        setattr(promise, name, value)
    locked.save(update_fields=list(values))
