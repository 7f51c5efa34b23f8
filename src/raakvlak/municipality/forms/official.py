"""Sending a file with official areas, and choosing what is to be done with it."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.area_plan import Plan
from raakvlak.municipality.official.columns import FIRST_YEAR, LAST_YEAR
from raakvlak.municipality.official.files import kind_of_bytes
from raakvlak.municipality.official.refusal import MEGABYTE, MOST_UPLOADED, Refused, in_words
from raakvlak.web.forms import offer_choices

BYTES_TO_KNOW: Final = 512
_TOO_BIG: Final = {"most": MOST_UPLOADED // MEGABYTE}


class AreaFileForm(forms.Form):
    """A file with wijken and buurten."""

    file = forms.FileField(
        label=_("Bestand"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".gpkg,.geojson,.json,.zip"}),
        help_text=_("GeoPackage (.gpkg), GeoJSON (.geojson) of een ZIP met een van die twee. Hoogstens 500 MB."),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg. Download het opnieuw, en kies het daarna nog eens."),
            "invalid": _("Kies een bestand."),
            "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        },
    )
    year = forms.IntegerField(
        label=_("Jaar van de indeling"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=_("Alleen nodig als het niet in het bestand staat."),
        error_messages={
            "invalid": _("Vul een jaar in, zoals 2026."),
            "min_value": _("Kies een jaar vanaf 1990."),
            "max_value": _("Dit jaar ligt te ver vooruit."),
        },
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_too_large:
            self.fields["file"].error_messages["required"] = in_words("too_big", _TOO_BIG)

    def clean_file(self) -> UploadedFile[Any]:
        """Look at the first bytes: what can't hold areas is told at once, without the worker."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        start = sent.read(BYTES_TO_KNOW)
        sent.seek(0)
        try:
            kind_of_bytes(start)
        except Refused as refused:
            raise ValidationError(in_words(refused.reason, refused.details)) from refused
        return sent


class KeepAreasForm(forms.Form):
    """What to do with own areas of the same name, and with what is no longer in the file."""

    same = forms.TypedMultipleChoiceField(
        label=_("Dit zijn dezelfde gebieden"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    marks_former = forms.BooleanField(
        label=_("Zet deze gebieden op ‘bestaat niet meer’"),
        required=False,
        help_text=_("Ze blijven staan bij wat er al is. Nieuwe notities komen er niet meer vanzelf bij."),
    )

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        if not plan.missing:
            del self.fields["marks_former"]
        if not plan.namesakes:
            del self.fields["same"]
            return
        labels = [
            (
                pair.area.pk,
                format_html(
                    "{} <small>{} {}</small>", pair.area.name, pair.area.get_kind_display(), pair.official.code
                ),
            )
            for pair in plan.namesakes
        ]
        offer_choices(self, "same", labels)
        self.initial["same"] = [pair.area.pk for pair in plan.namesakes if pair.is_likely]
        self.fields["same"].help_text = _(
            "Zo’n gebied krijgt de code en de grens van het CBS. Gesprekken, mensen en situaties blijven erbij."
        )
