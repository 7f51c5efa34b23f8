"""The timeline of a situation, and which talks belong to it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, EncounterQuerySet
from raakvlak.situations.access import situation_required
from raakvlak.situations.actions import link_encounter, unlink_encounter
from raakvlak.situations.forms.course import TimelineFilter
from raakvlak.situations.forms.people import TalkFilter
from raakvlak.situations.models import Situation
from raakvlak.situations.references import names_for
from raakvlak.situations.timeline import names_on, timeline_of
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of


@require_GET
@situation_required
def timeline(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show what happened in a situation, newest first."""
    form = TimelineFilter(request.GET or {})
    page = timeline_of(situation, request.member, form.asked, request.GET.get("cursor"))
    context = {
        "situation": situation,
        "form": form,
        "page": page,
        "is_team": situation.has_in_team(request.member),
        "is_filtered": form.is_used,
        "names": names_on(page.items, request.member),
    }
    return render_page(request, "situations/timeline.html", context, part="items")


@require_GET
@situation_required
def talks(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show the talks that could belong to this situation, the newest first."""
    form = TalkFilter(request.GET or {})
    rows = _linkable(request.member, situation).for_timeline()
    if form.is_valid() and form.cleaned_data["mijn"]:
        rows = rows.filter(author=request.member)
    if form.is_valid() and form.cleaned_data["hier"] and situation.area_id:
        rows = rows.filter(area=situation.area_id)
    page = page_of(
        rows,
        name="talks",
        order=("-happened_on", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
        size=10,
    )
    context = {
        "situation": situation,
        "form": form,
        "page": page,
        "is_filtered": form.is_valid() and any(form.cleaned_data.values()),
        "names": names_for(page.rows, request.member),
    }
    return render_page(request, "situations/talks.html", context)


@require_POST
@situation_required
def link(request: MemberRequest, situation: Situation, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Let a talk belong to this situation; who may read it stays as it was."""
    encounter = get_object_or_404(_visible(request.member), uuid=encounter_uuid)
    link_encounter(situation, encounter)
    messages.success(request, _("Dit gesprek hoort nu bij de situatie. Wie het leest, blijft zoals het was."))
    return redirect("situations:talks", situation.pk)


@require_http_methods(["GET", "POST"])
@situation_required
def unlink(request: MemberRequest, situation: Situation, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Let a talk no longer belong to this situation; the team and its author may."""
    encounter = get_object_or_404(_visible(request.member).filter(links__situation=situation), uuid=encounter_uuid)
    if not (situation.has_in_team(request.member) or encounter.author_id == request.member.pk):
        messages.warning(request, _("Alleen het team, of wie het noteerde, kan een gesprek losmaken."))
        return redirect("situations:situation", situation.pk)
    if request.method == "GET":
        return render(request, "situations/unlink.html", {"situation": situation, "encounter": encounter})
    unlink_encounter(situation, encounter)
    messages.success(request, _("Dit gesprek hoort niet meer bij de situatie. De notitie zelf blijft."))
    return redirect("situations:timeline", situation.pk)


def _visible(member: Member) -> EncounterQuerySet:
    return Encounter.objects.within(member.municipality).visible_to(member).standing()


def _linkable(member: Member, situation: Situation) -> EncounterQuerySet:
    return _visible(member).exclude(links__situation=situation)
