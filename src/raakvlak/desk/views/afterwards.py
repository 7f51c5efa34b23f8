"""After a planned talk: three lines, sent once."""

import uuid
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.desk import actions, planning
from raakvlak.desk.audiences import audiences_of, likely_audience
from raakvlak.desk.forms.afterwards import AfterwardsForm
from raakvlak.desk.forms.key import keyed
from raakvlak.desk.forms.talk import kinds_in_words
from raakvlak.desk.typed import is_sure, keeps_typed
from raakvlak.desk.views.appointments import find_own_appointment
from raakvlak.desk.views.note import tell_kept_out, tell_stored, typed_in, wants_more
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Member
from raakvlak.relations.models import Appointment, Encounter


@keeps_typed
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def note_afterwards(request: MemberRequest, appointment_uuid: uuid.UUID) -> HttpResponse:
    """Ask for what was heard and promised, and whether it was read back; store it once."""
    member = request.member
    appointment = find_own_appointment(member, appointment_uuid)
    options: dict[str, Any] = {"author": member, "audiences": audiences_of(member)}
    if request.method == "POST":
        form = AfterwardsForm(keyed(request.POST), **options)
        return ask_again(request, appointment, form) or store(request, appointment, form)
    if appointment.cancelled_at:
        messages.info(request, _("Dit gesprek ging niet door. Zet het eerst terug."))
        return redirect("desk:appointment", appointment.uuid)
    if appointment.encounter:
        return lead_to(request, appointment.encounter)
    return show_form(request, appointment, AfterwardsForm(initial=known_of(appointment, member), **options))


def ask_again(request: MemberRequest, appointment: Appointment, form: AfterwardsForm) -> HttpResponse | None:
    """Show the form once more when it can't be stored as it is; nothing that was typed is lost."""
    if not is_sure(request):
        messages.info(request, _("Je bent weer ingelogd. Kijk je tekst na en bewaar hem."))
        return show_form(request, appointment, form)
    if wants_more(request) or not form.is_valid():
        return show_form(request, appointment, form)
    if special := form.special_kinds():
        asks, asked = kinds_in_words(special), form.asked_by_now(special)
        return show_form(request, appointment, form, asks=asks, asked=asked)
    return None


def store(request: MemberRequest, appointment: Appointment, form: AfterwardsForm) -> HttpResponse:
    """Store what was heard as a note, and close the planned talk."""
    member, values = request.member, form.cleaned_data
    audience = values["audience"] or likely_audience(member, audiences_of(member))
    typed = typed_in(form)
    if values["is_read_back"]:
        typed = replace(typed, note=replace(typed.note, read_back_on=typed.note.happened_on))
    try:
        noted = planning.note_afterwards(appointment, member, audience, typed, key=values["key"])
    except Encounter.DoesNotExist:
        raise Http404 from None
    except actions.Stored as stored:
        tell_stored(request, stored.encounter, typed)
        return redirect("desk:encounter", stored.encounter.uuid)
    tell_kept_out(request, noted.kept_out)
    if appointment.encounter_id:
        messages.info(request, _("Een collega schreef dit gesprek ook op. Jouw notitie staat ernaast."))
    return redirect(f"{reverse('desk:encounter', args=[noted.encounter.uuid])}?klaar=genoteerd")


def lead_to(request: MemberRequest, encounter: Encounter) -> HttpResponse:
    """Lead to what was noted of this talk already; a note that is not for her eyes she writes herself."""
    if encounter.audience_id in request.member.audience_ids:
        return redirect("desk:encounter", encounter.uuid)
    messages.info(request, _("Een collega schreef dit gesprek al op, niet voor jouw ogen. Schrijf je eigen notitie."))
    return redirect("desk:note")


def show_form(request: MemberRequest, appointment: Appointment, form: AfterwardsForm, **context: Any) -> HttpResponse:
    """Show the three lines with all that was typed."""
    context = {"form": form, "member": request.member, "appointment": appointment, **context}
    return render(request, "desk/afterwards.html", context)


def known_of(appointment: Appointment, member: Member) -> dict[str, Any]:
    """Fill in what was known when the talk was planned."""
    situation = planning.situation_of(appointment, member)
    return {
        "key": uuid.uuid4(),
        "happened_on": min(appointment.planned_on, timezone.localdate()),
        "part_of_day": appointment.part_of_day,
        "area": appointment.area_id,
        "party": [party.pk for party in appointment.parties.all()],
        "member": [one.pk for one in appointment.members.all() if one.pk != member.pk],
        "situation": [situation.pk] if situation else [],
        "audience": appointment.audience_id,
    }
