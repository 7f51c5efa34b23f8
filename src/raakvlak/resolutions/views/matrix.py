"""The matrix of a situation, to read at a desk, to project in a meeting, and to print for the table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from raakvlak.municipality.access import MemberRequest
from raakvlak.resolutions.access import options_of
from raakvlak.resolutions.forms.listing import MatrixFilter
from raakvlak.resolutions.gradients import SIGNS
from raakvlak.resolutions.matrix import OPTIONS_SHOWN, PARTIES_SHOWN, grouped, groups_of, order_of, rows_of
from raakvlak.resolutions.needs import needs_of
from raakvlak.resolutions.people import numbers_of, people_of, those
from raakvlak.resolutions.tally import tallies
from raakvlak.situations.access import situation_required
from raakvlak.situations.models import Situation
from raakvlak.situations.references import names_in
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of


@require_GET
@situation_required
def matrix(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show who stands where: a page of people beside the options, and of each option how all of them stand."""
    member = request.member
    form = MatrixFilter(request.GET, situation=situation, member=member)
    shown = list(options_of(situation, member).open().in_order()[: OPTIONS_SHOWN + 1])
    options = shown[:OPTIONS_SHOWN]
    people = numbers_of(form.narrow(people_of(situation, member)))
    page = page_of(
        grouped(those(people), form.grouping, situation, member).select_related("area").defer("area__geometry"),
        name=f"matrix {situation.pk}",
        order=order_of(form.grouping),
        reader=member.pk,
        cursor=request.GET.get("cursor"),
        size=PARTIES_SHOWN,
    )
    tally, needs = tallies(options, people, member), needs_of(options, member)
    groups = groups_of(rows_of(page.rows, options, member), form.grouping)
    context = {
        "situation": situation,
        "is_team": situation.has_in_team(member),
        "form": form,
        "is_filtered": form.is_filtered,
        "page": page,
        "options": [(one, tally[one.pk], needs[one.pk]) for one in options],
        "has_needs": any(needs.values()),
        "has_more_options": len(shown) > OPTIONS_SHOWN,
        "groups": groups,
        "total": len(people),
        "signs": SIGNS.values(),
        "names": names_in([group.label for group in groups], member),
        "is_meeting": request.GET.get("beeld") == "groot",
        "today": timezone.localdate(),
    }
    return render_page(request, "resolutions/matrix.html", context, part="results")


@require_GET
@situation_required
def cards(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show the options as cards to cut out, and a sheet on which people put where they stand."""
    options = list(options_of(situation, request.member).open().in_order()[: OPTIONS_SHOWN + 1])
    context = {
        "situation": situation,
        "options": options[:OPTIONS_SHOWN],
        "has_more_options": len(options) > OPTIONS_SHOWN,
        "signs": SIGNS.values(),
    }
    return render(request, "resolutions/cards.html", context)
