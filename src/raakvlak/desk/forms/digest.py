"""How often one wants to hear of one's day by mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.models import Digest

NEVER = "never"


class DigestForm(forms.Form):
    """Never, unless one chooses otherwise; never is a choice too, so nothing here can stay empty."""

    rhythm = forms.ChoiceField(
        label=_("Wanneer wil je een mail?"),
        choices=[(NEVER, _("nooit")), *Digest.Rhythm.choices],
        widget=forms.RadioSelect,
        help_text=_("Wacht er niets op je, dan komt er geen mail."),
    )

    def clean_rhythm(self) -> str:
        """Return the rhythm, which is empty for never."""
        rhythm: str = self.cleaned_data["rhythm"]
        return "" if rhythm == NEVER else rhythm
