"""People and talks to take along: exactly what the list shows, with the same filter in the address."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from raakvlak.desk.forms.filter import EncounterFilterForm
from raakvlak.desk.forms.party import PartyFilterForm
from raakvlak.desk.views.parties import filtered
from raakvlak.exchange import taking
from raakvlak.exchange.forms.taking import CONTACT, NOTE, TakeForm
from raakvlak.exchange.views.take import take_list
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, AccessLogEntry, Member
from raakvlak.relations.models import ContactPoint, Encounter, Party

What = AccessLogEntry.What


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def take_parties(request: MemberRequest) -> HttpResponseBase:
    """Take along the people that the list shows."""
    member = request.member
    form = PartyFilterForm(request.GET, member=member)
    found = taking.willing(filtered(Party.objects.within(member.municipality).visible_to(member), form))

    def make(asked: TakeForm) -> taking.Taking:
        if asked.cleaned_data["has_contact"]:
            log_details(member, found)
        return taking.people(found, has_contact=asked.cleaned_data["has_contact"])

    return take_list(request, found, make, what=What.PARTIES_EXPORTED, back_url=reverse("desk:parties"), more=CONTACT)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def take_talks(request: MemberRequest) -> HttpResponseBase:
    """Take along the talks that the list shows."""
    member = request.member
    form = EncounterFilterForm(request.GET, member=member)
    found = form.filtered(Encounter.objects.within(member.municipality).visible_to(member))
    return take_list(
        request,
        found,
        lambda asked: taking.talks(found, member, has_working_note=asked.cleaned_data["has_working_note"]),
        what=What.TALKS_EXPORTED,
        back_url=reverse("desk:encounters"),
        more=NOTE,
    )


def log_details(member: Member, found: QuerySet[Party]) -> None:
    """Write down for each party that is reached in some way that this member looked how."""
    open_points = ContactPoint.objects.filter(party=OuterRef("pk"), is_shielded=False)
    ids = found.filter(Exists(open_points)).values_list("pk", flat=True)
    AccessLogEntry.objects.bulk_create(
        (
            AccessLogEntry(municipality=member.municipality, member=member, what=What.PARTY_DETAILS, subject_id=pk)
            for pk in ids
        ),
        batch_size=1_000,
    )
