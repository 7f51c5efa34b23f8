"""What is done to a party as one whole."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import AccessLogEntry, Audience, KeptKind, Member
from raakvlak.relations.findable import index_party
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import ContactPoint, Party
from raakvlak.web.keys import fingerprint
from raakvlak.web.text import sort_name


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
    """Write down what is right about a party; that more people may see it goes into the log."""
    if values.get("audience", party.audience) != party.audience:
        log_access(by, AccessLogEntry.What.PARTY_WIDENED, party.pk)
    for name, value in values.items():
        setattr(party, name, value)
    party.save()
    index_party(party)
    return party


@transaction.atomic
def add_contact_point(party: Party, kind: str, value: str, *, is_shielded: bool) -> ContactPoint:
    """Keep a way to reach a party; the same one twice is kept once."""
    mark = fingerprint(normal_form(kind, value), salt=f"{party.municipality_id}:{kind}")
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
