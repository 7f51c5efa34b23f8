"""What is done to a municipality and its members as one whole."""

from django.db import transaction

from raakvlak.municipality.models import (
    AccessLogEntry,
    Audience,
    KeptKind,
    Member,
    Municipality,
    RetentionRule,
    Role,
    User,
)
from raakvlak.municipality.models.keeping import DEFAULT_RULES


@transaction.atomic
def found_municipality(name: str, *, code: str = "", is_invented: bool = False) -> Municipality:
    """Make a municipality with its frontline audience and its retention rules."""
    municipality = Municipality.objects.create(name=name, code=code, is_invented=is_invented)
    Audience.objects.frontline_of(municipality)
    RetentionRule.objects.bulk_create(
        RetentionRule(municipality=municipality, kind=kind, **DEFAULT_RULES[kind]) for kind in KeptKind
    )
    return municipality


@transaction.atomic
def make_member(user: User, municipality: Municipality, role: Role) -> Member:
    """Make a user a member, with a klad audience of her own; one who came back keeps what was hers."""
    member, _ = Member.objects.update_or_create(
        user=user, municipality=municipality, defaults={"role": role, "left_on": None}
    )
    Audience.objects.klad_of(member)
    return member


def log_access(member: Member, what: AccessLogEntry.What, subject_id: int) -> AccessLogEntry:
    """Write down that a member opened or did something sensitive: what and when, never the content."""
    return AccessLogEntry.objects.create(
        municipality=member.municipality, member=member, what=what, subject_id=subject_id
    )
