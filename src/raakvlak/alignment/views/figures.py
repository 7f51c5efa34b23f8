"""For coordinators: where wishes stick in the house, by pair of departments and never by person."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from raakvlak.alignment import figures as reckoned
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import Role


@require_GET
@role_required(Role.COORDINATOR)
def figures(request: MemberRequest) -> HttpResponse:
    """Show thresholds and waiting per quarter, wherever enough people stand behind it."""
    municipality, quarters = request.member.municipality, reckoned.quarters()
    context = {
        "quarters": [(day, (day.month + 2) // 3) for day in quarters],
        "thresholds": list(reckoned.shown(reckoned.thresholds_by_quarter(municipality), quarters)),
        "waiting": list(reckoned.shown(reckoned.waiting_by_quarter(municipality), quarters)),
        "least": reckoned.LEAST_PEOPLE,
    }
    return render(request, "alignment/figures.html", context)
