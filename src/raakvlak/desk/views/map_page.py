"""The map of situations and talks, and the list that says the same."""

from typing import Any, Final, NamedTuple

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from raakvlak.desk.forms.map import SITUATIONS, TALKS, MapFilterForm
from raakvlak.desk.mapped import Mapped, Tally, mapped
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.land import Land, shows_map
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.relations.models import Encounter, EncounterQuerySet
from raakvlak.situations.models import Situation
from raakvlak.situations.references import names_in
from raakvlak.web.pages import render_page
from raakvlak.web.paging import PAGE_SIZE, Page, page_of

SITUATIONS_BESIDE_TALKS: Final = 5
FEW: Final = 200


class AreaLine(NamedTuple):
    """A line of the table: an area, how deep it lies, and what was counted in it itself."""

    pk: int
    name: str
    depth: int
    tally: Tally


@require_GET
@shows_map
@role_required(*NOTE_ROLES)
def show_map(request: MemberRequest) -> HttpResponse:
    """Show where situations and talks are, on a map and in a list."""
    form = _form(request)
    form.offer_situations()
    laid = mapped(form)
    context = {
        "form": form,
        "laid": laid,
        "land": form.land,
        "chosen_areas": sorted(form.chosen_areas),
        "chosen_area": form.land.areas.get(int(form.cleaned_data.get("area") or 0)),
        "lines": _lines(form.land, laid),
        "no_area": laid.by_area.get(None),
        "is_filtered": form.is_filtered,
        "clear_url": reverse("desk:map"),
        **_lists(request, form, laid),
    }
    return render_page(request, "desk/map.html", context)


@require_GET
@role_required(*NOTE_ROLES)
def map_points(request: MemberRequest) -> HttpResponse:
    """Give the numbers on the map: where and how many, never who."""
    return JsonResponse(mapped(_form(request)).as_json(), json_dumps_params={"separators": (",", ":")})


def _form(request: MemberRequest) -> MapFilterForm:
    land = Land.of(request.member.municipality)
    return MapFilterForm(request.GET, member=request.member, land=land)


def _lists(request: MemberRequest, form: MapFilterForm, laid: Mapped) -> dict[str, Any]:
    """Fetch a page of situations and a page of talks; beside talks stand only the newest situations."""
    kind, cursor = form.cleaned_data.get("kind", ""), request.GET.get("cursor")
    situations: Page[Situation] = page_of(
        form.situations().select_related("area").defer("area__geometry"),
        name="map situations",
        order=("-started_on", "-pk"),
        reader=request.member.pk,
        cursor=cursor if kind == SITUATIONS else None,
        size=PAGE_SIZE if kind == SITUATIONS else SITUATIONS_BESIDE_TALKS,
    )
    talks: Page[Encounter] = page_of(
        _newest(form.talks(), laid.total.talks).select_related("area").defer("area__geometry"),
        name="map talks",
        order=("-happened_on", "-pk"),
        reader=request.member.pk,
        cursor=cursor if kind != SITUATIONS else None,
    )
    return {
        "situations": situations,
        "talks": talks,
        "page": situations if kind == SITUATIONS else talks,
        "has_more_situations": kind == "" and situations.older is not None,
        "only_situations": _with(request, kind=SITUATIONS),
        "only_talks": _with(request, kind=TALKS),
        "whole_map": _with(request, box=None),
        "names": names_in((talk.working_note for talk in talks.rows), request.member),
    }


def _newest(talks: EncounterQuerySet, number: int) -> EncounterQuerySet:
    """Let the database begin with the few that were asked for: going by date, it would read all to find them."""
    return Encounter.objects.filter(pk__in=talks.values("pk")) if number <= FEW else talks


def _with(request: MemberRequest, **changed: str | None) -> str:
    """Return the address of this map with something asked differently, from its first page."""
    asked = request.GET.copy()
    asked.pop("cursor", None)
    for name, value in changed.items():
        if value is None:
            asked.pop(name, None)
        else:
            asked[name] = value
    return f"{reverse('desk:map')}?{asked.urlencode()}"


def _lines(land: Land, laid: Mapped) -> list[AreaLine]:
    nested = ((area, depth, laid.by_area.get(area.pk)) for area, depth in land.nested())
    return [AreaLine(area.pk, area.name, depth, tally) for area, depth, tally in nested if tally]
