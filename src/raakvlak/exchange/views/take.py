"""The last screen before a list leaves the house: what goes along, in which file, and that it is written down."""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from raakvlak.exchange.forms.taking import TakeForm
from raakvlak.exchange.taking import Taking
from raakvlak.exchange.writing import download
from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.actions import log_access
from raakvlak.municipality.models import AccessLogEntry
from raakvlak.web.paging import total_up_to

MOST_TAKEN: Final = 100_000
What = AccessLogEntry.What
TITLES: Final = {
    What.PARTIES_EXPORTED: _("Mensen downloaden"),
    What.TALKS_EXPORTED: _("Gesprekken downloaden"),
    What.SITUATIONS_EXPORTED: _("Situaties downloaden"),
    What.INPUT_EXPORTED: _("Inbreng downloaden, zonder namen"),
}


def take_list(  # noqa: PLR0913 – all but the first are told by name or belong together
    request: MemberRequest,
    found: QuerySet[Any],
    make: Callable[[TakeForm], Taking],
    *,
    what: AccessLogEntry.What,
    back_url: str,
    more: str = "",
) -> HttpResponseBase:
    """Ask in which form the rows of a list go along, and send them; that they went is written down.

    `found` is what the list shows to this member; `more` is what one can tick besides, as in `forms.taking`.
    """
    total = total_up_to(found, MOST_TAKEN)
    form = TakeForm(request.POST or None, more=more, number=total.number, is_too_much=total.is_more)
    if form.is_valid():
        log_access(request.member, what, total.number)
        taking = make(form)
        return download(taking.sheet, taking.rows, form.cleaned_data["form"])
    query = request.GET.urlencode()
    context = {
        "form": form,
        "total": total,
        "title": TITLES[what],
        "back_url": f"{back_url}?{query}" if query else back_url,
    }
    return render(request, "exchange/take.html", context, status=422 if form.errors else 200)
