"""Who may open and who may write a situation: decorators that hand a view its situation."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from raakvlak.municipality.access import MemberRequest, role_required
from raakvlak.municipality.models import NOTE_ROLES, Member
from raakvlak.situations.models import Situation

P = ParamSpec("P")
SituationView = Callable[Concatenate[MemberRequest, Situation, P], HttpResponseBase]
PlainView = Callable[Concatenate[HttpRequest, int, P], HttpResponseBase]


def find_situation(member: Member, situation_id: int) -> Situation:
    """Return this situation with what its page needs; 404 when it is not for this member's eyes."""
    visible = Situation.objects.within(member.municipality).visible_to(member)
    return get_object_or_404(visible.select_related("area", "audience", "team", "municipality"), pk=situation_id)


def situation_required(view: SituationView[P]) -> PlainView[P]:
    """Let those who may find this situation in."""

    @wraps(view)
    def guarded(request: MemberRequest, situation_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, find_situation(request.member, situation_id), *args, **kwargs)

    return role_required(*NOTE_ROLES)(guarded)  # type: ignore[arg-type]  # mypy can't see through wraps here


def team_required(view: SituationView[P]) -> PlainView[P]:
    """Let the team in; send who may only read back to the situation, with an explanation."""

    @wraps(view)
    def guarded(request: MemberRequest, situation: Situation, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if situation.has_in_team(request.member):
            return view(request, situation, *args, **kwargs)
        messages.warning(request, _("Alleen het team kan dit wijzigen. Vraag iemand van het team of je mee mag doen."))
        return redirect("situations:situation", situation.pk)

    return situation_required(guarded)  # type: ignore[arg-type]  # nor here
