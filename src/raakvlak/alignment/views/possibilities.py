"""Possibilities: found, read, written down, corrected, checked, ended and brought back."""

import calendar
import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.alignment.actions import possibilities as actions
from raakvlak.alignment.forms.possibilities import PossibilityFilter
from raakvlak.alignment.forms.possibility import NewPossibilityForm, PossibilityForm, first_values
from raakvlak.alignment.models import READING_ROLES, Possibility, PossibilityQuerySet
from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.lists import OwnList
from raakvlak.municipality.models import ListName, Member
from raakvlak.web.pages import render_page
from raakvlak.web.paging import Total, page_of, total_up_to

MOST_COUNTED: Final = 1_000
# Where one goes back to after saying that something is still right.
BACK: Final = {"vandaag": "desk:today", "lijst": "alignment:possibilities"}


@require_GET
@role_required(*READING_ROLES)
def possibilities(request: MemberRequest) -> HttpResponse:
    """List what could help, by title; what is to be checked by how long that waits."""
    member = request.member
    form = PossibilityFilter(request.GET, member=member)
    own = OwnList.of(request, ListName.POSSIBILITIES, form)
    if own.opening_url:
        return redirect(own.opening_url)
    found, total = _counted(form.narrow(_visible(member)), member, has_words=bool(form.typed.wanted))
    page = page_of(
        found.for_rows(), name="possibilities", order=form.order, reader=member.pk, cursor=request.GET.get("cursor")
    )
    context = {
        "form": form,
        "own": own,
        "clear_url": own.all_url,
        "page": page,
        "total": total,
        "is_filtered": form.is_filtered,
        "may_write": member.sees_notes or member.department_id is not None,
        "month": month_asked(),
    }
    return render_page(request, "alignment/possibilities.html", context, part="results")


@require_GET
@role_required(*READING_ROLES)
def possibility(request: MemberRequest, possibility_id: int) -> HttpResponse:
    """Show one possibility: what it makes possible, on what conditions, whom to ask, and whether it is still right."""
    found = _find(request, possibility_id)
    context = {"possibility": found, "may_keep": found.may_be_kept_by(request.member)}
    return render(request, "alignment/possibility.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*READING_ROLES)
def write(request: MemberRequest) -> HttpResponse:
    """Write down a possibility."""
    member = request.member
    if not member.sees_notes and member.department_id is None:
        raise Http404
    form = NewPossibilityForm(request.POST or None, member=member, initial=first_values(member))
    if request.method == "GET" or not form.is_valid():
        return _show_form(request, form, cancel_url=reverse("alignment:possibilities"))
    try:
        made = actions.write_down(member, key=form.cleaned_data["key"] or uuid.uuid4(), **form.values)
    except Possibility.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("De mogelijkheid staat erbij. Collega’s vinden die nu ook."))
    return redirect("alignment:possibility", made.pk)


@require_http_methods(["GET", "POST"])
@role_required(*READING_ROLES)
def correct(request: MemberRequest, possibility_id: int) -> HttpResponse:
    """Change what a possibility says."""
    found = _to_keep(request, possibility_id)
    names = [name for name in PossibilityForm.field_order if name != "key"]
    initial = {name: getattr(found, name) for name in names}
    form = PossibilityForm(request.POST or None, member=request.member, possibility=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.correct(found, **form.values)
        messages.success(request, _("De mogelijkheid is aangepast."))
        return redirect("alignment:possibility", found.pk)
    cancel_url = reverse("alignment:possibility", args=[found.pk])
    return _show_form(request, form, possibility=found, cancel_url=cancel_url)


@require_POST
@role_required(*READING_ROLES)
def check(request: MemberRequest, possibility_id: int) -> HttpResponse:
    """Say that a possibility is still right."""
    found = _to_keep(request, possibility_id)
    day = actions.check(found, request.member)
    told = _("Fijn, ‘%(title)s’ klopt nog. We vragen het weer na %(day)s.")
    messages.success(request, told % {"title": found.title, "day": date_format(day, "j F Y")})
    back = BACK.get(request.POST.get("terug", ""))
    return redirect(back) if back else redirect("alignment:possibility", found.pk)


@require_http_methods(["GET", "POST"])
@role_required(*READING_ROLES)
def end(request: MemberRequest, possibility_id: int) -> HttpResponse:
    """Say that a possibility no longer holds, after asking."""
    found = _to_keep(request, possibility_id)
    if request.method == "POST":
        actions.end(found, timezone.localdate())
        messages.success(request, _("Gestopt. Wie ernaar zoekt, vindt dit nog bij ‘Gestopt of voorbij’."))
        return redirect("alignment:possibility", found.pk)
    context = {
        "title": _("Geldt ‘%(title)s’ niet meer?") % {"title": found.title},
        "text": _("Dit verdwijnt uit de lijst van wat geldt. Weg is het niet: je kunt het weer aanzetten."),
        "action": _("Ja, stop"),
        "cancel_url": reverse("alignment:possibility", args=[found.pk]),
    }
    return render(request, "confirm.html", context)


@require_POST
@role_required(*READING_ROLES)
def resume(request: MemberRequest, possibility_id: int) -> HttpResponse:
    """Say that a possibility holds after all."""
    found = _to_keep(request, possibility_id)
    actions.end(found, None)
    messages.success(request, _("Deze mogelijkheid doet weer mee."))
    return redirect("alignment:possibility", found.pk)


def month_asked() -> str:
    """Return how one asks for what holds this month."""
    today = timezone.localdate()
    last = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    return f"?vanaf={today.replace(day=1):%Y-%m-%d}&tot={last:%Y-%m-%d}"


def _counted(found: PossibilityQuerySet, member: Member, *, has_words: bool) -> tuple[PossibilityQuerySet, Total]:
    """Count what was found; looking for a rare word goes through all rows, so that is done once."""
    if not has_words:
        return found, total_up_to(found)
    numbers = list(found.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    if len(numbers) > MOST_COUNTED:  # a word of so many is soon found again
        return found, Total(MOST_COUNTED, is_more=True)
    return _visible(member).filter(pk__in=numbers), Total(len(numbers), is_more=False)


def _visible(member: Member) -> PossibilityQuerySet:
    return Possibility.objects.within(member.municipality).visible_to(member)


def _find(request: MemberRequest, possibility_id: int) -> Possibility:
    related = ("area", "department", "contact_member__user", "owner__user", "checked_by__user")
    rows = _visible(request.member).select_related(*related).defer("area__geometry", "stems")
    return get_object_or_404(rows, pk=possibility_id)


def _to_keep(request: MemberRequest, possibility_id: int) -> Possibility:
    """Return a possibility that this member may keep up to date."""
    found = _find(request, possibility_id)
    if not found.may_be_kept_by(request.member):
        raise Http404
    return found


def _show_form(request: MemberRequest, form: PossibilityForm, **context: Any) -> HttpResponse:
    """Show the form with all that was typed."""
    status = 422 if form.errors else 200
    return render(request, "alignment/possibility_form.html", {"form": form, **context}, status=status)
