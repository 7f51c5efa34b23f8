"""The pages Klopt dit? of a situation: which one is open, and what residents said of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Check, CheckReply, Situation
from raakvlak.situations.references import Names, names_in

REPLIES_SHOWN: Final = 5
NEWS_DAYS: Final = 7


@dataclass
class Summary:
    """Klopt dit? of a situation at a glance, for one member; what residents said is for the team alone."""

    check: Check | None = None
    right: int = 0
    corrected: int = 0
    replies: list[CheckReply] = field(default_factory=list)
    earlier: int = 0
    is_team: bool = False
    names: Names = field(default_factory=dict)


def summary(situation: Situation, member: Member) -> Summary:
    """Tell which page is the newest, and to the team also what residents said of it."""
    is_team = situation.has_in_team(member)
    checks = list(situation.checks.all())
    found = Summary(is_team=is_team)
    if not checks:
        return found
    found.check, found.earlier = checks[0], len(checks) - 1
    if is_team:
        replies = list(replies_to(checks[0]))
        found.right = sum(reply.is_right for reply in replies)
        found.corrected = len(replies) - found.right
        found.replies = replies[:REPLIES_SHOWN]
        found.names = names_of(found.replies, member)
    return found


def replies_to(check: Check) -> QuerySet[CheckReply]:
    """Fetch the answers to one page, the newest first."""
    return check.replies.select_related("encounter").order_by("-replied_on", "-pk")


def names_of(replies: list[CheckReply], member: Member) -> Names:
    """Look up the names in what residents said, for who may read them."""
    return names_in([reply.encounter.working_note for reply in replies if reply.encounter], member)


def unread_for(member: Member) -> QuerySet[CheckReply]:
    """Keep the answers that this member's teams still wait with: words not worked out, and a week's yeses."""
    waits = Q(encounter__isnull=False, encounter__worked_out_at=None, encounter__withdrawn_at=None)
    is_news = Q(encounter=None, is_right=True, replied_on__gte=timezone.localdate() - timedelta(days=NEWS_DAYS))
    return (
        CheckReply.objects.filter(
            check_page__situation__municipality=member.municipality,
            check_page__situation__team__in=member.audience_ids,
        )
        .filter(waits | is_news)
        .select_related("check_page__situation", "encounter")
        .order_by("-replied_on", "-pk")
    )
