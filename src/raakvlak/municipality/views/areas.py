"""The areas of a municipality: listed, drawn, changed and removed."""

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.actions.places import save_branch
from raakvlak.municipality.board import board_of
from raakvlak.municipality.forms.areas import AreaSearchForm
from raakvlak.municipality.forms.attempt import attempt
from raakvlak.municipality.forms.places import AreaForm
from raakvlak.municipality.history import last_change
from raakvlak.municipality.models import Area, AreaImport, Municipality, Role
from raakvlak.municipality.views.places import ask_to_remove
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of


@require_GET
@role_required(Role.ADMINISTRATOR)
def areas(request: MemberRequest) -> HttpResponse:
    """Show the areas, a page at a time, and find one by name or code."""
    municipality = request.member.municipality
    rows = Area.objects.within(municipality).select_related("parent")
    search = AreaSearchForm(request.GET)
    if search.is_valid():
        rows = search.kept(rows)
    page = page_of(rows, name="areas", order=("name", "pk"), reader=request.member.pk, cursor=request.GET.get("cursor"))
    context = {
        "page": page,
        "search": search,
        "board": board_of(page.rows),
        "totals": totals_of(municipality),
        "last_import": AreaImport.objects.within(municipality).done().defer("found").first(),
        "change": last_change(Area, municipality),
    }
    return render_page(request, "municipality/areas.html", context, part="list")


def totals_of(municipality: Municipality) -> list[dict[str, object]]:
    """Count the areas of each kind, with who lives there as far as that is known."""
    counted = Area.objects.within(municipality).current().order_by().values("kind")
    rows = counted.annotate(
        number=Count("pk"),
        people=Sum("residents"),
        homes=Sum("households"),
        unknown=Count("pk", filter=Q(residents=None)),
    )
    found = {row["kind"]: row for row in rows}
    return [{**found[kind], "kind": kind.label} for kind in Area.Kind if kind in found]


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def make_area(request: MemberRequest) -> HttpResponse:
    """Draw or type a new area."""
    return _area_page(request, Area(municipality=request.member.municipality))


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def area(request: MemberRequest, area_id: int) -> HttpResponse:
    """Change an area."""
    return _area_page(request, _own(request, area_id))


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def remove_area(request: MemberRequest, area_id: int) -> HttpResponse:
    """Remove an area, after asking."""
    text = _(
        "Gesprekken, mensen en situaties van hier blijven, maar zonder gebied. Onderdelen schuiven een stap omhoog."
    )
    return ask_to_remove(request, _own(request, area_id), text, "municipality:areas")


def _own(request: MemberRequest, area_id: int) -> Area:
    return get_object_or_404(Area.objects.within(request.member.municipality), pk=area_id)


def _area_page(request: MemberRequest, found: Area) -> HttpResponse:
    name, shape = found.name, found.geometry
    form = AreaForm(request.POST or None, instance=found)
    if form.is_valid() and attempt(form, save_branch, form.filled_in()):
        messages.success(request, _("%(name)s is opgeslagen.") % {"name": form.instance.name})
        return redirect("municipality:areas")
    others = Area.objects.within(request.member.municipality).exclude(pk=found.pk).exclude(geometry=None).near(found)
    fixed = Area(name=name, geometry=shape) if form.is_border_fixed else None
    context = {"form": form, "area": found, "name": name, "board": board_of(list(others), fixed), "fixed": fixed}
    return render(request, "municipality/area.html", context)
