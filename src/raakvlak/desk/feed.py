"""What a member's own calendar feed holds: the days on which something of hers is due, and nothing about anybody.

Each kind of thing that stands on a day is one function in `SOURCES`.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django.utils import timezone
from django.utils.translation import override, pgettext

from raakvlak.desk.planning import tokens_of
from raakvlak.municipality.departures import when_out
from raakvlak.municipality.models import Member
from raakvlak.relations.models import Appointment, Promise
from raakvlak.situations.promised import names_on
from raakvlak.situations.references import names_in, party_reference, shown_name, to_plain
from raakvlak.web.calendar_file import Entry, calendar_file
from raakvlak.web.links import has_link, make_link, revoke_links

PURPOSE: Final = "calendar"
DAYS_OPEN: Final = 365
MOST_ENTRIES: Final = 500

Source = Callable[[Member, bool], Iterable[Entry]]


def make_address(member: Member) -> str:
    """Return the token of a new address; the one that was given out before is dead at once."""
    end_feed(member)
    return make_link(PURPOSE, member.pk, days=DAYS_OPEN)


def has_address(member: Member) -> bool:
    """Tell whether a calendar can be fetched."""
    return has_link(PURPOSE, member.pk)


def end_feed(member: Member) -> None:
    """Let the address be dead at once."""
    revoke_links(PURPOSE, member.pk)


@when_out
def end_feed_of_who_left(member: Member) -> None:
    """Let the address be dead for who left, may not come in, or no longer keeps promises, also if she comes back."""
    if not (member.is_active and member.sees_notes):
        end_feed(member)


def owner_of(member_id: int) -> Member | None:
    """Return whose feed this is, as long as she works here."""
    members = Member.objects.active().who_note().select_related("user", "municipality")
    return members.filter(pk=member_id).first()


def feed_of(member: Member, *, shows_words: bool) -> bytes:
    """Write the calendar of a member, in her own language."""
    with override(member.user.language):
        entries = [entry for source in SOURCES for entry in source(member, shows_words)]
        return calendar_file(entries, name="Raakvlak", now=timezone.now())


def promise_entries(member: Member, shows_words: bool) -> Iterator[Entry]:  # noqa: FBT001 – every source is called alike
    """Yield the open promises of a member that have a day. A klad never leaves with its words."""
    mine = Promise.objects.within(member.municipality).visible_to(member).of(member).open()
    dated = mine.exclude(due_on=None).by_due_day().select_related("audience")
    rows = list(dated[:MOST_ENTRIES])
    names = names_on(rows, member) if shows_words else {}
    for promise in rows:
        day: datetime.date = promise.due_on or timezone.localdate()
        tells = shows_words and not promise.audience.is_klad
        party = shown_name(party_reference(promise.party_id), names) if tells and promise.party_id else ""
        yield Entry(
            uid=f"p{promise.pk}@raakvlak",
            summary=to_plain(promise.text, names) if tells else pgettext("calendar", "afspraak"),
            description=party,
            starts=day,
        )


def appointment_entries(member: Member, shows_words: bool) -> Iterator[Entry]:  # noqa: FBT001 – as above
    """Yield the talks that a member goes to: at its time, or on its day, and where when she chose words."""
    coming = Appointment.objects.within(member.municipality).visible_to(member).coming().of(member)
    rows = list(coming.nearest_first().for_rows()[:MOST_ENTRIES])
    names = names_in(tokens_of(rows), member) if shows_words else {}
    for appointment in rows:
        tells = shows_words and not appointment.audience.is_klad
        parties = [shown_name(party_reference(party.pk), names) for party in appointment.parties.all()] if tells else []
        starts, ends = when(appointment)
        yield Entry(
            uid=f"g{appointment.pk}@raakvlak",
            summary=", ".join(parties) or pgettext("calendar", "afspraak"),
            description=appointment.place if tells else "",
            starts=starts,
            ends=ends,
        )


def when(appointment: Appointment) -> tuple[datetime.date, datetime.datetime | None]:
    """Return when a talk begins and ends: an hour when its time is known, or else its day."""
    if appointment.clock_time is None:
        return appointment.planned_on, None
    starts = timezone.make_aware(datetime.datetime.combine(appointment.planned_on, appointment.clock_time))
    return starts, starts + datetime.timedelta(hours=1)


SOURCES: Final[tuple[Source, ...]] = (promise_entries, appointment_entries)
