"""Somebody new, and who is known already and looks like her."""

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from raakvlak.desk.forms.fields import IdsField
from raakvlak.desk.forms.party import FEWEST_DIGITS, PartyForm
from raakvlak.municipality.models import Member
from raakvlak.relations.actions.parties import mark_of
from raakvlak.relations.duplicates import Described
from raakvlak.relations.models import ContactPoint, Party
from raakvlak.web.forms import TextField
from raakvlak.web.numbers import number

Reach = tuple[str, str]


class NewPartyForm(PartyForm):
    """A new party; `asked` are those whom the screen named as perhaps the same."""

    asked = IdsField(required=False)
    reach = TextField(
        label=_("Telefoon of e-mail"),
        required=False,
        help_text=_("Wordt versleuteld bewaard bij Contactgegevens. Vul alleen in wat je nodig hebt."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, member=member, **kwargs)
        self.member = member
        self.order_fields(["name", "kind", "is_anonymous", "description", "area", "reach"])

    def clean_reach(self) -> str:
        """Tell when this is neither a number nor an address; what is typed half-way is not looked for."""
        typed: str = self.cleaned_data["reach"]
        if typed and reach_in(typed) is None:
            message = _("Dit lijkt geen telefoonnummer of e-mailadres. Zo hoort het: 06 12345678 of naam@voorbeeld.nl.")
            raise forms.ValidationError(message)
        return typed

    @property
    def way_to_reach(self) -> Reach | None:
        """Return the way to reach her that was typed."""
        return reach_in(self.cleaned_data.get("reach", ""))

    @property
    def values(self) -> dict[str, Any]:
        """Return what is kept of a party itself."""
        return {name: value for name, value in self.cleaned_data.items() if name in PartyForm.base_fields}

    def described(self) -> Described | None:
        """Describe who is being typed, as far as can be read; nothing before there is a name."""
        self.is_valid()
        found = self.cleaned_data
        name = found.get("name") or ""
        if not name:
            return None
        area, way = found.get("area"), self.way_to_reach
        marks = frozenset([mark_of(self.member.municipality_id, *way)] if way else [])
        return Described(
            name=name,
            kind=found.get("kind") or Party.Kind.PERSON,
            is_anonymous=bool(found.get("is_anonymous")),
            area_id=area.pk if area else None,
            marks=marks,
        )

    @property
    def same(self) -> int | None:
        """Return the number of the one who was meant after all."""
        return number(str(self.data.get("same", "")))


def reach_in(typed: str) -> Reach | None:
    """Tell whether this is a phone number or an address of e-mail; nothing when it is neither."""
    if "@" in typed:
        try:
            validate_email(typed)
        except forms.ValidationError:
            return None
        return ContactPoint.Kind.EMAIL, typed
    is_number = sum(sign.isdigit() for sign in typed) >= FEWEST_DIGITS and not any(sign.isalpha() for sign in typed)
    return (ContactPoint.Kind.PHONE, typed) if is_number else None
