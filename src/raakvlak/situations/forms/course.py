"""The wordings of a question, and what one may narrow the timeline to."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Question
from raakvlak.situations.timeline import Asked, Kind
from raakvlak.web.forms import DayField, LongTextField


class QuestionForm(GentleForm):
    """A new wording of the question as put, or of the question behind it."""

    gentle_fields = ("text",)
    field_order = ("text", "is_needed")

    kind = forms.ChoiceField(choices=Question.Kind, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = LongTextField(label=gettext_lazy("Schrijf een nieuwe verwoording"), max_length=2_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 3

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        self.ask_gently(typed)
        return typed


class TimelineFilter(forms.Form):
    """Which things, and of which period."""

    soort = forms.ChoiceField(label=gettext_lazy("Wat"), required=False)
    vanaf = DayField(label=gettext_lazy("Vanaf"), required=False)
    tot = DayField(label=gettext_lazy("Tot en met"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"] = forms.ChoiceField(
            label=_("Wat"), required=False, choices=[("", _("Alles")), *Kind.choices]
        )
        self.order_fields(["soort", "vanaf", "tot"])

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        first, last = asked.get("vanaf"), asked.get("tot")
        if first and last and first > last:
            raise ValidationError({"tot": _("Deze dag ligt voor de eerste. Kies een latere dag.")})
        return asked

    @property
    def asked(self) -> Asked:
        """Return what was asked for; everything when that can't be read."""
        if not self.is_valid():
            return Asked()
        return Asked(self.cleaned_data["soort"], self.cleaned_data["vanaf"], self.cleaned_data["tot"])

    @property
    def is_used(self) -> bool:
        """Tell whether less than everything was asked for."""
        return self.asked != Asked()
