"""My own time outside: for my own eyes, counted by nobody."""

import datetime

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from raakvlak.desk.calendars import FIRST_YEAR, month_named, month_outside
from raakvlak.desk.models import TimeOutside
from raakvlak.municipality.access import MemberRequest, member_required
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter
from raakvlak.web.pages import render_page


class OutsideForm(forms.Form):
    """The parts of one day in which one was outside."""

    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Wanneer was je buiten?"),
        required=False,
        choices=Encounter.PartOfDay.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
        help_text=gettext_lazy("Alleen jij ziet dit. Niemand telt het op."),
    )


@require_GET
@member_required
def show_outside(request: MemberRequest) -> HttpResponse:
    """Show when I was outside, for my own eyes."""
    month = month_outside(request.member, month_named(request.GET.get("maand", "")))
    return render_page(request, "desk/outside.html", {"month": month}, part="month")


@require_http_methods(["GET", "POST"])
@member_required
def edit_outside_day(request: MemberRequest, day: str) -> HttpResponse:
    """Say in which parts of a day I was outside."""
    when = past_day(day)
    mine = TimeOutside.objects.of(request.member).filter(day=when)
    form = OutsideForm(request.POST or None, initial={"parts": list(mine.values_list("part_of_day", flat=True))})
    if request.method == "POST":
        form = OutsideForm(request.POST)
        if form.is_valid():
            keep_outside(request.member, when, form.cleaned_data["parts"])
            messages.success(request, _("Bewaard, alleen voor jou."))
            return redirect("desk:outside")
    return render_page(
        request, "desk/outside_day.html", {"form": form, "day": when}, status=422 if form.errors else 200
    )


def past_day(text: str) -> datetime.date:
    """Read a day that has come; there is no page for another."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not datetime.date(FIRST_YEAR, 1, 1) <= day <= timezone.localdate():
        raise Http404
    return day


@transaction.atomic
def keep_outside(member: Member, day: datetime.date, parts: list[str]) -> None:
    """Keep these parts of a day as outside, and no others."""
    TimeOutside.objects.of(member).filter(day=day).exclude(part_of_day__in=parts).delete()
    for part in parts:
        TimeOutside.objects.get_or_create(member=member, day=day, part_of_day=part)
