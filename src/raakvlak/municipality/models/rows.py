"""The two questions that every query begins with: of which municipality, and for whose eyes."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from raakvlak.municipality.models.member import Member
    from raakvlak.municipality.models.place import Municipality

Row = TypeVar("Row", bound=models.Model, covariant=True)


class MunicipalityQuerySet(models.QuerySet[Row]):
    """Rows that belong to one municipality."""

    def within(self, municipality: "Municipality") -> Self:
        """Keep the rows of this municipality."""
        return self.filter(municipality=municipality)


class VisibleQuerySet(MunicipalityQuerySet[Row]):
    """Rows that have one audience."""

    def visible_to(self, member: "Member") -> Self:
        """Keep the rows whose audience this member belongs to."""
        return self.filter(municipality=member.municipality_id, audience__in=member.audience_ids)
