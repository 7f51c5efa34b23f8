"""What the asker fills in while she waits."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from raakvlak.web.forms import DayField


class TalkedForm(forms.Form):
    """On which day the talk took place with which a request begins."""

    talked_on = DayField(label=gettext_lazy("Wanneer sprak je iemand?"), is_past_only=True, initial=timezone.localdate)
