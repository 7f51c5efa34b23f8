"""A day of which one often knows the year alone."""

import datetime
import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from raakvlak.web.forms import DayField

LONG_AGO: Final = datetime.date(1900, 1, 1)
_YEAR: Final = re.compile(r"\d{4}")


class YearOrDayField(DayField):
    """A day, or a year: then the first day of it, and of an end the last; so it reads as a year again."""

    default_error_messages = {
        "invalid": _("Dit is geen jaar of dag die we kennen. Schrijf: 2024, of 3-5-2024."),
    }

    def __init__(self, *, is_end: bool = False, **options: Any) -> None:
        typed = forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"})
        super().__init__(first=LONG_AGO, widget=typed, **options)
        self.is_end = is_end

    def to_python(self, value: str | datetime.date | None) -> datetime.date | None:
        typed = value.strip() if isinstance(value, str) else value
        if isinstance(typed, str) and _YEAR.fullmatch(typed) and int(typed) > 0:
            return self.whole(int(typed))
        return super().to_python(value)

    def whole(self, year: int) -> datetime.date:
        """Return the day that stands for this year."""
        return datetime.date(year, 12, 31) if self.is_end else datetime.date(year, 1, 1)

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, datetime.date):
            return value
        is_year = value == self.whole(value.year)
        return str(value.year) if is_year else f"{value.day}-{value.month}-{value.year}"
