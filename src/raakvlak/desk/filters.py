"""The lists that one can filter, and search: the form of each, and the rows that answer to it."""

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from raakvlak.alignment.forms.listing import RequestFilter, ThresholdFilter
from raakvlak.alignment.forms.possibilities import PossibilityFilter
from raakvlak.desk.forms.filter import EncounterFilterForm
from raakvlak.desk.forms.party import PartyFilterForm
from raakvlak.desk.forms.promise_filter import PromiseFilter
from raakvlak.desk.forms.search import SearchForm
from raakvlak.desk.views.parties import filtered
from raakvlak.municipality.models import ListName, Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.forms.listing import SituationFilter
from raakvlak.situations.models import Situation
from raakvlak.support.forms.filter import MeansFilter

FILTERS: Final[dict[ListName, Callable[[QueryDict, Member], forms.Form]]] = {
    ListName.PARTIES: lambda asked, member: PartyFilterForm(asked, member=member),
    ListName.ENCOUNTERS: lambda asked, member: EncounterFilterForm(asked, member=member),
    ListName.SITUATIONS: lambda asked, member: SituationFilter(asked, member=member),
    ListName.PROMISES: lambda asked, member: PromiseFilter(asked, member=member),
    ListName.SEARCH: lambda asked, member: SearchForm(asked, member=member),
    ListName.REQUESTS: lambda asked, member: RequestFilter(asked, member=member),
    ListName.POSSIBILITIES: lambda asked, member: PossibilityFilter(asked, member=member),
    ListName.THRESHOLDS: lambda asked, member: ThresholdFilter(asked, member=member),
    ListName.MEANS: lambda asked, member: MeansFilter(asked, member=member),
}


def found_on(list_name: ListName, form: forms.Form, member: Member) -> QuerySet[Any]:
    """Return the rows that a list shows to this member with this filter."""
    if isinstance(form, PromiseFilter):
        return form.narrowed()
    if isinstance(form, SituationFilter):
        situations = Situation.objects.within(member.municipality).visible_to(member)
        return form.narrow(situations) if form.is_valid() else situations.none()
    if isinstance(form, EncounterFilterForm):
        return form.filtered(Encounter.objects.within(member.municipality).visible_to(member))
    if isinstance(form, PartyFilterForm):
        return filtered(Party.objects.within(member.municipality).visible_to(member), form)
    raise LookupError(list_name)
