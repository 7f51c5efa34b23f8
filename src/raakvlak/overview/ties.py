"""Which organisations there are around a situation or an area, and who of us knows them: who, never how much.

Organisations only. A person is nowhere a node: what is known of her leads to the organisation for which she was met.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Max, Q

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party, PartyQuerySet, Presence
from raakvlak.relations.models.encounter import PresenceQuerySet
from raakvlak.situations.models import Insight, Situation

MOST_ORGANISATIONS: Final = 600


@dataclass(frozen=True, slots=True)
class Ties:
    """Organisations, who of us met each, and when that last was; all as far as one member may see."""

    organisations: list[Party]
    met_by: dict[int, set[int]] = field(default_factory=dict)
    last_met_on: dict[int, datetime.date] = field(default_factory=dict)
    is_more: bool = False


def organisations_of(situation: Situation, member: Member, area_ids: Iterable[int]) -> PartyQuerySet:
    """Keep the organisations of which was spoken in a situation, that stand on a side, or that are in these areas."""
    learned = Insight.objects.visible_to(member).filter(situation=situation, party__isnull=False)
    return _organisations(member).filter(
        Q(pk__in=_presences(member).filter(encounter__links__situation=situation).values("party"))
        | Q(pk__in=situation.sides.filter(parties__isnull=False).values("parties"))
        | Q(pk__in=learned.values("party"))
        | Q(area__in=area_ids)
    )


def organisations_in(member: Member, area_ids: Iterable[int]) -> PartyQuerySet:
    """Keep the organisations of these areas."""
    return _organisations(member).filter(area__in=area_ids)


def ties_of(organisations: PartyQuerySet, member: Member) -> Ties:
    """Find who of us met these organisations, in three queries; of who met whom oftener nothing is asked."""
    found = list(organisations.only("pk", "name", "sort_name", "area_id").by_name()[: MOST_ORGANISATIONS + 1])
    ids = [party.pk for party in found[:MOST_ORGANISATIONS]]
    met = _presences(member).filter(party__in=ids, is_only_mentioned=False)
    last = dict(met.values("party").annotate(last=Max("happened_on")).values_list("party", "last"))
    met_by: dict[int, set[int]] = {}
    for party_id, *member_ids in met.values_list("party", "encounter__author", "encounter__members").distinct():
        met_by.setdefault(party_id, set()).update(member_id for member_id in member_ids if member_id)
    return Ties(found[:MOST_ORGANISATIONS], met_by, last, is_more=len(found) > MOST_ORGANISATIONS)


def _presences(member: Member) -> PresenceQuerySet:
    return Presence.objects.within(member.municipality).visible_to(member).standing().order_by()


def _organisations(member: Member) -> PartyQuerySet:
    visible = Party.objects.within(member.municipality).visible_to(member)
    return visible.filter(kind=Party.Kind.ORGANISATION, is_not_to_be_noted=False)
