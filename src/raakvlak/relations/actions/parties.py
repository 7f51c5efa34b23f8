"""What is done to a party as one whole."""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.findable import index
from raakvlak.municipality.models import AccessLogEntry, Area, Audience, KeptKind, Member
from raakvlak.relations.actions.ties import follow
from raakvlak.relations.findable import index_party, party_entries
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import ContactPoint, OtherName, Party
from raakvlak.web.keys import fingerprint
from raakvlak.web.text import sort_name

BATCH: Final = 500


class MergedError(Exception):
    """A party was merged into another meanwhile: what is written down belongs there."""


class TiedError(Exception):
    """A party can't become something else while it is tied as what it is: by roles, a rhythm or a wish."""


@transaction.atomic(savepoint=False)
def make_party(member: Member, *, audience: Audience, name: str, **values: Any) -> Party:
    """Make a party that is kept for as long as the municipality settled."""
    party = draw_up_party(member, audience=audience, name=name, terms=Terms.of(member.municipality), **values)
    index_party(party)
    return party


def draw_up_party(member: Member, *, audience: Audience, name: str, terms: Terms, **values: Any) -> Party:
    """Make a party for a talk; it is found once the talk is noted, for both are written into the index together."""
    kept = terms.settled(KeptKind.PARTY)
    return Party.objects.create(municipality=member.municipality, audience=audience, name=name, **kept, **values)


@transaction.atomic
def correct_party(party: Party, values: Mapping[str, Any], by: Member) -> Party:
    """Write down what is right about a party; that more people may see it goes into the log.

    Only what is given changes: the rest stands as it is in the database, whatever was read before.
    """
    rows = Party.objects.select_for_update(of=("self",)).select_related("audience", "municipality")
    party = rows.get(pk=party.pk)
    if party.merged_into_id is not None:
        raise MergedError
    if values.get("kind", party.kind) != party.kind and is_tied(party):
        raise TiedError
    earlier = party.audience
    if values.get("audience", earlier) != earlier:
        log_access(by, AccessLogEntry.What.PARTY_WIDENED, party.pk)
    for name, value in values.items():
        setattr(party, name, value)
    party.save()
    follow(party, earlier)
    index_party(party)
    return party


@transaction.atomic
def place_parties(parties: Sequence[Party], area: Area | None) -> None:
    """Let these parties belong to an area: what `correct_party` does with each, in as many statements as for one."""
    for party in parties:
        party.area = area
    bulk_update_with_history(parties, Party, ["area"], batch_size=BATCH)
    index(party_entries([party.pk for party in parties]))


def is_tied(party: Party) -> bool:
    """Tell whether what a party is matters to a role, a rhythm or a wish."""
    return bool(party.rhythm_weeks or party.wish_from_on or party.affiliations.exists() or party.affiliated.exists())


@transaction.atomic
def give_name(party: Party, name: str, *, consented_on: datetime.date, consent: str) -> Party:
    """Call a party that had no name by its name, with its consent; it is still found by what it was called before."""
    party = Party.objects.select_for_update().get(pk=party.pk)
    if not party.is_anonymous:
        return party
    if sort_name(party.name) != sort_name(name):
        OtherName.objects.get_or_create(party=party, sort_name=sort_name(party.name), defaults={"name": party.name})
    party.name, party.is_anonymous = name, False
    party.consented_on, party.consent = consented_on, consent
    party.save()
    index_party(party)
    return party


@transaction.atomic
def add_contact_point(party: Party, kind: str, value: str, *, is_shielded: bool) -> ContactPoint:
    """Keep a way to reach a party; the same one twice is kept once."""
    _kind, mark = mark_of(party.municipality_id, kind, value)
    point, _ = ContactPoint.objects.get_or_create(
        party=party, kind=kind, fingerprint=mark, defaults={"value": value, "is_shielded": is_shielded}
    )
    return point


@transaction.atomic
def remove_contact_point(point: ContactPoint) -> None:
    """Take away a way to reach a party, from its history too."""
    number = point.pk
    point.delete()
    ContactPoint.history.filter(id=number).delete()


def mark_of(municipality_id: int, kind: str, value: str) -> tuple[str, str]:
    """Return by what one recognises a way to reach somebody, without telling which it is."""
    return kind, fingerprint(normal_form(kind, value), salt=f"{municipality_id}:{kind}")


def normal_form(kind: str, value: str) -> str:
    """Return the form under which equal ways to reach someone are equal.

    >>> normal_form("phone", "06-12 34 56 78") == normal_form("phone", "+31 6 12345678")
    True
    """
    if kind == ContactPoint.Kind.PHONE:
        digits = re.sub(r"\D", "", value)
        return re.sub(r"^(0031|31)(?=\d{9}$)", "0", digits)
    if kind == ContactPoint.Kind.EMAIL:
        return value.strip().casefold()
    return sort_name(value)
