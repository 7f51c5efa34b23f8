"""The two questions that every query begins with: of which municipality, and for whose eyes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Exact, In
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    from raakvlak.municipality.models.member import Member
    from raakvlak.municipality.models.place import Municipality

Row = TypeVar("Row", bound=models.Model, covariant=True)


class LookedAt(models.Func):
    """A column that is looked at in each row, and by which no row is looked up.

    Given many circles of readers, SQLite would gather the rows of each and sort them all, to show the newest
    twenty-five. Here it goes along a list in its order (`within`), or to the few rows that another condition leaves,
    and looks who may read each.
    """

    template = "%(expressions)s"
    output_field = models.BigIntegerField()

    def as_sqlite(  # type: ignore[override]  # the stubs say less of what `as_sql` returns than Django does
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: object
    ) -> tuple[str, Sequence[Any]]:
        return self.as_sql(compiler, connection, template="+%(expressions)s")


class AmongCircles(In):
    """Whether a row is for one of these circles of readers.

    The numbers stand in the statement itself: a member may read along with a hundred teams, and handing over a hundred
    values costs more than all else that a query asks of Django.
    """

    def get_prep_lookup(self) -> tuple[int, ...]:
        return tuple(int(number) for number in self.rhs)

    def process_rhs(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        return f"({', '.join(map(str, self.rhs))})", ()


class MunicipalityQuerySet(models.QuerySet[Row]):
    """Rows that belong to one municipality, by themselves or `through` the row that they are part of."""

    through = ""

    def within(self, municipality: "Municipality") -> Self:
        """Keep the rows of this municipality."""
        return self.filter(**{f"{self.through}municipality": municipality})


class VisibleQuerySet(MunicipalityQuerySet[Row]):
    """Rows that have one audience."""

    def visible_to(self, member: "Member") -> Self:
        """Keep the rows whose audience this member belongs to."""
        circles = member.audience_ids
        if not member.sees_notes or not circles:  # only her own: so few that they are looked up
            mine = {"municipality": member.municipality_id, "audience__in": circles}
            return self.filter(**{f"{self.through}{name}": value for name, value in mine.items()})
        return self.filter(
            Exact(LookedAt(models.F(f"{self.through}municipality")), member.municipality_id),
            AmongCircles(LookedAt(models.F(f"{self.through}audience")), circles),
        )
