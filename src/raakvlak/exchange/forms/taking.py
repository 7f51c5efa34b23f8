"""In which form a list goes along, and what goes along with it."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.exchange.writing import CSV, EXCEL, MOST_IN_EXCEL

CONTACT, NOTE = "contact", "note"
MOST_WITH_CONTACT: Final = 10_000


class TakeForm(forms.Form):
    """What one takes along."""

    form = forms.ChoiceField(
        label=gettext_lazy("In welk bestand?"),
        choices=[(CSV, gettext_lazy("CSV, voor elk programma")), (EXCEL, gettext_lazy("Excel (.xlsx)"))],
        initial=EXCEL,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies een soort bestand.")},
    )
    has_contact = forms.BooleanField(
        label=gettext_lazy("Neem ook telefoon, e-mail en adres mee"),
        required=False,
        help_text=gettext_lazy("Nooit wat is afgeschermd. Van iedereen wordt vastgelegd dat je de gegevens bekeek."),
    )
    has_working_note = forms.BooleanField(
        label=gettext_lazy("Neem ook de werknotities mee"),
        required=False,
        help_text=gettext_lazy(
            "Een werknotitie is niet bedoeld voor buiten. In een bestand beschermt Raakvlak hem niet meer: wie het "
            "bestand heeft, leest alles. En het verdwijnt niet vanzelf."
        ),
    )

    def __init__(self, *args: Any, more: str, number: int, is_too_much: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.number, self.is_too_much = number, is_too_much
        if more != CONTACT:
            del self.fields["has_contact"]
        if more != NOTE:
            del self.fields["has_working_note"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        most = _number(MOST_IN_EXCEL)
        if self.is_too_much:
            raise ValidationError(_("Dit zijn te veel rijen. Kies eerst een filter in de lijst."))
        if values.get("form") == EXCEL and self.number > MOST_IN_EXCEL:
            message = _("Een Excel-bestand krijgt hoogstens %(most)s rijen. Kies CSV, of eerst een filter in de lijst.")
            self.add_error("form", message % {"most": most})
        if values.get("has_contact") and self.number > MOST_WITH_CONTACT:
            message = _(
                "Met telefoon en adres gaan er hoogstens %(most)s rijen mee. Kies eerst een filter in de lijst."
            )
            self.add_error("has_contact", message % {"most": most})
        return values


def _number(amount: int) -> str:
    return number_format(amount, use_l10n=True, force_grouping=True)
