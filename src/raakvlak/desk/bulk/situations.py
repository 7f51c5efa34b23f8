"""What can be changed of many situations at once, by who is in the team of each: their area and their phase."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from raakvlak.desk.bulk.areas import areas_of, to_area_form
from raakvlak.desk.bulk.kind import CLOSED, NOT_TEAM, SAME, BulkKind, Values, grouped
from raakvlak.municipality.models import Member
from raakvlak.situations.actions import change_phases, place_situations
from raakvlak.situations.forms.situation import PhaseForm
from raakvlak.situations.models import Situation
from raakvlak.situations.models.situation import SituationQuerySet


def visible(member: Member) -> SituationQuerySet:
    """Return the situations that this member may find."""
    return Situation.objects.within(member.municipality).visible_to(member)


def of_other_teams(rows: Sequence[Situation], member: Member) -> dict[int, str]:
    """Return the situations of which this member is not in the team."""
    return {row.pk: NOT_TEAM for row in rows if not row.has_in_team(member)}


def number_of(number: int) -> str:
    """Say how many situations."""
    return ngettext("%(number)d situatie", "%(number)d situaties", number) % {"number": number}


class AreaOfSituations(BulkKind):
    """In which area situations are."""

    name = "gebied"
    label = _("Ander gebied")
    title = _("Ander gebied voor deze situaties")

    def rows(self, member: Member) -> SituationQuerySet:
        return visible(member)

    def form(self, data: QueryDict | None, member: Member) -> forms.Form:
        return to_area_form(data, member)

    def refusals(self, rows: Sequence[Situation], member: Member, values: Values) -> dict[int, str]:
        same = {row.pk: SAME for row in rows if row.area_id == values["area"].pk}
        return same | of_other_teams(rows, member)

    def says(self, number: int, values: Values) -> str:
        text = ngettext("%(rows)s krijgt gebied %(area)s.", "%(rows)s krijgen gebied %(area)s.", number)
        return text % {"rows": number_of(number), "area": values["area"].name}

    def apply(self, rows: Sequence[Situation], member: Member, values: Values) -> None:
        place_situations(rows, values["area"])

    def states(self, rows: Sequence[Situation], about: int | None) -> dict[int, Any]:
        return {row.pk: row.area_id for row in rows}

    def put_back(self, rows: Sequence[tuple[Situation, Any]], member: Member, about: int | None) -> int:
        areas = areas_of(member, (before for _row, before in rows))
        kept = [(row, old) for row, old in rows if row.has_in_team(member) and (old is None or old in areas)]
        for before, situations in grouped(kept).items():
            place_situations(situations, areas.get(before))
        return len(kept)


class PhaseOfSituations(BulkKind):
    """How far situations are. Closing one asks for an outcome in words, and opening one again is a step of its own."""

    name = "fase"
    label = _("Andere fase")
    title = _("Andere fase voor deze situaties")

    def rows(self, member: Member) -> SituationQuerySet:
        return visible(member)

    def form(self, data: QueryDict | None, member: Member) -> forms.Form:
        return PhaseForm(data)

    def refusals(self, rows: Sequence[Situation], member: Member, values: Values) -> dict[int, str]:
        same = {row.pk: SAME for row in rows if row.phase == values["phase"]}
        return same | {row.pk: CLOSED for row in rows if row.is_closed} | of_other_teams(rows, member)

    def says(self, number: int, values: Values) -> str:
        text = ngettext("%(rows)s gaat naar de fase ‘%(phase)s’.", "%(rows)s gaan naar de fase ‘%(phase)s’.", number)
        return text % {"rows": number_of(number), "phase": Situation.Phase(values["phase"]).label}

    def apply(self, rows: Sequence[Situation], member: Member, values: Values) -> None:
        change_phases(rows, member, Situation.Phase(values["phase"]))

    def states(self, rows: Sequence[Situation], about: int | None) -> dict[int, Any]:
        return {row.pk: row.phase for row in rows}

    def put_back(self, rows: Sequence[tuple[Situation, Any]], member: Member, about: int | None) -> int:
        kept = [(row, before) for row, before in rows if row.has_in_team(member)]
        for before, situations in grouped(kept).items():
            change_phases(situations, member, Situation.Phase(before))
        return len(kept)
