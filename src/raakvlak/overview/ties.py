"""Which organisations there are around a situation or an area, and who of us knows them: who, never how much.

Organisations, and roles in which somebody speaks for one. A person is nowhere a node: what is known of her leads to
the organisation for which she was met.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from django.db.models import OuterRef, Q, Subquery

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Affiliation, Party, PartyQuerySet, Presence
from raakvlak.relations.models.encounter import PresenceQuerySet
from raakvlak.situations.models import Insight, Situation

MOST_ORGANISATIONS: Final = 300


@dataclass(frozen=True, slots=True)
class Ties:
    """Organisations, who of us met each, and when that last was; all as far as one member may see."""

    organisations: list[Party]
    met_by: dict[int, set[int]] = field(default_factory=dict)
    last_met_on: dict[int, datetime.date] = field(default_factory=dict)
    # Only roles in which somebody speaks for an organisation: whoever merely belongs to one is nobody's business here.
    roles_met_by: dict[int, dict[str, set[int]]] = field(default_factory=dict)
    is_more: bool = False


class Belonging(NamedTuple):
    """That a party belongs to an organisation, in a role; whether it does not want to be noted."""

    party_id: int
    organisation_id: int
    role: str
    is_speaking_for: bool
    is_unwilling: bool


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
    """Find who of us met these organisations, themselves or through who belongs to them, in five queries."""
    found = list(organisations.only("pk", "name", "sort_name", "area_id").by_name()[: MOST_ORGANISATIONS + 1])
    ties = Ties(found[:MOST_ORGANISATIONS], is_more=len(found) > MOST_ORGANISATIONS)
    belonging = _belonging(member, [party.pk for party in ties.organisations])
    stands_for = {party.pk: {party.pk} for party in ties.organisations}
    for one in belonging:
        if not one.is_unwilling:
            stands_for.setdefault(one.party_id, set()).add(one.organisation_id)
    met = _presences(member).filter(is_only_mentioned=False)
    met_by = _met_by(met.filter(party__in=stands_for))
    last = _last_met(met, met_by)
    for party_id, known_for in stands_for.items():
        for organisation_id in known_for if party_id in met_by else ():
            ties.met_by.setdefault(organisation_id, set()).update(met_by[party_id])
            ties.last_met_on[organisation_id] = max(
                last[party_id], ties.last_met_on.get(organisation_id, last[party_id])
            )
    for one in belonging:
        if one.is_speaking_for and one.role:
            roles = ties.roles_met_by.setdefault(one.organisation_id, {})
            roles.setdefault(one.role, set()).update(met_by.get(one.party_id, ()))
    return ties


def _met_by(met: PresenceQuerySet) -> dict[int, set[int]]:
    """Return per party who of us met it, in one walk along its talks; of who met whom oftener nothing is asked.

    Most talks had nobody of us beside their author: those come with nobody, and are looked at all the same.
    """
    found: dict[int, set[int]] = {}
    for party_id, *member_ids in met.values_list("party", "encounter__author", "encounter__members").distinct():
        found.setdefault(party_id, set()).update(member_ids)
    return {party_id: member_ids - {None} for party_id, member_ids in found.items()}


def _last_met(met: PresenceQuerySet, party_ids: Iterable[int]) -> dict[int, datetime.date]:
    """Return when each party was last met: the first along its days, not the highest of all."""
    newest = met.filter(party=OuterRef("pk")).newest_first().values("happened_on")[:1]
    parties = Party.objects.filter(pk__in=party_ids).order_by()
    return dict(parties.values_list("pk", Subquery(newest)))


def _belonging(member: Member, organisation_ids: list[int]) -> list[Belonging]:
    """Fetch who belongs to these organisations: only to know for which one they were met, and in which role."""
    current = Affiliation.objects.within(member.municipality).visible_to(member).current()
    found = current.filter(organisation__in=organisation_ids).order_by("role", "pk")
    fields = ("party_id", "organisation_id", "role", "is_speaking_for", "party__is_not_to_be_noted")
    return [Belonging(*row) for row in found.values_list(*fields)]


def _presences(member: Member) -> PresenceQuerySet:
    """Look at the talks of whom one asks for; `within` would walk along all talks of the municipality instead."""
    return Presence.objects.visible_to(member).standing().order_by()


def _organisations(member: Member) -> PartyQuerySet:
    visible = Party.objects.within(member.municipality).visible_to(member)
    return visible.filter(kind=Party.Kind.ORGANISATION, is_not_to_be_noted=False)
