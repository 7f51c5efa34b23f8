"""Requests for all that is held: the privacy officer makes the overview, in a case."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import Role
from raakvlak.privacy.actions.requests import ask_by_name, make_overview
from raakvlak.privacy.forms import NamedRequestForm
from raakvlak.privacy.models import OverviewRequest
from raakvlak.privacy.overview import Overview
from raakvlak.privacy.views.party import ask_and_erase
from raakvlak.web.paging import page_of


def requests_of(request: MemberRequest) -> QuerySet[OverviewRequest]:
    """Return the requests of this municipality."""
    rows = OverviewRequest.objects.within(request.member.municipality)
    return rows.select_related("party__area", "party__municipality")


@require_http_methods(["GET", "POST"])
@role_required(Role.PRIVACY_OFFICER)
def list_requests(request: MemberRequest) -> HttpResponse:
    """Show the requests of people to see what is held about them, and add one by name."""
    form = NamedRequestForm(request.POST or None)
    if form.is_valid():
        found = ask_by_name(request.member, form.cleaned_data["name"], form.cleaned_data["case_number"])
        if found:
            message = ngettext("%(number)d persoon gevonden.", "%(number)d personen gevonden.", len(found))
            messages.success(request, message % {"number": len(found)})
            return redirect("privacy:requests")
        form.add_error("name", _("Wij kennen niemand die precies zo heet. Kijk of de naam goed geschreven is."))
    page = page_of(
        requests_of(request),
        name="requests",
        order=("-asked_at", "-pk"),
        reader=request.member.pk,
        cursor=request.GET.get("cursor"),
    )
    context = {"page": page, "form": form}
    return render(request, "privacy/requests.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@role_required(Role.PRIVACY_OFFICER)
def show_request(request: MemberRequest, request_id: int) -> HttpResponse:
    """Ask for certainty first; the overview that is made then can be read for a day."""
    asked = get_object_or_404(requests_of(request), pk=request_id)
    if request.method == "POST":
        make_overview(asked, request.member)
        return redirect("privacy:request", asked.pk)
    if not asked.is_open:
        return render(request, "privacy/make.html", {"asked": asked})
    context = {"asked": asked, "party": asked.party, "overview": Overview(asked.party, None)}
    return render(request, "privacy/request.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.PRIVACY_OFFICER)
def erase_requested(request: MemberRequest, request_id: int) -> HttpResponse:
    """Erase the party of a case, once its overview was made."""
    asked = get_object_or_404(requests_of(request).exclude(made_at=None), pk=request_id)
    overview = Overview(asked.party, None)
    return ask_and_erase(request, overview, reverse("privacy:request", args=[asked.pk]), reverse("privacy:requests"))
