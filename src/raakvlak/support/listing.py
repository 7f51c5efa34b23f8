"""Means and reservations as somebody may see them."""

from collections.abc import Collection
from typing import Any, Final

from django.http import Http404
from django.shortcuts import get_object_or_404

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Situation
from raakvlak.support.granting import may_grant
from raakvlak.support.models import Means, MeansQuerySet, Reservation, ReservationQuerySet

SHOWN: Final = 20


def means_for(member: Member) -> MeansQuerySet:
    """Return the means that this member may see."""
    return Means.objects.within(member.municipality).visible_to(member)


def find_means(member: Member, means_id: int) -> Means:
    """Return a means with what its page shows; 404 when it is not for this member's eyes."""
    rows = means_for(member).for_rows().select_related("audience", "steward__user", "municipality")
    return get_object_or_404(rows, pk=means_id)


def reservations_of(means: Means, member: Member) -> ReservationQuerySet:
    """Return all that was reserved of a means that this member may see; the words are shown to whom they are for."""
    return Reservation.objects.within(member.municipality).filter(means=means).select_related("asked_by__user")


def find_reservation(member: Member, reservation_id: int) -> Reservation:
    """Return a reservation of a means that this member may see; 404 unless she may read it, or says yes or no."""
    rows = Reservation.objects.within(member.municipality).filter(means__in=means_for(member).values("pk"))
    found = get_object_or_404(rows.select_related("asked_by__user", "situation"), pk=reservation_id)
    found.means = find_means(member, found.means_id)
    if found.audience_id not in member.audience_ids and not may_grant(member, found.means):
        raise Http404
    return found


def titles_of(situations: Collection[int | None], member: Member) -> dict[int, str]:
    """Fetch the titles of these situations, as far as this member may find them; none, no query."""
    ids = {one for one in situations if one}
    visible = Situation.objects.within(member.municipality).visible_to(member)
    return dict(visible.filter(pk__in=ids).values_list("pk", "title")) if ids else {}


def reserved_for(situation: Situation, member: Member) -> dict[str, Any]:
    """Fetch a few of what is reserved for a situation and still to come or to go back."""
    visible = Reservation.objects.within(member.municipality).visible_to(member).filter(situation=situation)
    rows = list(visible.running().select_related("means").order_by("from_on", "pk")[: SHOWN + 1])
    return {"rows": rows[:SHOWN], "has_more": len(rows) > SHOWN}


def asked_of(member: Member, most: int) -> list[Reservation]:
    """Fetch a few of what was asked of the means that this member keeps, and holds its place, the oldest first."""
    visible = Reservation.objects.within(member.municipality).filter(means__in=means_for(member).of(member))
    asked = visible.taking().filter(state=Reservation.State.ASKED)
    return list(asked.select_related("means", "asked_by__user").order_by("held_until_on", "pk")[:most])
