"""In which area one stands."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from raakvlak.desk.forms.where import WhereForm
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.municipality.places import area_at


@require_POST
@role_required(*NOTE_ROLES)
def where(request: MemberRequest) -> HttpResponse:
    """Tell in which area a place lies, before a note is stored with it; the place itself is kept nowhere."""
    form = WhereForm(request.POST)
    place = form.place if form.is_valid() else None
    area = area_at(request.member.municipality, *place) if place else None
    return render(request, "desk/where.html", {"area": area, "place": place})
