"""What is done to a page Klopt dit?: laid before residents, answered, open for longer, closed."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from raakvlak.municipality.models import KeptKind, Member, RetentionRule
from raakvlak.relations.findable import index_encounter
from raakvlak.relations.models import Encounter
from raakvlak.situations.actions import link_encounter
from raakvlak.situations.models import Check, CheckReply, Insight, Situation
from raakvlak.web.links import make_link, revoke_links

PURPOSE: Final = "check"


@dataclass(frozen=True)
class Sent:
    """What came in: the same key with the same words is the same answer."""

    key: uuid.UUID
    is_right: bool
    note: str
    source: CheckReply.Source = CheckReply.Source.LINK


@transaction.atomic
def publish_check(
    situation: Situation, member: Member, texts: Mapping[str, str], insights: Iterable[Insight], *, days: int
) -> Check:
    """Freeze the page and make its link, which works to the end of its last day; an earlier page closes."""
    for earlier in situation.checks.filter(closed_at=None):
        close_check(earlier)
    check = Check.objects.create(
        situation=situation, title=situation.title, author=member, open_until=_last_day(days), **texts
    )
    check.insights.set(insights)
    check.token = make_link(PURPOSE, check.pk, days=days + 1)
    check.save()
    return check


@transaction.atomic
def extend_check(check: Check, *, days: int) -> None:
    """Let people answer for longer, through a new link; the link on paper works as long as it did."""
    check.token = make_link(PURPOSE, check.pk, days=days + 1)
    check.open_until = max(check.open_until, _last_day(days))
    check.closed_at = None
    check.save()


@transaction.atomic
def close_check(check: Check) -> None:
    """Let no more answers come in, now."""
    revoke_links(PURPOSE, check.pk)
    check.closed_at = timezone.now()
    check.token = ""
    check.save()


@transaction.atomic
def receive_reply(check: Check, sent: Sent, *, author: Member | None = None) -> CheckReply:
    """Keep an answer once, however often it is sent; words become a note, a yes confirms what it was about."""
    rule = RetentionRule.objects.for_kind(check.situation.municipality, KeptKind.CHECK_REPLY)
    reply, is_new = CheckReply.objects.get_or_create(
        uuid=uuid.uuid5(sent.key, f"{check.pk} {sent.is_right} {sent.note}"),
        defaults={
            "check_page": check,
            "is_right": sent.is_right,
            "source": sent.source,
            "purpose": rule.purpose,
            "ground": rule.ground,
            "keep_until": rule.ends_on(),
        },
    )
    if is_new and sent.note:
        reply.encounter = _note_down(check, reply, sent.note, author or _who_works_it_out(check))
        reply.save()
    if is_new and sent.is_right:
        _confirm(check)
    return reply


def _note_down(check: Check, reply: CheckReply, note: str, author: Member) -> Encounter:
    situation = check.situation
    is_online = reply.source == CheckReply.Source.LINK
    encounter = Encounter.objects.create(
        municipality=situation.municipality,
        audience=situation.team,
        author=author,
        channel=Encounter.Channel.DIGITAL if is_online else "",
        working_note=note,
        purpose=reply.purpose,
        ground=reply.ground,
        keep_until=reply.keep_until,
    )
    index_encounter(encounter)
    link_encounter(situation, encounter)
    return encounter


def _who_works_it_out(check: Check) -> Member:
    """Return who made the page, or somebody else of the team when she left it."""
    team = check.situation.team.readers.active().who_note().order_by("pk")
    return team.filter(pk=check.author_id).first() or team.first() or check.author


def _confirm(check: Check) -> None:
    """Let a yes count for what the page was made of, but for what turned out not to be right."""
    for insight in check.insights.filter(refuted_on=None):
        insight.confirmed_on = timezone.localdate()
        insight.save(update_fields=["confirmed_on"])


def _last_day(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)
