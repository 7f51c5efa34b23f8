"""What the asker does while she waits: explains, calls, reminds, escalates as agreed, or goes on without.

A person does each of these. Nothing is reminded of or escalated by itself.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from raakvlak.alignment.actions.answers import Said, give_on, go_to, step
from raakvlak.alignment.actions.requests import PURPOSE, Addressee, Mail, locked_request, mail_to
from raakvlak.alignment.models import Lane, Step
from raakvlak.web.links import revoke_links

State, Kind = Lane.State, Step.Kind
ToWhomWasAgreed = Callable[[Lane, Said], None]


class TooSoonError(Exception):
    """A reminder may be sent once a week, and what was agreed counts from its day."""


@transaction.atomic
def explain(lane: Lane, said: Said) -> bool:
    """Answer what the colleague asked, or say more after a "not me"; it is her turn again."""
    locked = lane_to_work_on(lane, said)
    if locked is None or locked.state not in {State.ASKED_BACK, State.NOT_ME}:
        return False
    step(locked, said, Kind.EXPLAINED)
    go_to(locked, State.WAITING)
    return True


@transaction.atomic
def ask_another(lane: Lane, said: Said, addressee: Addressee, *, mail: Mail) -> bool:
    """Ask another department or colleague instead, after a "not me" for example."""
    locked = lane_to_work_on(lane, said)
    if locked is None or locked.sent_at is None:
        return False
    give_on(locked, said, addressee, mail=mail)
    return True


@transaction.atomic
def log_call(lane: Lane, said: Said) -> bool:
    """Write down that one spoke the colleague: what was said in it is hers to answer."""
    locked = lane_to_work_on(lane, said)
    if locked is None:
        return False
    step(locked, said, Kind.CALLED, day_on=timezone.localdate())
    return True


@transaction.atomic
def remind(lane: Lane, said: Said, *, mail: Mail) -> bool:
    """Mail a reminder, at most once a week: to the colleague who was asked, with a link of her own."""
    locked = lane_to_work_on(lane, said)
    if locked is None:
        return False
    if not locked.may_be_reminded:
        raise TooSoonError
    locked.reminded_at = timezone.now()
    locked.save(update_fields=["reminded_at"])
    step(locked, said, Kind.REMINDED)
    mail_to(locked, mail)
    return True


@transaction.atomic
def escalate(lane: Lane, said: Said, *, mail: ToWhomWasAgreed) -> bool:
    """Ask who was agreed upon beforehand to help, from the day that was agreed; once."""
    locked = lane_to_work_on(lane, said)
    if locked is None or locked.escalated_at:
        return False
    if not locked.may_be_escalated:
        raise TooSoonError
    locked.escalated_at = timezone.now()
    locked.save(update_fields=["escalated_at"])
    step(locked, said, Kind.ESCALATED)
    if locked.request.escalate_email:
        mail(locked, said)
    return True


@transaction.atomic
def go_on_without(lane: Lane, said: Said) -> bool:
    """Go on without this department, and say why; the others are still asked."""
    locked = lane_to_work_on(lane, said)
    if locked is None:
        return False
    step(locked, said, Kind.WITHOUT)
    revoke_links(PURPOSE, locked.pk)
    locked.words = said.words
    go_to(locked, State.WITHOUT)
    return True


def lane_to_work_on(lane: Lane, said: Said) -> Lane | None:
    """Return an open lane as it is now, that nobody else can change; nothing when this was done before."""
    request = locked_request(lane.request)
    found = request.lanes.select_related("department", "member__user").get(pk=lane.pk)
    found.request = request
    return None if Step.objects.filter(key=said.key).exists() or not found.is_open else found
