"""How often one wants to hear of one's day by mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.models import Digest


class DigestForm(forms.Form):
    """Never, unless one chooses otherwise."""

    rhythm = forms.ChoiceField(
        label=_("Wanneer wil je een mail?"),
        required=False,
        choices=[("", _("nooit")), *Digest.Rhythm.choices],
        widget=forms.RadioSelect,
        help_text=_("Wacht er niets op je, dan komt er geen mail."),
    )
