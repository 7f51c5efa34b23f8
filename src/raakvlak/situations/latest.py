"""When something last happened in situations, as far as a member may know."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Check, Insight, Outreach, PhaseChange, Question, Situation, SituationEncounter


def latest_days(situations: Sequence[Situation], member: Member) -> dict[int, datetime.date]:
    """Return for each situation the last day that something happened, in six queries."""
    days = {situation.pk: situation.started_on for situation in situations}
    for situation_id, moment in _moments(list(days), member):
        day = timezone.localdate(moment) if isinstance(moment, datetime.datetime) else moment
        days[situation_id] = max(days[situation_id], day)
    return days


def _moments(ids: list[int], member: Member) -> Iterator[tuple[int, datetime.date]]:
    links = SituationEncounter.objects.visible_to(member).standing()
    invited = Outreach.objects.filter(on__lte=timezone.localdate())
    insights = Insight.objects.visible_to(member)
    for rows, when in (
        (links, "happened_on"),
        (insights, "fresh_on"),
        (invited, "on"),
        (Question.objects.all(), "written_at"),
        (Check.objects.all(), "made_at"),
        (PhaseChange.objects.all(), "changed_at"),
    ):
        yield from _last(rows, ids, when)


def _last(rows: QuerySet[Any], ids: list[int], when: str) -> Iterator[tuple[int, datetime.date]]:
    yield from rows.filter(situation__in=ids).order_by().values_list("situation").annotate(last=Max(when))
