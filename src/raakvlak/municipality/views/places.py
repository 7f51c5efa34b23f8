"""Departments, areas and tags: what a municipality is made of, and its words."""

from typing import Protocol, TypeVar

from django.contrib import messages
from django.db.models import ProtectedError, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.actions.places import remove_branch, save_branch, save_tag
from raakvlak.municipality.findable import let_mend
from raakvlak.municipality.forms.attempt import attempt
from raakvlak.municipality.forms.places import DepartmentForm, TagForm
from raakvlak.municipality.history import last_change
from raakvlak.municipality.models import MOST_TAGS, SETTLING_ROLES, Area, Department, Municipality, Role, Tag
from raakvlak.municipality.tree import indented

MOST_DEPARTMENTS_SHOWN = 500
Row = TypeVar("Row", Area, Department, Tag, covariant=True)


class Rows(Protocol[Row]):
    """Whatever keeps rows of municipalities."""

    def within(self, municipality: Municipality) -> QuerySet[Row]:
        """Keep the rows of this municipality."""


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def departments(request: MemberRequest) -> HttpResponse:
    """Show the departments as a tree, and add one."""
    municipality = request.member.municipality
    form = DepartmentForm(request.POST or None, instance=Department(municipality=municipality))
    if form.is_valid() and attempt(form, save_branch, form.save(commit=False)):
        messages.success(request, _("%(name)s staat erbij.") % {"name": form.instance.name})
        return redirect("municipality:departments")
    rows = list(Department.objects.within(municipality)[:MOST_DEPARTMENTS_SHOWN])
    context = {"form": form, "tree": indented(rows), "change": last_change(Department, municipality)}
    return render(request, "municipality/departments.html", context)


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def department(request: MemberRequest, department_id: int) -> HttpResponse:
    """Rename a department, or put it elsewhere in the tree."""
    found = _own(request, Department.objects, department_id)
    name = found.name
    form = DepartmentForm(request.POST or None, instance=found)
    if form.is_valid() and attempt(form, save_branch, form.save(commit=False)):
        let_mend()  # what is found by the name of its department fell out of the index
        messages.success(request, _("Opgeslagen."))
        return redirect("municipality:departments")
    return render(request, "municipality/department.html", {"form": form, "department": found, "name": name})


@require_http_methods(["GET", "POST"])
@role_required(Role.ADMINISTRATOR)
def remove_department(request: MemberRequest, department_id: int) -> HttpResponse:
    """Remove a department, after asking."""
    found = _own(request, Department.objects, department_id)
    text = _("Wie hier werkt blijft lid, maar zonder afdeling. Onderdelen schuiven een stap omhoog.")
    return ask_to_remove(request, found, text, "municipality:departments")


@require_http_methods(["GET", "POST"])
@role_required(*SETTLING_ROLES)
def tags(request: MemberRequest) -> HttpResponse:
    """Show the tags, and add one."""
    municipality = request.member.municipality
    form = TagForm(request.POST or None, instance=Tag(municipality=municipality))
    if form.is_valid() and attempt(form, save_tag, form.save(commit=False)):
        messages.success(request, _("“%(name)s” staat erbij.") % {"name": form.instance.name})
        return redirect("municipality:tags")
    rows = Tag.objects.within(municipality)
    context = {"form": form, "tags": rows, "most": MOST_TAGS, "change": last_change(Tag, municipality)}
    return render(request, "municipality/tags.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*SETTLING_ROLES)
def tag(request: MemberRequest, tag_id: int) -> HttpResponse:
    """Rename a tag, everywhere at once."""
    found = _own(request, Tag.objects, tag_id)
    name = found.name
    form = TagForm(request.POST or None, instance=found)
    if form.is_valid() and attempt(form, save_tag, form.save(commit=False)):
        messages.success(request, _("Opgeslagen. Het heet nu overal zo."))
        return redirect("municipality:tags")
    return render(request, "municipality/tag.html", {"form": form, "tag": found, "name": name})


def _own(request: MemberRequest, rows: Rows[Row], row_id: int) -> Row:
    return get_object_or_404(rows.within(request.member.municipality), pk=row_id)


def ask_to_remove(request: MemberRequest, found: Area | Department, text: str, back: str) -> HttpResponse:
    if request.method == "POST":
        try:
            remove_branch(found)
        except ProtectedError:
            messages.error(
                request, _("%(name)s leent middelen uit. Zet die eerst op een andere afdeling.") % {"name": found}
            )
            return redirect(back)
        messages.success(request, _("%(name)s is weg.") % {"name": found.name})
        return redirect(back)
    context = {
        "title": _("%(name)s weghalen?") % {"name": found.name},
        "text": text,
        "action": _("Weghalen"),
        "cancel_url": reverse(back),
        "is_destructive": True,
    }
    return render(request, "confirm.html", context)
