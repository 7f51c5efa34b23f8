"""Writing down who opened something sensitive."""

from raakvlak.municipality.models import AccessLogEntry, Member


def log_access(member: Member, what: AccessLogEntry.What, subject_id: int) -> AccessLogEntry:
    """Write down that a member opened or did something sensitive: what and when, never the content."""
    return AccessLogEntry.objects.create(
        municipality=member.municipality, member=member, what=what, subject_id=subject_id
    )
