"""Whom an administrator asks in, and as what."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.forms.areas import AreasField
from raakvlak.municipality.models import Area, Department, Municipality, Role, User
from raakvlak.web.forms import TextField, offer_rows

ROLE_MEANINGS = {
    Role.FRONTLINE: _("Noteert gesprekken en werkt aan situaties."),
    Role.COLLEAGUE: _("Antwoordt op vragen; ziet geen werknotities."),
    Role.COORDINATOR: _("Ziet wat iedereen buiten deelt, en beheert de trefwoorden."),
    Role.PRIVACY_OFFICER: _("Ziet registers en logboeken, geen inhoud."),
    Role.ADMINISTRATOR: _("Beheert leden en instellingen; ziet geen werknotities."),
}


def role_choices() -> list[tuple[str, SafeString]]:
    """Return the roles, each with what it means."""
    return [(role.value, format_html("{} <small>{}</small>", role.label, ROLE_MEANINGS[role])) for role in Role]


class PlaceInHouseForm(forms.Form):
    """The role of a member, and where in the house and outside she works."""

    role = forms.ChoiceField(
        label=_("Rol"),
        choices=role_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een rol."), "invalid_choice": _("Kies een van deze rollen.")},
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Afdeling"), required=False, empty_label=_("geen")
    )
    areas = AreasField(
        Area.objects.none(),
        label=_("Gebieden"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chips"}),
        help_text=_("Waar iemand vooral werkt. Het verandert niet wat iemand mag zien."),
    )

    def __init__(
        self, *args: Any, municipality: Municipality, settled_elsewhere: Collection[str] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name in settled_elsewhere:
            del self.fields[name]
        for name, rows in (
            ("department", Department.objects.within(municipality)),
            ("areas", Area.objects.within(municipality).to_choose_from()),
        ):
            if name in settled_elsewhere:
                continue
            offer_rows(self, name, rows)
            if not rows.exists():
                del self.fields[name]

    @property
    def place(self) -> dict[str, Any]:
        """Return what was chosen, whether or not there was something to choose from."""
        return {
            "role": Role(self.cleaned_data["role"]) if "role" in self.fields else None,
            "department": self.cleaned_data.get("department"),
            "areas": self.cleaned_data.get("areas", []),
        }


class InviteForm(PlaceInHouseForm):
    """Someone to ask in."""

    name = TextField(label=_("Naam"), max_length=120)
    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        error_messages={
            "required": _("Vul dit nog in."),
            "invalid": _("Dit is geen e-mailadres. Schrijf het zo: naam@gemeente.nl."),
        },
        help_text=_("We sturen een persoonlijke link, die veertien dagen werkt."),
    )
    field_order = ["name", "email", "role", "department", "areas"]


class AcceptForm(forms.Form):
    """The account of someone who was invited and has none yet."""

    name = TextField(label=_("Je naam"), max_length=120, help_text=_("Zo zien collega's je."))
    password = forms.CharField(
        label=_("Wachtwoord"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Minstens twaalf tekens. Een zin van een paar woorden onthoud je het best."),
        error_messages={"required": _("Kies nog een wachtwoord.")},
    )

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Hold the password to the same rules as everywhere."""
        values = self.cleaned_data
        if "password" in values:
            user = User(email=self.email, name=values.get("name", ""))
            try:
                password_validation.validate_password(values["password"], user)
            except ValidationError as refusal:
                self.add_error("password", refusal)
        return values


class MemberSearchForm(forms.Form):
    """The beginning of a name, to find a member in a long list."""

    zoek = TextField(label=_("Zoek op naam"), required=False, max_length=120)
