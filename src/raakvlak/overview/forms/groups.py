"""A group that one names oneself: never by what somebody believes, has or is, unless that is needed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.overview.models import NamedGroup
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.situations.models import Situation
from raakvlak.web.forms import TextField
from raakvlak.web.text import sort_name

MOST_PEOPLE = 10_000_000


class NamedGroupForm(GentleForm):
    """A name, and a guess of how many people it is about."""

    gentle_fields = ("name",)
    name = TextField(
        label=gettext_lazy("Welke mensen?"),
        max_length=80,
        help_text=gettext_lazy("Een groep, geen naam van iemand. Zoals: huurders van de flats."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("Hoeveel mensen zijn dat ongeveer?"),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        help_text=gettext_lazy("Een schatting is genoeg. Dan zie je ook wat je bij toeval zou horen."),
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={
            "invalid": gettext_lazy("Schrijf een heel getal, zoals 120."),
            "min_value": gettext_lazy("Schrijf een getal vanaf 1, of laat het leeg."),
            "max_value": gettext_lazy("Zo veel mensen wonen hier niet. Schrijf een kleiner getal."),
        },
    )
    field_order = ("name", "people", "is_needed")

    def __init__(self, data: QueryDict | None = None, *, situation: Situation, group: NamedGroup | None = None) -> None:
        super().__init__(data, initial={"name": group.name, "people": group.people} if group else None)
        self.situation, self.group = situation, group

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = self.situation.named_groups.exclude(pk=self.group.pk if self.group else 0)
        if others.filter(sort_name=sort_name(name)).exists():
            raise ValidationError(_("Deze groep staat er al. Kies een andere naam."))
        return name

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        self.ask_gently(typed)
        return typed
