"""One lane of a request, for the team that asks: explain, call, remind, escalate as agreed, or go on without."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from raakvlak.alignment.access import find_lane
from raakvlak.alignment.actions import asking
from raakvlak.alignment.actions.requests import LINK_DAYS, PURPOSE, fresh_link
from raakvlak.alignment.forms.answer import MaybeWordsForm, PassForm, SaidForm, WordsForm
from raakvlak.alignment.letters import REMINDER, LaneMail, send_escalation
from raakvlak.alignment.models import Lane
from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import team_required
from raakvlak.situations.models import Situation
from raakvlak.web.links import has_link, revoke_links


@require_GET
@team_required
def lane(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID, lane_id: int) -> HttpResponse:
    """Show what one can do while it stays silent: call first, then a deputy, an introduction, and only then a mail."""
    found = find_lane(request.member, situation, request_uuid, lane_id)
    return _show(request, situation, found)


@require_http_methods(["GET", "POST"])
@team_required
def explain(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID, lane_id: int) -> HttpResponse:
    """Answer what a colleague asked back."""
    found = find_lane(request.member, situation, request_uuid, lane_id)
    form = WordsForm(request.POST or None, label=_("Wat antwoord je?"))
    if not form.is_valid():
        return _ask(request, situation, found, form, _("Antwoord je collega"), _("Verstuur"))
    return _done(
        request,
        situation,
        asking.explain(found, form.said(request.member)),
        found,
        _("Je antwoord staat erbij. Je collega is weer aan zet."),
    )


@require_http_methods(["GET", "POST"])
@team_required
def another(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID, lane_id: int) -> HttpResponse:
    """Ask another department or colleague instead."""
    found = find_lane(request.member, situation, request_uuid, lane_id)
    form = PassForm(request.POST or None, lane=found, member=request.member)
    if not form.is_valid():
        return _ask(request, situation, found, form, _("Vraag een ander"), _("Stel je vraag"))
    said, addressee = form.said(request.member), form.addressee
    is_done = asking.ask_another(found, said, addressee, mail=LaneMail(request))
    return _done(request, situation, is_done, found, _("Je vraag is gesteld. Hier zie je waar hij staat."))


@require_http_methods(["GET", "POST"])
@team_required
def call(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID, lane_id: int) -> HttpResponse:
    """Write down that one spoke the colleague."""
    found = find_lane(request.member, situation, request_uuid, lane_id)
    form = MaybeWordsForm(request.POST or None, label=_("Wat spraken jullie af?"))
    if request.method != "POST" or not form.is_valid():
        return _ask(request, situation, found, form, _("Ik belde of sprak mijn collega"), _("Bewaar"))
    return _done(
        request, situation, asking.log_call(found, form.said(request.member)), found, _("Het gesprek staat erbij.")
    )


@require_POST
@team_required
def remind(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID, lane_id: int) -> HttpResponse:
    """Mail a reminder, at most once a week."""
    found = find_lane(request.member, situation, request_uuid, lane_id)
    form = MaybeWordsForm(request.POST, label="")
    try:
        is_done = form.is_valid() and asking.remind(found, form.said(request.member), mail=LaneMail(request, REMINDER))
    except asking.TooSoonError:
        messages.info(request, _("Herinneren kan één keer per week. Bel liever even."))
        return redirect("alignment:lane", situation.pk, request_uuid, lane_id)
    return _done(request, situation, is_done, found, _("De herinnering is gestuurd."))


@require_http_methods(["GET", "POST"])
@team_required
def escalate(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID, lane_id: int) -> HttpResponse:
    """Ask who was agreed upon beforehand to help."""
    found = find_lane(request.member, situation, request_uuid, lane_id)
    if not found.may_be_escalated:
        messages.info(request, _("Hulp vragen kan vanaf de dag die jullie afspraken, één keer."))
        return redirect("alignment:lane", situation.pk, request_uuid, lane_id)
    form = MaybeWordsForm(
        request.POST or None,
        label=_("Wat wil je erbij zeggen?"),
        help_text=_("Zeg het zonder verwijt. Je collega kan dit later lezen."),
    )
    if request.method != "POST" or not form.is_valid():
        return _ask(request, situation, found, form, _("Vraag hulp, zoals jullie afspraken"), _("Vraag hulp"))
    is_done = asking.escalate(found, form.said(request.member), mail=send_escalation)
    return _done(request, situation, is_done, found, _("De hulp is gevraagd."))


@require_http_methods(["GET", "POST"])
@team_required
def without(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID, lane_id: int) -> HttpResponse:
    """Go on without this department, and say why; naming the threshold comes next."""
    found = find_lane(request.member, situation, request_uuid, lane_id)
    form = WordsForm(request.POST or None, label=_("Waarom ga je zonder verder, en hoe dan?"))
    if not form.is_valid():
        title = _("Verder zonder %(name)s") % {"name": found.label}
        return _ask(request, situation, found, form, title, _("Ga zo verder"))
    asking.go_on_without(found, form.said(request.member))
    messages.success(request, _("Je gaat zonder verder. Wil je de drempel benoemen, dan helpt dat een volgende keer."))
    return redirect(reverse("alignment:name_threshold", args=[situation.pk]) + f"?lijn={found.pk}")


@require_POST
@team_required
def link(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID, lane_id: int) -> HttpResponse:
    """Make a link that one sends oneself, after a call; it is shown once, and earlier ones end."""
    found = find_lane(request.member, situation, request_uuid, lane_id)
    if not found.may_still_answer:
        return redirect("alignment:lane", situation.pk, request_uuid, lane_id)
    address = request.build_absolute_uri(reverse("alignment:answer_link", args=[fresh_link(found)]))
    return _show(request, situation, found, address)


@require_POST
@team_required
def revoke(request: MemberRequest, situation: Situation, request_uuid: uuid.UUID, lane_id: int) -> HttpResponse:
    """Let no link to this lane work any more."""
    found = find_lane(request.member, situation, request_uuid, lane_id)
    revoke_links(PURPOSE, found.pk)
    messages.success(request, _("De link werkt niet meer."))
    return redirect("alignment:lane", situation.pk, request_uuid, lane_id)


def _show(request: MemberRequest, situation: Situation, found: Lane, address: str = "") -> HttpResponse:
    context = {
        "situation": situation,
        "lane": found,
        "asked": found.request,
        "address": address,
        "link_days": LINK_DAYS,
        "has_link": has_link(PURPOSE, found.pk),
        "remind_form": MaybeWordsForm(label=""),
        "steps": found.steps.select_related("member__user"),
    }
    return render(request, "alignment/lane.html", context)


def _ask(  # noqa: PLR0913, PLR0917 – all that such a page says
    request: MemberRequest, situation: Situation, found: Lane, form: SaidForm, title: str, action: str
) -> HttpResponse:
    context = {
        "situation": situation,
        "lane": found,
        "asked": found.request,
        "form": form,
        "title": title,
        "action": action,
    }
    return render(request, "alignment/lane_step.html", context, status=422 if form.errors else 200)


def _done(request: MemberRequest, situation: Situation, is_done: bool, found: Lane, text: str) -> HttpResponse:  # noqa: FBT001
    if is_done:
        messages.success(request, text)
    else:
        messages.info(request, _("Dit was al gedaan, of het kan niet meer."))
    return redirect("alignment:request", situation.pk, found.request.uuid)
