"""Changing the frame of a situation, and who may find it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.land import shows_map
from raakvlak.situations.access import team_required
from raakvlak.situations.actions import show_to
from raakvlak.situations.forms.frame import FrameForm
from raakvlak.situations.forms.situation import FRONTLINE, TEAM, AudienceForm
from raakvlak.situations.models import Situation


@require_http_methods(["GET", "POST"])
@shows_map
@team_required
@transaction.atomic
def frame(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Change the frame; when somebody else did so meanwhile, lay both texts side by side."""
    if request.method == "POST":
        situation = Situation.objects.select_for_update(of=("self",)).select_related("area").get(pk=situation.pk)
    form = FrameForm(request.POST or None, situation=situation, member=request.member)
    context = {"form": form, "situation": situation}
    if not form.is_valid():
        return render(request, "situations/frame.html", context)
    if clashes := form.clashes():
        context |= {"form": form.laid_side_by_side(), "clashes": clashes, "last": _last_writer(situation)}
        return render(request, "situations/frame.html", context, status=409)
    form.save()
    messages.success(request, _("Opgeslagen."))
    return redirect("situations:situation", situation.pk)


@require_http_methods(["GET", "POST"])
@team_required
def audience(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Say who may find a situation: all who work outside, or the team alone."""
    form = AudienceForm(request.POST or None, initial={"audience": TEAM if situation.is_for_team_only else FRONTLINE})
    if not form.is_valid():
        return render(request, "situations/audience.html", {"form": form, "situation": situation})
    show_to(situation, request.member, team_only=form.is_for_team_only)
    messages.success(
        request,
        _("Vanaf nu vindt alleen het team deze situatie.")
        if form.is_for_team_only
        else _("Vanaf nu vindt iedereen die buiten werkt deze situatie."),
    )
    return redirect("situations:situation", situation.pk)


def _last_writer(situation: Situation) -> object:
    """Return the newest change of a situation: who wrote it, and when."""
    return situation.history.select_related("history_user").first()
