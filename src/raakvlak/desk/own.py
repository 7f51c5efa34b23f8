"""What a member keeps for herself on her lists goes with her."""

from raakvlak.desk.models import BulkChange
from raakvlak.municipality.departures import when_out
from raakvlak.municipality.models import Member, SavedFilter


@when_out
def forget_own_lists(member: Member) -> None:
    """Forget the filters and changes of who left, or no longer reads notes; names may stand in those filters."""
    if member.left_on or not member.sees_notes:
        SavedFilter.objects.of(member).delete()
        BulkChange.objects.of(member).delete()
