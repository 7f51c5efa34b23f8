"""What is within walking distance of where I stand."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from raakvlak.desk.forms.near import NearForm
from raakvlak.desk.near import organisations_near, situations_near
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.land import shows_map
from raakvlak.municipality.models import NOTE_ROLES

CHIPS: Final = 5


@never_cache
@require_http_methods(["GET", "POST"])
@shows_map
@role_required(*NOTE_ROLES)
def near(request: MemberRequest) -> HttpResponse:
    """Ask where to look round, and show what is there; the place is in no address, and kept nowhere."""
    form = NearForm(request.POST if request.method == "POST" else None, member=request.member)
    context = {"form": form, "land": form.land}
    if form.is_bound and form.is_valid():
        around = form.around
        found = {"situations": situations_near, "organisations": organisations_near}
        context |= {name: look(around, request.member) for name, look in found.items()}
        context["around"] = around
    return render(request, "desk/near.html", context)


@require_POST
@role_required(*NOTE_ROLES)
def near_choices(request: MemberRequest) -> HttpResponse:
    """Offer a few situations and organisations nearby, to tick in a note; never a person, and nothing is kept."""
    form = NearForm(request.POST, member=request.member)
    if not form.is_valid():
        return HttpResponse()
    around, member = form.around, request.member
    found = {
        "situations": situations_near(around, member, CHIPS),
        "organisations": organisations_near(around, member, CHIPS),
    }
    return render(request, "desk/near_choices.html", found)
