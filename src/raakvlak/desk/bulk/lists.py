"""The lists of which many rows can be changed at once: how each is filtered, and what can be changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import ngettext

from raakvlak.desk.bulk.kind import BulkKind
from raakvlak.desk.bulk.parties import AreaOfParties, RhythmOfParties
from raakvlak.desk.bulk.promises import DayOfPromises, OwnerOfPromises
from raakvlak.desk.bulk.situations import AreaOfSituations, PhaseOfSituations
from raakvlak.desk.bulk.talks import SituationOfTalks
from raakvlak.desk.filters import FILTERS, found_on
from raakvlak.municipality.models import ListName, Member


@dataclass(frozen=True, slots=True)
class BulkList:
    """One list, and what can be changed of many of its rows."""

    list_name: ListName
    kinds: tuple[BulkKind, ...]
    counted: Callable[[int], str]

    def kind(self, name: str) -> BulkKind | None:
        """Return what can be changed under this name."""
        return next((one for one in self.kinds if one.name == name), None)

    def form(self, asked: QueryDict, member: Member) -> forms.Form:
        """Return the filter of the list, as it was asked."""
        return FILTERS[self.list_name](asked, member)

    def found(self, form: forms.Form, member: Member) -> QuerySet[Any]:
        """Return the rows that the list shows with this filter."""
        return found_on(self.list_name, form, member)


def people(number: int) -> str:
    """Say how many people were chosen."""
    return ngettext("%(number)d mens gekozen", "%(number)d mensen gekozen", number) % {"number": number}


def talks(number: int) -> str:
    """Say how many talks were chosen."""
    return ngettext("%(number)d gesprek gekozen", "%(number)d gesprekken gekozen", number) % {"number": number}


def situations(number: int) -> str:
    """Say how many situations were chosen."""
    return ngettext("%(number)d situatie gekozen", "%(number)d situaties gekozen", number) % {"number": number}


def promises(number: int) -> str:
    """Say how many promises were chosen."""
    return ngettext("%(number)d belofte gekozen", "%(number)d beloften gekozen", number) % {"number": number}


LISTS: Final[dict[str, BulkList]] = {
    one.list_name: one
    for one in (
        BulkList(ListName.PARTIES, (AreaOfParties(), RhythmOfParties()), people),
        BulkList(ListName.ENCOUNTERS, (SituationOfTalks(),), talks),
        BulkList(ListName.SITUATIONS, (AreaOfSituations(), PhaseOfSituations()), situations),
        BulkList(ListName.PROMISES, (DayOfPromises(), OwnerOfPromises()), promises),
    )
}
