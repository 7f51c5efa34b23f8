"""A request, for the team that asks: make it, see where it stands, send, withdraw and take it over."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.alignment.access import find_request
from raakvlak.alignment.actions.requests import make_request, send_request, take_over_request, withdraw_request
from raakvlak.alignment.forms.answer import WordsForm
from raakvlak.alignment.forms.asking import TalkedForm
from raakvlak.alignment.forms.request import RequestForm
from raakvlak.alignment.from_choice import chosen_for, first_request
from raakvlak.alignment.lanes import route_of
from raakvlak.alignment.letters import LaneMail
from raakvlak.alignment.models import Request, Threshold, ThresholdQuerySet
from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.models import Situation


@require_http_methods(["GET", "POST"])
@team_required
def make(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Ask one or more departments or colleagues something, for this situation; it begins with a talk."""
    choice = chosen_for(situation, request.member, request.GET.get("keuze", ""))
    return ask_and_make(request, situation, first_request(choice) if choice else {}, choice=choice)


def ask_and_make(
    request: MemberRequest,
    situation: Situation,
    begin: Mapping[str, Any],
    *,
    linked: Callable[[Request], object] | None = None,
    **shown: Any,
) -> HttpResponse:
    """Ask what is to be asked, beginning with what is known; ask it once, and link it to what it is for."""
    form = RequestForm(request.POST or None, situation=situation, member=request.member, initial=begin)
    if not form.is_valid():
        context = {"situation": situation, "form": form, **shown}
        return render(request, "alignment/request_form.html", context, status=422 if form.errors else 200)
    try:
        with transaction.atomic():
            made = make_request(
                situation,
                request.member,
                form.readers,
                form.addressees,
                key=form.cleaned_data["uuid"],
                mail=LaneMail(request),
                **form.values,
            )
            if linked is not None:
                linked(made)
    except Request.DoesNotExist as error:
        raise Http404 from error
    if made.is_sent:
        messages.success(request, _("Je vraag is gesteld. Hier zie je waar hij staat."))
    else:
        messages.success(request, _("Je vraag staat klaar. Stel je eerst voor; daarna verstuur je hem hier."))
    return redirect("alignment:request", situation.pk, made.uuid)


@require_GET
@situation_required
def show(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID) -> HttpResponse:
    """Show where a request stands at each department, for how long, and all that became of it."""
    found = find_request(request.member, situation, request_uuid)
    context = {
        "situation": situation,
        "asked": found,
        "route": route_of(found),
        "steps": list(found.steps.all()),
        "thresholds": list(_thresholds(found, request)),
        "is_team": situation.has_in_team(request.member),
        "talked_form": TalkedForm(),
    }
    return render(request, "alignment/request.html", context)


def _thresholds(found: Request, request: MemberRequest) -> ThresholdQuerySet:
    """Return the thresholds that this request ran into, as far as this member may see them."""
    rows = Threshold.objects.within(request.member.municipality).visible_to(request.member)
    return rows.filter(lane__request=found).select_related("to_department").order_by("-since_on", "-pk")


@require_POST
@team_required
def send(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID) -> HttpResponse:
    """Send a request that waited for a first talk."""
    found = find_request(request.member, situation, request_uuid)
    form = TalkedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies de dag waarop je iemand sprak."))
    else:
        send_request(found, request.member, form.cleaned_data["talked_on"], mail=LaneMail(request))
        messages.success(request, _("Je vraag is gesteld. Hier zie je waar hij staat."))
    return redirect("alignment:request", situation.pk, found.uuid)


@require_http_methods(["GET", "POST"])
@team_required
def withdraw(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID) -> HttpResponse:
    """Ask no more, and say why."""
    found = find_request(request.member, situation, request_uuid)
    here = reverse("alignment:request", args=[situation.pk, found.uuid])
    label = _("Waarom is het niet meer nodig?")
    form = WordsForm(request.POST or None, label=label, help_text=_("Je collega leest dit ook."))
    if form.is_valid():
        withdraw_request(found, request.member, form.cleaned_data["words"])
        messages.success(request, _("De vraag is ingetrokken. Wat beantwoord is, blijft te lezen."))
        return redirect(here)
    context = {
        "title": _("Deze vraag intrekken?"),
        "text": found.what,
        "action": _("Ja, trek in"),
        "cancel_url": here,
        "form": form,
        "is_destructive": True,
    }
    return render(request, "confirm.html", context, status=422 if form.errors else 200)


@require_POST
@team_required
def take_over(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID) -> HttpResponse:
    """Look after a request whose asker can no longer do so."""
    found = find_request(request.member, situation, request_uuid)
    if take_over_request(found, request.member):
        messages.success(request, _("Jij let nu op deze vraag."))
    else:
        messages.info(request, _("Een collega was je voor."))
    return redirect("alignment:request", situation.pk, found.uuid)


@require_GET
@team_required
def tell(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID) -> HttpResponse:
    """Offer an honest text for the resident who waits meanwhile, to copy and to change."""
    found = find_request(request.member, situation, request_uuid)
    context = {"situation": situation, "asked": found, "route": route_of(found)}
    return render(request, "alignment/tell.html", context)
