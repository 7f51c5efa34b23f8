"""The report of what was brought in, to read and to print: without names, and without who answered."""

from typing import Final

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from raakvlak.municipality.access import MemberRequest
from raakvlak.resolutions.counts import counts_of
from raakvlak.resolutions.forms.contributions import ContributionFilter
from raakvlak.resolutions.models import Contribution
from raakvlak.resolutions.unnamed import line_of, unnamed_in
from raakvlak.situations.access import situation_required
from raakvlak.situations.models import Situation
from raakvlak.web.paging import page_of

LINES_AT_ONCE: Final = 500
IN_ORDER: Final = ("brought_on", "pk")


@require_GET
@situation_required
def report(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show how much was brought in and what was done with it, and then all of it, in the order in which it came."""
    member = request.member
    form = ContributionFilter(request.GET, situation=situation, member=member)
    found = form.narrowed()
    page = page_of(
        found.with_answers(),
        name=f"report {situation.pk}",
        order=IN_ORDER,
        reader=member.pk,
        cursor=request.GET.get("cursor"),
        size=LINES_AT_ONCE,
    )
    before = _before(page.rows[0]) if page.rows else None
    start = found.filter(before).count() + 1 if before and page.newer else 1
    unnamed = unnamed_in(situation, member)
    context = {
        "situation": situation,
        "form": form,
        "is_filtered": form.is_filtered,
        "page": page,
        "counts": counts_of(found),
        "lines": [line_of(row, place, unnamed, member) for place, row in enumerate(page.rows, start)],
        "title": unnamed(situation.title),
        "today": timezone.localdate(),
    }
    return render(request, "resolutions/report.html", context)


def _before(first: Contribution) -> Q:
    return Q(brought_on__lt=first.brought_on) | Q(brought_on=first.brought_on, pk__lt=first.pk)
