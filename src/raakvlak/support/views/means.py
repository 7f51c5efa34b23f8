"""The list of means, the page of one, and making, correcting and ending one."""

import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.lists import OwnList
from raakvlak.municipality.models import NOTE_ROLES, ListName, Member
from raakvlak.relations.models import Party
from raakvlak.support.actions import TakenError, correct_means, end_means, make_means
from raakvlak.support.amounts import worded
from raakvlak.support.forms.filter import MeansFilter
from raakvlak.support.forms.means import CorrectMeansForm, MeansForm, first_values
from raakvlak.support.forms.reserve import spoken
from raakvlak.support.free import Days, free_of, offers, week_of, weeks_ahead
from raakvlak.support.granting import may_grant
from raakvlak.support.listing import find_means, means_for, reservations_of, titles_of
from raakvlak.support.models import Means
from raakvlak.web.numbers import number
from raakvlak.web.pages import render_page
from raakvlak.web.paging import page_of, total_up_to

MOST_COUNTED: Final = 200  # to know what is free, each must be counted by itself


@require_GET
@role_required(*NOTE_ROLES)
def list_means(request: MemberRequest) -> HttpResponse:
    """List the means that this member may see, with what is free of them."""
    member = request.member
    form = MeansFilter(request.GET, member=member)
    own = OwnList.of(request, ListName.MEANS, form)
    if own.opening_url:
        return redirect(own.opening_url)
    found = form.narrow(means_for(member))
    page = page_of(
        found.for_rows(),
        name="means",
        order=("sort_title", "pk"),
        reader=member.pk,
        cursor=request.GET.get("cursor"),
    )
    this_week = week_of(timezone.localdate())
    context = {
        "form": form,
        "own": own,
        "page": page,
        "offers": offers(page.rows, form.days),
        "total": total_up_to(found, MOST_COUNTED),
        "is_filtered": form.is_filtered,
        "clear_url": own.all_url,
        "week": form.wanted_week,
        "this_week": this_week,
        "is_this_week": form.wanted_week == this_week,
    }
    return render_page(request, "support/list.html", context, part="results")


@require_GET
@role_required(*NOTE_ROLES)
def show_means(request: MemberRequest, means_id: int) -> HttpResponse:
    """Show one means: what is free of it, and what was reserved over time."""
    member, today = request.member, timezone.localdate()
    means = find_means(member, means_id)
    page = page_of(
        reservations_of(means, member),
        name=f"reservations {means.pk}",
        order=("-from_on", "-pk"),
        reader=member.pk,
        cursor=request.GET.get("cursor"),
    )
    free = free_of(means, Days(today, today))
    context = {
        "means": means,
        "page": page,
        "free": free,
        "taken": means.amount - free,
        "weeks": weeks_ahead(means, today) if means.comes_back and not means.is_over else [],
        "titles": titles_of([one.situation_id for one in page.rows], member),
        "readable": member.audience_ids,
        "may_grant": may_grant(member, means),
    }
    return render(request, "support/means.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def make(request: MemberRequest) -> HttpResponse:
    """Write down a means."""
    form = MeansForm(request.POST or None, member=request.member)
    if request.method == "GET":
        form.initial = {**first_values(form.circles, timezone.localdate()), "lender_name": asked_name(request)}
    if request.method == "GET" or not form.is_valid():
        return show_form(request, form, cancel_url=reverse("support:list"))
    audience = form.audience
    if audience is None:
        raise Http404
    try:
        means = make_means(request.member, audience, key=form.cleaned_data["key"] or uuid.uuid4(), **form.values)
    except Means.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Het middel staat erbij. Collega’s kunnen het nu vinden."))
    return redirect("support:means", means.pk)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def correct(request: MemberRequest, means_id: int) -> HttpResponse:
    """Change a means, but never to less than what was reserved of it."""
    means = find_means(request.member, means_id)
    names = ("title", "amount", "from_on", "until_on", "sure_until_on", "area", "conditions", "source_url", "steward")
    initial = {name: getattr(means, name) for name in names}
    form = CorrectMeansForm(request.POST or None, member=request.member, means=means, initial=initial)
    if request.method == "POST" and form.is_valid() and is_corrected(means, form):
        messages.success(request, _("Het middel is aangepast."))
        return redirect("support:means", means.pk)
    return show_form(request, form, means=means, cancel_url=reverse("support:means", args=[means.pk]))


def is_corrected(means: Means, form: CorrectMeansForm) -> bool:
    """Change the means, or say in the form what was reserved of it already."""
    try:
        correct_means(means, **form.values)
    except TakenError as taken:
        said = {"amount": worded(taken.amount, means.unit)}
        if form.cleaned_data["amount"] < taken.amount:
            form.add_error("amount", _("Er is al %(amount)s gereserveerd. Minder kan nu niet.") % said)
        if taken.from_on and form.cleaned_data["from_on"] > taken.from_on:
            message = _("Er is al iets gereserveerd vanaf %(day)s. Later beginnen kan nu niet.")
            form.add_error("from_on", message % {"day": spoken(taken.from_on)})
        if taken.until_on and form.cleaned_data["until_on"] < taken.until_on:
            message = _("Er is al iets gereserveerd tot en met %(day)s. Eerder stoppen kan nu niet.")
            form.add_error("until_on", message % {"day": spoken(taken.until_on)})
        return False
    return True


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def end(request: MemberRequest, means_id: int) -> HttpResponse:
    """Say that a means is there no more, after asking."""
    means = find_means(request.member, means_id)
    if request.method == "POST":
        end_means(means, timezone.localdate())
        messages.success(request, _("Gestopt. Wat al is gereserveerd, blijft staan."))
        return redirect("support:means", means.pk)
    context = {
        "title": _("Stoppen met %(title)s?") % {"title": means.title},
        "text": _("Niemand kan er dan nog iets van reserveren. Wat al is gereserveerd, blijft staan."),
        "action": _("Stop"),
        "cancel_url": reverse("support:means", args=[means.pk]),
    }
    return render(request, "confirm.html", context)


@require_POST
@role_required(*NOTE_ROLES)
def resume(request: MemberRequest, means_id: int) -> HttpResponse:
    """Say that a means is there after all."""
    means = find_means(request.member, means_id)
    end_means(means, None)
    messages.success(request, _("Dit middel doet weer mee."))
    return redirect("support:means", means.pk)


def asked_name(request: MemberRequest) -> str:
    """Return the name of whom one came from, as far as she may see her."""
    chosen = number(request.GET.get("persoon", ""))
    visible = visible_parties(request.member)
    return str(visible.filter(pk=chosen).values_list("name", flat=True).first() or "") if chosen else ""


def visible_parties(member: Member) -> Any:  # noqa: ANN401 – parties
    """Return whom this member may see and name."""
    return Party.objects.within(member.municipality).visible_to(member).filter(is_not_to_be_noted=False)


def show_form(request: MemberRequest, form: CorrectMeansForm, **context: Any) -> HttpResponse:
    """Show the form with all that was typed."""
    return render(request, "support/form.html", {"form": form, **context}, status=422 if form.errors else 200)
