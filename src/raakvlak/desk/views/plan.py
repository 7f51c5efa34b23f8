"""Plan a talk, and change what was planned."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.desk import planning
from raakvlak.desk.audiences import audiences_of, likely_audience
from raakvlak.desk.forms.key import keyed
from raakvlak.desk.forms.plan import PlanForm
from raakvlak.desk.forms.talk import kinds_in_words
from raakvlak.desk.typed import is_sure, keeps_typed
from raakvlak.desk.views.appointments import find_own_appointment
from raakvlak.desk.views.note import start_of, tell_kept_out
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Audience, Member
from raakvlak.relations.actions import Plan
from raakvlak.relations.models import Appointment
from raakvlak.situations.references import names_in, to_typed


@keeps_typed
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def plan(request: MemberRequest) -> HttpResponse:
    """Show the form for a talk to come, or store what was filled in."""
    member, audiences = request.member, audiences_of(request.member)
    if request.method == "GET":
        initial = {**start_of(request, audiences), "key": uuid.uuid4()}
        return show_form(request, PlanForm(author=member, audiences=audiences, initial=initial))
    form = PlanForm(keyed(request.POST), author=member, audiences=audiences)
    if not is_fit(request, form):
        return show_form(request, form)
    audience = form.cleaned_data["audience"] or likely_audience(member, audiences)
    if form.refuse_who_may_not_read(audience):
        return show_form(request, form)
    return ask_first(request, form) or store(request, form, audience)


def store(request: MemberRequest, form: PlanForm, audience: Audience) -> HttpResponse:
    """Store the plan once, and show its sheet."""
    try:
        planned = planning.plan_once(request.member, audience, typed_in(form), key=form.cleaned_data["key"])
    except Appointment.DoesNotExist:
        raise Http404 from None
    except planning.AlreadyPlanned as already:
        messages.info(request, _("Dit gesprek stond er al. Het is één keer bewaard."))
        return redirect("desk:appointment", already.appointment.uuid)
    tell_kept_out(request, planned.kept_out)
    messages.success(request, _("Gepland. Op de dag zelf staat het op Vandaag."))
    return redirect("desk:appointment", planned.appointment.uuid)


@keeps_typed
@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def replan(request: MemberRequest, appointment_uuid: uuid.UUID) -> HttpResponse:
    """Give a planned talk another day, place or company."""
    member, audiences = request.member, audiences_of(request.member)
    appointment = find_own_appointment(member, appointment_uuid)
    if appointment.is_over:
        raise Http404
    options: dict[str, Any] = {"author": member, "audiences": audiences, "appointment": appointment}
    if request.method == "GET":
        return show_form(request, PlanForm(initial=planned_in(appointment, member), **options), appointment=appointment)
    form = PlanForm(request.POST, **options)
    if not is_fit(request, form):
        return show_form(request, form, appointment=appointment)
    audience = form.cleaned_data.get("audience") or appointment.audience
    if form.refuse_who_may_not_read(audience):
        return show_form(request, form, appointment=appointment)
    if asked := ask_first(request, form, appointment=appointment):
        return asked
    planned = planning.replan(appointment, member, audience, typed_in(form, before=appointment.questions))
    tell_kept_out(request, planned.kept_out)
    messages.success(request, _("Aangepast. Laat het ook weten aan wie erop rekent."))
    return redirect("desk:appointment", appointment.uuid)


def is_fit(request: MemberRequest, form: PlanForm) -> bool:
    """Tell whether what was sent may be stored."""
    if not is_sure(request):
        messages.info(request, _("Je bent weer ingelogd. Kijk je tekst na en bewaar hem."))
        return False
    return form.is_valid()


def ask_first(request: MemberRequest, form: PlanForm, **context: Any) -> HttpResponse | None:
    """Ask once whether special data is needed; never refuse it."""
    special = form.special_kinds()
    if not special:
        return None
    return show_form(request, form, asks=kinds_in_words(special), asked=form.asked_by_now(special), **context)


def show_form(request: MemberRequest, form: PlanForm, **context: Any) -> HttpResponse:
    """Show the form with all that was typed."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/plan.html", {"form": form, **context}, status=status)


def typed_in(form: PlanForm, before: str = "") -> planning.TypedPlan:
    """Gather what a valid form holds."""
    values = form.cleaned_data
    kept = ("planned_on", "clock_time", "part_of_day", "area", "place", "questions")
    return planning.TypedPlan(
        plan=Plan(
            **{name: values[name] for name in kept},
            party_ids=values["party"] | form.whom.ids,
            member_ids=values["member"],
        ),
        new_names=tuple(dict.fromkeys([*values["new_party"], *form.whom.new])),
        are_anonymous=values["is_anonymous"],
        situation_id=next(iter(values["situation"]), None),
        before=before,
    )


def planned_in(appointment: Appointment, member: Member) -> dict[str, Any]:
    """Return what was planned, the way that it was typed."""
    names = names_in([appointment.questions], member)
    kept = ("planned_on", "clock_time", "part_of_day", "area", "place")
    situation = planning.situation_of(appointment, member)
    return {
        **{name: getattr(appointment, name) for name in kept},
        "questions": to_typed(appointment.questions, names),
        "party": [party.pk for party in appointment.parties.all()],
        "member": [one.pk for one in appointment.members.all() if one.pk != member.pk],
        "situation": [situation.pk] if situation else [],
        "audience": appointment.audience_id,
    }
