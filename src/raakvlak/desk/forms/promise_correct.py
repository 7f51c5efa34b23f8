"""What was promised, in better words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.promise import AskingPromiseForm


class CorrectPromiseForm(AskingPromiseForm):
    """How a promise should have been written down; its day and whom it is to have ways of their own."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["to_whom"], self.fields["due_on"]
        self.fields["text"].help_text = _("Wat er nu staat, blijft te lezen onder ‘Hoe het ging’.")
        self.order_fields(["seen", "asked", "text", "direction", "kind", "allowed_by", "allowed_on"])
