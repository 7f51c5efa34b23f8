"""Thresholds: found again, named, answered by the department that they are about, and opened."""

import uuid
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.alignment.actions import thresholds as actions
from raakvlak.alignment.alike import alike
from raakvlak.alignment.forms.answer import MaybeWordsForm
from raakvlak.alignment.forms.listing import ThresholdFilter
from raakvlak.alignment.forms.threshold import THEIRS, OpenForm, RespondForm, ThresholdForm
from raakvlak.alignment.models import Lane, Threshold
from raakvlak.municipality.access import MemberRequest, member_required, role_required
from raakvlak.municipality.lists import OwnList
from raakvlak.municipality.models import NOTE_ROLES, ListName
from raakvlak.situations.access import team_required
from raakvlak.situations.models import Situation
from raakvlak.web.numbers import number
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to


@require_GET
@role_required(*NOTE_ROLES)
def thresholds(request: MemberRequest) -> HttpResponse:
    """List what stood in the way in the house, and what opened it; the newest first."""
    form = ThresholdFilter(request.GET, member=request.member)
    own = OwnList.of(request, ListName.THRESHOLDS, form)
    if own.opening_url:
        return redirect(own.opening_url)
    found = form.narrowed()
    page = page_of(
        found.select_related("situation", "from_department", "to_department"),
        name="thresholds",
        order=("-since_on", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    context = {
        "form": form,
        "own": own,
        "clear_url": own.all_url,
        "page": page,
        "total": total_up_to(found),
        "is_filtered": form.is_filtered,
    }
    return render_page(request, "alignment/thresholds.html", context, part="results")


@require_GET
@member_required
def threshold(request: MemberRequest, threshold_uuid: uuid.UUID) -> HttpResponse:
    """Show one threshold: in whose words, what was tried, what the department says of it, and what opened it."""
    found = _find(request, threshold_uuid)
    return render(request, "alignment/threshold.html", {"threshold": found, **_about(request, found)})


@require_http_methods(["GET", "POST"])
@team_required
def name(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Name what stands in the way; what looked like it before, and what opened that, is offered meanwhile."""
    lane = _lane(request, situation)
    looks = request.POST.get("stap") == "kijk"
    if request.method == "POST" and not looks:
        form = ThresholdForm(request.POST, situation=situation, member=request.member)
        if form.is_valid():
            return _keep(request, situation, lane, form)
    else:
        typed = request.POST.dict() if looks else _first(request, lane)
        form = ThresholdForm(initial=typed, situation=situation, member=request.member)
    context = {
        "situation": situation,
        "form": form,
        "lane": lane,
        "alike": alike(form.sought, request.member),
    }
    status = 422 if form.errors else 200
    return render(request, "alignment/threshold_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@member_required
def respond(request: MemberRequest, threshold_uuid: uuid.UUID) -> HttpResponse:
    """Say as the department what one thinks of it; others see it from then on, with these words beside it."""
    mine = Threshold.objects.within(request.member.municipality).about_department_of(request.member)
    found = get_object_or_404(mine.select_related("to_department", "from_department"), uuid=threshold_uuid)
    initial = {"words": found.response}
    form = RespondForm(request.POST or None, member=request.member, initial=initial)
    if not form.is_valid():
        context = {"threshold": found, "form": form}
        return render(request, "alignment/respond.html", context, status=422 if form.errors else 200)
    actions.respond(found, form.said(request.member))
    messages.success(request, _("Jullie antwoord staat erbij. Anderen lezen het nu ook."))
    return redirect("alignment:threshold", found.uuid)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def open_up(request: MemberRequest, threshold_uuid: uuid.UUID) -> HttpResponse:
    """Say that it stands in the way no more, and what opened it."""
    found = _to_work_on(request, threshold_uuid)
    form = OpenForm(request.POST or None, member=request.member)
    if not form.is_valid():
        context = {"threshold": found, "form": form}
        return render(request, "alignment/open.html", context, status=422 if form.errors else 200)
    actions.open_threshold(found, form.said(request.member), form.cleaned_data)
    messages.success(request, _("Mooi: deze drempel is open. Zo leert een ander ervan."))
    return redirect("alignment:threshold", found.uuid)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def close(request: MemberRequest, threshold_uuid: uuid.UUID) -> HttpResponse:
    """Say that it stands in the way after all."""
    found = _to_work_on(request, threshold_uuid)
    form = MaybeWordsForm(request.POST or None, label=_("Wat is er gebeurd?"))
    if request.method != "POST" or not form.is_valid():
        context = {
            "title": _("Staat deze drempel toch weer in de weg?"),
            "text": found.words,
            "action": _("Ja, zet hem weer op dicht"),
            "cancel_url": reverse("alignment:threshold", args=[found.uuid]),
            "form": form,
        }
        return render(request, "confirm.html", context, status=422 if form.errors else 200)
    actions.close_threshold(found, form.said(request.member))
    messages.success(request, _("De drempel staat weer dicht. Hoe hij eerder openging, blijft te lezen."))
    return redirect("alignment:threshold", found.uuid)


def _find(request: MemberRequest, threshold_uuid: uuid.UUID) -> Threshold:
    visible = Threshold.objects.within(request.member.municipality).visible_to(request.member)
    related = ("situation", "from_department", "to_department", "lane__request")
    return get_object_or_404(visible.select_related(*related), uuid=threshold_uuid)


def _to_work_on(request: MemberRequest, threshold_uuid: uuid.UUID) -> Threshold:
    """Return a threshold of a situation in whose team this member is."""
    found = _find(request, threshold_uuid)
    if not found.situation.has_in_team(request.member):
        raise Http404
    return found


def _about(request: MemberRequest, found: Threshold) -> dict[str, object]:
    member, circles = request.member, set(request.member.audience_ids)
    return {
        "sees_situation": member.sees_notes and found.situation.audience_id in circles,
        "sees_request": found.lane is not None and found.lane.request.audience_id in circles,
        "is_team": member.sees_notes and found.situation.has_in_team(member),
        "is_department": found.to_department_id is not None and found.to_department_id == member.department_id,
        "steps": found.steps.all(),
    }


def _lane(request: MemberRequest, situation: Situation) -> Lane | None:
    """Return the lane that a threshold is named at, when the screen that one came from told it."""
    pk = number(request.GET.get("lijn", ""))
    visible = Lane.objects.within(request.member.municipality).visible_to(request.member)
    rows = visible.filter(request__situation=situation).select_related("request", "department", "member__department")
    return rows.filter(pk=pk).first() if pk else None


def _first(request: MemberRequest, lane: Lane | None) -> dict[str, object]:
    """Begin with what is known from the request: between which departments, in which words, since when."""
    known: dict[str, object] = {"from_department": request.member.department_id, "since_on": timezone.localdate()}
    if lane:
        department = lane.department or (lane.member and lane.member.department)
        since: date = timezone.localdate(lane.since_at)
        is_said = lane.state == Lane.State.NO
        known |= {"to_department": department.pk if department else None, "since_on": since}
        known |= {"words": lane.words, "whose": THEIRS} if is_said else {}
    return known


def _keep(request: MemberRequest, situation: Situation, lane: Lane | None, form: ThresholdForm) -> HttpResponse:
    try:
        made = actions.name_threshold(
            situation, request.member, form.readers, key=form.cleaned_data["uuid"], lane=lane, **form.values
        )
    except Threshold.DoesNotExist as error:
        raise Http404 from error
    if made.is_with_department:
        messages.success(request, _("De drempel is benoemd. De afdeling leest hem eerst en kan antwoorden."))
    else:
        messages.success(request, _("De drempel is benoemd."))
    return redirect("alignment:threshold", made.uuid)
