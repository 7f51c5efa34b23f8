"""The list of promises, and the page of one: how firm it is, whose it is, and what became of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from raakvlak.desk.course import course_of
from raakvlak.desk.forms.promise_filter import PromiseFilter
from raakvlak.municipality.access import MemberRequest, member_required, role_required
from raakvlak.municipality.lists import OwnList
from raakvlak.municipality.models import NOTE_ROLES, ListName, Member
from raakvlak.relations.models import Encounter, Promise, PromiseQuerySet
from raakvlak.situations.models import Situation
from raakvlak.situations.promised import names_on, situations_with
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to


def visible_promises(member: Member) -> PromiseQuerySet:
    """Return the promises that this member may read, with what one of them shows."""
    visible = Promise.objects.within(member.municipality).visible_to(member)
    return visible.select_related("audience", "encounter", "owner__user", "party", "municipality")


def find_promise(member: Member, promise_id: int) -> Promise:
    """Return a promise that this member may read; 404 for any other."""
    return get_object_or_404(visible_promises(member).standing(), pk=promise_id)


def find_own_promise(member: Member, promise_id: int) -> Promise:
    """Return a promise that this member has to see to; 404 for any other."""
    return get_object_or_404(visible_promises(member).of(member), pk=promise_id)


@require_GET
@role_required(*NOTE_ROLES)
def list_promises(request: MemberRequest) -> HttpResponse:
    """List the promises that are mine, and those of my situations; what is due first stands first."""
    form = PromiseFilter(request.GET, member=request.member)
    own = OwnList.of(request, ListName.PROMISES, form)
    if own.opening_url:
        return redirect(own.opening_url)
    found = form.narrowed()
    page = page_of(
        found.select_related("owner__user", "audience"),
        name="promises",
        order=form.order,
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    context = {
        "form": form,
        "own": own,
        "page": page,
        "total": total_up_to(found),
        "names": names_on(page.rows, request.member),
        "is_filtered": form.is_filtered,
        "clear_url": own.all_url,
        "today": timezone.localdate(),
    }
    return render_page(request, "desk/promises.html", context, part="results")


@require_GET
@member_required
def show_promise(request: MemberRequest, promise_id: int) -> HttpResponse:
    """Show one promise with all that became of it."""
    promise = find_promise(request.member, promise_id)
    return render(request, "desk/promise.html", {"promise": promise, **about(promise, request.member)})


def about(promise: Promise, member: Member) -> dict[str, Any]:
    """Gather what belongs to a promise, as far as this member may see it."""
    steps = course_of(promise, member)
    situations = Situation.objects.within(member.municipality).visible_to(member)
    talk = Encounter.objects.visible_to(member).standing().filter(promises=promise).first()
    return {
        "is_mine": promise.owner_id == member.pk,
        "can_take": promise.is_waiting and member.sees_notes,
        "talk": talk,
        "situations": list(situations.filter(situations_with(promise)).newest_first()),
        "steps": steps,
        "names": names_on([promise], member, [step.words for step in steps]),
        "today": timezone.localdate(),
    }
