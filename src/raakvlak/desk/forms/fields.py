"""Fields of a note: ids and names of several parties, who may read along, and a place of a hundred metres."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from raakvlak.municipality.models import Audience, Member
from raakvlak.web.forms import TextField
from raakvlak.web.numbers import number

MOST_PARTIES: Final = 60
LONGEST_NAME: Final = 120

# A square of about a hundred metres in the Netherlands: a thousandth of a degree of latitude is 111 m, and at 52° north
# 0.0015 degree of longitude is 103 m. The browser rounds before it sends, the server once more before it stores.
LATITUDE_STEP: Final = Decimal("0.001")
LONGITUDE_STEP: Final = Decimal("0.0015")
SOUTH_NORTH: Final = (Decimal(50), Decimal(54))
WEST_EAST: Final = (Decimal(3), Decimal(8))


class IdsField(forms.Field):
    """The ids of rows that were chosen; whether one may choose them is looked up where they are used."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> frozenset[int]:
        chosen = value if isinstance(value, list | tuple) else []
        ids = (number(str(one)) for one in chosen[:MOST_PARTIES])
        return frozenset(one for one in ids if one is not None)


class NamesField(forms.Field):
    """Names of parties that are to be made, each of them cleaned as any line of text."""

    widget = forms.MultipleHiddenInput
    one = TextField(max_length=LONGEST_NAME, required=False)

    def to_python(self, value: object) -> tuple[str, ...]:
        typed = value if isinstance(value, list | tuple) else []
        names = (self.one.clean(name) for name in typed[:MOST_PARTIES])
        return tuple(dict.fromkeys(name for name in names if name))


class MembersField(forms.ModelMultipleChoiceField[Member]):
    """The ids of the colleagues that were chosen; without any, no query is made."""

    def clean(self, value: object) -> frozenset[int]:  # type: ignore[override]  # ids are all that is needed
        return frozenset(member.pk for member in super().clean(value)) if value else frozenset()


class AudienceField(forms.ChoiceField):
    """Who may read along: chosen from the circles of the member; their names are fetched when they are shown."""

    def __init__(
        self,
        audiences: Sequence[Audience],
        labels: Callable[[], list[tuple[str, Any]]],
        *,
        may_be_left: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(choices=labels, **options)
        self.may_be_left = may_be_left
        self.audiences: Mapping[str, Audience] = {str(audience.pk): audience for audience in audiences}

    def valid_value(self, value: object) -> bool:
        return str(value) in self.audiences

    def clean(self, value: object) -> Audience | None:
        if not value and self.may_be_left:
            return None
        return self.audiences.get(super().clean(value))


def squared(value: Decimal, step: Decimal) -> Decimal:
    """Round to the nearest line of the grid of hundred metres.

    >>> squared(Decimal("52.37403"), LATITUDE_STEP), squared(Decimal("4.88969"), LONGITUDE_STEP)
    (Decimal('52.374'), Decimal('4.8900'))
    """
    return (value / step).to_integral_value() * step


class DegreesField(forms.DecimalField):
    """One half of a place, rounded to the grid; what lies outside the Netherlands is refused."""

    widget = forms.HiddenInput

    def __init__(self, step: Decimal, bounds: tuple[Decimal, Decimal]) -> None:
        super().__init__(required=False)
        self.step, self.bounds = step, bounds

    def clean(self, value: object) -> Decimal | None:
        degrees: Decimal | None = super().clean(value)
        if degrees is None:
            return None
        if not self.bounds[0] <= degrees <= self.bounds[1]:
            raise forms.ValidationError(_("Deze plek ligt buiten Nederland. Kies een gebied, of laat de plek weg."))
        return squared(degrees, self.step)
