"""Possibilities to take along: what the house can offer, so nobody has to be told that it went."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.alignment.forms.possibilities import PossibilityFilter
from raakvlak.alignment.models import Possibility
from raakvlak.exchange import taking
from raakvlak.exchange.forms.taking import TakeForm
from raakvlak.exchange.views.take import MOST_TAKEN
from raakvlak.exchange.writing import download
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.web.paging import total_up_to


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def take_possibilities(request: MemberRequest) -> HttpResponseBase:
    """Take along what the list of possibilities shows."""
    member = request.member
    visible = Possibility.objects.within(member.municipality).visible_to(member)
    found = PossibilityFilter(request.GET, member=member).narrow(visible)
    total = total_up_to(found, MOST_TAKEN)
    form = TakeForm(request.POST or None, more="", number=total.number, is_too_much=total.is_more)
    if form.is_valid():
        file = taking.possibilities(found)
        return download(file.sheet, file.rows, form.cleaned_data["form"])
    query = request.GET.urlencode()
    list_url = reverse("alignment:possibilities")
    context = {
        "form": form,
        "total": total,
        "title": _("Mogelijkheden downloaden"),
        "back_url": f"{list_url}?{query}" if query else list_url,
        "is_of_the_house": True,
    }
    return render(request, "exchange/take.html", context, status=422 if form.errors else 200)
