"""The list of situations, and making a new one."""

import datetime
import uuid
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.land import shows_map
from raakvlak.municipality.lists import OwnList
from raakvlak.municipality.models import NOTE_ROLES, ListName, Member
from raakvlak.relations.models import Encounter
from raakvlak.situations.actions import link_encounter, make_situation
from raakvlak.situations.forms.listing import SituationFilter
from raakvlak.situations.forms.situation import MakeForm
from raakvlak.situations.latest import latest_days
from raakvlak.situations.models import Question, Situation
from raakvlak.situations.references import names_in
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to


class Row(NamedTuple):
    """A situation in the list: when something last happened, and the question behind the question."""

    situation: Situation
    latest: datetime.date
    question: str


@require_GET
@role_required(*NOTE_ROLES)
def situations(request: MemberRequest) -> HttpResponse:
    """List the situations that this member may find, the newest first."""
    member = request.member
    form = SituationFilter(request.GET, member=member)
    own = OwnList.of(request, ListName.SITUATIONS, form)
    if own.opening_url:
        return redirect(own.opening_url)
    visible = Situation.objects.within(member.municipality).visible_to(member)
    found = form.narrow(visible) if form.is_valid() else visible.none()
    page = page_of(
        found.select_related("area").defer("area__geometry"),
        name="situations",
        order=("-started_on", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    rows = _rows(page.rows, member)
    context = {
        "form": form,
        "own": own,
        "page": page,
        "total": total_up_to(found),
        "rows": rows,
        "names": names_in((row.question for row in rows), member),
        "is_filtered": form.is_valid() and form.is_used,
        "clear_url": own.all_url,
        "has_any": bool(page.rows) or visible.exists(),
    }
    return render_page(request, "situations/list.html", context, part="found")


@require_http_methods(["GET", "POST"])
@shows_map
@role_required(*NOTE_ROLES)
def make(request: MemberRequest) -> HttpResponse:
    """Make a situation; a title is enough. Made from a talk, that talk belongs to it at once."""
    encounter = _talk(request)
    area = encounter.area if encounter else None
    form = MakeForm(request.POST or None, member=request.member, area=area)
    if not form.is_valid():
        return render(request, "situations/make.html", {"form": form, "encounter": encounter})
    try:
        situation = make_situation(request.member, **form.values)
    except Situation.DoesNotExist as error:
        raise Http404 from error
    if encounter:
        link_encounter(situation, encounter)
    messages.success(request, _("De situatie staat er. Vul aan wat je weet, of laat het zo."))
    return redirect("situations:situation", situation.pk)


def _rows(situations: list[Situation], member: Member) -> list[Row]:
    days = latest_days(situations, member)
    questions = Question.objects.filter(situation__in=situations, kind=Question.Kind.BEHIND).current()
    behind = dict(questions.values_list("situation", "text"))
    return [Row(situation, days[situation.pk], behind.get(situation.pk, "")) for situation in situations]


def _talk(request: MemberRequest) -> Encounter | None:
    """Return the talk that a situation is made from; 404 when it is not for this member's eyes."""
    asked = request.GET.get("gesprek")
    if not asked:
        return None
    try:
        encounter_uuid = uuid.UUID(asked)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(Encounter.objects.visible_to(request.member).standing(), uuid=encounter_uuid)
