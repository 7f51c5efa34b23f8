"""Finding anything by its words."""

from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from raakvlak.desk.finding import find
from raakvlak.desk.forms.search import SearchForm
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.lists import OwnList
from raakvlak.municipality.models import NOTE_ROLES, ListName
from raakvlak.web.pages import render_page

AT_A_GLANCE: Final = 8


@require_GET
@role_required(*NOTE_ROLES)
def search(request: MemberRequest) -> HttpResponse:
    """Find anything that can be found by its words; htmx gets the few newest, for in the window."""
    is_glance = bool(request.htmx)
    form = SearchForm(request.GET, member=request.member)
    answer = find(form.wish, cursor=request.GET.get("cursor", ""), **({"size": AT_A_GLANCE} if is_glance else {}))
    context = {
        "form": form,
        "own": None if is_glance else OwnList.of(request, ListName.SEARCH, form),
        "answer": answer,
        "text": form.text,
        "is_filtered": form.is_filtered,
        "clear_url": f"{request.path}?{urlencode({'q': form.text})}",
    }
    return render_page(request, "desk/search.html", context, part="glance")
