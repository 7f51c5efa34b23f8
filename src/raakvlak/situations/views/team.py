"""The team of a situation: who reads along, who joins and who leaves."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.actions import LastInTeamError, add_to_team, remove_from_team
from raakvlak.situations.forms.people import TeamForm
from raakvlak.situations.models import Situation
from raakvlak.situations.team import team_of


@require_http_methods(["GET"])
@situation_required
def team(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show who reads along, and explain what."""
    return _show_team(request, situation, TeamForm(situation=situation))


@require_http_methods(["POST"])
@team_required
def join(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Let a colleague join the team."""
    form = TeamForm(request.POST, situation=situation)
    if not form.is_valid():
        return _show_team(request, situation, form)
    newcomer = form.cleaned_data["newcomer"]
    add_to_team(situation, request.member, newcomer)
    messages.success(request, _("%(name)s leest nu mee met het team.") % {"name": newcomer})
    return redirect("situations:team", situation.pk)


@require_http_methods(["GET", "POST"])
@team_required
def leave(request: MemberRequest, situation: Situation, member_id: int) -> HttpResponse:
    """Let someone leave the team, after saying what that means."""
    leaver = get_object_or_404(team_of(situation), pk=member_id)
    if request.method == "GET":
        return render(request, "situations/leave.html", {"situation": situation, "leaver": leaver})
    try:
        remove_from_team(situation, request.member, leaver)
    except LastInTeamError:
        messages.error(request, _("De laatste kan het team niet verlaten. Voeg eerst een collega toe."))
        return redirect("situations:team", situation.pk)
    messages.success(request, _("%(name)s leest niet meer mee met het team.") % {"name": leaver})
    if leaver == request.member:
        return redirect("situations:list")
    return redirect("situations:team", situation.pk)


def _show_team(request: MemberRequest, situation: Situation, form: TeamForm) -> HttpResponse:
    context = {
        "situation": situation,
        "team": team_of(situation),
        "is_team": situation.has_in_team(request.member),
        "form": form,
    }
    return render(request, "situations/team.html", context)
