"""What a password must be, in our own words: Django's Dutch ones are formal, and one is English."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LengthValidator(password_validation.MinimumLengthValidator):
    """Refuse a short password."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        return _("Dit wachtwoord is te kort. Kies er een van minstens %(least)d tekens.") % {"least": self.min_length}

    def get_help_text(self) -> str:
        """Say beforehand how long it must be."""
        return _("Minstens %(least)d tekens. Een zin van een paar woorden onthoud je het best.") % {
            "least": self.min_length
        }


class CommonValidator(password_validation.CommonPasswordValidator):
    """Refuse a password that everybody tries first."""

    def get_error_message(self) -> str:
        """Say why not."""
        return _("Dit wachtwoord is te bekend: het wordt als eerste geraden. Kies een ander.")

    def get_help_text(self) -> str:
        """Say nothing beforehand: few think of one."""
        return ""


class SimilarityValidator(password_validation.UserAttributeSimilarityValidator):
    """Refuse a password that looks like the name or the address of its user."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "name"))

    def get_error_message(self) -> str:
        """Say why not."""
        return _("Dit wachtwoord lijkt te veel op je naam of je e-mailadres. Kies een ander.")

    def get_help_text(self) -> str:
        """Say nothing beforehand: few think of one."""
        return ""
