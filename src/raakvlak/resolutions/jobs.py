"""Telling people by mail what was done with what they brought in: one mail for each party, handed over once."""

import datetime
import smtplib
import uuid
from collections.abc import Collection
from typing import Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.resolutions.letters import Writer, reached_by_mail
from raakvlak.resolutions.models import Contribution, ContributionAnswer, Telling
from raakvlak.web.jobs import Progress, job
from raakvlak.web.mail import hand_over, message_id_of

State, Trouble = Telling.State, Telling.Trouble
TAKEN: Final = datetime.timedelta(minutes=2)  # longer than a mail server may take
REFUSED_FOR_GOOD: Final = 500


class NotDeliveredError(Exception):
    """The mail did not leave; the next attempt may do better."""


@job("resolutions.tell", title=_("Vertellen wat er met inbreng gedaan is"), max_attempts=6)
def tell(progress: Progress, message: str, municipality_id: int) -> None:
    """Tell one party what was done with what it brought in; what it heard already is not told again.

    The address and the words are read now, and kept nowhere. A worker that is killed just after handing over does so
    once more, under the same `Message-ID`; a lost mail is worse than one that comes twice.
    """
    name = uuid.UUID(message)
    if not _waiting(name).filter(answer__contribution__municipality=municipality_id).exists():
        return
    if not _take(name):
        raise NotDeliveredError  # another worker is at it, or died at it: look again later
    mail, trouble = _written(name)
    if mail is not None:
        trouble = _hand_over(mail, message)
    if not trouble:
        _waiting(name).update(state=State.TOLD, told_on=timezone.localdate(), trouble="", taken_until=None)
    elif trouble != Trouble.NO_SERVER or progress.job.attempts >= progress.job.max_attempts:
        _give_up(name, trouble)
    else:
        _waiting(name).update(trouble=trouble, taken_until=None)
        raise NotDeliveredError


def _waiting(message: uuid.UUID) -> QuerySet[Telling]:
    return Telling.objects.filter(message=message, state=State.WAITING)


def _take(message: uuid.UUID) -> bool:
    """Let no other worker hand this mail over now; tell whether it is ours."""
    now = timezone.now()
    free = Q(taken_until=None) | Q(taken_until__lt=now)
    return bool(_waiting(message).filter(free).update(taken_until=now + TAKEN))


def _written(message: uuid.UUID) -> tuple[EmailMessage | None, str]:
    """Write the mail with what still holds; nothing when nothing does, or nobody may be reached."""
    sender = _waiting(message).select_related("member__user", "member__municipality")[0].member
    answers = set(_waiting(message).values_list("answer", flat=True))
    answered = ContributionAnswer.objects.filter(pk__in=answers).values("contribution")
    visible = Contribution.objects.within(sender.municipality).visible_to(sender).filter(pk__in=answered)
    rows = visible.with_answers().select_related("party", "situation__municipality", "situation__team").order_by("pk")
    found = [one for one in rows if one.answer and one.answer.pk in answers]
    _drop(_waiting(message).exclude(answer__in=[one.answer.pk for one in found if one.answer]))
    if not found:
        return None, ""
    party = found[0].party
    reached, _shielded = reached_by_mail([party.pk] if party else [])
    if party is None or party.pk not in reached:
        return None, Trouble.NO_ADDRESS
    return Writer(found[0].situation, sender).write(party, found, reached[party.pk]), ""


def _hand_over(mail: EmailMessage, message: str) -> str:
    """Hand it to the mail server; return what went wrong, if anything did."""
    try:
        hand_over(mail, message_id_of(f"told-{message}"))
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _words in refusal.recipients.values()]
        return Trouble.REFUSED if codes and min(codes) >= REFUSED_FOR_GOOD else Trouble.NO_SERVER
    except (smtplib.SMTPException, OSError):
        return Trouble.NO_SERVER
    return ""


@transaction.atomic
def _give_up(message: uuid.UUID, trouble: str) -> None:
    """Write down why nobody was told; whoever looks can tell them in another way, or send it again."""
    lost = list(_waiting(message).values_list("answer__contribution", flat=True))
    _waiting(message).update(state=State.FAILED, trouble=trouble, taken_until=None)
    set_told(lost)


@transaction.atomic
def _drop(tellings: QuerySet[Telling]) -> None:
    """Forget what is not told after all."""
    lost = list(tellings.values_list("answer__contribution", flat=True))
    if lost:
        tellings.delete()
        set_told(lost)


def set_told(numbers: Collection[int]) -> None:
    """Work out again whether the newest answers to these contributions are told, or on their way."""
    rows = Contribution.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    for row in rows.with_answers():
        is_told = bool(row.answer and row.answer.is_told_or_on_its_way)
        if row.is_told != is_told:
            Contribution.objects.filter(pk=row.pk).update(is_told=is_told)
