"""My own filters: kept under a name, renamed, chosen to open a list with, and removed."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.desk.filters import FILTERS
from raakvlak.desk.forms.saved_filter import SavedFilterForm
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.lists import asked_in
from raakvlak.municipality.models import NOTE_ROLES, ListName, SavedFilter
from raakvlak.municipality.models.saved_filter import address_of


@require_GET
@role_required(*NOTE_ROLES)
def list_saved_filters(request: MemberRequest) -> HttpResponse:
    """List my own filters, by the list that they are for."""
    mine: dict[str, list[SavedFilter]] = {}
    for saved in SavedFilter.objects.of(request.member).by_name():
        mine.setdefault(saved.list_name, []).append(saved)
    groups = [(name.label, mine[name]) for name in ListName if name in mine]
    return render(request, "desk/saved_filters.html", {"groups": groups})


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def save_filter(request: MemberRequest, list_name: str) -> HttpResponse:
    """Keep the filter that stands in the address; what the list can't read in it is left out."""
    if list_name not in ListName:
        raise Http404
    name = ListName(list_name)
    asked = asked_in(FILTERS[name](request.GET, request.member))
    if not asked:
        messages.info(request, _("Kies eerst een filter of zoek op een woord. Dan kun je dat bewaren."))
        return redirect(address_of(name, {}))
    saved = SavedFilter(member=request.member, list_name=name, asked=asked)
    return named(
        request, saved, title=_("Bewaar dit filter"), done=_("Het filter is bewaard. Je vindt het boven de lijst.")
    )


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def change_filter(request: MemberRequest, filter_id: int) -> HttpResponse:
    """Give a filter of mine another name, and say whether its list opens with it."""
    saved = get_object_or_404(SavedFilter.objects.of(request.member), pk=filter_id)
    return named(request, saved, title=_("Filter aanpassen"), done=_("Bewaard."))


def named(request: MemberRequest, saved: SavedFilter, *, title: str, done: str) -> HttpResponse:
    """Ask for a name, and keep the filter under it."""
    form = SavedFilterForm(request.POST or None, saved=saved)
    if form.is_valid() and is_kept(form):
        messages.success(request, done)
        return redirect(saved.url)
    context = {"form": form, "saved": saved, "title": title}
    return render(request, "desk/saved_filter.html", context, status=422 if form.errors else 200)


def is_kept(form: SavedFilterForm) -> bool:
    """Keep a filter; one with this name that came in between is told as one that was there."""
    try:
        with transaction.atomic():
            form.keep()
    except IntegrityError:
        form.add_error("name", _("Je hebt op deze lijst al een filter met deze naam. Kies een andere naam."))
        return False
    return True


@require_POST
@role_required(*NOTE_ROLES)
def remove_filter(request: MemberRequest, filter_id: int) -> HttpResponse:
    """Remove a filter of mine; the list and all that is in it stay."""
    saved = get_object_or_404(SavedFilter.objects.of(request.member), pk=filter_id)
    saved.delete()
    messages.success(request, _("Het filter is weg. De lijst zelf verandert niet."))
    return redirect("desk:saved_filters")
