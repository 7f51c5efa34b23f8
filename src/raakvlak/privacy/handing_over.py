"""What goes along in a handover: what its giver has in hand, that its maker may see and its receiver may read.

A klad never goes along, and neither do hunches: those stay with the situation. Handing over opens nothing: what the
receiver can't read yet stays, until somebody puts her in the team.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from raakvlak.municipality.models import Area, Audience, Member
from raakvlak.privacy.models import Handover, HandoverItem, HandoverParty
from raakvlak.relations.models import (
    Appointment,
    AppointmentQuerySet,
    Encounter,
    EncounterQuerySet,
    Party,
    PartyQuerySet,
    Presence,
    Promise,
    PromiseQuerySet,
)
from raakvlak.situations.models import Situation, Task, TaskQuerySet
from raakvlak.situations.promised import promises_of

KLAD = Audience.Kind.MEMBER
Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
LINKS: dict[type[Model], str] = {Encounter: "encounter", Promise: "promise", Appointment: "appointment"}


@dataclass
class Scope:
    """What one handover is about."""

    handover: Handover

    @cached_property
    def giver(self) -> Member:
        return self.handover.giver

    @cached_property
    def eyes(self) -> set[int]:
        """Return the circles of who makes it ready: nobody hands over what she may not see."""
        return set(self.handover.drafted_by.audience_ids)

    @cached_property
    def readable(self) -> set[int]:
        """Return the circles that the receiver belongs to as well."""
        receiver = self.handover.receiver
        return self.eyes & set(receiver.audience_ids) if receiver else self.eyes

    @cached_property
    def areas(self) -> QuerySet[Area]:
        """Return the area and the parts of it."""
        area = self.handover.area_id
        rows = Area.objects.within(self.handover.municipality)
        return rows.filter(Q(pk=area) | Q(parent=area) | Q(parent__parent=area))

    @property
    def staying(self) -> QuerySet[HandoverParty]:
        """Return who does not go along: left out here, or who refused to be handed over by this giver, ever."""
        here = Q(handover=self.handover, is_left_out=True)
        return HandoverParty.objects.filter(here | refused_by_residents(self.giver))

    @cached_property
    def talks(self) -> EncounterQuerySet:
        """Return the talks that the giver wrote."""
        rows = Encounter.objects.within(self.handover.municipality).standing().filter(author=self.giver)
        if self.handover.situation:
            here = Q(audience=self.handover.situation.team_id) | Q(links__situation=self.handover.situation)
            return self.seen(rows.filter(pk__in=rows.filter(here).values("pk")))
        return self.seen(rows.filter(area__in=self.areas.values("pk")))

    @cached_property
    def promises(self) -> PromiseQuerySet:
        """Return the promises that the giver still keeps."""
        rows = Promise.objects.within(self.handover.municipality).open().filter(owner=self.giver)
        if self.handover.situation:
            here = Q(audience=self.handover.situation.team_id)
            here |= promises_of(Situation.objects.filter(pk=self.handover.situation.pk))
            return self.seen(rows.filter(here))
        inside = self.areas.values("pk")
        return self.seen(rows.filter(Q(encounter__area__in=inside) | Q(party__area__in=inside)))

    @cached_property
    def appointments(self) -> AppointmentQuerySet:
        """Return the planned talks to which the giver goes."""
        rows = Appointment.objects.within(self.handover.municipality).coming().filter(members=self.giver)
        if self.handover.situation:
            return self.seen(rows.filter(situation_link__situation=self.handover.situation))
        return self.seen(rows.filter(area__in=self.areas.values("pk")))

    @cached_property
    def tasks(self) -> TaskQuerySet:
        """Return what the giver still has to do; all of it goes along that the receiver can read."""
        rows = Task.objects.within(self.handover.municipality).open().filter(member=self.giver)
        if self.handover.situation:
            return self.seen(rows.filter(situation=self.handover.situation)).filter(audience__in=self.readable)
        inside = self.areas.values("pk")
        return self.seen(rows.filter(situation__area__in=inside)).filter(audience__in=self.readable)

    @cached_property
    def parties(self) -> PartyQuerySet:
        """Return the people in all that."""
        met = Presence.objects.filter(encounter__in=self.talks, is_only_mentioned=False).values("party")
        planned = Appointment.parties.through.objects.filter(appointment__in=self.appointments).values("party")
        promised = self.promises.exclude(party=None).values("party")
        people = Party.objects.within(self.handover.municipality).exclude(audience__kind=KLAD)
        people = people.filter(audience__in=self.eyes)
        return people.filter(Q(pk__in=met) | Q(pk__in=planned) | Q(pk__in=promised))

    @cached_property
    def seats(self) -> list[Situation]:
        """Return the situations in whose team the giver sits, as far as who makes it ready may find them."""
        rows = Situation.objects.within(self.handover.municipality).filter(audience__in=self.eyes, team__in=self.eyes)
        if self.handover.situation:
            rows = rows.filter(pk=self.handover.situation.pk)
        else:
            rows = rows.open().filter(area__in=self.areas.values("pk"))
        return list(rows.filter(team__readers=self.giver).select_related("team").order_by("title", "pk")[:100])

    @property
    def seats_to_take(self) -> list[Situation]:
        """Return the situations of which the receiver can't read what is for the team."""
        if self.handover.receiver is None:
            return []
        return [seat for seat in self.seats if seat.team_id not in self.readable]

    def seen(self, rows: Rows) -> Rows:
        """Keep what is no klad, and for the eyes of who makes the handover ready."""
        return rows.exclude(audience__kind=KLAD).filter(audience__in=self.eyes)

    def going(self, rows: Rows) -> Rows:
        """Keep of these rows what goes along now: not what was left out, of who stays, or can't be read."""
        link = LINKS[rows.model]
        left_out = HandoverItem.objects.filter(handover=self.handover, is_left_out=True).exclude(**{link: None})
        rows = rows.filter(audience__in=self.readable).exclude(pk__in=left_out.values(link))
        return rows.exclude(**{f"{WITH_WHOM[rows.model]}__in": self.staying.values("party")})

    @property
    def is_found_by_receiver(self) -> bool:
        """Tell whether the receiver may find the situation at all: else its title would tell her."""
        situation, receiver = self.handover.situation, self.handover.receiver
        return receiver is not None and (situation is None or situation.audience_id in receiver.audience_ids)

    @property
    def unreadable(self) -> int:
        """Count what the receiver can't read yet."""
        rows = (self.talks, self.promises, self.appointments)
        return sum(one.exclude(audience__in=self.readable).count() for one in rows)


WITH_WHOM: dict[type[Model], str] = {Encounter: "presences__party", Promise: "party", Appointment: "parties"}


def refused_by_residents(giver: Member) -> Q:
    """Keep who refused to be handed over by this member: that holds for whatever she hands over later."""
    return Q(handover__giver=giver, refused_on__isnull=False)


def refusing(giver: Member) -> QuerySet[HandoverParty]:
    """Return who refused to be handed over by this member."""
    return HandoverParty.objects.filter(refused_by_residents(giver))


def went_along(handover: Handover, link: str) -> QuerySet[HandoverItem]:
    """Return what went along when the handover was accepted."""
    return HandoverItem.objects.filter(handover=handover, is_left_out=False).exclude(**{link: None})


def people_of(handover: Handover, member: Member) -> PartyQuerySet:
    """Return the people in a handover that this member may see."""
    seen = Party.objects.within(member.municipality).filter(audience__in=member.audience_ids)
    if handover.state == Handover.State.ACCEPTED:
        talks = went_along(handover, "encounter").values("encounter")
        promised = went_along(handover, "promise").exclude(promise__party=None).values("promise__party")
        said = HandoverParty.objects.filter(handover=handover, refused_on=None, is_left_out=False).values("party")
        met = Party.objects.filter(presences__encounter__in=talks, presences__is_only_mentioned=False).values("pk")
        return seen.filter(pk__in=met.union(promised, said))
    scope = Scope(handover)
    people = scope.parties.filter(pk__in=seen.values("pk"))
    return people if handover.is_made_by(member) else people.exclude(pk__in=scope.staying.values("party"))
