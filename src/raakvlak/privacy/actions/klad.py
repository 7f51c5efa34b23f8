"""Open the klad of somebody who is away: one asks, another approves, and the author is told."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import AccessLogEntry, Member
from raakvlak.privacy.models import KladOpening
from raakvlak.privacy.models.klad import OPEN_HOURS
from raakvlak.web.mail import send_letter


def ask_klad(member: Member, author: Member, reason: str) -> KladOpening:
    """Ask to read the klad of somebody who is away; asking again while it waits is asking once."""
    if author.municipality_id != member.municipality_id or author.pk == member.pk:
        raise PermissionDenied
    waiting = KladOpening.objects.within(member.municipality).waiting().of(member).to_open(author).first()
    return waiting or KladOpening.objects.create(
        municipality=member.municipality, author=author, asked_by=member, reason=reason
    )


@transaction.atomic
def approve(opening: KladOpening, officer: Member) -> None:
    """Let the asker read it for a day, as the second person; tell the author."""
    opening = locked(opening, officer)
    if not opening.is_waiting:
        return
    now = timezone.now()
    opening.approved_by, opening.approved_at, opening.told_at = officer, now, now
    opening.ends_at = now + datetime.timedelta(hours=OPEN_HOURS)
    opening.save()
    tell_author(opening)


@transaction.atomic
def refuse(opening: KladOpening, officer: Member) -> None:
    """Leave it closed."""
    opening = locked(opening, officer)
    if opening.is_waiting:
        opening.refused_at = timezone.now()
        opening.save()


def locked(opening: KladOpening, officer: Member) -> KladOpening:
    """Fetch it for changing; one who asked, or whose klad it is, does not decide."""
    opening = KladOpening.objects.select_for_update().get(pk=opening.pk)
    if officer.pk in {opening.asked_by_id, opening.author_id}:
        raise PermissionDenied
    return opening


def tell_author(opening: KladOpening) -> None:
    """Send the author a mail, in her own language."""
    context = {"opening": opening, "path": reverse("desk:today")}
    with translation.override(opening.author.user.language):
        send_letter("privacy/mail/klad_opened", opening.author.user.email, context)


def read(opening: KladOpening, member: Member) -> None:
    """Write down that the asker reads it."""
    log_access(member, AccessLogEntry.What.KLAD_OPENED, opening.pk)


def see(opening: KladOpening) -> None:
    """Remember that the author knows."""
    opening.seen_at = timezone.now()
    opening.save(update_fields=["seen_at"])
