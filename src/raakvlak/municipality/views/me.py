"""My own account: name, language, municipalities, and how I log in."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.actions.members import remember_municipality
from raakvlak.municipality.forms.me import MeForm
from raakvlak.municipality.middleware import SESSION_KEY
from raakvlak.municipality.models import Member, User
from raakvlak.municipality.work_account.ways import must_use_work_account
from raakvlak.web.numbers import number

TOTP = Authenticator.Type.TOTP
PASSKEY = Authenticator.Type.WEBAUTHN


@require_http_methods(["GET", "POST"])
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """Show my account, and change my name and language."""
    user = current_user(request)
    form = MeForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if form.is_valid():
        changed = form.save()
        with translation.override(changed.language):
            messages.success(request, _("Opgeslagen."))
        return redirect("municipality:me")
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "form": form,
        "memberships": Member.objects.active().filter(user=user).select_related("municipality").order_by("pk"),
        "has_code": TOTP in kinds,
        "passkeys": kinds.count(PASSKEY),
        "uses_work_account": must_use_work_account(user),
    }
    return render(request, "municipality/me.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Log out on every other device, after asking."""
    if request.method == "POST":
        user = current_user(request)
        user.end_sessions()
        update_session_auth_hash(request, user)
        messages.success(request, _("Je bent overal uitgelogd, behalve hier."))
        return redirect("municipality:me")
    context = {
        "title": _("Op alle andere apparaten uitloggen?"),
        "text": _(
            "Ben je een telefoon kwijt, of bleef je ergens ingelogd? Daar wordt dan weer om je wachtwoord gevraagd."
        ),
        "action": _("Overal uitloggen"),
        "cancel_url": reverse("municipality:me"),
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def switch(request: HttpRequest) -> HttpResponse:
    """Go on in another municipality of mine, on the same screen when that holds nothing of the one I leave."""
    user = current_user(request)
    members = Member.objects.active().filter(user=user).select_related("municipality").order_by("pk")
    if request.method == "GET":
        context = {"memberships": members, "next": request.GET.get("next", "")}
        return render(request, "municipality/switch.html", context)
    chosen = get_object_or_404(members, municipality_id=number(request.POST.get("municipality", "")))
    request.session[SESSION_KEY] = chosen.municipality_id
    remember_municipality(user, chosen.municipality)
    messages.success(request, _("Je werkt nu in %(name)s.") % {"name": chosen.municipality.name})
    return redirect(_place_of_no_one(request, request.POST.get("next", "")))


def _place_of_no_one(request: HttpRequest, url: str) -> str:
    """Return this address when it is ours and names no row, the first screen otherwise."""
    path = url.partition("?")[0].partition("#")[0]
    try:
        is_general = not resolve(path).kwargs
    except Resolver404:
        is_general = False
    is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()})
    return path if is_general and is_ours else reverse("desk:today")


def current_user(request: HttpRequest) -> User:
    """Return who is logged in."""
    assert isinstance(request.user, User)  # noqa: S101  (login_required has seen to it)
    return request.user
