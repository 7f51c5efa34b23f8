"""The area that many rows get, and the areas that they had."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.forms.areas import AreaField
from raakvlak.municipality.models import Area, Member
from raakvlak.web.forms import offer_rows


class ToAreaForm(forms.Form):
    """An area of one's own municipality."""

    area = AreaField(
        label=_("Welk gebied?"),
        queryset=Area.objects.none(),
        empty_label=_("Kies een gebied"),
        error_messages={"required": _("Kies een gebied."), "invalid_choice": _("Kies een gebied uit de lijst.")},
    )


def to_area_form(data: QueryDict | None, member: Member) -> ToAreaForm:
    """Let one choose among the areas of one's own municipality."""
    form = ToAreaForm(data)
    offer_rows(form, "area", Area.objects.within(member.municipality).current().to_choose_from())
    return form


def areas_of(member: Member, numbers: Iterable[Any]) -> dict[Any, Area]:
    """Return the areas with these numbers, as far as they are still there."""
    areas = Area.objects.within(member.municipality).to_choose_from()
    return areas.in_bulk([number for number in set(numbers) if number is not None])
