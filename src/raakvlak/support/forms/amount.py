"""An amount as one types it: with a comma, and points between thousands."""

import re
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

SMALLEST: Final = Decimal("0.01")
_CENTS: Final = re.compile(r"[.,](\d{1,2})$")


class AmountField(forms.DecimalField):
    """An amount of more than nothing, with two decimals at most."""

    def __init__(self, **options: Any) -> None:
        messages = {
            "required": gettext_lazy("Vul in hoeveel."),
            "invalid": gettext_lazy("Schrijf een getal, zoals 12 of 1250,50."),
            "min_value": gettext_lazy("Vul een getal in dat groter is dan nul."),
            "max_decimal_places": gettext_lazy("Schrijf niet meer dan twee cijfers achter de komma."),
        }
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"})
        super().__init__(
            localize=True,
            min_value=SMALLEST,
            max_digits=12,
            decimal_places=2,
            widget=widget,
            error_messages=messages,
            **options,
        )

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # the stubs say it is a whole number
        """Read a number as it is written in either language."""
        return super().to_python(plain(value) if isinstance(value, str) else value)


def plain(text: str) -> str:
    """Write an amount without what is there for the eye: no euro sign, nothing between thousands, a point before cents.

    >>> plain("€ 1.250,50"), plain("1,250.50"), plain("1.250"), plain("0,5"), plain("veel")
    ('1250.50', '1250.50', '1250', '0.5', 'veel')
    """
    bare = text.replace("€", "").replace(" ", "").replace("\u00a0", "")
    cents = _CENTS.search(bare)
    whole = bare[: cents.start()] if cents else bare
    whole = whole.replace(".", "").replace(",", "") if whole.replace(".", "").replace(",", "").isdigit() else whole
    return f"{whole}.{cents.group(1)}" if cents else whole
