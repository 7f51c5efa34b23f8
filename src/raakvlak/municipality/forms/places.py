"""Where and under which words: departments, areas and tags."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.geometry import Geometry, as_text, corners_of, read_corners
from raakvlak.municipality.models import Area, Department, Tag
from raakvlak.web.forms import LongTextField, TextField, offer_rows

UNKNOWN = -99999999
_CODES = {
    Area.Kind.DISTRICT: (
        re.compile(r"WK[0-9]{6}"),
        _("Dit is geen wijkcode. Schrijf hem zo: WK085500, of laat hem leeg."),
    ),
    Area.Kind.NEIGHBOURHOOD: (
        re.compile(r"BU[0-9]{8}"),
        _("Dit is geen buurtcode. Schrijf hem zo: BU08550000, of laat hem leeg."),
    ),
}


class TagForm(forms.ModelForm[Tag]):
    """A word under which situations are found again."""

    name = TextField(label=_("Trefwoord"), max_length=40, help_text=_("Kort, en zo dat iedereen hetzelfde bedoelt."))

    class Meta:
        model = Tag
        fields = ["name"]


class DepartmentForm(forms.ModelForm[Department]):
    """A department, and of which it is a part."""

    name = TextField(label=_("Naam"), max_length=100)
    parent = forms.ModelChoiceField(
        Department.objects.none(), label=_("Hoort bij"), required=False, empty_label=_("niets")
    )

    class Meta:
        model = Department
        fields = ["name", "parent"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Department.objects.within(self.instance.municipality).exclude(pk=self.instance.pk)
        offer_rows(self, "parent", others)


class CountField(forms.IntegerField):
    """How many people or households there are; the CBS writes what it doesn't know as -99999999."""

    widget = forms.NumberInput(attrs={"class": "short"})
    default_error_messages = {
        "invalid": _("Vul een getal in, in cijfers."),
        "max_value": _("Dit getal is te groot."),
        "min_value": _("Minder dan nul kan niet. Weet je het niet? Laat het leeg."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_value=20_000_000, **options)

    def to_python(self, value: str | int | None) -> int | None:
        """Read unknown as nothing."""
        number = super().to_python(value)
        if number is not None and number < 0 and number != UNKNOWN:
            raise ValidationError(self.error_messages["min_value"], code="min_value")
        return None if number == UNKNOWN else number


class AreaForm(forms.ModelForm[Area]):
    """A neighbourhood and its border."""

    name = TextField(label=_("Naam"), max_length=100)
    kind = forms.ChoiceField(
        label=_("Soort"),
        choices=Area.Kind.choices,
        initial=Area.Kind.OWN,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
    )
    corners = LongTextField(
        label=_("Hoeken van de grens"),
        required=False,
        may_hold_bsn=True,
        widget=forms.Textarea(attrs={"rows": 8, "data-corners": True, "spellcheck": "false"}),
        help_text=_(
            "Eén hoek op een regel: eerst de breedte, dan de lengte, zoals 52.0907, 5.1214."
            " De laatste hoek sluit vanzelf aan op de eerste."
        ),
    )
    parent = AreaField(Area.objects.none(), label=_("Ligt in"), required=False, empty_label=_("niets"))
    code = TextField(
        label=_("Code van het CBS"), max_length=10, required=False, widget=forms.TextInput(attrs={"class": "short"})
    )
    year = forms.IntegerField(
        label=_("Jaar van de indeling"),
        required=False,
        min_value=1990,
        max_value=2100,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={
            "invalid": _("Vul een jaar in, zoals 2026."),
            "min_value": _("Kies een jaar vanaf 1990."),
            "max_value": _("Dit jaar ligt te ver vooruit."),
        },
    )
    residents = CountField(label=_("Inwoners"))
    households = CountField(label=_("Huishoudens"))

    class Meta:
        model = Area
        fields = ["name", "kind", "parent", "code", "year", "residents", "households"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Area.objects.within(self.instance.municipality).exclude(pk=self.instance.pk).to_choose_from()
        offer_rows(self, "parent", others)
        self.initial["corners"] = as_text(self.instance.geometry)
        self.border: Geometry | None = None
        # A border of several lines, or one with very many corners, is drawn but not typed.
        self.is_border_fixed = bool(self.instance.geometry) and corners_of(self.instance.geometry) is None

    def clean_corners(self) -> str:
        """Read the border; one of several lines, that no form can show, stays as it is."""
        text: str = self.cleaned_data["corners"]
        stands = self.instance.geometry
        is_shown = corners_of(stands) is not None
        self.border = read_corners(text) if text or is_shown else stands
        return text

    def clean(self) -> dict[str, Any]:
        """Hold a code to the form that the CBS gives it for this kind."""
        values = super().clean() or self.cleaned_data
        code = values.get("code", "").upper()
        kind = values.get("kind")
        if code and kind in _CODES and not _CODES[kind][0].fullmatch(code):
            self.add_error("code", ValidationError(_CODES[kind][1]))
        values["code"] = code
        return values

    def filled_in(self) -> Area:
        """Return the area as it was filled in, not stored yet."""
        area = self.save(commit=False)
        area.geometry = self.border
        return area
