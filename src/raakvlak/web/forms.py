"""Form fields that clean what is typed, and explain kindly what does not fit."""

import datetime
import re
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from raakvlak.web.bsn import refuse_bsn
from raakvlak.web.text import clean, clean_line

LINE_LENGTH: Final = 200
LONG_LENGTH: Final = 200_000
FIRST_DAY: Final = datetime.date(1990, 1, 1)
YEARS_AHEAD: Final = 10

_DUTCH_DAY: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


class TextField(forms.CharField):
    """One line of text, cleaned; a NUL, a BSN and what is too long are refused."""

    default_error_messages = {
        "required": gettext_lazy("Vul dit nog in."),
        "nul": gettext_lazy("Er zit een teken in dat we niet kunnen bewaren (NUL). Typ of plak de tekst opnieuw."),
    }

    most: ClassVar[int] = LINE_LENGTH

    def __init__(self, *, max_length: int | None = None, may_hold_bsn: bool = False, **options: Any) -> None:
        super().__init__(**options)
        # The limit stays out of the browser: there, a text that was pasted would be cut off without a word.
        self.longest = max_length or self.most
        self.may_hold_bsn = may_hold_bsn

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        if not text:
            return text
        if "\x00" in text:
            raise ValidationError(self.error_messages["nul"], code="nul")
        return self.tidy(text) or self.empty_value

    def tidy(self, text: str) -> str:
        return clean_line(text)

    def validate(self, value: str | None) -> None:
        super().validate(value)
        if not value:
            return
        _refuse_too_long(value, self.longest)
        if not self.may_hold_bsn:
            refuse_bsn(value)


class LongTextField(TextField):
    """Text of many lines; ten thousand words fit."""

    widget = forms.Textarea
    most = LONG_LENGTH

    def tidy(self, text: str) -> str:
        return clean(text)


class DayInput(forms.DateInput):
    """The browser's own day picker, which wants its value as 2026-05-03."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day near our own time, picked (2026-05-03) or typed (3-5-2026)."""

    widget = DayInput
    default_error_messages = {
        "required": gettext_lazy("Kies nog een dag."),
        "invalid": gettext_lazy("Dit is geen dag die we kennen. Schrijf hem zo: 3-5-2026."),
    }

    def __init__(self, *, is_past_only: bool = False, first: datetime.date = FIRST_DAY, **options: Any) -> None:
        super().__init__(**options)
        self.is_past_only = is_past_only
        self.first = first

    def to_python(self, value: str | datetime.date | None) -> datetime.date | None:
        typed = value.strip() if isinstance(value, str) else value
        if not typed or not isinstance(typed, str):
            return super().to_python(typed)
        day = _read_day(typed)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def validate(self, value: datetime.date | None) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if value < self.first:
            message = _("Deze dag ligt te ver terug. Kies een dag vanaf %(day)s.")
            raise ValidationError(message % {"day": date_format(self.first, "j F Y")}, code="too_early")
        if self.is_past_only and value > today:
            raise ValidationError(_("Deze dag moet nog komen. Kies vandaag of eerder."), code="future")
        if value.year > today.year + YEARS_AHEAD:
            message = _("Deze dag ligt te ver vooruit. Kies een dag tot en met %(year)d.")
            raise ValidationError(message % {"year": today.year + YEARS_AHEAD}, code="too_late")


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let one choose among these rows in a field of a form."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} offers no rows")
    field.queryset = rows


def offer_choices(form: forms.BaseForm, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Let one choose among these choices in a field of a form."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    field.choices = choices


def _refuse_too_long(text: str, longest: int) -> None:
    over = len(text) - longest
    if over > 0:
        message = ngettext(
            "Deze tekst is %(over)d teken te lang. Er passen er %(longest)d. Maak hem korter, of knip hem in tweeën.",
            "Deze tekst is %(over)d tekens te lang. Er passen er %(longest)d. Maak hem korter, of knip hem in tweeën.",
            over,
        )
        raise ValidationError(message % {"over": over, "longest": longest}, code="max_length")


def _read_day(text: str) -> datetime.date | None:
    dutch = _DUTCH_DAY.fullmatch(text)
    try:
        if dutch:
            day, month, year = (int(part) for part in dutch.groups())
            return datetime.date(year, month, day)
        return parse_date(text)
    except ValueError:
        return None
