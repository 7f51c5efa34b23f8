from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import AccessLogEntry, Member


def test_it_says_who_opened_what_and_when_and_nothing_else(anna: Member) -> None:
    log_access(anna, AccessLogEntry.What.PARTY_DETAILS, 7)
    entry = AccessLogEntry.objects.get()
    assert (entry.municipality, entry.member, entry.what, entry.subject_id) == (
        anna.municipality,
        anna,
        AccessLogEntry.What.PARTY_DETAILS,
        7,
    )
    assert entry.happened_at is not None
