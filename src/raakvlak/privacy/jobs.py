"""What privacy does by itself at night, and what takes too long for a request."""

from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member, Municipality
from raakvlak.privacy.actions import erasure, retention
from raakvlak.relations.models import Party
from raakvlak.web.jobs import Progress, every_day, job


@every_day(at="03:10")
@job("privacy.destroy_expired", title=_("Wissen wat zijn tijd gehad heeft"))
def destroy_expired(progress: Progress) -> None:
    """Destroy what has had its time, in every municipality."""
    for municipality in Municipality.objects.order_by("pk"):
        retention.destroy_expired(municipality, tick=progress.tick)


@job("privacy.erase_party", title=_("Iemand wissen op verzoek"))
def erase_party(progress: Progress, party_id: int, member_id: int, everywhere: int) -> None:
    """Erase a party; one who is gone was erased before, one who came to be held stays.

    Somebody who was merged into another meanwhile is that other.
    """
    asked = Party.objects.filter(pk=party_id).select_related("merged_into").first()
    party = asked and (asked.merged_into or asked)
    if party is not None and not erasure.is_held(party):
        member = Member.objects.get(pk=member_id)
        erasure.erase_party(party, member, everywhere=bool(everywhere), tick=progress.tick)
