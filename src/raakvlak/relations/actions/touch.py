"""What is done to keep in touch: a rhythm, a wish, and "not now"."""

import datetime
from collections.abc import Iterable
from typing import Final, NamedTuple

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from raakvlak.municipality.models import Member
from raakvlak.relations.models import ColleagueRhythm, Party

BATCH: Final = 500


class Rhythm(NamedTuple):
    """How often an organisation or group is spoken, since when, and until when "not now"."""

    weeks: int | None
    since_on: datetime.date | None
    not_before_on: datetime.date | None = None


@transaction.atomic
def set_rhythm(party: Party, weeks: int) -> None:
    """Want to speak an organisation or group every so many weeks."""
    if party.rhythm_weeks != weeks:
        set_rhythms([(party, Rhythm(weeks, timezone.localdate()))])


@transaction.atomic
def set_rhythms(wanted: Iterable[tuple[Party, Rhythm]]) -> None:
    """Give organisations and groups these rhythms, each as a whole."""
    rows = []
    for party, rhythm in wanted:
        party.rhythm_weeks, party.rhythm_since_on, party.not_before_on = rhythm
        rows.append(party)
    names = ["rhythm_weeks", "rhythm_since_on", "not_before_on"]
    bulk_update_with_history(rows, Party, names, batch_size=BATCH)


@transaction.atomic
def note_wish(party: Party, wish: str, from_on: datetime.date) -> None:
    """Write down when a resident asked to be spoken, in her words."""
    if (party.wish, party.wish_from_on) != (wish, from_on):
        party.wish, party.wish_from_on, party.not_before_on = wish, from_on, None
        party.save(update_fields=["wish", "wish_from_on", "not_before_on"])


@transaction.atomic
def let_go(party: Party) -> None:
    """Want no rhythm any more, or forget the wish."""
    party.rhythm_weeks = party.rhythm_since_on = party.wish_from_on = party.not_before_on = None
    party.wish = ""
    party.save(update_fields=["rhythm_weeks", "rhythm_since_on", "wish", "wish_from_on", "not_before_on"])


@transaction.atomic
def put_off(party: Party, until: datetime.date | None) -> None:
    """Say "not now" until a day, or take that back."""
    if party.not_before_on != until:
        party.not_before_on = until
        party.save(update_fields=["not_before_on"])


@transaction.atomic
def set_rhythm_with(member: Member, colleague: Member, weeks: int, not_before_on: datetime.date | None = None) -> None:
    """Want to speak a colleague every so many weeks; that is mine, and nobody else sees it."""
    values = {"weeks": weeks, "not_before_on": not_before_on}
    start = {"municipality": member.municipality, "since_on": timezone.localdate()}
    ColleagueRhythm.objects.update_or_create(
        member=member, colleague=colleague, defaults=values, create_defaults={**values, **start}
    )
