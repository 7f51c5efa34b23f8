"""Changing the address with which I log in."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from raakvlak.municipality.actions.address import address_in, ask_for_address, change_address
from raakvlak.municipality.forms.me import AddressForm
from raakvlak.municipality.letters import AddressMail
from raakvlak.municipality.views.me import current_user
from raakvlak.web.limits import may_try

ATTEMPTS = 5
PER_SECONDS = 300


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@login_required
def address(request: HttpRequest) -> HttpResponse:
    """Ask for another address: my password proves me, a mail proves the address."""
    user = current_user(request)
    form = AddressForm(request.POST or None, user=user)
    if request.method == "POST" and not may_try(request, "address", attempts=ATTEMPTS, seconds=PER_SECONDS):
        return render(request, "429.html", status=429)
    if form.is_valid():
        email = form.cleaned_data["email"]
        ask_for_address(user, email, AddressMail(request))
        messages.success(request, _("Er is een mail onderweg naar %(email)s. Open de link daarin.") % {"email": email})
        return redirect("municipality:me")
    return render(request, "municipality/address.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Take the new address, after asking."""
    user = current_user(request)
    email, before = address_in(token, user), user.email
    if email is None:
        raise Http404
    if request.method == "POST":
        try:
            change_address(user, email)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect("municipality:address")
        get_adapter().send_notification_mail("account/email/email_changed", user, email=before)
        messages.success(request, _("Opgeslagen. Je logt voortaan in met %(email)s.") % {"email": email})
        return redirect("municipality:me")
    context: dict[str, Any] = {
        "title": _("Voortaan inloggen met %(email)s?") % {"email": email},
        "text": _("Met %(email)s kun je dan niet meer inloggen.") % {"email": before},
        "action": _("Ja, dit is mijn adres"),
        "cancel_url": reverse("municipality:me"),
    }
    return render(request, "confirm.html", context)
