"""Open the access log for a case: the reason comes first, and stays."""

import datetime

from raakvlak.municipality.models import AccessLogEntry, Member
from raakvlak.privacy.models import LogCase


def open_about_party(member: Member, party_number: int, reason: str) -> LogCase:
    """Open the log about one party."""
    return LogCase.objects.create(
        municipality=member.municipality, opened_by=member, party_number=party_number, reason=reason
    )


def open_about_period(
    member: Member, what: AccessLogEntry.What, from_on: datetime.date, until_on: datetime.date, reason: str
) -> LogCase:
    """Open the log about one kind of deed in a short period."""
    return LogCase.objects.create(
        municipality=member.municipality, opened_by=member, what=what, from_on=from_on, until_on=until_on, reason=reason
    )
