"""Overdracht: the list, beginning one, and its own page."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Member
from raakvlak.privacy.actions import handover as actions
from raakvlak.privacy.handing_over import LINKS, Scope, people_of, went_along
from raakvlak.privacy.handover_form import HandoverForm, StartHandoverForm
from raakvlak.privacy.models import Handover, HandoverParty
from raakvlak.relations.models import PartyQuerySet
from raakvlak.situations.models import Situation
from raakvlak.situations.references import names_in, to_tokens, to_typed
from raakvlak.web.numbers import number
from raakvlak.web.paging import page_of, total_up_to


def find_handover(member: Member, handover_uuid: uuid.UUID) -> Handover:
    """Return a handover that this member gives, arranges or is offered; there is no other."""
    rows = (
        Handover.objects.known_to(member)
        .for_rows()
        .select_related("municipality", "giver__municipality", "drafted_by__municipality", "receiver__municipality")
    )
    return get_object_or_404(rows, uuid=handover_uuid)


def find_own_handover(member: Member, handover_uuid: uuid.UUID) -> Handover:
    """Return a handover that this member makes ready."""
    handover = find_handover(member, handover_uuid)
    if not handover.is_made_by(member):
        raise Http404
    return handover


@require_GET
@role_required(*NOTE_ROLES)
def list_handovers(request: MemberRequest) -> HttpResponse:
    """List what I hand over, arrange for another, or am offered."""
    rows = Handover.objects.known_to(request.member)
    page = page_of(
        rows.for_rows(), name="handovers", order=("-pk",), reader=request.member.pk, cursor=request.GET.get("cursor")
    )
    titled = [(row, row.title_for(request.member)) for row in page.rows]
    return render(request, "privacy/handovers.html", {"page": page, "titled": titled, "total": total_up_to(rows)})


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def start(request: MemberRequest) -> HttpResponse:
    """Choose a situation or an area, and begin."""
    chosen = {"situation": number(request.GET.get("situatie", "")), "area": number(request.GET.get("gebied", ""))}
    form = StartHandoverForm(request.POST or None, member=request.member, initial=chosen)
    if form.is_valid():
        values = form.cleaned_data
        handover = actions.draft(
            request.member,
            values.get("giver") or request.member,
            key=values["key"] or uuid.uuid4(),
            situation=values["situation"],
            area=values["area"],
        )
        return redirect("privacy:handover", handover.uuid)
    return render(request, "privacy/handover_start.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def show_handover(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """Show all that would go, or went; let who makes it ready say to whom and what she must know."""
    member = request.member
    handover = find_handover(member, handover_uuid)
    names = names_in([handover.words], member)
    form = HandoverForm(request.POST or None, handover=handover)
    form.initial["words"] = to_typed(handover.words, names)
    may_write = handover.is_made_by(member) and handover.is_open
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    if form.is_valid():
        words = to_tokens(form.cleaned_data["words"], member, before=handover.words)
        values = form.cleaned_data
        actions.write(handover, receiver=values["receiver"], words=words, is_giver_leaving=values["is_giver_leaving"])
        messages.success(request, _("Bewaard."))
        return redirect("privacy:handover", handover.uuid)
    context: dict[str, Any] = {
        "handover": handover,
        "title": handover.title_for(member),
        "form": form if may_write else None,
        "names": names,
        "is_maker": handover.is_made_by(member),
        "is_receiver": handover.receiver_id == member.pk,
        **numbers_of(handover, member),
    }
    return render(request, "privacy/handover.html", context, status=422 if form.errors else 200)


def numbers_of(handover: Handover, member: Member) -> dict[str, Any]:
    """Count what goes along, or went."""
    said = HandoverParty.objects.filter(handover=handover, party__in=people_of(handover, member).values("pk"))
    told = {"first_meetings": said.exclude(first_meeting="").count(), "told": said.exclude(told_on=None).count()}
    if handover.state == Handover.State.ACCEPTED:
        went = {f"{link}_total": went_along(handover, link).count() for link in LINKS.values()}
        return {**told, **went, "party_total": people_of(handover, member).count()}
    scope = Scope(handover)
    people = scope.parties.filter(audience__in=member.audience_ids)
    return {
        **told,
        "encounter_total": scope.going(scope.talks).count(),
        "promise_total": scope.going(scope.promises).count(),
        "appointment_total": scope.going(scope.appointments).count(),
        "party_total": people.exclude(pk__in=scope.staying.values("party")).count(),
        **(asked_of_maker(scope, people, member) if handover.is_made_by(member) else {}),
    }


def asked_of_maker(scope: Scope, people: PartyQuerySet, member: Member) -> dict[str, Any]:
    """Tell who makes it ready what stays, and what the receiver can't read yet."""
    return {
        "staying_total": people.filter(pk__in=scope.staying.values("party")).count(),
        "unreadable": scope.unreadable if scope.handover.receiver else 0,
        "seats": scope.seats,
        "seats_to_take": [(seat, seat.has_in_team(member)) for seat in scope.seats_to_take],
    }


@require_POST
@role_required(*NOTE_ROLES)
def seat(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """Put the receiver in a team of which she must read the notes."""
    handover = find_own_handover(request.member, handover_uuid)
    asked = number(request.POST.get("situation", ""))
    visible = Situation.objects.within(request.member.municipality).visible_to(request.member)
    situation = get_object_or_404(visible.select_related("team", "municipality"), pk=asked)
    actions.seat_receiver(handover, request.member, situation)
    messages.success(request, _("%(name)s zit nu in het team.") % {"name": handover.receiver})
    return redirect("privacy:handover", handover.uuid)


@require_POST
@role_required(*NOTE_ROLES)
def offer(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """Lay it before the receiver."""
    handover = find_own_handover(request.member, handover_uuid)
    if handover.receiver is None:
        messages.warning(request, _("Kies eerst wie het overneemt."))
    elif not Scope(handover).is_found_by_receiver:
        messages.warning(request, _("Alleen het team vindt deze situatie. Zet je collega eerst in het team."))
    else:
        actions.offer(handover)
        messages.success(request, _("Aangeboden. Het staat bij %(name)s op Vandaag.") % {"name": handover.receiver})
    return redirect("privacy:handover", handover.uuid)


@require_POST
@role_required(*NOTE_ROLES)
def withdraw(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """Take it back."""
    handover = find_own_handover(request.member, handover_uuid)
    actions.withdraw(handover)
    messages.success(request, _("Ingetrokken. Er is niets overgegaan."))
    return redirect("privacy:handovers")


@require_POST
@role_required(*NOTE_ROLES)
def accept(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """Take over what is offered."""
    handover = find_handover(request.member, handover_uuid)
    if handover.receiver_id != request.member.pk:
        raise Http404
    actions.accept(handover, request.member)
    messages.success(request, _("Overgenomen. De beloften en geplande gesprekken staan nu bij jou."))
    return redirect("privacy:handover", handover.uuid)


@require_POST
@role_required(*NOTE_ROLES)
def decline(request: MemberRequest, handover_uuid: uuid.UUID) -> HttpResponse:
    """Say no, or not yet."""
    handover = find_handover(request.member, handover_uuid)
    if handover.receiver_id != request.member.pk:
        raise Http404
    actions.decline(handover, request.member)
    messages.success(request, _("Teruggegeven. Leg je collega uit waarom."))
    return redirect("privacy:handovers")
