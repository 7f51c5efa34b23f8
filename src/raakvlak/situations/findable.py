"""By which words situations and insights are found."""

from collections.abc import Collection, Iterable
from typing import Final

from django.db.models import Q
from django.utils import timezone

from raakvlak.municipality.findable import index
from raakvlak.municipality.models import SearchEntry
from raakvlak.relations import findable
from raakvlak.relations.notes import PARTY
from raakvlak.situations.models import Insight, Question, Situation
from raakvlak.situations.references import SITUATION
from raakvlak.web.search.marks import mark
from raakvlak.web.search.names import name_terms
from raakvlak.web.search.steps import Copy, Source

Kind = SearchEntry.Kind

SOURCES: Final = (
    *findable.SOURCES,
    Source(
        "relations_encounter", Kind.INSIGHT, ("withdrawn_at",), through=("situations_insight", "encounter_id", "id")
    ),
    Source(
        "situations_situation",
        Kind.SITUATION,
        (
            *("id", "audience_id", "area_id", "started_on", "title"),
            *("place", "goal", "fixed", "decider", "planning", "outcome"),
        ),
    ),
    Source(
        "situations_question",
        Kind.SITUATION,
        ("situation_id", "kind", "text", "written_at"),
        key="situation_id",
        is_detail=True,
    ),
    Source(
        "situations_insight",
        Kind.INSIGHT,
        ("id", "audience_id", "text", "quote", "party_id", "encounter_id", "created_at"),
    ),
)

# What a withdrawn talk taught is withdrawn with it.
STANDING: Final = Q(encounter=None) | Q(encounter__withdrawn_at=None)

# Where the day of a talk stands besides the talk itself.
COPIES: Final = (
    Copy("relations_presence", "encounter_id", "relations_encounter", "happened_on"),
    Copy("situations_situationencounter", "encounter_id", "relations_encounter", "happened_on"),
)


def situation_entry(situation: Situation, questions: Iterable[str] = ()) -> SearchEntry:
    """Draw up by what a situation is found, without any query: its frame, and its questions as they are now."""
    frame = (situation.goal, situation.fixed, situation.planning, situation.outcome)
    return SearchEntry.of(
        Kind.SITUATION,
        situation,
        moment=situation.started_on,
        texts=[situation.title, situation.place, situation.decider, *frame, *questions],
        extra=[mark(SITUATION, situation.pk), *name_terms(situation.title)],
    )


def insight_entry(insight: Insight) -> SearchEntry:
    """Draw up by what an insight is found, without any query."""
    return SearchEntry.of(
        Kind.INSIGHT,
        insight,
        moment=timezone.localdate(insight.created_at),
        texts=[insight.text, insight.quote],
        extra=[mark(PARTY, insight.party_id)] if insight.party_id else [],
    )


def situation_entries(ids: Collection[int]) -> list[SearchEntry]:
    """Draw up the entries of these situations."""
    questions: dict[int, list[str]] = {}
    for question in Question.objects.filter(situation__in=ids).current().order_by("kind"):
        questions.setdefault(question.situation_id, []).append(question.text)
    rows = Situation.objects.filter(pk__in=ids)
    return [situation_entry(situation, questions.get(situation.pk, ())) for situation in rows]


def insight_entries(ids: Collection[int]) -> list[SearchEntry]:
    """Draw up the entries of these insights, but of what a withdrawn talk taught."""
    return [insight_entry(insight) for insight in Insight.objects.filter(STANDING, pk__in=ids)]


def index_situation(situation: Situation) -> None:
    """Let a situation be found by what is now stored of it."""
    index(situation_entries([situation.pk]))


def index_insights(ids: Collection[int]) -> None:
    """Let insights be found by what is now stored of them."""
    index(insight_entries(ids))
