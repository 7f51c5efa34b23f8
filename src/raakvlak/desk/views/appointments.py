"""Talks that are planned: the list, the sheet of one of them (Voor het gesprek), and what one does about it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.desk.forms.plan import AppointmentFilterForm
from raakvlak.desk.planning import tokens_of
from raakvlak.desk.preparing import sheet_of
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import NOTE_ROLES, AccessLogEntry, Member
from raakvlak.relations.actions import appointments as actions
from raakvlak.relations.models import Appointment
from raakvlak.situations.references import names_in
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to


def find_appointment(member: Member, appointment_uuid: uuid.UUID) -> Appointment:
    """Return a planned talk that this member may know of; there is no other."""
    seen = Appointment.objects.within(member.municipality).visible_to(member)
    rows = seen.select_related("area", "audience", "encounter", "municipality").prefetch_related("parties")
    return get_object_or_404(rows, uuid=appointment_uuid)


def find_own_appointment(member: Member, appointment_uuid: uuid.UUID) -> Appointment:
    """Return a planned talk to which this member goes, or nobody any more: she may change it."""
    rows = Appointment.objects.within(member.municipality).visible_to(member).for_hands_of(member)
    return get_object_or_404(
        rows.select_related("area", "audience", "encounter", "author", "municipality").prefetch_related("parties"),
        uuid=appointment_uuid,
    )


@require_GET
@role_required(*NOTE_ROLES)
def list_appointments(request: MemberRequest) -> HttpResponse:
    """List the planned talks that this member may know of, the nearest first; or those that have been."""
    member = request.member
    form = AppointmentFilterForm(request.GET, member=member)
    found = form.filtered(Appointment.objects.within(member.municipality).visible_to(member))
    page = page_of(
        found.for_rows(),
        name="appointments-past" if form.is_about_past else "appointments",
        order=("-planned_on", "-pk") if form.is_about_past else ("planned_on", "pk"),
        reader=member.pk,
        cursor=request.GET.get("cursor"),
    )
    context = {
        "form": form,
        "page": page,
        "total": total_up_to(found),
        "names": names_in(tokens_of(page.rows), member),
        "is_filtered": form.is_filtered,
        "clear_url": reverse("desk:appointments"),
    }
    return render_page(request, "desk/appointments.html", context, part="results")


@require_GET
@role_required(*NOTE_ROLES)
def show_appointment(request: MemberRequest, appointment_uuid: uuid.UUID) -> HttpResponse:
    """Show the sheet for a planned talk; contact details stand on it only when one asks, and that is written down."""
    member = request.member
    appointment = find_appointment(member, appointment_uuid)
    with_contact = request.GET.get("contact") == "1"
    sheet = sheet_of(appointment, member, with_contact=with_contact)
    for party_id in {point.party_id for point in sheet.contact_points}:
        log_access(member, AccessLogEntry.What.PARTY_DETAILS, party_id)
    goers = list(appointment.members.select_related("user").order_by("user__name", "pk"))
    context = {
        "appointment": appointment,
        "sheet": sheet,
        "names": sheet.names,
        "goers": goers,
        "is_mine": member in goers or not goers,
        "is_nobodys": not goers,
        "with_contact": with_contact,
    }
    return render(request, "desk/appointment.html", context)


@require_POST
@role_required(*NOTE_ROLES)
def take_on(request: MemberRequest, appointment_uuid: uuid.UUID) -> HttpResponse:
    """Go to a planned talk to which nobody goes any more."""
    appointment = find_appointment(request.member, appointment_uuid)
    if actions.take_on(appointment, request.member):
        messages.success(request, _("Jij gaat. Op de dag zelf staat het op Vandaag."))
    else:
        messages.info(request, _("Hier gaat al iemand heen, of het gesprek is al geweest."))
    return redirect("desk:appointment", appointment.uuid)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def call_off(request: MemberRequest, appointment_uuid: uuid.UUID) -> HttpResponse:
    """Say that a planned talk won't be."""
    appointment = find_own_appointment(request.member, appointment_uuid)
    url = reverse("desk:appointment", args=[appointment.uuid])
    if request.method == "POST":
        actions.call_off(appointment)
        messages.success(request, _("Het gesprek gaat niet door. Zeg het ook tegen wie erop rekent."))
        return redirect(url)
    context = {
        "title": _("Gaat dit gesprek niet door?"),
        "text": _("Het blijft staan bij wat niet doorging. Je kunt het terugzetten."),
        "action": _("Gaat niet door"),
        "cancel_url": url,
    }
    return render(request, "confirm.html", context)


@require_POST
@role_required(*NOTE_ROLES)
def put_back(request: MemberRequest, appointment_uuid: uuid.UUID) -> HttpResponse:
    """Let a planned talk stand again."""
    appointment = find_own_appointment(request.member, appointment_uuid)
    actions.put_back(appointment)
    messages.success(request, _("Het gesprek staat weer gepland."))
    return redirect("desk:appointment", appointment.uuid)


@require_POST
@role_required(*NOTE_ROLES)
def finish(request: MemberRequest, appointment_uuid: uuid.UUID) -> HttpResponse:
    """Say that a planned talk was held, and that there is nothing to note."""
    appointment = find_own_appointment(request.member, appointment_uuid)
    actions.finish(appointment)
    messages.success(request, _("Het gesprek is geweest. Er is niets van opgeschreven."))
    return redirect("desk:appointment", appointment.uuid)
