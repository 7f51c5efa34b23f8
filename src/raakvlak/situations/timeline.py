"""What happened in a situation, newest first, woven from its lists; only what a member may see."""

import datetime
from dataclasses import replace
from typing import Any, Final, NamedTuple

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Insight, Situation, SituationEncounter
from raakvlak.situations.references import names_for
from raakvlak.web.references import Reference
from raakvlak.web.streams import Item, Stream, Woven, woven_page


class Kind(models.TextChoices):
    """What a timeline tells."""

    TALKS = "gesprekken", _("Gesprekken")
    QUESTIONS = "vragen", pgettext_lazy("questions", "Vragen")
    INSIGHTS = "nagevraagd", _("Nagevraagd")
    OUTREACH = "uitnodigingen", _("Uitnodigingen")
    CHECKS = "klopt-dit", _("Klopt dit?")
    PHASES = "fasen", _("Fasen")


REFUTED: Final = f"{Kind.INSIGHTS}-klopt-niet"


class Asked(NamedTuple):
    """Which things, and of which period."""

    kind: str = ""
    first: datetime.date | None = None
    last: datetime.date | None = None


def timeline_of(situation: Situation, member: Member, asked: Asked, cursor: str | None = None) -> Woven:
    """Fetch a page of the timeline."""
    streams = [stream for stream in streams_of(situation, member) if stream.name.startswith(asked.kind)]
    name = f"situation {situation.pk} {asked.kind} {asked.first} {asked.last}"
    return woven_page([_within(stream, asked) for stream in streams], name=name, reader=member.pk, cursor=cursor)


def streams_of(situation: Situation, member: Member) -> list[Stream]:
    """Return the lists of which the timeline is woven."""
    talks = SituationEncounter.objects.filter(situation=situation).visible_to(member).standing().for_timeline()
    insights = Insight.objects.visible_to(member).filter(situation=situation, encounter__withdrawn_at=None)
    return [
        Stream(Kind.TALKS, talks, "happened_on", is_day=True, number="encounter_id", shown="encounter"),
        Stream(Kind.QUESTIONS, situation.questions.select_related("author__user"), "written_at"),
        Stream(Kind.INSIGHTS, insights.exclude(confirmed_on=None), "confirmed_on", is_day=True),
        Stream(REFUTED, insights.exclude(refuted_on=None), "refuted_on", is_day=True),
        Stream(Kind.OUTREACH, situation.outreach.all(), "on", is_day=True),
        Stream(Kind.CHECKS, situation.checks.all(), "made_at"),
        Stream(Kind.PHASES, situation.phase_changes.select_related("author__user"), "changed_at"),
    ]


def names_on(items: list[Item], member: Member) -> dict[Reference, str | None]:
    """Give the names in the texts of these items, in one query."""
    talks = [item.row for item in items if item.stream == Kind.TALKS]
    texts = [item.row.text for item in items if item.stream in {Kind.QUESTIONS, Kind.INSIGHTS, REFUTED}]
    return names_for(talks, member, also=texts)


def _within(stream: Stream, asked: Asked) -> Stream:
    path = stream.when if stream.is_day else f"{stream.when}__date"
    rows: QuerySet[Any] = stream.rows
    if asked.first:
        rows = rows.filter(**{f"{path}__gte": asked.first})
    if asked.last:
        rows = rows.filter(**{f"{path}__lte": asked.last})
    return replace(stream, rows=rows)
