"""A gentle question when words point to special personal data; whoever answers yes goes on."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.web.special import special_words


class GentleForm(forms.Form):
    """A form that asks once whether words about health, faith and the like are needed."""

    gentle_fields: tuple[str, ...] = ()
    is_needed = forms.BooleanField(label=gettext_lazy("Ja, dit is nodig"), required=False, widget=forms.HiddenInput)

    def ask_gently(self, cleaned: dict[str, Any]) -> None:
        """Ask about special data in what was typed, unless it was asked and answered."""
        if cleaned.get("is_needed"):
            return
        found = [finding for name in self.gentle_fields for finding in special_words(cleaned.get(name) or "")]
        if not found:
            return
        words = ", ".join(dict.fromkeys(f"“{finding.word}” ({finding.kind.label})" for finding in found))
        self.fields["is_needed"].widget = forms.CheckboxInput()
        self.add_error("is_needed", self.gentle_question(words))

    def gentle_question(self, words: str) -> str:
        """Say what was found and what one can do."""
        return _("Je schrijft: %(words)s. Is dat nodig? Laat het anders weg, of zeg het algemener.") % {"words": words}
