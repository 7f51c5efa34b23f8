"""What hangs on one party, as far as a member may see it: her roles, who brought us together, the last talk."""

import datetime
from collections.abc import Iterable

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Affiliation, AffiliationQuerySet, Introduction, Party
from raakvlak.relations.rhythms import talks_with_parties, with_last_talk


def roles_of(party: Party, member: Member) -> AffiliationQuerySet:
    """Return the roles at either end of which a party stands."""
    end = "organisation" if party.kind == Party.Kind.ORGANISATION else "party"
    roles = Affiliation.objects.within(member.municipality).visible_to(member).filter(**{end: party})
    return roles.select_related("party", "organisation")


def introduction_of(party: Party, member: Member) -> Introduction | None:
    """Return who brought a party and us together."""
    found = Introduction.objects.within(member.municipality).visible_to(member).filter(party=party)
    return found.select_related("by_party", "by_member__user").of_smallest_circle()


def last_talk_with(party: Party, member: Member) -> datetime.date | None:
    """Return the day of the last talk with a party."""
    return talks_with_parties(member).filter(party=party).values_list("happened_on", flat=True).first()


def to_show(parties: Iterable[Party], member: Member) -> list[Party]:
    """Fetch what a row shows of these few parties, the last talk among it, in their own order."""
    parties = list(parties)
    rows = Party.objects.filter(pk__in=[party.pk for party in parties]).select_related("area", "audience")
    known = {party.pk: party for party in with_last_talk(rows.defer("area__geometry"), member)}
    return [known[party.pk] for party in parties if party.pk in known]
