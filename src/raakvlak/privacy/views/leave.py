"""Somebody leaves: who takes over what."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest, member_required
from raakvlak.municipality.models import Member, Role
from raakvlak.privacy.actions.leaving import LastAdministratorError, NobodyToTakeOverError, leave
from raakvlak.privacy.leave_form import LeaveForm

ARRANGERS = (Role.ADMINISTRATOR, Role.COORDINATOR)


def leaver_for(member: Member, member_id: int) -> Member:
    """Return who leaves: herself, or a colleague for who arranges such things."""
    if member_id != member.pk and member.role not in ARRANGERS:
        raise Http404
    colleagues = Member.objects.within(member.municipality).present().select_related("user", "municipality")
    return get_object_or_404(colleagues, pk=member_id)


@require_http_methods(["GET", "POST"])
@member_required
def arrange(request: MemberRequest, member_id: int) -> HttpResponse:
    """Ask who takes over what, and let her go."""
    leaver = leaver_for(request.member, member_id)
    form = LeaveForm(request.POST or None, leaver=leaver, viewer=request.member)
    if form.is_valid() and let_go(request, leaver, form):
        return goodbye(request, leaver)
    context: dict[str, Any] = {"leaver": leaver, "form": form, "is_self": leaver.pk == request.member.pk}
    return render(request, "privacy/leave.html", context, status=422 if form.errors else 200)


def let_go(request: MemberRequest, leaver: Member, form: LeaveForm) -> bool:
    """Let her leave; tell why when that can't be."""
    try:
        leave(leaver, request.member, form.successors())
    except LastAdministratorError:
        form.add_error(None, forms.ValidationError(last_administrator_words()))
    except NobodyToTakeOverError:
        form.add_error(None, forms.ValidationError(nobody_words()))
    return not form.errors


def last_administrator_words() -> str:
    return _(
        "Dit is de laatste beheerder. Maak eerst een ander beheerder, anders kan niemand de gemeente meer beheren."
    )


def nobody_words() -> str:
    return _("Er is nog iets dat niet zonder iemand kan, en er is geen coördinator. Kies wie het overneemt.")


def goodbye(request: MemberRequest, leaver: Member) -> HttpResponse:
    """Say goodbye to who leaves; tell who arranged it that it is done."""
    if leaver.pk == request.member.pk:
        logout(request)
        return render(request, "privacy/goodbye.html", {"leaver": leaver})
    messages.success(request, _("Geregeld. %(name)s kan er niet meer in.") % {"name": leaver.user.name})
    return redirect("privacy:home" if request.member.role == Role.COORDINATOR else "municipality:members")
