"""Asking colleagues: a request is made, sent when the talk took place, withdrawn, and taken over."""

import datetime
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from raakvlak.alignment.models import Lane, Request, Step
from raakvlak.municipality.models import Audience, Department, KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.situations.models import Situation
from raakvlak.web.links import make_link, revoke_links

PURPOSE: Final = "request"
LINK_DAYS: Final = 30

Mail = Callable[[Lane, str], None]
State, Kind = Lane.State, Step.Kind


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is asked: a department, a colleague who works with Raakvlak, or one who does not."""

    department: Department | None = None
    member: Member | None = None
    name: str = ""
    email: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """Return this as a lane stores it."""
        return {"department": self.department, "member": self.member, "name": self.name, "email": self.email}


def make_request(  # noqa: PLR0913 – all but the first four are given by name
    situation: Situation,
    asker: Member,
    audience: Audience,
    addressees: Iterable[Addressee],
    *,
    key: uuid.UUID,
    mail: Mail,
    **values: Any,
) -> Request:
    """Ask once for each key; it is sent at once when the talk took place, and waits for it otherwise."""
    try:
        with transaction.atomic():
            request = _store(situation, asker, audience, key=key, **values)
            Lane.objects.bulk_create(Lane(request=request, **one.values) for one in addressees)
            if request.talked_on:
                _send(request, asker, mail)
    except IntegrityError:
        mine = Request.objects.within(situation.municipality).visible_to(asker).filter(situation=situation)
        if not Request.objects.filter(uuid=key).exists():
            raise
        return mine.get(uuid=key)
    return request


def _store(situation: Situation, asker: Member, audience: Audience, *, key: uuid.UUID, **values: Any) -> Request:
    kept = Terms.of(situation.municipality).kept(KeptKind.REQUEST, audience, start=values["needed_by_on"])
    return Request.objects.create(
        municipality=situation.municipality,
        situation=situation,
        asker=asker,
        audience=audience,
        department=asker.department,
        uuid=key,
        **values,
        **kept,
    )


@transaction.atomic
def send_request(request: Request, member: Member, talked_on: datetime.date, *, mail: Mail) -> None:
    """Send what waited for a first talk; twice sends nothing more."""
    locked = locked_request(request)
    if locked.talked_on is None and locked.is_open:
        locked.talked_on = talked_on
        locked.save(update_fields=["talked_on"])
        Step.objects.create(request=locked, member=member, kind=Kind.INTRODUCED, day_on=talked_on)
        _send(locked, member, mail)


def _send(request: Request, member: Member, mail: Mail) -> None:
    now = timezone.now()
    lanes = list(request.lanes.filter(state=State.PREPARING).select_related("member__user", "department").in_order())
    for lane in lanes:
        lane.state, lane.sent_at, lane.since_at = State.WAITING, now, now
    Lane.objects.bulk_update(lanes, ["state", "sent_at", "since_at"])
    Step.objects.bulk_create(Step(request=request, lane=lane, member=member, kind=Kind.SENT) for lane in lanes)
    for lane in lanes:
        mail_to(lane, mail)


def mail_to(lane: Lane, mail: Mail) -> None:
    """Mail one colleague a link of her own; a department is mailed nothing, for nobody in it was asked by name."""
    if lane.member or lane.email:
        mail(lane, make_link(PURPOSE, lane.pk, days=LINK_DAYS))


@transaction.atomic
def fresh_link(lane: Lane) -> str:
    """Make a link that shows this request alone; links that were given out before open nothing from now on."""
    revoke_links(PURPOSE, lane.pk)
    return make_link(PURPOSE, lane.pk, days=LINK_DAYS)


@transaction.atomic
def withdraw_request(request: Request, member: Member, why: str) -> None:
    """Ask no more; what was answered stays to be read."""
    locked = locked_request(request)
    if locked.withdrawn_at:
        return
    now = timezone.now()
    lanes = list(locked.lanes.open())
    for lane in lanes:
        lane.state, lane.since_at = State.WITHDRAWN, now
        revoke_links(PURPOSE, lane.pk)
    Lane.objects.bulk_update(lanes, ["state", "since_at"])
    locked.withdrawn_at, locked.settled_on = now, timezone.localdate()
    locked.save(update_fields=["withdrawn_at", "settled_on"])
    Step.objects.create(request=locked, member=member, kind=Kind.WITHDRAWN, words=why)


@transaction.atomic
def take_over_request(request: Request, member: Member) -> bool:
    """Look after a request that waits for somebody; tell whether nobody else was first."""
    locked = locked_request(request)
    if locked.asker_id is not None:
        return locked.asker_id == member.pk
    if not locked.situation.has_in_team(member):
        raise PermissionDenied
    hand_on([locked], member)
    return True


def hand_on(requests: Iterable[Request], taker: Member | None) -> int:
    """Let somebody else look after these requests, or nobody yet; tell how many that were."""
    rows = [request for request in requests if request.asker_id != (taker.pk if taker else None)]
    kind = Kind.TAKEN_OVER if taker else Kind.WAITS
    for request in rows:
        request.asker = taker
    Request.objects.bulk_update(rows, ["asker"])
    Step.objects.bulk_create(Step(request=request, member=taker, kind=kind) for request in rows)
    return len(rows)


def locked_request(request: Request) -> Request:
    """Let others who change this request wait, and return it as it is now."""
    rows = Request.objects.select_for_update(of=("self",)).select_related("situation", "municipality")
    return rows.get(pk=request.pk)


def settle_if_done(request: Request) -> None:
    """Let a request count as settled when nothing is to come any more, and as open when it is."""
    is_open = request.lanes.open().exists()
    if is_open == (request.settled_on is None) or request.withdrawn_at:
        return
    request.settled_on = None if is_open else timezone.localdate()
    request.save(update_fields=["settled_on"])
