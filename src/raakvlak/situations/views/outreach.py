"""Who was invited to take part, how and when."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.access import MemberRequest
from raakvlak.situations.access import situation_required, team_required
from raakvlak.situations.forms.people import OutreachForm
from raakvlak.situations.models import Situation


@require_http_methods(["GET"])
@situation_required
def outreach(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Show who was invited."""
    return _show(request, situation, OutreachForm(initial={"on": timezone.localdate()}))


@require_http_methods(["POST"])
@team_required
def invite(request: MemberRequest, situation: Situation) -> HttpResponse:
    """Write down that people were invited; the same again is written once."""
    form = OutreachForm(request.POST)
    if not form.is_valid():
        return _show(request, situation, form)
    situation.outreach.get_or_create(**form.cleaned_data)
    messages.success(request, _("Opgeschreven."))
    return redirect("situations:outreach", situation.pk)


@require_http_methods(["GET", "POST"])
@team_required
def invitation(request: MemberRequest, situation: Situation, outreach_id: int) -> HttpResponse:
    """Correct an invitation."""
    written = get_object_or_404(situation.outreach, pk=outreach_id)
    values = {"who": written.who, "how": written.how, "on": written.on}
    form = OutreachForm(request.POST or None, initial=values)
    if not form.is_valid():
        context = {"situation": situation, "form": form, "written": written}
        return render(request, "situations/invitation.html", context)
    for name, value in form.cleaned_data.items():
        setattr(written, name, value)
    written.save()
    messages.success(request, _("Opgeslagen."))
    return redirect("situations:outreach", situation.pk)


@require_http_methods(["POST"])
@team_required
def drop_invitation(request: MemberRequest, situation: Situation, outreach_id: int) -> HttpResponse:
    """Take away an invitation that was never sent."""
    get_object_or_404(situation.outreach, pk=outreach_id).delete()
    messages.success(request, _("Weggehaald."))
    return redirect("situations:outreach", situation.pk)


def _show(request: MemberRequest, situation: Situation, form: OutreachForm) -> HttpResponse:
    context = {
        "situation": situation,
        "invited": situation.outreach.all(),
        "is_team": situation.has_in_team(request.member),
        "form": form,
    }
    return render(request, "situations/outreach.html", context)
