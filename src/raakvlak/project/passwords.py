"""What a password must be, in our own words."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Ask for length, and say so in Dutch that says *je*."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        return ngettext(
            "Dit wachtwoord is te kort. Neem er minstens %d teken voor.",
            "Dit wachtwoord is te kort. Neem er minstens %d tekens voor.",
            self.min_length,
        ) % (self.min_length,)

    def get_help_text(self) -> str:
        """Say how long it must be, and how that is done."""
        return ngettext(
            "Minstens %d teken. Een zin die alleen jij verzint, werkt goed.",
            "Minstens %d tekens. Een zin die alleen jij verzint, werkt goed.",
            self.min_length,
        ) % (self.min_length,)
