"""One talk, its history, and the list of talks."""

import uuid
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from raakvlak.desk.forms.filter import EncounterFilterForm
from raakvlak.desk.versions import versions_of
from raakvlak.municipality.access import MemberRequest, member_required
from raakvlak.municipality.lists import OwnList
from raakvlak.municipality.models import ListName, Member
from raakvlak.relations import actions
from raakvlak.relations.models import MOST_PHOTOS, Encounter, EncounterQuerySet, Photo, Promise
from raakvlak.situations.models import Insight, Situation
from raakvlak.situations.references import names_for, names_in, party_reference
from raakvlak.web.pages import next_address, render_page
from raakvlak.web.paging import page_of, total_up_to

# What was just done, in words, and the address that undoes it.
UNDO: Final = {
    "genoteerd": (_("Bewaard."), "desk:withdraw"),
    "aangepast": (_("Aangepast."), "desk:revert"),
    "ingetrokken": (_("Ingetrokken. Anderen lezen de tekst niet meer."), "desk:restore"),
    "teruggezet": (_("Teruggezet."), "desk:withdraw"),
    "uitgewerkt": (_("Deze notitie is uitgewerkt."), "desk:work_out"),
}


def visible_encounters(member: Member) -> EncounterQuerySet:
    """Return the talks that this member may read, with what one of them shows."""
    return Encounter.objects.within(member.municipality).visible_to(member).for_timeline()


def find_encounter(member: Member, encounter_uuid: uuid.UUID) -> Encounter:
    """Return a talk that this member may read; 404 for any other."""
    return get_object_or_404(visible_encounters(member), uuid=encounter_uuid)


def find_own_encounter(member: Member, encounter_uuid: uuid.UUID) -> Encounter:
    """Return a talk that this member wrote; 404 for any other, also for one that she may read."""
    return get_object_or_404(visible_encounters(member), uuid=encounter_uuid, author=member)


@require_GET
@member_required
def show_encounter(request: MemberRequest, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Show one talk; of a withdrawn one no more than that, but to its author."""
    encounter = find_encounter(request.member, encounter_uuid)
    is_mine = encounter.author_id == request.member.pk
    context: dict[str, Any] = {"encounter": encounter, "is_mine": is_mine, "most_photos": MOST_PHOTOS}
    if is_mine or not encounter.is_withdrawn:
        context |= contents_of(encounter, request.member)
    if is_mine and request.GET.get("klaar") in UNDO:
        text, undo = UNDO[request.GET["klaar"]]
        context |= {"done": text, "undo_url": reverse(undo, args=[encounter.uuid])}
    return render(request, "desk/encounter.html", context)


def contents_of(encounter: Encounter, member: Member) -> dict[str, Any]:
    """Gather what belongs to a talk, as far as this member may see it."""
    promises = Promise.objects.within(member.municipality).visible_to(member).filter(encounter=encounter)
    rows = list(promises.by_due_day().select_related("owner__user").prefetch_related("moves"))
    texts = [promise.text for promise in rows]
    parties = [party_reference(promise.party_id).token for promise in rows if promise.party_id]
    situations = Situation.objects.within(member.municipality).visible_to(member).filter(links__encounter=encounter)
    insights = Insight.objects.within(member.municipality).visible_to(member).filter(encounter=encounter)
    return {
        "promises": rows,
        "situations": list(situations.newest_first()),
        "insights": insights.count(),
        "photos": list(Photo.objects.within(member.municipality).visible_to(member).of(encounter)),
        "colleagues": list(encounter.members.select_related("user").order_by("user__name", "pk")),
        "names": names_for([encounter], member) | names_in([*texts, *parties], member),
    }


@require_GET
@member_required
def show_history(request: MemberRequest, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Show how a talk was worded before, as far as this member could read it then."""
    encounter = find_encounter(request.member, encounter_uuid)
    if encounter.is_withdrawn and encounter.author_id != request.member.pk:
        raise Http404
    versions = versions_of(encounter, request.member)
    names = names_in((text for version in versions for text in version.texts), request.member)
    return render(request, "desk/history.html", {"encounter": encounter, "versions": versions, "names": names})


@require_POST
@member_required
def work_out(request: MemberRequest, encounter_uuid: uuid.UUID) -> HttpResponse:
    """Mark a note of one's own as worked out, or put it back in the list."""
    encounter = find_own_encounter(request.member, encounter_uuid)
    is_done = encounter.worked_out_at is None
    actions.work_out(encounter, is_done=is_done)
    if next_url := next_address(request):
        return redirect(next_url)
    address = reverse("desk:encounter", args=[encounter.uuid])
    return redirect(f"{address}?klaar=uitgewerkt" if is_done else address)


@require_GET
@member_required
def list_encounters(request: MemberRequest) -> HttpResponse:
    """List the talks that this member may read, the newest first."""
    form = EncounterFilterForm(request.GET, member=request.member)
    own = OwnList.of(request, ListName.ENCOUNTERS, form)
    if own.opening_url:
        return redirect(own.opening_url)
    found = form.filtered(Encounter.objects.within(request.member.municipality).visible_to(request.member))
    page = page_of(
        found.for_timeline(),
        name="encounters",
        order=("-happened_on", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    context = {
        "form": form,
        "own": own,
        "page": page,
        "total": total_up_to(found),
        "names": names_for(page.rows, request.member),
        "is_filtered": form.is_filtered,
        "clear_url": own.all_url,
        "is_to_work_out": form.is_to_work_out,
    }
    return render_page(request, "desk/encounters.html", context, part="results")
