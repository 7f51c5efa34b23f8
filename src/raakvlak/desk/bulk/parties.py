"""What can be changed of many people at once: their area, and the rhythm of organisations and groups."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from raakvlak.desk.bulk.areas import areas_of, to_area_form
from raakvlak.desk.bulk.kind import PERSON, SAME, BulkKind, Values, grouped
from raakvlak.desk.forms.touch import RhythmForm
from raakvlak.municipality.models import Member
from raakvlak.relations import actions
from raakvlak.relations.models import Party, PartyQuerySet


class AreaOfParties(BulkKind):
    """In which area people belong."""

    name = "gebied"
    label = _("Ander gebied")
    title = _("Ander gebied voor deze mensen")

    def rows(self, member: Member) -> PartyQuerySet:
        return Party.objects.within(member.municipality).visible_to(member)

    def form(self, data: QueryDict | None, member: Member) -> forms.Form:
        return to_area_form(data, member)

    def refusals(self, rows: Sequence[Party], member: Member, values: Values) -> dict[int, str]:
        return {row.pk: SAME for row in rows if row.area_id == values["area"].pk}

    def says(self, number: int, values: Values) -> str:
        text = ngettext("%(number)d mens krijgt gebied %(area)s.", "%(number)d mensen krijgen gebied %(area)s.", number)
        return text % {"number": number, "area": values["area"].name}

    def apply(self, rows: Sequence[Party], member: Member, values: Values) -> None:
        actions.place_parties(rows, values["area"])

    def states(self, rows: Sequence[Party], about: int | None) -> dict[int, Any]:
        return {row.pk: row.area_id for row in rows}

    def put_back(self, rows: Sequence[tuple[Party, Any]], member: Member, about: int | None) -> int:
        areas = areas_of(member, (before for _row, before in rows))
        kept = [(row, before) for row, before in rows if before is None or before in areas]
        for before, parties in grouped(kept).items():
            actions.place_parties(parties, areas.get(before))
        return len(kept)


class RhythmOfParties(BulkKind):
    """How often we want to speak organisations and groups; a resident is spoken as she asked."""

    name = "ritme"
    label = _("Ritme")
    title = _("Hoe vaak spreken?")

    def rows(self, member: Member) -> PartyQuerySet:
        return Party.objects.within(member.municipality).visible_to(member)

    def form(self, data: QueryDict | None, member: Member) -> forms.Form:
        return RhythmForm(data)

    def refusals(self, rows: Sequence[Party], member: Member, values: Values) -> dict[int, str]:
        people = {row.pk: PERSON for row in rows if row.kind == Party.Kind.PERSON}
        return people | {row.pk: SAME for row in rows if row.rhythm_weeks == values["weeks"]}

    def says(self, number: int, values: Values) -> str:
        weeks = ngettext("elke week", "elke %(weeks)d weken", values["weeks"]) % {"weeks": values["weeks"]}
        text = ngettext(
            "%(number)d organisatie of groep wil je %(weeks)s spreken.",
            "%(number)d organisaties en groepen wil je %(weeks)s spreken.",
            number,
        )
        return text % {"number": number, "weeks": weeks}

    def apply(self, rows: Sequence[Party], member: Member, values: Values) -> None:
        rhythm = actions.Rhythm(values["weeks"], timezone.localdate())
        actions.set_rhythms((row, rhythm) for row in rows)

    def states(self, rows: Sequence[Party], about: int | None) -> dict[int, Any]:
        return {row.pk: [row.rhythm_weeks, written(row.rhythm_since_on), written(row.not_before_on)] for row in rows}

    def put_back(self, rows: Sequence[tuple[Party, Any]], member: Member, about: int | None) -> int:
        actions.set_rhythms(
            (row, actions.Rhythm(weeks, read(since_on), read(not_before_on)))
            for row, (weeks, since_on, not_before_on) in rows
        )
        return len(rows)


def written(day: datetime.date | None) -> str | None:
    """Write a day as it is remembered."""
    return day.isoformat() if day else None


def read(day: str | None) -> datetime.date | None:
    """Read a day that was remembered."""
    return datetime.date.fromisoformat(day) if day else None
