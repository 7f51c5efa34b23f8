"""Vandaag: what asks for me now, and nothing more."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from raakvlak.desk.calendars import month_outside
from raakvlak.desk.people import to_show
from raakvlak.desk.planning import tokens_of
from raakvlak.municipality.access import MemberRequest, member_required
from raakvlak.municipality.models import Member
from raakvlak.privacy.ending import klads_of
from raakvlak.privacy.klad import openings_to_tell
from raakvlak.relations.models import Appointment, Encounter, Party, Promise
from raakvlak.relations.rhythms import colleagues_waiting, in_areas_of, kept_in_touch, longest_first, waiting
from raakvlak.situations.checks import unread_for
from raakvlak.situations.models import Insight, Situation
from raakvlak.situations.references import names_in, party_reference
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
        **(asks_for(member) if member.sees_notes else {}),
    }
    return render(request, "desk/today.html", context)


def asks_for(member: Member) -> dict[str, Any]:
    """Gather what is due, what waits to be worked out, what fades, and where this member is in the team."""
    notes = Encounter.objects.within(member.municipality).visible_to(member).to_work_out(member)
    waiting = list(notes.newest_first().select_related("area", "audience").defer("area__geometry")[:FEW])
    fading, replies = fading_hunches(member), list(unread_for(member)[:FEW])
    texts = [note.working_note for note in waiting] + [hunch.text for hunch in fading]
    texts += [reply.encounter.working_note for reply in replies if reply.encounter]
    promises = promises_due(member)
    texts += [text for promise in promises for text in texts_of(promise)]
    planned = coming_of(member)
    texts += tokens_of(planned)
    return {
        "planned": planned,
        "promises": promises,
        "waiting": waiting,
        "waiting_total": total_up_to(notes),
        "names": names_in(texts, member),
        "fading": fading,
        "replies": replies,
        "ending": list(klads_of(member)[:FEW]),
        "situations": situations_of(member),
        "not_spoken": not_spoken(member),
        "colleagues": colleagues_waiting(member)[:NOT_SPOKEN_SHOWN],
    }


def texts_of(promise: Promise) -> list[str]:
    """Return the texts in which a promise may name somebody, whom it is to among them."""
    return [promise.text, party_reference(promise.party_id).token if promise.party_id else ""]


def coming_of(member: Member) -> list[Appointment]:
    """Return the talks that I planned or go along to, the nearest first; those whose day has been ask how it went."""
    mine = Appointment.objects.within(member.municipality).visible_to(member).coming().of(member)
    return list(mine.nearest_first().for_rows()[:FEW])


def promises_due(member: Member) -> list[Promise]:
    """Return my own open promises, the most urgent first; those without a day come last."""
    mine = Promise.objects.within(member.municipality).visible_to(member).filter(owner=member).open()
    return list(mine.by_due_day().select_related("encounter")[: FEW * 2])


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
