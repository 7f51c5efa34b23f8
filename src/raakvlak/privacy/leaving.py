"""What somebody who leaves has in hand: per situation, and the rest."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from raakvlak.alignment.models import Possibility, PossibilityQuerySet, Request, RequestQuerySet
from raakvlak.municipality.models import Audience, Member
from raakvlak.privacy.handing_over import refusing
from raakvlak.relations.models import Appointment, Encounter, Promise, PromiseHandover, PromiseQuerySet
from raakvlak.situations.models import Situation, Task, TaskQuerySet
from raakvlak.situations.promised import promises_of
from raakvlak.support.models import Means, MeansQuerySet

REST = "rest"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What goes to one successor: a seat in a team with the notes and open promises of that situation, or the rest."""

    leaver: Member
    situation: Situation | None

    @property
    def key(self) -> str:
        """Return how this bundle is called in a form."""
        return str(self.situation.pk) if self.situation else REST

    @property
    def notes(self) -> QuerySet[Encounter]:
        """Return the notes that stand in it; a klad is no part of any bundle, and neither is a talk of who refused."""
        notes = Encounter.objects.within(self.leaver.municipality).standing().filter(author=self.leaver)
        notes = notes.exclude(presences__party__in=refusing(self.leaver).values("party"))
        if self.situation is None:
            elsewhere = Q(links__situation__team__in=self.leaver.teams.values("pk"))
            return notes.filter(audience__kind=Audience.Kind.FRONTLINE).exclude(elsewhere)
        return notes.filter(Q(audience=self.situation.team_id) | self._linked("links__situation")).distinct()

    @property
    def promises(self) -> PromiseQuerySet:
        """Return the open promises that stand in it."""
        promises = kept_by(self.leaver)
        if self.situation is None:
            elsewhere = promises_of(Situation.objects.filter(team__in=self.leaver.teams.values("pk")))
            return promises.filter(audience__kind=Audience.Kind.FRONTLINE).exclude(elsewhere)
        linked = Q(audience__kind=Audience.Kind.FRONTLINE) & promises_of(Situation.objects.filter(pk=self.situation.pk))
        return promises.filter(Q(audience=self.situation.team_id) | linked)

    @property
    def appointments(self) -> QuerySet[Appointment]:
        """Return the planned talks that stand in it."""
        rows = plans_of(self.leaver).exclude(parties__in=refusing(self.leaver).values("party"))
        if self.situation is None:
            elsewhere = Q(situation_link__situation__team__in=self.leaver.teams.values("pk"))
            return rows.filter(audience__kind=Audience.Kind.FRONTLINE).exclude(elsewhere)
        return rows.filter(Q(audience=self.situation.team_id) | self._linked("situation_link__situation")).distinct()

    @property
    def requests(self) -> RequestQuerySet:
        """Return the open requests to colleagues that stand in it; each belongs to a situation."""
        rows = Request.objects.within(self.leaver.municipality).open().filter(asker=self.leaver)
        return rows.filter(situation=self.situation) if self.situation else rows.none()

    @property
    def tasks(self) -> TaskQuerySet:
        """Return the open tasks that stand in it: each belongs to a situation."""
        mine = tasks_of(self.leaver)
        return mine.filter(situation=self.situation) if self.situation else mine.none()

    @property
    def means(self) -> MeansQuerySet:
        """Return the means about which she says yes or no: those of the team, or all others."""
        mine = Means.objects.within(self.leaver.municipality).running().filter(steward=self.leaver)
        if self.situation is None:
            return mine.filter(audience__kind=Audience.Kind.FRONTLINE)
        return mine.filter(audience=self.situation.team_id)

    @property
    def possibilities(self) -> PossibilityQuerySet:
        """Return the possibilities that she keeps up to date: of the whole house, so with the rest."""
        hers = Possibility.objects.within(self.leaver.municipality).of(self.leaver)
        return hers.none() if self.situation else hers

    @property
    def is_waited_for(self) -> bool:
        """Tell whether somebody still waits for something: a promise, a talk, a task, or an answer."""
        waited_for = (self.promises, self.appointments, self.tasks, self.requests)
        return any(rows.exists() for rows in waited_for)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to take over."""
        return not (self.is_waited_for or self.notes.exists() or self.means.exists() or self.possibilities.exists())

    @property
    def remaining(self) -> QuerySet[Member]:
        """Return who stays in the team and reads its notes."""
        if self.situation is None:
            return Member.objects.none()
        readers = Member.objects.filter(teams=self.situation.team_id)
        return readers.active().who_note().exclude(pk=self.leaver.pk).order_by("pk")

    @property
    def needs_a_seat_taken(self) -> bool:
        """Tell whether nobody would be left in the team of an open situation."""
        return self.situation is not None and not self.situation.is_closed and not self.remaining.exists()

    def _linked(self, path: str) -> Q:
        return Q(audience__kind=Audience.Kind.FRONTLINE, **{path: self.situation})


def bundles_of(leaver: Member) -> list[Bundle]:
    """Return what this member has in hand, the situations of her teams first."""
    hers = Q(team__in=leaver.teams.values("pk")) | Q(team__in=owing(leaver).values("audience"))
    hers |= Q(pk__in=tasks_of(leaver).values("situation"))
    situations = (
        Situation.objects.within(leaver.municipality).filter(hers).select_related("audience").order_by("title", "pk")
    )
    bundles = [Bundle(leaver, situation) for situation in situations]
    rest = Bundle(leaver, None)
    return bundles if rest.is_empty else [*bundles, rest]


def kept_by(leaver: Member) -> PromiseQuerySet:
    """Return the open promises of this member, and those that wait for a new owner since her access ended."""
    let_go = PromiseHandover.objects.filter(giver=leaver, taker=None).values("promise")
    unsettled = Promise.objects.within(leaver.municipality).unsettled()
    return unsettled.filter(Q(owner=leaver) | Q(owner=None, pk__in=let_go))


def owing(leaver: Member) -> PromiseQuerySet:
    """Return the open promises of this member, in a team that she is in or was in."""
    return kept_by(leaver).filter(audience__kind=Audience.Kind.TEAM)


def tasks_of(leaver: Member) -> TaskQuerySet:
    """Return what she still has to do."""
    return Task.objects.within(leaver.municipality).open().filter(member=leaver)


def plans_of(leaver: Member) -> QuerySet[Appointment]:
    """Return the planned talks to which she goes, but for her klad."""
    rows = Appointment.objects.within(leaver.municipality).coming().filter(members=leaver)
    return rows.exclude(audience__kind=Audience.Kind.MEMBER)


def successors_of(leaver: Member) -> QuerySet[Member]:
    """Return the colleagues who can take something over."""
    members = Member.objects.within(leaver.municipality).active().who_note().exclude(pk=leaver.pk)
    return members.select_related("user").order_by("user__name", "pk")
