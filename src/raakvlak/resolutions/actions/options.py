"""What is done to an option: made, changed, withdrawn, put back, merged, split, and linked to what lies behind it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from raakvlak.municipality.models import Audience, Department, KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.resolutions.actions.house import carry_along
from raakvlak.resolutions.models import (
    EarlierText,
    Option,
    OptionCost,
    OptionInsight,
    Reaction,
    Succession,
    TakenUp,
)
from raakvlak.situations.models import Insight, Situation
from raakvlak.support.models import UNITS, Means

State = Option.State


class NotOpenError(Exception):
    """Somebody withdrew, merged or split one of these options meanwhile."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What an option costs of one kind of means."""

    kind: Means.Kind
    amount: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told of an option in one go."""

    audience: Audience
    values: Mapping[str, Any]
    costs: Sequence[Cost] = ()
    departments: Sequence[Department] = ()
    requires: Sequence[Option] = ()
    excludes: Sequence[Option] = ()
    conditions: Sequence[Reaction] = field(default=())


@transaction.atomic
def make_option(situation: Situation, member: Member, told: Told, *, key: uuid.UUID) -> Option:
    """Put an option on the table, once for each key; Option.DoesNotExist when the key is of one she may not see."""
    try:
        with transaction.atomic():
            option = Option.objects.create(
                municipality=situation.municipality,
                situation=situation,
                audience=told.audience,
                uuid=key,
                **told.values,
                **_terms(situation, told.audience),
            )
    except IntegrityError:
        if not Option.objects.filter(uuid=key).exists():
            raise
        return Option.objects.within(member.municipality).visible_to(member).get(uuid=key, situation=situation)
    _tell(option, told)
    return option


@transaction.atomic
def change_option(option: Option, told: Told, *, is_other: bool) -> Option:
    """Tell an option in other words; when it is another proposal, what was said before was said of the earlier text."""
    (locked,) = _locked([option])
    if is_other:
        EarlierText.objects.create(option=locked, version=locked.version, title=locked.title, text=locked.text)
        locked.version += 1
    for name, value in {"audience": told.audience, **told.values}.items():
        setattr(locked, name, value)
    locked.save()
    named = {cost.kind: cost for cost in locked.costs.all()}
    locked.costs.all().delete()
    _tell(locked, told, named)
    return locked


@transaction.atomic
def withdraw_option(option: Option, because: str) -> bool:
    """Take an option off the table, and say why; what was said of it stays to be read."""
    return _close([option], State.WITHDRAWN, because)


@transaction.atomic
def put_back(option: Option) -> bool:
    """Put an option on the table again; what came out of it meanwhile stays there too."""
    (locked,) = _locked([option])
    if locked.is_open:
        return False
    locked.state, locked.closed_on, locked.because = State.OPEN, None, ""
    locked.save(update_fields=["state", "closed_on", "because"])
    return True


@transaction.atomic
def merge_options(options: Sequence[Option], member: Member, told: Told, *, because: str, key: uuid.UUID) -> Option:
    """Make one new option out of several. What was said of those stays with those, and is nobody's yes to this one."""
    if again := _made_already(options[0].situation, member, key):
        return again
    if not _close(options, State.MERGED, because):
        raise NotOpenError
    return _come_out(options, member, told, key)


@transaction.atomic
def split_option(
    option: Option, member: Member, parts: Sequence[Told], *, because: str, key: uuid.UUID
) -> list[Option]:
    """Make several new options out of one; each begins without anybody's reaction."""
    keys = [uuid.uuid5(key, str(number)) for number in range(len(parts))]
    again = [_made_already(option.situation, member, one) for one in keys]
    if found := [one for one in again if one]:
        return found
    if not _close([option], State.SPLIT, because):
        raise NotOpenError
    return [_come_out([option], member, told, one) for told, one in zip(parts, keys, strict=True)]


@transaction.atomic
def link_interests(option: Option, effects: Mapping[Insight, str]) -> None:
    """Say what an option does for each of these interests; nothing said of one takes the link away."""
    _locked([option])
    OptionInsight.objects.filter(option=option, insight__in=effects).delete()
    OptionInsight.objects.bulk_create(
        OptionInsight(option=option, insight=insight, effect=effect) for insight, effect in effects.items() if effect
    )


def take_up(option: Option, conditions: Iterable[Reaction]) -> None:
    """Write down that conditions were taken up in an option: that is nobody's yes."""
    links = [TakenUp(reaction=reaction, option=option) for reaction in conditions]
    TakenUp.objects.bulk_create(links, ignore_conflicts=True)


def _locked(options: Iterable[Option]) -> list[Option]:
    """Fetch options for changing, in the order of their numbers, so that two never wait in a ring."""
    rows = Option.objects.select_for_update(of=("self",)).select_related("situation__municipality")
    return list(rows.filter(pk__in=[option.pk for option in options]).order_by("pk"))


def _close(options: Sequence[Option], state: State, because: str) -> bool:
    rows = _locked(options)
    if len(rows) != len(options) or not all(row.is_open for row in rows):
        return False
    for row in rows:
        row.state, row.closed_on, row.because = state, timezone.localdate(), because
        row.save(update_fields=["state", "closed_on", "because"])
    return True


def _come_out(options: Sequence[Option], member: Member, told: Told, key: uuid.UUID) -> Option:
    later = make_option(options[0].situation, member, told, key=key)
    Succession.objects.bulk_create(Succession(earlier=option, later=later) for option in options)
    effects: dict[int, set[str]] = {}
    for link in OptionInsight.objects.filter(option__in=options):
        effects.setdefault(link.insight_id, set()).add(link.effect)
    agreed = {insight: found.pop() for insight, found in effects.items() if len(found) == 1}
    OptionInsight.objects.bulk_create(
        OptionInsight(option=later, insight_id=insight, effect=effect) for insight, effect in agreed.items()
    )
    carry_along(options, later)
    return later


def _made_already(situation: Situation, member: Member, key: uuid.UUID) -> Option | None:
    visible = Option.objects.within(member.municipality).visible_to(member)
    return visible.filter(uuid=key, situation=situation).first()


def _tell(option: Option, told: Told, named: Mapping[str, OptionCost] | None = None) -> None:
    """Write down all that hangs on an option; what a cost would come out of stays as it was named."""
    costs = [
        OptionCost(option=option, kind=one.kind, unit=UNITS[one.kind][0], amount=one.amount, note=one.note)
        for one in told.costs
    ]
    for cost in costs:
        if before := (named or {}).get(cost.kind):
            cost.means_id, cost.from_on, cost.until_on = before.means_id, before.from_on, before.until_on
    OptionCost.objects.bulk_create(costs)
    option.departments.set(told.departments)
    option.requires.set(told.requires)
    option.excludes.set(told.excludes)
    take_up(option, told.conditions)


def _terms(situation: Situation, audience: Audience) -> dict[str, Any]:
    return Terms.of(situation.municipality).kept(KeptKind.OPTION, audience)
