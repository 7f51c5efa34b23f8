"""The page of one party: made and closed by the team, answered by who holds the link, without logging in."""

from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raakvlak.municipality.access import MemberRequest
from raakvlak.municipality.models import KeptKind, RetentionRule
from raakvlak.resolutions.access import find_party
from raakvlak.resolutions.actions.pages import PURPOSE, answer_page, close_page, open_page
from raakvlak.resolutions.forms.grid import OwnReactionsForm
from raakvlak.resolutions.forms.page import PageForm
from raakvlak.resolutions.models import ReactionPage
from raakvlak.situations.access import team_required
from raakvlak.situations.models import Situation
from raakvlak.web.limits import may_try
from raakvlak.web.links import with_link

ANSWERS: Final = 30
PER_SECONDS: Final = 60


@require_http_methods(["GET", "POST"])
@team_required
def ask(request: MemberRequest, situation: Situation, party_id: int) -> HttpResponse:
    """Lay options before one party, and show the link once; an earlier link ends."""
    party = find_party(request.member, party_id)
    form = PageForm(request.POST or None, situation=situation, member=request.member)
    context = {"situation": situation, "party": party, "form": form}
    if not form.is_valid():
        return render(request, "resolutions/page_form.html", context, status=422 if form.errors else 200)
    sent = form.cleaned_data
    page, token = open_page(situation, party, request.member, list(sent["options"]), days=sent["days"])
    address = request.build_absolute_uri(reverse("resolutions:own", args=[token]))
    return render(request, "resolutions/page_link.html", {**context, "page": page, "address": address})


@require_POST
@team_required
def close(request: MemberRequest, situation: Situation, party_id: int) -> HttpResponse:
    """Let the link of one party work no more."""
    party = find_party(request.member, party_id)
    pages = ReactionPage.objects.within(request.member.municipality).visible_to(request.member)
    for page in pages.filter(situation=situation, party=party, closed_at=None):
        close_page(page)
    messages.success(request, _("De link werkt niet meer."))
    return redirect("resolutions:party", situation.pk, party.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@with_link(PURPOSE)
def own(request: HttpRequest, subject_id: int) -> HttpResponse:
    """Take what a party thinks of the options that were laid before it; it shows nothing of anybody, nor of before."""
    page = _find(subject_id)
    if not page.is_open:
        return render(request, "web/link_gone.html", status=404)
    options = list(page.options.open().in_order())
    with override("nl"):  # what residents read is Dutch, whoever made it
        form = OwnReactionsForm(request.POST or None, options=options, party_id=page.party_id)
        answered = _answered(request, page, form)
    if answered == HTTPStatus.FOUND:
        return HttpResponseRedirect("dank/")
    return render(request, "resolutions/own.html", {"page": page, "form": form}, status=answered)


def _answered(request: HttpRequest, page: ReactionPage, form: OwnReactionsForm) -> HTTPStatus:
    """Keep what was sent, if it can be kept, and say how that went."""
    if request.method != "POST":
        return HTTPStatus.OK
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if may_try(request, "own-reaction", attempts=ANSWERS, seconds=PER_SECONDS):
        answer_page(page, form.said, key=form.cleaned_data["key"])
        return HTTPStatus.FOUND
    form.add_error(None, _("Er komen nu heel veel reacties binnen. Wacht een minuut en verstuur hem dan nog eens."))
    return HTTPStatus.TOO_MANY_REQUESTS


@require_safe
@with_link(PURPOSE)
def thanked(request: HttpRequest, subject_id: int) -> HttpResponse:
    """Thank, and say who reads it and until when it is kept."""
    page = _find(subject_id)
    rule = RetentionRule.objects.for_kind(page.municipality, KeptKind.REACTION)
    return render(request, "resolutions/own_thanks.html", {"page": page, "kept_until": rule.ends_on()})


def _find(page_id: int) -> ReactionPage:
    """Return a page with what it needs; of who does not want to be noted, or was merged, there is none."""
    pages = ReactionPage.objects.select_related("situation__municipality", "municipality", "audience", "party")
    return get_object_or_404(pages.filter(party__is_not_to_be_noted=False), pk=page_id)
