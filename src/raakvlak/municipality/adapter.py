"""How allauth behaves here: nobody signs up alone, one is invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Close the sign-up page: a member is invited. Say in our own words what went wrong."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is niet meer in gebruik. Vraag het je beheerder."),
        "email_password_mismatch": _("Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze nog eens na."),
        "too_many_login_attempts": _("Te vaak geprobeerd. Wacht vijf minuten, of kies een nieuw wachtwoord."),
        "rate_limited": _("Dat ging te vaak achter elkaar. Wacht een paar minuten en probeer het dan opnieuw."),
        "incorrect_code": _("Deze code klopt niet (meer). Kijk in je app welke code er nu staat."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "enter_current_password": _("Typ je huidige wachtwoord."),
        "invalid_password_reset": _("Deze link werkt niet meer. Vraag een nieuwe aan."),
        "email_taken": _("Dit e-mailadres kan niet. Kies een ander."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: members come by invitation."""
        return False
