"""How allauth behaves here: nobody signs up alone, one is invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import User

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

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell a user what changed in her account, at the address with which she logs in."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Say in our own words what went wrong in the second step."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}
