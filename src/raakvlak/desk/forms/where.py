"""A place on its own."""

from decimal import Decimal

from django import forms

from raakvlak.desk.forms.fields import LATITUDE_STEP, LONGITUDE_STEP, SOUTH_NORTH, WEST_EAST, DegreesField


class WhereForm(forms.Form):
    """The square of a hundred metres in which one stands."""

    latitude = DegreesField(LATITUDE_STEP, SOUTH_NORTH)
    longitude = DegreesField(LONGITUDE_STEP, WEST_EAST)

    @property
    def place(self) -> tuple[Decimal, Decimal] | None:
        """Return latitude and longitude, when both were sent."""
        latitude, longitude = self.cleaned_data["latitude"], self.cleaned_data["longitude"]
        return None if latitude is None or longitude is None else (latitude, longitude)
