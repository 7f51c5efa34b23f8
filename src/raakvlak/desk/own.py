"""What a member keeps for herself goes with her."""

from raakvlak.desk.models import BulkChange, Digest
from raakvlak.municipality.departures import when_out
from raakvlak.municipality.models import Member, SavedFilter


@when_out
def forget_own_lists(member: Member) -> None:
    """Forget the filters, changes and mails of who left, or no longer reads notes; names may stand in those filters."""
    if member.left_on or not member.sees_notes:
        SavedFilter.objects.of(member).delete()
        BulkChange.objects.of(member).delete()
        Digest.objects.of(member).delete()
