"""What is done to the ties of a party: to organisations, and to who brought us together."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.findable import index_party
from raakvlak.relations.models import Affiliation, Introduction, Party

Tie = Affiliation | Introduction


def narrowest(one: Audience, other: Audience) -> Audience | None:
    """Return the circle of which everybody reads both; none when neither circle lies within the other."""
    if one == other or other.kind == Audience.Kind.FRONTLINE:
        return one
    return other if one.kind == Audience.Kind.FRONTLINE else None


@transaction.atomic
def affiliate(member: Member, party: Party, organisation: Party, **values: Any) -> Affiliation:
    """Write down that somebody belongs to an organisation; the same role twice is written down once."""
    same = {
        "party": party,
        "organisation": organisation,
        "role": values.pop("role", ""),
        "until_on": values.pop("until_on", None),
        "audience": _circle(party, organisation, member),
    }
    standing = Affiliation.objects.filter(**same).order_by("pk").first()  # two that ended may have come to be alike
    if standing:
        return standing
    tie, is_new = Affiliation.objects.get_or_create(**same, defaults={"municipality": member.municipality, **values})
    if is_new:
        index_party(party)
    return tie


@transaction.atomic
def correct_affiliation(affiliation: Affiliation, values: dict[str, Any]) -> None:
    """Write down what is right about a role."""
    for name, value in values.items():
        setattr(affiliation, name, value)
    affiliation.save()
    index_party(affiliation.party)


@transaction.atomic
def remove_tie(tie: Tie) -> None:
    """Take a tie away, from its history too: it was a mistake, or the person does not want it written down."""
    number = tie.pk
    tie.delete()
    type(tie).history.filter(id=number).delete()
    index_party(tie.party)


@transaction.atomic
def introduce(
    member: Member,
    party: Party,
    *,
    told_on: datetime.date,
    by_party: Party | None = None,
    by_member: Member | None = None,
) -> Introduction:
    """Write down who brought a party and us together; for each circle there is one, the last that was written down."""
    audience = _circle(party, by_party, member) if by_party else party.audience
    values = {"by_party": by_party, "by_member": by_member, "told_on": told_on}
    tie, _is_new = Introduction.objects.update_or_create(
        party=party,
        audience=audience,
        defaults=values,
        create_defaults={"municipality": member.municipality, **values},
    )
    return tie


def follow(party: Party, earlier: Audience) -> None:
    """Let the ties of a party be read by who may now read it, as far as they were for the circle that it was for."""
    if party.audience == earlier:
        return
    for tie, other in _ties_of(party, earlier):
        audience = narrowest(party.audience, other.audience) if other else party.audience
        if audience is None or audience == tie.audience or _stands(tie, audience):
            continue
        tie.audience = audience
        tie.save()
        index_party(tie.party)


def _stands(tie: Tie, audience: Audience) -> bool:
    """Tell whether that circle has the same tie of its own: then this one stays for those who had it."""
    rows: QuerySet[Any] = type(tie).objects.filter(party=tie.party_id, audience=audience)
    if isinstance(tie, Affiliation):
        rows = rows.filter(organisation=tie.organisation_id, role=tie.role, until_on=tie.until_on)
    return rows.exists()


def _ties_of(party: Party, audience: Audience) -> list[tuple[Tie, Party | None]]:
    roles = Affiliation.objects.filter(party=party, audience=audience).select_related("organisation__audience", "party")
    people = Affiliation.objects.filter(organisation=party, audience=audience).select_related(
        "party__audience", "organisation"
    )
    own = Introduction.objects.filter(party=party, audience=audience).select_related("by_party__audience")
    others = Introduction.objects.filter(by_party=party, audience=audience).select_related("party__audience")
    return [
        *((tie, tie.organisation) for tie in roles),
        *((tie, tie.party) for tie in people),
        *((tie, tie.by_party) for tie in own),
        *((tie, tie.party) for tie in others),
    ]


def _circle(party: Party, other: Party, member: Member) -> Audience:
    """Return for whom a tie is: never for more people than may see both ends, at the least for its writer."""
    return narrowest(party.audience, other.audience) or Audience.objects.klad_of(member)
