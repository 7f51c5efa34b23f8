"""How a party can be reached: opened on purpose, and written down that it was."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raakvlak.desk.forms.party import ContactPointForm
from raakvlak.desk.views.party import party_of
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import NOTE_ROLES, AccessLogEntry
from raakvlak.relations.actions import add_contact_point, remove_contact_point
from raakvlak.web.numbers import number


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def contact_points(request: MemberRequest, party_id: int) -> HttpResponse:
    """Show how to reach a party, and add a way; that I looked is written down."""
    party = party_of(request.member, party_id)
    form = ContactPointForm(request.POST or None)
    if form.is_valid():
        kind, value = form.cleaned_data["kind"], form.cleaned_data["value"]
        add_contact_point(party, kind, value, is_shielded=form.cleaned_data["is_shielded"])
        messages.success(request, _("Bewaard."))
        return redirect("desk:contact_points", party.pk)
    log_access(request.member, AccessLogEntry.What.PARTY_DETAILS, party.pk)
    points = party.contact_points.order_by("kind", "pk")
    context = {"party": party, "form": form, "points": points, "shown": number(request.GET.get("toon", ""))}
    return render(request, "desk/contact_points.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(*NOTE_ROLES)
def take_contact_point_away(request: MemberRequest, party_id: int, contact_point_id: int) -> HttpResponse:
    """Take away a way to reach a party."""
    party = party_of(request.member, party_id)
    point = get_object_or_404(party.contact_points, pk=contact_point_id)
    remove_contact_point(point)
    messages.success(request, _("Weggehaald, ook uit de geschiedenis."))
    return redirect("desk:contact_points", party.pk)
