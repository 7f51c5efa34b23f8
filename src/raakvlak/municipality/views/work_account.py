"""Logging in with the account of work: to the provider, back again, and out."""

import datetime
import time
from dataclasses import asdict
from typing import Any, Final

import structlog
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from raakvlak.municipality.actions.invitations import PURPOSE
from raakvlak.municipality.actions.members import remember_municipality
from raakvlak.municipality.actions.work_account import admit
from raakvlak.municipality.middleware import SESSION_KEY
from raakvlak.municipality.models import Member, MemberInvitation, User
from raakvlak.municipality.work_account.claims import identity_of, wanted_claims
from raakvlak.municipality.work_account.policy import current_policy, current_provider
from raakvlak.municipality.work_account.refusals import refusal_for
from raakvlak.municipality.work_account.ways import CAME_WITH, READ_INVITATION
from raakvlak.web.limits import may_try
from raakvlak.web.links import open_link
from raakvlak.web.oidc import Begun, Provider, SignInCancelledError, SignInError, SignInExpiredError, begin, finish
from raakvlak.web.oidc.flow import leave

BEGUN: Final = "work_account_begun"
MOST_TABS: Final = 5
MOST_SECONDS: Final = 10 * 60
LONGEST_ADDRESS: Final = 2_000
ATTEMPTS: Final = 200  # everybody of a town hall may come from one address, at nine o’clock
FAILURES: Final = 60
PER_SECONDS: Final = 60

log = structlog.get_logger("raakvlak.work_account")


@never_cache
@require_GET
def log_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider of her account of work."""
    provider = provider_or_404()
    where = safe_next(request)
    if request.user.is_authenticated:
        return redirect(where)
    if not may_try(request, "work_account", attempts=ATTEMPTS, seconds=PER_SECONDS):
        return render(request, "429.html", status=429)
    try:
        url, begun = begin(provider, callback_url(request))
    except SignInError as refusal:
        return refuse(request, refusal)
    remember(request, begun, where)
    return redirect(url)


@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Let in who is back from the provider, or tell why not."""
    provider = provider_or_404()
    try:
        begun, where = recall(request)
        policy = current_policy()
        claims = finish(provider, request.GET.dict(), begun, callback_url(request), wanted_claims(policy))
        invitation = invitation_at(request, where)
        user = admit(identity_of(provider, policy, claims), policy, invitation)
    except SignInError as refusal:
        return refuse(request, refusal)
    let_in(request, user, policy.hours)
    return redirect(after(request, user, invitation, where))


@never_cache
@require_GET
def log_out(request: HttpRequest) -> HttpResponse:
    """Tell who logged out here that the account of work is still open, and where to close that too."""
    provider = provider_or_404()
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    try:
        url = leave(provider, request.build_absolute_uri(reverse("account_login")))
    except SignInError:
        url = ""
    return render(request, "municipality/work_account/logged_out.html", {"leave_url": url})


def provider_or_404() -> Provider:
    """Return the provider; without one these addresses do not exist."""
    provider = current_provider()
    if provider is None:
        raise Http404
    return provider


def callback_url(request: HttpRequest) -> str:
    """Return the address to which the provider sends people back."""
    return request.build_absolute_uri(reverse("municipality:work_account_back"))


def safe_next(request: HttpRequest) -> str:
    """Return where she was headed when that is ours, the first screen otherwise."""
    asked = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if is_ours and len(asked) <= LONGEST_ADDRESS else reverse(settings.LOGIN_REDIRECT_URL)


def remember(request: HttpRequest, begun: Begun, where: str) -> None:
    """Keep in this browser's session what its log-in must come back with; a few tabs may do so at once."""
    waiting: dict[str, Any] = request.session.get(BEGUN, {})
    newest = sorted(waiting.items(), key=lambda item: item[1]["at"])[-MOST_TABS + 1 :]
    request.session[BEGUN] = {**dict(newest), begun.state: {**asdict(begun), "next": where, "at": time.time()}}


def recall(request: HttpRequest) -> tuple[Begun, str]:
    """Take back, once, what this browser began."""
    waiting: dict[str, Any] = request.session.get(BEGUN, {})
    known = waiting.pop(request.GET.get("state", ""), None)
    if known is None or not 0 <= time.time() - known["at"] <= MOST_SECONDS:
        raise SignInExpiredError
    request.session[BEGUN] = waiting
    request.session.save()  # before anything else happens: it can be used once, whatever comes after
    return Begun(known["state"], known["nonce"], known["verifier"]), known["next"]


def invitation_at(request: HttpRequest, where: str) -> MemberInvitation | None:
    """Return the invitation whose link in the mail was followed: who holds it reads the mail of that address.

    It must have been read in this browser: a link that somebody else made leads nobody into accepting one unseen.
    """
    try:
        match = resolve(where.partition("?")[0])
    except Resolver404:
        return None
    subject_id = open_link(match.kwargs["token"], PURPOSE) if match.view_name == "municipality:accept" else None
    if subject_id is None or subject_id != request.session.get(READ_INVITATION):
        return None
    return MemberInvitation.objects.open().filter(pk=subject_id).select_related("municipality").first()


def let_in(request: HttpRequest, user: User, hours: int) -> None:
    """Log a user in until the provider must be asked again."""
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[CAME_WITH] = True
    for name in (BEGUN, READ_INVITATION):
        request.session.pop(name, None)
    request.session.set_expiry(timezone.now() + datetime.timedelta(hours=hours))


def after(request: HttpRequest, user: User, invitation: MemberInvitation | None, where: str) -> str:
    """Return where to go on: an invitation that made her a member was all that its page is for."""
    municipality = invitation and invitation.municipality
    if municipality and Member.objects.within(municipality).active().filter(user=user).exists():
        remember_municipality(user, municipality)
        request.session[SESSION_KEY] = municipality.pk
        messages.success(request, _("Welkom bij %(name)s. Fijn dat je meedoet.") % {"name": municipality.name})
        return reverse(settings.LOGIN_REDIRECT_URL)
    return where


def refuse(request: HttpRequest, error: SignInError) -> HttpResponse:
    """Say in plain words why it did not work and what helps; the log gets one fixed word."""
    if isinstance(error, SignInExpiredError):
        if request.user.is_authenticated:  # she pressed Back, or opened the address again
            return redirect(settings.LOGIN_REDIRECT_URL)
        if not may_try(request, "work_account_back", attempts=FAILURES, seconds=PER_SECONDS):
            return render(request, "429.html", status=429)
    log.warning("not let in with a work account", word=error.word)
    if isinstance(error, SignInCancelledError):
        messages.info(request, _("Je bent niet ingelogd: bij je werkaccount ging het niet door."))
        return redirect("account_login")
    refusal = refusal_for(error)
    context = {"refusal": refusal, "word": error.word}
    return render(request, "municipality/work_account/refused.html", context, status=refusal.status)
