"""That people hear what was done with what they brought in: each answer once, by mail, in a talk or by letter."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.resolutions.jobs import tell
from raakvlak.resolutions.letters import reached_by_mail
from raakvlak.resolutions.models import Contribution, ContributionAnswer, Telling

AGAIN_AFTER = datetime.timedelta(hours=1)


@transaction.atomic
def tell_by_mail(contributions: Iterable[Contribution], member: Member, answers: Collection[int]) -> int:
    """Ask a job to tell these answers, one mail for each party; return to how many.

    `answers` are those that the member saw. What was answered anew, or told, since then does not go.
    """
    rows = _locked(contributions, answers)
    reached, _shielded = reached_by_mail([row.party_id for row, _answer in rows if row.party_id])
    messages: dict[int, uuid.UUID] = {}
    for row, answer in rows:
        if row.party_id is not None and row.party_id in reached:
            message = messages.setdefault(row.party_id, uuid.uuid4())
            _put_down(row, answer, member, way=Telling.Way.MAIL, message=message)
    for message in messages.values():
        tell.enqueue(message=str(message), municipality_id=member.municipality_id)
    return len(messages)


@transaction.atomic
def tell_by_hand(
    contributions: Iterable[Contribution], member: Member, answers: Collection[int], *, way: str, day: datetime.date
) -> int:
    """Write down that these answers were told in a talk or by letter; return of how many parties."""
    rows = _locked(contributions, answers)
    for row, answer in rows:
        _put_down(row, answer, member, way=way, state=Telling.State.TOLD, told_on=day)
    return len({row.party_id for row, _answer in rows})


@transaction.atomic
def ask_again(contributions: Iterable[Contribution], member: Member) -> int:
    """Ask once more for mails that have been on their way for long: a job that was lost is found again."""
    waiting = Telling.objects.filter(answer__contribution__in=[one.pk for one in contributions])
    long_ago = timezone.now() - AGAIN_AFTER
    late = (
        waiting.filter(state=Telling.State.WAITING, asked_at__lt=long_ago).order_by().values_list("message", flat=True)
    )
    messages = set(late)
    for message in messages:
        tell.enqueue(message=str(message), municipality_id=member.municipality_id)
    return len(messages)


def _locked(
    contributions: Iterable[Contribution], answers: Collection[int]
) -> Sequence[tuple[Contribution, ContributionAnswer]]:
    """Hold on to what of these nobody heard yet, each with its newest answer, if that is one that was seen."""
    numbers = [one.pk for one in contributions]
    rows = Contribution.objects.select_for_update(of=("self",)).filter(pk__in=numbers).untold().order_by("pk")
    found = {row.pk: row for row in rows}
    given = ContributionAnswer.objects.filter(contribution__in=list(found)).order_by("pk")
    newest = {one.contribution_id: one for one in given}
    return [(found[pk], one) for pk, one in newest.items() if one.pk in answers]


def _put_down(row: Contribution, answer: ContributionAnswer, member: Member, **values: object) -> None:
    anew = {"state": Telling.State.WAITING, "trouble": "", "told_on": None, "taken_until": None, **values}
    Telling.objects.update_or_create(answer=answer, defaults={"member": member, "asked_at": timezone.now(), **anew})
    Contribution.objects.filter(pk=row.pk).update(is_told=True)
