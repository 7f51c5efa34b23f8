"""Vandaag: what asks for me now, and nothing more."""

import datetime
from typing import Any, Final

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from raakvlak.alignment.lanes import come_back_to, waiting_for
from raakvlak.alignment.models import Possibility, Threshold
from raakvlak.desk.calendars import month_outside
from raakvlak.desk.people import to_show
from raakvlak.desk.planning import tokens_of
from raakvlak.municipality.access import MemberRequest, member_required
from raakvlak.municipality.models import Audience, Member, Role
from raakvlak.privacy.ending import klads_of
from raakvlak.privacy.klad import openings_to_tell
from raakvlak.privacy.models import Handover
from raakvlak.relations.models import Appointment, Encounter, Party, Promise, PromiseHandover
from raakvlak.relations.models.promise_steps import pressing
from raakvlak.relations.rhythms import colleagues_waiting, in_areas_of, kept_in_touch, longest_first, waiting
from raakvlak.situations.checks import unread_for
from raakvlak.situations.models import Insight, Situation
from raakvlak.situations.passing import waits_unseen
from raakvlak.situations.promised import names_on
from raakvlak.situations.tasks import due_soon
from raakvlak.support.listing import asked_of
from raakvlak.web.paging import total_up_to

FEW: Final = 5
SOON_DAYS: Final = 7
NOT_SPOKEN_SHOWN: Final = 3


@require_GET
@member_required
def today(request: MemberRequest) -> HttpResponse:
    """Show my day: what was promised, what waits to be worked out, and my own time outside."""
    member = request.member
    context = {
        "today": timezone.localdate(),
        "month": month_outside(member, timezone.localdate().replace(day=1)),
        "openings": openings_to_tell(member),
        "needs_coordinator": member.role == Role.ADMINISTRATOR and waits_unseen(member.municipality),
        **in_house_of(member),
        **(asks_for(member) if member.sees_notes else {}),
    }
    return render(request, "desk/today.html", context)


def in_house_of(member: Member) -> dict[str, Any]:
    """Gather what came back of what this member asked in the house, what is asked of her, and said of her work."""
    thresholds = Threshold.objects.within(member.municipality).to_answer(member).order_by("first_until_on", "pk")
    came = list(come_back_to(member)[: 2 * FEW])
    asked = [lane for lane in waiting_for(member)[: 2 * FEW] if lane not in came]
    stale = Possibility.objects.within(member.municipality).asked_of(member).stale()
    return {
        "came_back": came,
        "asked_of_me": asked[:FEW],
        "written_about_us": list(thresholds[:FEW]) if member.department_id else [],
        "to_check": list(stale.only("title", "kind", "best_before_on").order_by("best_before_on", "pk")[:FEW]),
    }


def asks_for(member: Member) -> dict[str, Any]:
    """Gather what is due, what waits to be worked out, what fades, and where this member is in the team."""
    notes = Encounter.objects.within(member.municipality).visible_to(member).to_work_out(member)
    found = list(notes.newest_first().select_related("area", "audience").defer("area__geometry")[: FEW + 1])
    waiting = found[:FEW]
    fading, replies = fading_hunches(member), list(unread_for(member)[:FEW])
    texts = [note.working_note for note in waiting] + [hunch.text for hunch in fading]
    texts += [reply.encounter.working_note for reply in replies if reply.encounter]
    planned, left_alone = coming_of(member), left_alone_for(member)
    prefetch_related_objects([*planned, *left_alone], "parties")
    texts += tokens_of([*planned, *left_alone])
    promised = promised_to_see(member)
    rows = [promise for name in ("promises", "theirs", "ownerless") for promise in promised[name]]
    return {
        **promised,
        "planned": planned,
        "left_alone": left_alone,
        "waiting": waiting,
        "waiting_total": total_up_to(notes) if len(found) > FEW else len(found),
        "names": names_on(rows, member, texts),
        "fading": fading,
        "replies": replies,
        "handovers": [(one, one.title_for(member)) for one in Handover.objects.offered_to(member).for_rows()[:FEW]],
        "ending": list(klads_of(member)[:FEW]),
        "tasks": due_soon(member, FEW),
        "asked": asked_of(member, FEW),
        "situations": situations_of(member),
        "not_spoken": not_spoken(member),
        "colleagues": colleagues_waiting(member)[:NOT_SPOKEN_SHOWN],
    }


def promised_to_see(member: Member) -> dict[str, Any]:
    """Gather a few of what I promised, what was promised to me and is due, and what waits for somebody to keep it."""
    visible = Promise.objects.within(member.municipality).visible_to(member).open()
    mine = visible.of(member)
    shown = list(pressing(mine.ours(), member).select_related("audience")[: FEW + 1])
    soon = timezone.localdate() + datetime.timedelta(days=SOON_DAYS)
    theirs = mine.theirs().filter(due_on__lte=soon).by_due_day().select_related("audience")
    ownerless = visible.waiting().by_due_day().select_related("audience")
    if member.role != Role.COORDINATOR:  # her team looks after its own; the rest is for the coordinators
        ownerless = ownerless.filter(audience__kind=Audience.Kind.TEAM)
    return {
        "promises": with_handovers(shown[:FEW], member),
        "has_more_promises": len(shown) > FEW,
        "theirs": list(theirs[:FEW]),
        "ownerless": list(ownerless[:FEW]),
    }


def coming_of(member: Member) -> list[Appointment]:
    """Return the talks that I planned or go along to, the nearest first; those whose day has been ask how it went."""
    mine = Appointment.objects.within(member.municipality).visible_to(member).coming().of(member)
    return list(mine.nearest_first().for_rows().prefetch_related(None)[:FEW])


def left_alone_for(member: Member) -> list[Appointment]:
    """Return a few planned talks to which nobody goes any more: those of her teams, or all to a coordinator."""
    rows = Appointment.objects.within(member.municipality).visible_to(member).coming().without_anybody()
    if member.role != Role.COORDINATOR:
        rows = rows.filter(audience__kind=Audience.Kind.TEAM)
    return list(rows.nearest_first().for_rows().prefetch_related(None)[:FEW])


def with_handovers(promises: list[Promise], member: Member) -> list[Promise]:
    """Let each promise that was handed to this member of late tell by whom and why."""
    handed = {step.promise_id: step for step in PromiseHandover.objects.to(member, promises)}
    for promise in promises:
        promise.handed = handed.get(promise.pk)
    return promises


def not_spoken(member: Member) -> list[Party]:
    """Return a few of those where this member works whom we have not spoken for longer than we wanted."""
    due = waiting(in_areas_of(kept_in_touch(member), member))
    return to_show(longest_first(due.only("pk"))[:NOT_SPOKEN_SHOWN], member)


def fading_hunches(member: Member) -> list[Insight]:
    """Return the hunches of my teams that fade within a week unless somebody checks them."""
    mine = Insight.objects.within(member.municipality).visible_to(member)
    fading = mine.fading_within(SOON_DAYS).filter(situation__closed_on=None)
    return list(fading.select_related("situation").order_by("fresh_on", "pk")[:FEW])


def situations_of(member: Member) -> list[Situation]:
    """Return the open situations in whose team this member is."""
    mine = Situation.objects.within(member.municipality).visible_to(member).open().filter(team__readers=member)
    return list(mine.select_related("area").defer("area__geometry").newest_first()[:FEW])
