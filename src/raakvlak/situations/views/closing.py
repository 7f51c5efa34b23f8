"""How far a situation is, closing it with an outcome, and opening it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import team_required
from raakvlak.situations.actions import change_phase
from raakvlak.situations.forms.situation import CloseForm, PhaseForm
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
