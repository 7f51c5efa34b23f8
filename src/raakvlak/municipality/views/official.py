"""Official neighbourhoods: a file is sent, the worker reads it, somebody looks, and only then it is stored."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.actions import official as actions
from raakvlak.municipality.area_plan import plan_for
from raakvlak.municipality.board import board_of
from raakvlak.municipality.forms.official import AreaFileForm, KeepAreasForm
from raakvlak.municipality.models import Area, AreaImport, Role
from raakvlak.municipality.official.refusal import MOST_UPLOADED, NOTES
from raakvlak.web.pages import render_page
from raakvlak.web.uploads import is_too_large, takes_uploads_of

MOST_LISTED = 100
State = AreaImport.State


@takes_uploads_of(MOST_UPLOADED)
@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def bring_in(request: MemberRequest) -> HttpResponse:
    """Take a file with official wijken and buurten; the worker reads it."""
    municipality = request.member.municipality
    is_sent = request.method == "POST"
    form = AreaFileForm(request.POST, request.FILES, is_too_large=is_too_large(request)) if is_sent else AreaFileForm()
    if form.is_valid():
        made = actions.send_file(municipality, form.cleaned_data["file"], form.cleaned_data["year"])
        return redirect("municipality:area_import", made.pk)
    waiting = AreaImport.objects.within(municipality).under_way().defer("found").order_by("-pk").first()
    return render(request, "municipality/bring_in.html", {"form": form, "waiting": waiting})


@require_GET
@role_required(Role.ADMINISTRATOR)
def area_import(request: MemberRequest, import_id: int) -> HttpResponse:
    """Show how far the reading is, what the file would change, or what it changed."""
    return _show(request, _own(request, import_id))


@require_POST
@role_required(Role.ADMINISTRATOR)
def keep_import(request: MemberRequest, import_id: int) -> HttpResponse:
    """Store what was looked at."""
    found = _own(request, import_id)
    if found.state != State.READY or found.reading is None:
        return redirect("municipality:area_import", found.pk)
    form = KeepAreasForm(request.POST, plan=plan_for(found.municipality, found.reading))
    if not form.is_valid():
        return _show(request, found, form)
    chosen = form.cleaned_data
    actions.keep(found, same_ids=chosen.get("same", []), marks_former=chosen.get("marks_former", False))
    return redirect("municipality:area_import", found.pk)


@require_POST
@role_required(Role.ADMINISTRATOR)
def drop_import(request: MemberRequest, import_id: int) -> HttpResponse:
    """Forget a file of which nothing is stored."""
    actions.drop(_own(request, import_id))
    messages.success(request, _("Het bestand is weg. Er is niets veranderd."))
    return redirect("municipality:bring_in")


def _own(request: MemberRequest, import_id: int) -> AreaImport:
    imports = AreaImport.objects.within(request.member.municipality).select_related("job", "municipality")
    return get_object_or_404(imports, pk=import_id)


def _show(request: MemberRequest, found: AreaImport, form: KeepAreasForm | None = None) -> HttpResponse:
    context = {"found": found, **(_preview(found, form) if found.state == State.READY else {})}
    return render_page(request, "municipality/area_import.html", context, part="stand")


def _preview(found: AreaImport, form: KeepAreasForm | None) -> dict[str, Any]:
    reading = found.reading
    if reading is None:
        return {}
    plan = plan_for(found.municipality, reading)
    return {
        "plan": plan,
        "form": form or KeepAreasForm(plan=plan),
        "years": sorted({area.year for area in reading.areas if area.year}),
        "counts": [
            (kind.label, number) for kind in Area.Kind if (number := sum(area.kind == kind for area in reading.areas))
        ],
        "notes": [(NOTES.get(note.what, note.what), note) for note in reading.notes],
        "board": board_of([Area(name=area.name, geometry=area.geometry) for area in reading.areas]),
        "new": plan.new[:MOST_LISTED],
        "changed": plan.changed[:MOST_LISTED],
        "missing": plan.missing[:MOST_LISTED],
        "most": MOST_LISTED,
    }
