"""What can be changed of many promises at once: their day, and who keeps them; both with the reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from raakvlak.desk.bulk.kind import NOT_MINE, SAME, SETTLED, UNDATED, UNREADABLE, BulkKind, Values, grouped
from raakvlak.desk.bulk.parties import read, written
from raakvlak.desk.forms.promise_steps import HandOverForm, MoveForm
from raakvlak.municipality.models import Member
from raakvlak.relations import actions
from raakvlak.relations.actions.handing import BATCH, give
from raakvlak.relations.models import Promise, PromiseHandover, PromiseQuerySet

Reason = PromiseHandover.Reason
OWNER, DAY, END = 0, 1, 2  # where these stand in a state


def visible(member: Member) -> PromiseQuerySet:
    """Return the promises that this member may read."""
    rows = Promise.objects.within(member.municipality).visible_to(member).standing()
    return rows.select_related("audience", "municipality")


def number_of(number: int) -> str:
    """Say how many promises."""
    return ngettext("%(number)d belofte", "%(number)d beloften", number) % {"number": number}


def settled(rows: Sequence[Promise]) -> dict[int, str]:
    """Return the promises that were kept or broken."""
    return {row.pk: SETTLED for row in rows if row.settled_on}


def state(row: Promise) -> list[Any]:
    """Return what stands in a promise: who keeps it, its day, until when it is kept, and whether it is open."""
    return [row.owner_id, written(row.due_on), written(row.keep_until), row.settled_on is None]


class DayOfPromises(BulkKind):
    """When promises are due; only one's own, and only those that have a day: undoing gives that one back."""

    name = "dag"
    label = gettext_lazy("Andere dag")
    title = gettext_lazy("Een andere dag voor deze beloften")

    def rows(self, member: Member) -> PromiseQuerySet:
        return visible(member)

    def form(self, data: QueryDict | None, member: Member) -> forms.Form:
        return MoveForm(data)

    def refusals(self, rows: Sequence[Promise], member: Member, values: Values) -> dict[int, str]:
        same = {row.pk: SAME for row in rows if row.due_on == values["due_on"]}
        undated = {row.pk: UNDATED for row in rows if row.due_on is None}
        return same | undated | settled(rows) | {row.pk: NOT_MINE for row in rows if row.owner_id != member.pk}

    def says(self, number: int, values: Values) -> str:
        text = ngettext("%(rows)s gaat naar %(day)s.", "%(rows)s gaan naar %(day)s.", number)
        return text % {"rows": number_of(number), "day": date_format(values["due_on"], "j F Y")}

    def apply(self, rows: Sequence[Promise], member: Member, values: Values) -> None:
        actions.move_promises([(row, values["due_on"]) for row in rows], values["why"])

    def states(self, rows: Sequence[Promise], about: int | None) -> dict[int, Any]:
        return {row.pk: state(row) for row in rows}

    def put_back(self, rows: Sequence[tuple[Promise, Any]], member: Member, about: int | None) -> int:
        days = [(row, day) for row, before in rows if (day := read(before[DAY]))]
        actions.move_promises(days, _("Ongedaan gemaakt"))
        for row, before in rows:
            row.keep_until = read(before[END]) or row.keep_until
        Promise.objects.bulk_update([row for row, _day in days], ["keep_until"], batch_size=BATCH)
        return len(days)


class OwnerOfPromises(BulkKind):
    """Who keeps promises from now on: of one's own, and of those that wait for a new owner."""

    name = "overdragen"
    label = gettext_lazy("Overdragen")
    title = gettext_lazy("Deze beloften overdragen")

    def rows(self, member: Member) -> PromiseQuerySet:
        return visible(member)

    def form(self, data: QueryDict | None, member: Member) -> forms.Form:
        colleagues = Member.objects.within(member.municipality).active().who_note().exclude(pk=member.pk)
        return HandOverForm(data, colleagues=colleagues)

    def refusals(self, rows: Sequence[Promise], member: Member, values: Values) -> dict[int, str]:
        circles = set(values["taker"].audience_ids)
        unreadable = {row.pk: UNREADABLE for row in rows if row.audience_id not in circles}
        others = {row.pk: NOT_MINE for row in rows if row.owner_id not in {None, member.pk}}
        return unreadable | settled(rows) | others

    def says(self, number: int, values: Values) -> str:
        text = ngettext("%(rows)s gaat naar %(name)s.", "%(rows)s gaan naar %(name)s.", number)
        return text % {"rows": number_of(number), "name": values["taker"].user.name}

    def apply(self, rows: Sequence[Promise], member: Member, values: Values) -> None:
        give(rows, values["taker"], Reason.ASKED, values["why"])

    def states(self, rows: Sequence[Promise], about: int | None) -> dict[int, Any]:
        return {row.pk: state(row) for row in rows}

    def put_back(self, rows: Sequence[tuple[Promise, Any]], member: Member, about: int | None) -> int:
        """Give them back to who kept them: to herself, or to nobody; a promise is given to no third."""
        kept = [(row, before[OWNER]) for row, before in rows if before[OWNER] in {None, member.pk}]
        for owner, promises in grouped(kept).items():
            reason = Reason.TAKEN if owner else Reason.PASSED_ON
            give(promises, member if owner else None, reason, _("Ongedaan gemaakt"))
        return len(kept)
