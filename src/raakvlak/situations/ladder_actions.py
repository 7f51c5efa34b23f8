"""What is done to insights: drawn from a talk, thought up, put behind one another, changed, checked, taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from raakvlak.municipality.models import Audience, KeptKind, Member, RetentionRule
from raakvlak.relations.models import Encounter
from raakvlak.situations.findable import index_insights
from raakvlak.situations.ladder import Ladder, Rung, ladder_of
from raakvlak.situations.models import Insight, Situation

DEEPEST: Final = 200


class OutdatedError(Exception):
    """Somebody else changed this in the meantime."""


class ImpossibleMoveError(Exception):
    """An insight can't explain itself, or what already explains it."""


class Way(StrEnum):
    """Where an insight goes."""

    UP = "up"
    DOWN = "down"
    TOP = "top"
    UNDER = "under"


@dataclass(frozen=True)
class Move:
    """A move of one insight, and the order that was looked at."""

    way: Way
    insight_id: int
    under_id: int | None
    version: int

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.way, self.insight_id, self.under_id) if part is not None)


@transaction.atomic
def add_insight(
    situation: Situation, member: Member, *, encounter: Encounter | None = None, parent: Insight | None, **values: Any
) -> Insight:
    """Add an insight at the end; it is for whom its talk is for, a hunch for the team, and never for more."""
    audience = _audience(situation, encounter, parent)
    rule = RetentionRule.objects.for_kind(member.municipality, KeptKind.INSIGHT)
    origin = encounter or parent
    ends_on = min(rule.ends_on(), origin.keep_until) if origin and audience.is_klad else rule.ends_on()
    insight = Insight.objects.create(
        municipality=member.municipality,
        situation=situation,
        author=member,
        audience=audience,
        encounter=encounter,
        parent=parent,
        position=situation.insights.count(),
        purpose=rule.purpose,
        ground=rule.ground,
        keep_until=ends_on,
        **values,
    )
    index_insights([insight.pk])
    _tell_of_new_order(situation, insight)
    return insight


@transaction.atomic
def change_insight(insight: Insight, version: int, values: Mapping[str, Any]) -> Insight:
    """Change the words of an insight, unless somebody else did so since this version was read."""
    current = Insight.objects.select_for_update().get(pk=insight.pk)
    if current.version != version:
        raise OutdatedError
    for name, value in values.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    index_insights([current.pk])
    return current


@transaction.atomic
def move_insight(situation: Situation, member: Member, move: Move) -> None:
    """Give an insight another place, unless somebody else changed the order since this version was read."""
    locked = Situation.objects.select_for_update().get(pk=situation.pk)
    if locked.ladder_version != move.version:
        raise OutdatedError
    ladder = ladder_of(situation, member)
    rung = ladder.find(move.insight_id)
    if rung is None:
        raise Insight.DoesNotExist
    if move.way in {Way.UP, Way.DOWN}:
        _swap(ladder, rung, -1 if move.way == Way.UP else 1)
    elif move.way == Way.TOP:
        _put_under(ladder, rung, None)
    else:
        under = ladder.find(move.under_id)
        if under is None:
            raise Insight.DoesNotExist
        _put_under(ladder, rung, under)
    _tell_of_new_order(situation, rung.insight)


@transaction.atomic
def check_hunch(insight: Insight, *, is_right: bool) -> None:
    """Keep that somebody asked whether a hunch is right, and what the answer was."""
    today = timezone.localdate()
    insight.confirmed_on = today if is_right else None
    insight.refuted_on = None if is_right else today
    insight.fresh_on = today
    insight.save()


@transaction.atomic
def remove_insight(situation: Situation, insight: Insight) -> None:
    """Take an insight away; what explained it now explains what it explained."""
    for explaining in insight.explained_by.all():
        explaining.parent = insight.parent
        explaining.save()
    insight.delete()
    _tell_of_new_order(situation, insight)


def _audience(situation: Situation, encounter: Encounter | None, parent: Insight | None) -> Audience:
    if encounter is not None:
        return encounter.audience
    return parent.audience if parent is not None and parent.audience.is_klad else situation.team


def _swap(ladder: Ladder, rung: Rung, step: int) -> None:
    beside = rung.above.behind if rung.above else ladder.tops
    place = beside.index(rung) + step
    if 0 <= place < len(beside):
        beside.remove(rung)
        beside.insert(place, rung)
        _number(beside)


def _put_under(ladder: Ladder, rung: Rung, under: Rung | None) -> None:
    if under is not None and (under in rung.walk() or under.depth >= DEEPEST):
        raise ImpossibleMoveError
    if under is not None:
        _loosen_hidden_loop(rung.insight, under.insight)
    insight = Insight.objects.get(pk=rung.insight.pk)
    insight.parent = under.insight if under else None
    insight.save()
    beside = [each for each in (under.behind if under else ladder.tops) if each is not rung]
    _number([*beside, rung])


def _loosen_hidden_loop(insight: Insight, under: Insight) -> None:
    """Cut the tie through insights that the member can't see and that would close a loop; to her it never was there."""
    seen = {under.pk}
    parent_id = under.parent_id
    while parent_id is not None and parent_id not in seen:
        if parent_id == insight.pk:
            Insight.objects.filter(pk=under.pk).update(parent=None)
            return
        seen.add(parent_id)
        parent_id = Insight.objects.values_list("parent_id", flat=True).get(pk=parent_id)


def _number(beside: list[Rung]) -> None:
    for place, rung in enumerate(beside):
        rung.insight.position = place
    Insight.objects.bulk_update([rung.insight for rung in beside], ["position"])


def _tell_of_new_order(situation: Situation, insight: Insight) -> None:
    """Let who has the ladder open know that it changed; a klad changes it for nobody else."""
    if not insight.audience.is_klad:
        Situation.objects.filter(pk=situation.pk).update(ladder_version=F("ladder_version") + 1)
