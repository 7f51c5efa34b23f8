"""The name under which one keeps a filter, and whether the list opens with it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from raakvlak.municipality.models import SavedFilter
from raakvlak.municipality.models.saved_filter import LONGEST_FILTER_NAME, MOST_FILTERS
from raakvlak.web.forms import TextField
from raakvlak.web.text import sort_name


class SavedFilterForm(forms.Form):
    """A name of one's own for a filter."""

    name = TextField(
        label=gettext_lazy("Hoe noem je dit filter?"),
        max_length=LONGEST_FILTER_NAME,
        help_text=gettext_lazy("Zoals: Organisaties in mijn wijk. Alleen jij ziet dit."),
    )
    is_default = forms.BooleanField(
        label=gettext_lazy("Open de lijst voortaan hiermee"),
        required=False,
        help_text=gettext_lazy("Met ‘Toon alles’ zie je altijd de hele lijst."),
    )

    def __init__(self, data: QueryDict | None = None, *, saved: SavedFilter) -> None:
        super().__init__(data, initial={"name": saved.name, "is_default": saved.is_default})
        self.saved = saved
        if not saved.can_open:
            del self.fields["is_default"]
        self.others = SavedFilter.objects.of(saved.member).on(saved.list_name).exclude(pk=saved.pk)

    def clean_name(self) -> str:
        """Refuse a name that another filter of this list has."""
        name: str = self.cleaned_data["name"]
        if self.others.filter(sort_name=sort_name(name)).exists():
            raise forms.ValidationError(_("Je hebt op deze lijst al een filter met deze naam. Kies een andere naam."))
        return name

    def clean(self) -> dict[str, Any]:
        """Refuse more filters than one can oversee."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.saved.pk and self.others.count() >= MOST_FILTERS:
            text = ngettext(
                "Je bewaarde op deze lijst al %(most)d filter. Haal er eerst een weg.",
                "Je bewaarde op deze lijst al %(most)d filters. Haal er eerst een weg.",
                MOST_FILTERS,
            )
            raise forms.ValidationError(text % {"most": MOST_FILTERS})
        return typed

    def keep(self) -> None:
        """Store the filter under this name."""
        self.saved.name = self.cleaned_data["name"]
        self.saved.keep(is_default=self.cleaned_data.get("is_default", False))
