"""Asking for a part of a means, and the steps of a reservation."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES
from raakvlak.situations.models import Situation
from raakvlak.support.actions import OverError, ShortageError, StepError, go_to, reserve, take_back
from raakvlak.support.amounts import worded
from raakvlak.support.forms.reserve import RefuseForm, ReserveForm
from raakvlak.support.granting import before_last, may_grant, may_take, steps_from
from raakvlak.support.listing import find_means, find_reservation, titles_of
from raakvlak.support.models import HELD_DAYS, Means, Reservation
from raakvlak.support.models.reservation import State
from raakvlak.web.numbers import number


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def ask(request: MemberRequest, means_id: int) -> HttpResponse:
    """Ask for a part of a means; who asks for more than there is, reads how much is free and keeps what she typed."""
    return ask_and_reserve(request, find_means(request.member, means_id), {"situation": _asked(request)})


def _asked(request: MemberRequest) -> int | str:
    return number(request.GET.get("situatie", "")) or ""


def ask_and_reserve(
    request: MemberRequest,
    means: Means,
    begin: Mapping[str, Any],
    *,
    situation: Situation | None = None,
    linked: Callable[[Reservation], object] | None = None,
) -> HttpResponse:
    """Ask how much is needed, beginning with what is known; reserve it once, and link it to what it is for."""
    form = ReserveForm(request.POST or None, means=means, member=request.member, begin=begin, only=situation)
    if situation is not None and not form.situations:
        raise Http404
    if request.method == "GET" or not form.is_valid():
        return show_form(request, means, form)
    try:
        with transaction.atomic():
            made = reserve(means, request.member, **form.values)
            if linked is not None:
                linked(made)
    except ShortageError as shortage:
        form.add_error("amount", shortage_words(means, shortage))
        return show_form(request, means, form)
    except OverError:
        form.add_error(None, _("Dit middel is er niet meer op deze dagen. Kijk nog eens op de pagina van het middel."))
        return show_form(request, means, form)
    except Reservation.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Gevraagd. We houden het %(days)d dagen voor je vast.") % {"days": HELD_DAYS})
    return redirect("support:reservation", made.pk)


def shortage_words(means: Means, shortage: ShortageError) -> str:
    """Say how much is still free."""
    if not shortage.free:
        return _("Op deze dagen is er niets meer vrij. Kies andere dagen, of iets anders.")
    said = {"free": worded(shortage.free, means.unit)}
    return _("Zoveel is er niet meer vrij. Op deze dagen kun je nog %(free)s krijgen.") % said


@require_GET
@role_required(*NOTE_ROLES)
def show_reservation(request: MemberRequest, reservation_id: int) -> HttpResponse:
    """Show one reservation, with all that became of it."""
    member = request.member
    reservation = find_reservation(member, reservation_id)
    steps = list(reservation.steps.select_related("member__user"))
    before = before_last(steps) if may_take(member, reservation, State(reservation.state)) else None
    context = {
        "reservation": reservation,
        "means": reservation.means,
        "steps": steps,
        "titles": titles_of([reservation.situation_id], member),
        "is_readable": reservation.audience_id in member.audience_ids,
        "can": {step.value: True for step in steps_from(reservation) if may_take(member, reservation, step)},
        "before": before.label if before else "",
    }
    return render(request, "support/reservation.html", context)


@require_http_methods(["GET", "POST"])
@role_required(*NOTE_ROLES)
def refuse(request: MemberRequest, reservation_id: int) -> HttpResponse:
    """Say that it can't be, and why."""
    reservation = find_reservation(request.member, reservation_id)
    if not may_grant(request.member, reservation.means):
        raise PermissionDenied
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return take_step(request, reservation, State.REFUSED, form.cleaned_data["why"])
    context = {"reservation": reservation, "means": reservation.means, "form": form}
    return render(request, "support/refuse.html", context, status=422 if form.errors else 200)


@require_POST
@role_required(*NOTE_ROLES)
def grant(request: MemberRequest, reservation_id: int) -> HttpResponse:
    """Say that it can be."""
    return take_step(request, find_reservation(request.member, reservation_id), State.GRANTED)


@require_POST
@role_required(*NOTE_ROLES)
def use(request: MemberRequest, reservation_id: int) -> HttpResponse:
    """Say that it was fetched, or used."""
    return take_step(request, find_reservation(request.member, reservation_id), State.USED)


@require_POST
@role_required(*NOTE_ROLES)
def give_back(request: MemberRequest, reservation_id: int) -> HttpResponse:
    """Say that it is back."""
    return take_step(request, find_reservation(request.member, reservation_id), State.RETURNED)


@require_POST
@role_required(*NOTE_ROLES)
def withdraw(request: MemberRequest, reservation_id: int) -> HttpResponse:
    """Say that it is not needed any more."""
    return take_step(request, find_reservation(request.member, reservation_id), State.WITHDRAWN)


@require_POST
@role_required(*NOTE_ROLES)
def take_step_back(request: MemberRequest, reservation_id: int) -> HttpResponse:
    """Take back the last step, when it was a mistake; the page tells which one the member saw."""
    reservation = find_reservation(request.member, reservation_id)
    seen = request.POST.get("stap") or reservation.state
    if seen not in State.values:
        raise Http404
    try:
        now = take_back(reservation, request.member, State(seen))
    except StepError:
        messages.info(request, _("Iemand was je voor. Dit is hoe het nu staat."))
    except ShortageError as shortage:
        messages.error(request, shortage_words(reservation.means, shortage))
    else:
        messages.success(request, _("Teruggezet. Het staat weer op: %(state)s.") % {"state": now.label})
    return redirect("support:reservation", reservation.pk)


def take_step(request: MemberRequest, reservation: Reservation, state: State, why: str = "") -> HttpResponse:
    """Take the step, and say what it means; who is too late, or finds it gone, reads that."""
    try:
        go_to(reservation, request.member, state, why)
    except StepError:
        messages.info(request, _("Iemand was je voor. Dit is hoe het nu staat."))
    except ShortageError as shortage:
        messages.error(request, shortage_words(reservation.means, shortage))
    else:
        messages.success(request, str(SAID[state]()))
    return redirect("support:reservation", reservation.pk)


SAID: Final[dict[State, Callable[[], str]]] = {
    State.GRANTED: lambda: _("Toegezegd. Wie het vroeg, ziet dat hier."),
    State.REFUSED: lambda: _("Opgeschreven. Wie het vroeg, leest waarom."),
    State.USED: lambda: _("Opgeschreven: het is gebruikt."),
    State.RETURNED: lambda: _("Opgeschreven: het is terug. Anderen kunnen het weer lenen."),
    State.WITHDRAWN: lambda: _("Het is niet meer nodig. Anderen kunnen het weer krijgen."),
}


def show_form(request: MemberRequest, means: Means, form: ReserveForm) -> HttpResponse:
    """Show the form with all that was typed."""
    context = {"means": means, "form": form}
    return render(request, "support/reserve.html", context, status=422 if form.errors else 200)
