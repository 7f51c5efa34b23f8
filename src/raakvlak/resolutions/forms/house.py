"""What one fills in to let an option lean on the house: why on a possibility, and when a means is needed."""

import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.alignment.forms.careful import CarefulForm
from raakvlak.municipality.models import Member
from raakvlak.resolutions.forms.option import MOST_PEOPLE
from raakvlak.resolutions.models.house import WHY_LENGTH
from raakvlak.resolutions.people import people_of
from raakvlak.situations.models import Situation
from raakvlak.support.free import Days
from raakvlak.web.forms import DayField, TextField
from raakvlak.web.search.typed import Typed, typed


class PossibilitySearch(forms.Form):
    """For which words one looks among the possibilities."""

    q = TextField(label=gettext_lazy("Zoek een mogelijkheid"), required=False, max_length=100)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        self.is_valid()

    @property
    def typed(self) -> Typed:
        """Return which words are looked for."""
        return typed(self.cleaned_data.get("q") or "")

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.cleaned_data.get("q"))


class LeanForm(CarefulForm):
    """Why an option leans on a possibility."""

    gentle_fields = ("why",)
    why = TextField(
        label=gettext_lazy("Waarom helpt dit deze optie?"),
        required=False,
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Zoals: hieruit kan de bank betaald worden. Geen namen van bewoners."),
    )

    def __init__(self, *args: Any, situation: Situation, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.situation, self.member = situation, member

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        people = people_of(self.situation, self.member)[:MOST_PEOPLE]
        self.ask_about_names(cleaned, people, _("Hierin staat een naam: %(names)s. Zeg het zonder naam."))
        return cleaned


class MeansSearch(forms.Form):
    """Among which means one looks, and when it is needed; what can't be read does not count."""

    q = TextField(label=gettext_lazy("Zoek een middel"), required=False, max_length=100)
    van = DayField(label=gettext_lazy("Nodig vanaf"), required=False)
    tot = DayField(label=gettext_lazy("Nodig tot en met"), required=False)

    def __init__(self, asked: QueryDict, **options: Any) -> None:
        super().__init__(asked, **options)
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("van") and cleaned.get("tot") and cleaned["van"] > cleaned["tot"]:
            self.add_error("tot", _("Deze dag komt voor de eerste dag. Kies een latere."))
        return cleaned

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.cleaned_data.get("q"))

    @property
    def first(self) -> datetime.date | None:
        """Return from which day it is needed, when somebody said."""
        return self.cleaned_data.get("van") or self.cleaned_data.get("tot")

    @property
    def last(self) -> datetime.date | None:
        """Return until which day it is needed, when somebody said."""
        return self.cleaned_data.get("tot") or self.first

    @property
    def days(self) -> Days:
        """Return of which days one wants to know what is free; today when nobody said."""
        today = timezone.localdate()
        return Days(self.first or today, self.last or today)
