"""Where one wants to look round: where one stands, or a neighbourhood."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from raakvlak.desk.forms.where import WhereForm
from raakvlak.desk.near import Around
from raakvlak.municipality.land import Land
from raakvlak.municipality.models import Member
from raakvlak.web.forms import offer_choices


class NearForm(WhereForm):
    """A square of a hundred metres, or an area."""

    area = forms.ChoiceField(label=gettext_lazy("Of kies een buurt"), required=False)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.land = member, Land.of(member.municipality)
        offer_choices(self, "area", [("", _("kies een gebied")), *self.land.choices()[1:]])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if self.errors or values.get("area") or self.place:
            return values
        raise forms.ValidationError(_("Kies een buurt, of laat je apparaat zeggen waar je bent."))

    @property
    def around(self) -> Around:
        """Return the surroundings that were asked for; an area that was chosen goes before a place."""
        if chosen := self.cleaned_data["area"]:
            return Around.area(self.land, int(chosen))
        place = self.place
        if place is None:
            raise ValueError("The form is not valid.")
        return Around.place(self.member, self.land, place)
