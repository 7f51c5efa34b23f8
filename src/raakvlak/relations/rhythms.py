"""Whom we have not spoken for longer than we wanted: from the talks that the reader may see, and no others."""

import datetime
from collections.abc import Sequence
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, DateField, F, Func, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.municipality.models.rows import AmongCircles, LookedAt
from raakvlak.relations.models import ColleagueRhythm, Encounter, Party, PartyQuerySet, Presence, PresenceQuerySet

NEVER: Final = datetime.date(1, 1, 1)
MOST_COLLEAGUES: Final = 100


class WeeksLater(Func):
    """The day that lies so many weeks after a day."""

    template = "(%(expressions)s)"
    arg_joiner = " + 7 * "
    arity = 2
    output_field = DateField()

    def as_sqlite(  # type: ignore[override]  # the stubs say less of what `as_sql` returns than Django does
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: object
    ) -> tuple[str, Sequence[Any]]:
        return self.as_sql(compiler, connection, template="date(%(expressions)s) || ' days')", arg_joiner=", (7 * ")


def talks_with_parties(member: Member) -> PresenceQuerySet:
    """Return who was spoken when, the last first, in the talks that this member may see."""
    visible = AmongCircles(LookedAt(F("encounter__audience")), member.audience_ids)
    seen = Presence.objects.filter(visible, is_only_mentioned=False, encounter__withdrawn_at=None)
    return seen.order_by("-happened_on") if member.audience_ids else Presence.objects.none()


def last_talk(member: Member) -> Subquery:
    """Give the day on which a party was last spoken."""
    return Subquery(talks_with_parties(member).filter(party=OuterRef("pk")).values("happened_on")[:1])


def due_on(member: Member) -> Case:
    """Give the day on which a party is to be spoken again: by the rhythm, or by what a resident asked for."""
    spoken = last_talk(member)
    is_still_wished = Q(before__lt=F("wish_from_on"))
    return Case(
        When(kind=Party.Kind.PERSON, then=Case(When(is_still_wished, then="wish_from_on"))),
        default=WeeksLater(Coalesce(spoken, "rhythm_since_on"), "rhythm_weeks"),
        output_field=DateField(),
    )


def kept_in_touch(member: Member) -> PartyQuerySet:
    """Return the parties with a rhythm or a wish that this member may see, each with the day that it is due."""
    parties = Party.objects.within(member.municipality).visible_to(member).kept_in_touch()
    return parties.alias(before=Coalesce(last_talk(member), Value(NEVER))).annotate(due_on=due_on(member))


def waiting(parties: PartyQuerySet, day: datetime.date | None = None) -> PartyQuerySet:
    """Keep those that are due, but for whom somebody said "not now"."""
    day = day or timezone.localdate()
    return parties.exclude(not_before_on__gt=day).filter(LessThanOrEqual(F("due_on"), Value(day)))


def longest_first(parties: PartyQuerySet) -> PartyQuerySet:
    """Order by the day that was due, the longest ago first."""
    return parties.order_by(F("due_on").asc(), "pk")


def in_areas_of(parties: PartyQuerySet, member: Member) -> PartyQuerySet:
    """Keep the parties where this member works; those without an area are everybody's."""
    own = member.areas.values("pk")
    return parties.filter(Q(area=None) | Q(area__in=own) | Q(area__parent__in=own))


def with_last_talk(parties: PartyQuerySet, member: Member) -> PartyQuerySet:
    """Tell of each party when it was last spoken."""
    return parties.annotate(spoken_on=last_talk(member))


def rhythms_of(member: Member) -> QuerySet[ColleagueRhythm]:
    """Return this member's own rhythms with colleagues, each with the day of the last talk that both were in."""
    talks = Encounter.objects.within(member.municipality).visible_to(member).standing()
    both = talks.filter(members=OuterRef("colleague")).filter(Q(author=member) | Q(members=member))
    last = Subquery(both.order_by("-happened_on").values("happened_on")[:1])
    rows = ColleagueRhythm.objects.of(member).select_related("colleague__user", "colleague__department")
    rows = rows.annotate(spoken_on=last)  # type: ignore[no-redef]  # the row says what it is without it
    return rows.order_by("colleague__user__name", "pk")


def colleagues_waiting(member: Member, day: datetime.date | None = None) -> list[ColleagueRhythm]:
    """Return the colleagues whom this member wanted to have spoken by now, the longest ago first."""
    day = day or timezone.localdate()
    rows = [row for row in rhythms_of(member)[:MOST_COLLEAGUES] if row.is_waiting(day)]
    return sorted(rows, key=lambda row: (row.due_on, row.pk))
