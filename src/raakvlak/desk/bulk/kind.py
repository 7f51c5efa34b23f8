"""What can be changed of many rows at once: the shape of each kind, and why a row stays as it is."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member

Values = Mapping[str, Any]
# Why a row stays as it is. The words fit one row and many.
SAME, GONE, NOT_TEAM, CLOSED, PERSON, NOT_MINE, SETTLED, UNDATED, UNREADABLE = (
    "same", "gone", "not_team", "closed", "person", "not_mine", "settled", "undated", "unreadable",
)  # fmt: skip
REASONS: dict[str, LazyText] = {
    SAME: _("dat stond er al"),
    GONE: _("niet meer te vinden, of niet voor jou"),
    NOT_TEAM: _("alleen het team kan dat wijzigen"),
    CLOSED: _("al afgerond"),
    PERSON: _("met een bewoner houd je contact zoals die dat vroeg"),
    NOT_MINE: _("van een collega"),
    SETTLED: _("al afgehandeld"),
    UNDATED: _("er staat nog geen dag bij"),
    UNREADABLE: _("je collega kan dat niet lezen"),
}


class BulkKind(ABC):
    """One thing that can be changed of many rows of a list. `name` stands in addresses."""

    name: ClassVar[str]
    label: ClassVar[LazyText]
    title: ClassVar[LazyText]

    @abstractmethod
    def rows(self, member: Member) -> QuerySet[Any]:
        """Return the rows that this member may see, with what is needed to change them."""

    @abstractmethod
    def form(self, data: QueryDict | None, member: Member) -> forms.Form:
        """Return what is filled in."""

    @abstractmethod
    def refusals(self, rows: Sequence[Any], member: Member, values: Values) -> dict[int, str]:
        """Return which of these rows stay as they are, by their number, and why."""

    @abstractmethod
    def says(self, number: int, values: Values) -> str:
        """Say in a sentence what will happen to so many rows."""

    @abstractmethod
    def apply(self, rows: Sequence[Any], member: Member, values: Values) -> None:
        """Change these rows, which are all that nobody else can change now."""

    @abstractmethod
    def states(self, rows: Sequence[Any], about: int | None) -> dict[int, Any]:
        """Return what stands in these rows now, by their number: numbers, days and choices, no words."""

    @abstractmethod
    def put_back(self, rows: Sequence[tuple[Any, Any]], member: Member, about: int | None) -> int:
        """Let rows be as they were, each beside what stood there; return of how many that could be done."""

    def about(self, values: Values) -> int | None:
        """Return the number of the other row that is changed along, if there is one."""
        return None


def grouped(rows: Sequence[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Gather the rows that go back to the same."""
    found: dict[Any, list[Any]] = {}
    for row, before in rows:
        found.setdefault(before, []).append(row)
    return found
