"""What a municipality settles for itself."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from raakvlak.municipality.colour import Colour
from raakvlak.municipality.logo import MOST_BYTES_SENT, LogoImage, read_logo
from raakvlak.municipality.models import Channel, Municipality, RetentionRule
from raakvlak.municipality.theme import readable_accent, readable_accent_in_dark
from raakvlak.web.forms import LongTextField, TextField

_CODE = re.compile(r"GM[0-9]{4}")
DAYS_LONGEST = 3650


class DetailsForm(forms.ModelForm[Municipality]):
    """The name and the code of a municipality."""

    name = TextField(
        label=_("Naam"),
        max_length=100,
        help_text=_("Zo staat de gemeente boven elk scherm en in elke uitnodiging."),
        error_messages={"unique": _("Deze naam is al in gebruik.")},
    )
    code = TextField(
        label=_("Gemeentecode"),
        max_length=6,
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
        help_text=_("Van het CBS: GM en vier cijfers, zoals GM0855."),
    )

    incident_words = LongTextField(
        label=_("Bij agressie of dreiging"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dit staat op elk papier voor een gesprek. Leeg: onze eigen tekst, over weggaan, 112 en melden."),
    )
    incident_url = forms.URLField(
        label=_("Waar de agressieregeling staat"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Een adres op jullie intranet. Het staat op hetzelfde papier."),
        error_messages={
            "invalid": _("Dit is geen adres van een pagina. Schrijf het zo: https://intranet.gemeente.nl/agressie.")
        },
    )

    class Meta:
        model = Municipality
        fields = ["name", "code", "incident_words", "incident_url"]

    def clean_code(self) -> str:
        """Take small letters too, and refuse what the CBS would not give out or gave to another."""
        code: str = self.cleaned_data["code"].upper()
        if code and not _CODE.fullmatch(code):
            raise ValidationError(_now("Dit is geen gemeentecode. Schrijf hem zo: GM0855."))
        if code and Municipality.objects.filter(code=code).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_now("Deze gemeentecode is al in gebruik."))
        return code


class ChannelsForm(forms.ModelForm[Municipality]):
    """The ways of meeting that can be chosen when noting."""

    channels_on = forms.MultipleChoiceField(
        label=_("Aan"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Laat er minstens één aan.")},
    )

    class Meta:
        model = Municipality
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["channels_on"] = [value for value, _label in self.instance.channels]

    def save(self, commit: bool = True) -> Municipality:  # noqa: FBT001, FBT002  (as Django has it)
        """Keep what is off: a channel that is added to Raakvlak later begins as on."""
        chosen = self.cleaned_data["channels_on"]
        self.instance.channels_off = [value for value in Channel.values if value not in chosen]
        return super().save(commit)


class ColourInput(forms.TextInput):
    """The browser's own colour picker."""

    input_type = "color"


class ThemeForm(forms.Form):
    """The colour of buttons and links, in the light and in the dark."""

    accent = forms.CharField(
        label=_("Op een licht scherm"), max_length=7, widget=ColourInput, help_text=_("Voor knoppen en links.")
    )
    has_own_dark = forms.BooleanField(
        label=_("Kies zelf de kleur voor een donker scherm"),
        required=False,
        help_text=_("Anders maken we de kleur hierboven zelf licht genoeg."),
    )
    accent_in_dark = forms.CharField(label=_("Op een donker scherm"), max_length=7, required=False, widget=ColourInput)

    def clean_accent(self) -> str:
        """Refuse a colour that is hard to read on white, and name the nearest that isn't."""
        colour = _colour(self.cleaned_data["accent"])
        better = readable_accent(colour)
        if better != colour:
            message = _now(
                "%(colour)s is op wit slecht te lezen: het contrast moet minstens 4,5 op 1 zijn."
                " %(better)s lijkt er het meest op en kan wel."
            )
            raise ValidationError(message % {"colour": colour, "better": better})
        return str(colour)

    def clean(self) -> dict[str, Any]:
        """Refuse a colour that is hard to read in the dark, when one was chosen."""
        if self.cleaned_data.get("has_own_dark"):
            try:
                self._check_dark()
            except ValidationError as refusal:
                self.add_error("accent_in_dark", refusal)
        return self.cleaned_data

    @property
    def theme(self) -> dict[str, str]:
        """Return what is stored."""
        values = self.cleaned_data
        dark = {"accent_in_dark": values["accent_in_dark"]} if values["has_own_dark"] else {}
        return {"accent": values["accent"], **dark}

    def _check_dark(self) -> None:
        colour = _colour(self.cleaned_data.get("accent_in_dark", ""))
        better = readable_accent_in_dark(colour)
        if better != colour:
            message = _now(
                "%(colour)s is in het donker slecht te lezen: het contrast moet minstens 4,5 op 1 zijn."
                " %(better)s lijkt er het meest op en kan wel."
            )
            raise ValidationError(message % {"colour": colour, "better": better})
        self.cleaned_data["accent_in_dark"] = str(colour)


class LogoForm(forms.Form):
    """A file with a logo."""

    logo = forms.FileField(
        label=_("Logo"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG of WebP, hoogstens 4 MB. We maken het klein en halen eruit wat niet te zien is."),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg. Kies een ander."),
            "invalid": _("Kies een bestand."),
        },
    )

    def clean_logo(self) -> LogoImage:
        """Read the image, and write it anew."""
        sent: UploadedFile[Any] = self.cleaned_data["logo"]
        return read_logo(sent.read(MOST_BYTES_SENT + 1))


class RetentionForm(forms.ModelForm[RetentionRule]):
    """Why one kind of row is kept, on what ground, and how long."""

    days = forms.IntegerField(
        label=_("Dagen bewaren"),
        min_value=1,
        max_value=DAYS_LONGEST,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=_("365 is een jaar, 730 is twee jaar. Langer dan tien jaar (3650) kan niet."),
        error_messages={
            "required": _("Vul een aantal dagen in."),
            "invalid": _("Vul een aantal dagen in, in cijfers."),
            "min_value": _("Bewaar het minstens één dag."),
            "max_value": _("Langer dan tien jaar (3650 dagen) kan niet."),
        },
    )

    class Meta:
        model = RetentionRule
        fields = ["days", "purpose", "ground"]
        labels = {"purpose": pgettext_lazy("why it is kept", "Doel"), "ground": _("Grondslag")}


def _colour(text: str) -> Colour:
    try:
        return Colour.read(text.strip().lower())
    except ValueError:
        raise ValidationError(_now("Dit is geen kleur. Schrijf hem met zes tekens, zoals #1a5f6a.")) from None
