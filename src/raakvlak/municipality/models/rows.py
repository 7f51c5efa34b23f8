"""The two questions that every query begins with: of which municipality, and for whose eyes."""

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    from raakvlak.municipality.models.member import Member
    from raakvlak.municipality.models.place import Municipality

Row = TypeVar("Row", bound=models.Model, covariant=True)


class LookedAt(models.Func):
    """A column that is looked at in each row, and by which no row is looked up.

    Given many circles, SQLite would gather the rows of each and sort them all, to show the newest twenty-five. Here it
    goes along the list in its order, or to the few rows that another condition leaves, and looks who may read each.
    """

    template = "%(expressions)s"
    output_field = models.BigIntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


class MunicipalityQuerySet(models.QuerySet[Row]):
    """Rows that belong to one municipality."""

    def within(self, municipality: "Municipality") -> Self:
        """Keep the rows of this municipality."""
        return self.filter(municipality=municipality)


class VisibleQuerySet(MunicipalityQuerySet[Row]):
    """Rows that have one audience."""

    def visible_to(self, member: "Member") -> Self:
        """Keep the rows whose audience this member belongs to."""
        circles = member.audience_ids
        mine = self.filter(municipality=member.municipality_id)
        if member.sees_notes and circles:
            return mine.filter(In(LookedAt(models.F("audience")), circles))
        return mine.filter(audience__in=circles)  # only her own: so few that they are looked up
