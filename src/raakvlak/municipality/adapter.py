"""How allauth behaves here: nobody signs up alone, one is invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import User
from raakvlak.municipality.work_account.ways import CAME_WITH, must_use_work_account

WRONG_CODE = _("Deze code klopt niet (meer). Kijk in je app welke code er nu staat.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Close the sign-up page: a member is invited. Say in our own words what went wrong."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is niet meer in gebruik. Vraag het je beheerder."),
        "email_password_mismatch": _("Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze nog eens na."),
        "too_many_login_attempts": _("Te vaak geprobeerd. Wacht vijf minuten, of kies een nieuw wachtwoord."),
        "rate_limited": _("Dat ging te vaak achter elkaar. Wacht een paar minuten en probeer het dan opnieuw."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "enter_current_password": _("Typ je huidige wachtwoord."),
        "invalid_password_reset": _("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "email_taken": _("Dit e-mailadres kan niet. Kies een ander."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: members come by invitation."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse | None:
        """Refuse a password or a passkey of who logs in with an account of work: who may do so is settled there."""
        response: HttpResponse | None = super().pre_login(request, user, **options)
        if response is None and must_use_work_account(user):
            messages.error(request, gettext("Jij logt in met je werkaccount. Gebruik de knop hieronder."))
            response = redirect("account_login")
        return response

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Lead who came with an account of work to where that can be closed too."""
        if request.session.get(CAME_WITH):
            return reverse("municipality:work_account_out")
        return str(super().get_logout_redirect_url(request))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a user what changed in her account, at the address with which she logs in."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Say in our own words what went wrong in the second step."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}
