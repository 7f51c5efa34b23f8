"""How far a situation is, closing it with an outcome, opening it again, and holding it for a Woo request."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import Role
from raakvlak.situations.access import find_situation, team_required
from raakvlak.situations.actions import change_phase, hold, release
from raakvlak.situations.forms.situation import CloseForm, HoldForm, PhaseForm
from raakvlak.situations.models import Situation
from raakvlak.situations.references import names_in, to_tokens, to_typed


@require_http_methods(["GET", "POST"])
@team_required
def phase(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Say how far we are; a closed situation opens again."""
    now = Situation.Phase.UNDERSTANDING if situation.is_closed else situation.phase
    form = PhaseForm(request.POST or None, initial={"phase": now})
    if not form.is_valid():
        return render(request, "situations/phase.html", {"form": form, "situation": situation})
    change_phase(situation, request.member, Situation.Phase(form.cleaned_data["phase"]))
    messages.success(request, _("De situatie loopt weer.") if situation.is_closed else _("De fase is aangepast."))
    return redirect("situations:situation", situation.pk)


@require_http_methods(["GET", "POST"])
@team_required
def close(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Close a situation with its outcome."""
    typed = to_typed(situation.outcome, names_in([situation.outcome], request.member))
    form = CloseForm(request.POST or None, initial={"outcome": typed})
    if not form.is_valid():
        return render(request, "situations/close.html", {"form": form, "situation": situation})
    outcome = to_tokens(form.cleaned_data["outcome"], request.member, before=situation.outcome)
    change_phase(situation, request.member, Situation.Phase.CLOSED, outcome=outcome)
    messages.success(request, _("De situatie is afgerond. Mooi werk."))
    return redirect("situations:situation", situation.pk)


@require_http_methods(["GET", "POST"])
@role_required(Role.COORDINATOR)
def keep(request: MemberRequest, situation_id: int) -> HttpResponse:
    """Let nothing of a situation be deleted, or let the terms count again."""
    situation = find_situation(request.member, situation_id)
    if request.method == "POST" and "release" in request.POST:
        release(situation, request.member)
        messages.success(request, _("De bewaartermijnen tellen weer."))
        return redirect("situations:situation", situation.pk)
    form = HoldForm(request.POST or None, initial={"reason": situation.hold_reason})
    if not form.is_valid():
        return render(request, "situations/keep.html", {"form": form, "situation": situation})
    hold(situation, request.member, form.cleaned_data["reason"])
    messages.success(request, _("Er wordt niets gewist van deze situatie, tot iemand dit weer uitzet."))
    return redirect("situations:situation", situation.pk)
