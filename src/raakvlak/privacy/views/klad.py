"""The klad of somebody who is away: ask, approve, read; and the author who was told."""

import uuid

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest, member_required, role_required
from raakvlak.municipality.models import Role
from raakvlak.privacy.actions import klad
from raakvlak.privacy.forms import AskKladForm
from raakvlak.privacy.klad import opened_klad, opened_photos
from raakvlak.privacy.models import KladOpening
from raakvlak.relations.models import PhotoContent
from raakvlak.relations.shown import given
from raakvlak.web.paging import page_of

KLAD_ROLES = (Role.COORDINATOR, Role.PRIVACY_OFFICER)


def openings_of(request: MemberRequest) -> QuerySet[KladOpening]:
    """Return what this member may know of: the privacy officer all, a coordinator her own questions."""
    rows = KladOpening.objects.within(request.member.municipality)
    if request.member.role != Role.PRIVACY_OFFICER:
        rows = rows.of(request.member)
    return rows.select_related("author__user", "asked_by__user", "approved_by__user")


@require_GET
@role_required(*KLAD_ROLES)
def list_openings(request: MemberRequest) -> HttpResponse:
    """Show which klads of absent authors were asked for, and what was decided."""
    cursor = request.GET.get("cursor")
    page = page_of(
        openings_of(request), name="klads", order=("-asked_at", "-pk"), reader=request.member.pk, cursor=cursor
    )
    return render(request, "privacy/klads.html", {"page": page})


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def ask(request: MemberRequest) -> HttpResponse:
    """Ask to open the klads of an absent author."""
    form = AskKladForm(request.POST or None, member=request.member)
    if form.is_valid():
        klad.ask_klad(request.member, form.cleaned_data["author"], form.cleaned_data["reason"])
        messages.success(request, _("Gevraagd. De privacyfunctionaris kijkt ernaar."))
        return redirect("privacy:klads")
    return render(request, "privacy/ask_klad.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(Role.PRIVACY_OFFICER)
def decide(request: MemberRequest, opening_id: int) -> HttpResponse:
    """Approve or refuse it, as the second person."""
    opening = get_object_or_404(openings_of(request), pk=opening_id)
    may_decide = opening.is_waiting and request.member.pk not in {opening.asked_by_id, opening.author_id}
    if request.method == "POST" and may_decide:
        if request.POST.get("answer") == "yes":
            klad.approve(opening, request.member)
            messages.success(request, _("Goedgekeurd. Het blijft een dag open, en de schrijver krijgt bericht."))
        else:
            klad.refuse(opening, request.member)
            messages.success(request, _("Geweigerd. De klad blijft dicht."))
        return redirect("privacy:klads")
    return render(request, "privacy/decide_klad.html", {"opening": opening, "may_decide": may_decide})


@require_GET
@role_required(Role.COORDINATOR)
def read(request: MemberRequest, opening_id: int) -> HttpResponse:
    """Show the klad to who asked, for a day, and write that down."""
    opening = get_object_or_404(openings_of(request).exclude(approved_at=None), pk=opening_id)
    if not opening.is_open:
        return render(request, "privacy/klad_closed.html", {"opening": opening}, status=410)
    klad.read(opening, request.member)
    context = {"opening": opening, "klad": opened_klad(opening, request.member)}
    return render(request, "privacy/read_klad.html", context)


@require_GET
@role_required(Role.COORDINATOR)
def read_photo(request: MemberRequest, opening_id: int, photo_uuid: uuid.UUID) -> HttpResponse:
    """Give a photo of the klad to who asked, as long as it is open, and write that down."""
    opening = get_object_or_404(openings_of(request).exclude(approved_at=None), pk=opening_id)
    if not opening.is_open:
        raise Http404
    photo = get_object_or_404(opened_photos(opening), uuid=photo_uuid)
    klad.read(opening, request.member)
    return given(photo, PhotoContent.Size.FULL)


@require_POST
@member_required
def seen(request: MemberRequest, opening_id: int) -> HttpResponse:
    """Let the author say that she knows."""
    mine = KladOpening.objects.within(request.member.municipality).to_tell(request.member)
    klad.see(get_object_or_404(mine, pk=opening_id))
    return redirect("desk:today")
