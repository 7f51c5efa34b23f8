"""What was promised, in better words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.promise import PROMISE_LENGTH, PromiseForm
from raakvlak.web.forms import TextField
from raakvlak.web.special import Kind, special_words


class CorrectPromiseForm(PromiseForm):
    """How a promise should have been written down; its day and whom it is to have ways of their own."""

    text = TextField(
        label=_("Wat is beloofd?"),
        max_length=PROMISE_LENGTH,
        help_text=_("Wat er nu staat, blijft te lezen onder ‘Hoe het ging’."),
        error_messages={"required": _("Schrijf op wat er beloofd is. Eén zin is genoeg.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    asked = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["to_whom"], self.fields["due_on"]
        self.order_fields(["seen", "asked", "text", "direction", "kind", "allowed_by", "allowed_on"])

    def special_kinds(self) -> list[Kind]:
        """Return the kinds of special data that the text touches and that were not asked about yet."""
        asked = set(self.cleaned_data["asked"].split(","))
        found = dict.fromkeys(finding.kind for finding in special_words(self.cleaned_data["text"]))
        return [kind for kind in found if kind.value not in asked]
