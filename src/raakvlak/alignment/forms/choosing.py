"""Whether a possibility fits a wish, and how one narrows what is suggested."""

import uuid
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from raakvlak.alignment.matching import MORE, MOST, SHOWN, Looked
from raakvlak.alignment.models.choice import WHY_LENGTH
from raakvlak.situations.forms.gentle import GentleForm
from raakvlak.web.forms import DayField, TextField

FITS, NOT = "past", "past-niet"
HERE, EVERYWHERE = "hier", "overal"
STEPS: Final = (MORE, 40, MOST)


class ChoiceForm(GentleForm):
    """What somebody thinks of a possibility for a wish; its key makes it once."""

    gentle_fields = ("why",)
    key = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("Past dit?"),
        choices=[(FITS, pgettext_lazy("keuze", "Past")), (NOT, pgettext_lazy("keuze", "Past niet"))],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        error_messages={"required": gettext_lazy("Kies of het past.")},
    )
    why = TextField(
        label=gettext_lazy("Waarom?"),
        required=False,
        max_length=WHY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Een collega met dezelfde vraag heeft hier later iets aan."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid.uuid4

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.ask_gently(cleaned)
        return cleaned

    @property
    def is_accepted(self) -> bool:
        """Tell whether it fits."""
        return bool(self.cleaned_data["outcome"] == FITS)


class LookFilter(forms.Form):
    """Where and when something must hold; what can't be read in it does not count."""

    waar = forms.ChoiceField(
        label=gettext_lazy("Waar geldt het?"),
        required=False,
        choices=[(HERE, gettext_lazy("In dit gebied")), (EVERYWHERE, gettext_lazy("Maakt niet uit"))],
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    van = DayField(label=gettext_lazy("Nodig vanaf"), required=False)
    tot = DayField(label=gettext_lazy("Nodig tot en met"), required=False)
    meer = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict) -> None:
        data = asked.copy()
        data.setdefault("waar", HERE)
        super().__init__(data)
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("van") and cleaned.get("tot") and cleaned["van"] > cleaned["tot"]:
            self.add_error("tot", _("Deze dag ligt voor de eerste dag. Kies een latere."))
        return cleaned

    @property
    def is_filtered(self) -> bool:
        """Tell whether one looks elsewhere than usual."""
        wanted = self.cleaned_data
        return wanted.get("waar") == EVERYWHERE or bool(wanted.get("van") or wanted.get("tot"))

    @property
    def looked(self) -> Looked:
        """Return where and when one looks: from today on, unless asked otherwise."""
        wanted = self.cleaned_data
        first = wanted.get("van") or timezone.localdate()
        last = wanted.get("tot")
        return Looked(wanted.get("waar") != EVERYWHERE, min(first, last) if last else first, last)

    def step(self, least: int = SHOWN) -> int:
        """Return how many are shown of one wish."""
        asked = self.cleaned_data.get("meer")
        return asked if asked in STEPS else least

    def next_step(self, now: int) -> int | None:
        """Return how many are shown when one wants more."""
        return next((step for step in STEPS if step > now), None)

    @property
    def address(self) -> str:
        """Return what of the filter stays in an address."""
        kept = {name: self.data[name] for name in ("waar", "van", "tot") if self.data.get(name)}
        return urlencode(kept)
