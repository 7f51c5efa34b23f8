"""My day in a mail: how much waits, with a link to it. No word of a note, and nobody's name, leaves the house."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from raakvlak.alignment.lanes import come_back_to
from raakvlak.desk.models import Digest
from raakvlak.municipality.models import Member
from raakvlak.privacy.ending import klads_of
from raakvlak.relations.models import Appointment, Encounter, Promise
from raakvlak.web.links import make_link
from raakvlak.web.mail import send_letter

PURPOSE: Final = "digest"
DAYS_TO_STOP: Final = 60
TEMPLATE: Final = "desk/mail/digest"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of one kind waits for a member, and where it stands."""

    kind: str
    number: int
    path: str


def choose(member: Member, rhythm: str, site: str) -> None:
    """Let a member hear by mail from the next time on, or not at all."""
    if rhythm:
        Digest.objects.update_or_create(member=member, defaults={"rhythm": rhythm, "site": site})
    else:
        Digest.objects.of(member).delete()


def send_due(day: datetime.date | None = None) -> Iterator[int]:
    """Write each mail that is due, each in a transaction of its own; yield which member was looked at."""
    day = day or timezone.localdate()
    for pk in list(Digest.objects.due(day).order_by("pk").values_list("pk", flat=True)):
        yield _send_once(pk, day)


@transaction.atomic
def _send_once(pk: int, day: datetime.date) -> int:
    """Look once what waits for a member, and write it down if anything does; another worker then finds it done."""
    digest = Digest.objects.due(day).select_for_update().filter(pk=pk).first()
    if digest is None:
        return pk
    digest.looked_on = day
    digest.save(update_fields=["looked_on"])
    readers = Member.objects.active().who_note().select_related("user", "municipality")
    member = readers.filter(pk=digest.member_id).first()
    if member and (waiting := waiting_for(member, day)):
        _write(member, digest, waiting)
    return pk


def waiting_for(member: Member, day: datetime.date) -> list[Waiting]:
    """Count what waits for a member: numbers of what she alone looks at on Vandaag."""
    talks = Encounter.objects.within(member.municipality).visible_to(member).to_work_out(member)
    promises = Promise.objects.within(member.municipality).visible_to(member).open().of(member).ours()
    planned = Appointment.objects.within(member.municipality).visible_to(member).coming().of(member)
    kinds: list[tuple[str, QuerySet[Any], str]] = [
        ("planned", planned.filter(planned_on=day), reverse("desk:appointments")),
        ("promises", promises.filter(due_on__lte=day), reverse("desk:promises") + "?mijn=on"),
        ("came_back", come_back_to(member), reverse("desk:today")),
        ("talks", talks, reverse("desk:encounters") + "?uitwerken=1"),
        ("klads", klads_of(member), reverse("desk:today")),
    ]
    counted = [Waiting(kind, rows.order_by().count(), path) for kind, rows, path in kinds]
    return [one for one in counted if one.number]


def _write(member: Member, digest: Digest, waiting: list[Waiting]) -> None:
    site, user = digest.site.rstrip("/"), member.user
    stop = reverse("desk:stop_digest", args=[make_link(PURPOSE, member.pk, days=DAYS_TO_STOP)])
    with translation.override(user.language):
        context = {"user": user, "waiting": waiting, "site": site, "stop": site + stop}
        send_letter(TEMPLATE, user.email, context)
