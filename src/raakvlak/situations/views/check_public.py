"""Klopt dit?, for residents: one page by a link, without logging in, without JavaScript, without being followed."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raakvlak.municipality.models import KeptKind, RetentionRule
from raakvlak.situations.check_actions import PURPOSE, receive_reply
from raakvlak.situations.forms.check import ReplyForm
from raakvlak.situations.models import Check
from raakvlak.web.limits import may_try
from raakvlak.web.links import with_link

REPLIES: Final = 30
PER_SECONDS: Final = 60


@require_http_methods(["GET", "HEAD", "POST"])
@with_link(PURPOSE)
def checked(request: HttpRequest, subject_id: int) -> HttpResponse:
    """Show what we think we heard, and take what a resident says of it."""
    check = _find(subject_id)
    if not check.is_open:
        return render(request, "web/link_gone.html", status=404)
    form = ReplyForm(request.POST or None, check=check)
    status = 200
    if request.method == "POST" and form.is_valid():
        if may_try(request, "check-reply", attempts=REPLIES, seconds=PER_SECONDS):
            receive_reply(check, form.reply)
            return HttpResponseRedirect("dank/")
        form.add_error(None, _("Er komen nu heel veel reacties binnen. Wacht een minuut en verstuur hem dan nog eens."))
        status = 429
    return render(request, "situations/check_public.html", {"check": check, "form": form}, status=status)


@require_safe
@with_link(PURPOSE)
def thanked(request: HttpRequest, subject_id: int) -> HttpResponse:
    """Thank, and say what happens with the answer and until when it is kept."""
    check = _find(subject_id)
    rule = RetentionRule.objects.for_kind(check.situation.municipality, KeptKind.CHECK_REPLY)
    return render(request, "situations/check_thanks.html", {"check": check, "kept_until": rule.ends_on()})


def _find(check_id: int) -> Check:
    return get_object_or_404(Check.objects.select_related("situation__municipality"), pk=check_id)
