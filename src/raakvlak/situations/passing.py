"""No promise or task goes out of sight: it binds the municipality, and not the person who made it.

When its owner leaves, may not come in, gets a role that reads no notes or leaves the team, a promise waits for a new
owner where all who may read it see that, coordinators first. A team that nobody reads any more gets a coordinator.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.departures import when_out
from raakvlak.municipality.models import AccessLogEntry, Audience, Member, Municipality, Role
from raakvlak.relations.actions import pass_on
from raakvlak.relations.models import Promise
from raakvlak.situations.actions import forget_audiences
from raakvlak.situations.models import Situation, Task
from raakvlak.situations.task_actions import pass_on_tasks


@when_out
@transaction.atomic
def pass_on_promises(member: Member) -> None:
    """Let the promises that this member can no longer keep wait for a new owner."""
    municipality = member.municipality
    promises = pass_on(Promise.objects.within(municipality).of(member).out_of_sight())
    if promises + pass_on_tasks(Task.objects.within(municipality).of(member).out_of_sight()):
        let_somebody_read(municipality)


@transaction.atomic
def pass_on_all(municipality: Municipality) -> int:
    """Do so for everybody, however it came about; tell how many promises that were."""
    number = pass_on(Promise.objects.within(municipality).out_of_sight())
    pass_on_tasks(Task.objects.within(municipality).out_of_sight())
    let_somebody_read(municipality)
    return number


def let_somebody_read(municipality: Municipality) -> None:
    """Give each team that nobody reads, and in which a promise or a task waits, a coordinator if there is one."""
    coordinator = first_coordinator(municipality)
    if coordinator is None:
        return
    for team in unread_teams(municipality):
        team.readers.add(coordinator)
        forget_audiences(coordinator)
        situation = Situation.objects.within(municipality).filter(team=team).first()
        log_access(coordinator, AccessLogEntry.What.TEAM_CHANGED, situation.pk if situation else team.pk)


def first_coordinator(municipality: Municipality) -> Member | None:
    """Return the coordinator who has been here longest."""
    coordinators = Member.objects.within(municipality).active().filter(role=Role.COORDINATOR)
    return coordinators.select_related("municipality").order_by("pk").first()


def unread_teams(municipality: Municipality) -> QuerySet[Audience]:
    """Return the teams in which a promise waits for a new owner or a task for somebody, and that nobody reads."""
    readers = Member.objects.active().who_note().filter(teams=OuterRef("pk"))
    waiting = Promise.objects.unsettled().waiting().filter(audience=OuterRef("pk"))
    undone = Task.objects.open().waiting().filter(audience=OuterRef("pk"), situation__closed_on=None)
    teams = Audience.objects.within(municipality).filter(kind=Audience.Kind.TEAM)
    return teams.filter(Exists(waiting) | Exists(undone), ~Exists(readers))


def waits_unseen(municipality: Municipality) -> bool:
    """Tell whether a promise waits for a new owner without anyone whose task it is to find one."""
    waiting = Promise.objects.within(municipality).unsettled().waiting()
    return first_coordinator(municipality) is None and waiting.exists()
