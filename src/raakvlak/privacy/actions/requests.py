"""A resident asks for all that is held about her: one step asks, another makes the overview."""

from django.db import transaction
from django.utils import timezone

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import AccessLogEntry, Member
from raakvlak.privacy.models import OverviewRequest
from raakvlak.relations.models import Party
from raakvlak.web.text import sort_name


def ask_overview(party: Party, member: Member, case_number: str) -> OverviewRequest:
    """Ask for the whole overview of a party; asking twice in one case is asking once."""
    return OverviewRequest.objects.get_or_create(
        party=party,
        case_number=case_number,
        defaults={"municipality": member.municipality, "asked_by": member},
    )[0]


@transaction.atomic
def ask_by_name(member: Member, name: str, case_number: str) -> list[OverviewRequest]:
    """Ask for the overviews of all parties that are called exactly so: nobody is found by half a name."""
    called = Party.objects.within(member.municipality).filter(sort_name=sort_name(name)).select_related("merged_into")
    parties = {(party.merged_into or party): None for party in called.order_by("pk")}
    return [ask_overview(party, member, case_number) for party in parties]


@transaction.atomic
def make_overview(asked: OverviewRequest, member: Member) -> None:
    """Make the overview, for a day, and write down who did."""
    asked.made_by, asked.made_at = member, timezone.now()
    asked.save(update_fields=["made_by", "made_at"])
    log_access(member, AccessLogEntry.What.PARTY_OVERVIEW, asked.party_id)
