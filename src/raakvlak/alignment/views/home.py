"""In huis: the requests of our teams; who sees no notes comes to what is asked of her."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from raakvlak.alignment.forms.listing import RequestFilter
from raakvlak.alignment.lanes import routes_of, with_lanes
from raakvlak.municipality.access import MemberRequest, member_required
from raakvlak.municipality.lists import OwnList
from raakvlak.municipality.models import ListName
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to


@require_GET
@member_required
def home(request: MemberRequest) -> HttpResponse:
    """List the requests that this member may read, what is needed first; others go to what is asked of them."""
    member = request.member
    if not member.sees_notes:
        return redirect("alignment:asked")
    form = RequestFilter(request.GET, member=member)
    own = OwnList.of(request, ListName.REQUESTS, form)
    if own.opening_url:
        return redirect(own.opening_url)
    found = form.narrowed()
    page = page_of(
        with_lanes(found), name="requests", order=form.order, reader=member.pk, cursor=request.GET.get("cursor")
    )
    context = {
        "form": form,
        "own": own,
        "clear_url": own.all_url,
        "page": page,
        "routes": routes_of(page.rows),
        "total": total_up_to(found),
        "is_filtered": form.is_filtered,
    }
    return render_page(request, "alignment/home.html", context, part="results")
