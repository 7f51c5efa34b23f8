"""No request goes out of sight, and no possibility is forgotten: when somebody leaves, others see what was hers."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from raakvlak.alignment.actions.possibilities import pass_on_possibilities
from raakvlak.alignment.actions.requests import hand_on
from raakvlak.alignment.models import READING_ROLES, Possibility, Request, RequestQuerySet
from raakvlak.municipality.actions import log_access
from raakvlak.municipality.departures import when_out
from raakvlak.municipality.models import AccessLogEntry, Member, Municipality
from raakvlak.situations.actions import forget_audiences
from raakvlak.situations.models import Situation
from raakvlak.situations.passing import first_coordinator


@when_out
@transaction.atomic
def let_requests_wait(member: Member) -> None:
    """Let the open requests that this member can no longer look after wait for somebody of the team."""
    _let_wait(Request.objects.within(member.municipality).of(member).open().out_of_sight())
    let_somebody_read(member.municipality)


@when_out
@transaction.atomic
def let_go_of_possibilities(member: Member) -> None:
    """Let who is gone no longer look after possibilities, nor be named as who knows of them."""
    if Member.objects.active().filter(pk=member.pk, role__in=READING_ROLES).exists():
        return
    rows = Possibility.objects.within(member.municipality)
    pass_on_possibilities(rows.of(member))
    rows.filter(contact_member=member).update(contact_member=None)


@transaction.atomic
def let_all_wait(municipality: Municipality) -> int:
    """Do so for everybody, however it came about; tell how many requests that were."""
    number = _let_wait(Request.objects.within(municipality).open().out_of_sight())
    let_somebody_read(municipality)
    return number


def let_somebody_read(municipality: Municipality) -> None:
    """Give each team in which a request waits, and that nobody reads any more, a coordinator if there is one."""
    coordinator = first_coordinator(municipality)
    if coordinator is None:
        return
    readers = Member.objects.active().who_note().filter(teams=OuterRef("team"))
    waiting = Request.objects.within(municipality).open().waiting().filter(situation=OuterRef("pk"))
    for situation in Situation.objects.within(municipality).filter(Exists(waiting), ~Exists(readers)):
        situation.team.readers.add(coordinator)
        forget_audiences(coordinator)
        log_access(coordinator, AccessLogEntry.What.TEAM_CHANGED, situation.pk)


def _let_wait(requests: RequestQuerySet) -> int:
    numbers = list(requests.values_list("pk", flat=True))
    return hand_on(Request.objects.filter(pk__in=numbers).select_for_update(of=("self",)), None)
