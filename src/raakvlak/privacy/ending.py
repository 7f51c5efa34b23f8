"""What ends: rows whose term is over, klads and withdrawn notes of thirty days, and what deletion left behind."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from raakvlak.alignment.models import Choice, Request, Threshold
from raakvlak.municipality.models import AccessLogEntry, Audience, KeptKind, Member, Municipality, RetentionRule
from raakvlak.municipality.models.keeping import KLAD_DAYS
from raakvlak.privacy.columns import historical_models, live_model, path_to_municipality
from raakvlak.privacy.holds import Held
from raakvlak.privacy.models import Destruction, Handover, KladOpening, LogCase, OverviewRequest
from raakvlak.relations.models import (
    Affiliation,
    Appointment,
    ContactPoint,
    Encounter,
    Introduction,
    Merge,
    Party,
    Photo,
    Presence,
    Promise,
)
from raakvlak.resolutions.models import Briefing, Contribution, Option, Reaction, ReactionPage
from raakvlak.resolutions.models.contribution import IS_UNTOLD
from raakvlak.situations.models import CheckReply, Insight, Task
from raakvlak.support.models import Means, Reservation

WITHDRAWN_DAYS = HISTORY_DAYS = 30
LOG_DAYS = 3 * 365
WARNED_DAYS = 7
Kind, Reason = Destruction.Kind, Destruction.Reason


@dataclass(frozen=True, slots=True)
class Ending:
    """Rows that end, of one kind and for one reason."""

    kind: Destruction.Kind
    reason: Destruction.Reason
    rows: QuerySet[Any, Any]


def endings(municipality: Municipality, day: datetime.date) -> Iterator[Ending]:
    """Yield all that ends on this day or ended before it, in the order in which it is destroyed."""
    held = Held(municipality)
    klads, withdrawn = held.without(old_klads(municipality, day)), held.without(withdrawn_talks(municipality, day))
    yield Ending(Kind.PROMISE, Reason.KLAD, klad_promises(municipality, klads))
    yield Ending(Kind.ENCOUNTER, Reason.KLAD, klads)
    yield Ending(Kind.PROMISE, Reason.WITHDRAWN, Promise.objects.filter(encounter__in=withdrawn))
    brought = held.without(Contribution.objects.filter(encounter__in=withdrawn))
    yield Ending(Kind.CONTRIBUTION, Reason.WITHDRAWN, brought)
    yield Ending(Kind.ENCOUNTER, Reason.WITHDRAWN, withdrawn)
    yield Ending(Kind.CHECK_REPLY, Reason.TERM, held.without(expired(CheckReply, municipality, day)))
    yield Ending(Kind.CHOICE, Reason.TERM, held.without(expired(Choice, municipality, day)))
    yield Ending(Kind.INSIGHT, Reason.TERM, held.without(expired(Insight, municipality, day)))
    yield Ending(Kind.CONTRIBUTION, Reason.TERM, held.without(expired(Contribution, municipality, day)))
    yield Ending(Kind.REACTION, Reason.TERM, held.without(expired(Reaction, municipality, day)))
    yield Ending(Kind.REACTION, Reason.TERM, held.without(expired(ReactionPage, municipality, day)))
    yield Ending(Kind.OPTION, Reason.TERM, held.without(expired(Option, municipality, day)))
    yield Ending(Kind.BRIEFING, Reason.TERM, held.without(expired(Briefing, municipality, day)))
    yield Ending(Kind.TASK, Reason.TERM, held.without(expired(Task, municipality, day)))
    yield Ending(Kind.RESERVATION, Reason.TERM, held.without(expired(Reservation, municipality, day)))
    yield Ending(Kind.MEANS, Reason.TERM, held.without(expired(Means, municipality, day)))
    yield Ending(Kind.PROMISE, Reason.TERM, held.without(expired(Promise, municipality, day)))
    yield Ending(Kind.HANDOVER, Reason.TERM, held.without(expired(Handover, municipality, day)))
    yield Ending(Kind.THRESHOLD, Reason.TERM, held.without(expired(Threshold, municipality, day)))
    yield Ending(Kind.REQUEST, Reason.TERM, held.without(expired(Request, municipality, day)))
    yield Ending(Kind.APPOINTMENT, Reason.TERM, held.without(expired(Appointment, municipality, day)))
    yield Ending(Kind.PHOTO, Reason.TERM, held.without(expired(Photo, municipality, day).filter(kept_because="")))
    yield Ending(Kind.ENCOUNTER, Reason.TERM, held.without(expired(Encounter, municipality, day)))
    yield Ending(Kind.PARTY, Reason.KLAD, held.without(forgotten_klad_parties(municipality, day)))
    yield Ending(Kind.PARTY, Reason.TERM, held.without(unmet_parties(municipality, day)))
    yield Ending(Kind.HISTORY, Reason.TERM, held.without(expired(Merge, municipality, day)))
    yield from leftovers(municipality, day)


def before(day: datetime.date, days: int) -> datetime.datetime:
    """Return the midnight with which the day begins that lies so many days before this one."""
    first = day - datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(first, datetime.time.min))


def expired(model: type[Model], municipality: Municipality, day: datetime.date) -> QuerySet[Any, Any]:
    """Keep the rows of a kind of which the last day has passed."""
    path = path_to_municipality(model)
    rows = model._base_manager.filter(**{path: municipality}, keep_until__lt=day)
    if model is Encounter:  # those that end sooner, for another reason, are counted there
        rows = rows.exclude(pk__in=old_klads(municipality, day).values("pk"))
        return rows.exclude(pk__in=withdrawn_talks(municipality, day).values("pk"))
    return rows


def old_klads(municipality: Municipality, day: datetime.date) -> QuerySet[Encounter]:
    """Keep the talks that stayed a klad for thirty days."""
    klads = Encounter.objects.within(municipality).filter(audience__kind=Audience.Kind.MEMBER)
    return klads.filter(_is_old_klad(day))


def _is_old_klad(day: datetime.date) -> Q:
    return Q(keep_until__lt=day) | Q(created_at__lt=before(day, KLAD_DAYS))


def klad_promises(municipality: Municipality, klads: QuerySet[Encounter]) -> QuerySet[Promise]:
    """Keep the promises that were made in these klads, and are in one themselves."""
    return Promise.objects.within(municipality).filter(encounter__in=klads, audience__kind=Audience.Kind.MEMBER)


def withdrawn_talks(municipality: Municipality, day: datetime.date) -> QuerySet[Encounter]:
    """Keep the talks that were taken back thirty days ago."""
    talks = Encounter.objects.within(municipality).filter(withdrawn_at__lt=before(day, WITHDRAWN_DAYS))
    return talks.exclude(pk__in=old_klads(municipality, day).values("pk"))


def unmet_parties(municipality: Municipality, day: datetime.date) -> QuerySet[Party]:
    """Keep the parties of which the last day has passed, and that nobody met, will meet or owes anything.

    Neither does one end who still lends something, would do something, or since reacted to an option or brought
    something in; nor one who did not hear yet what was done with it.

    The term of a party counts from the last talk with her. It is reckoned here, and not stored at each talk: a later
    `keep_until` would tell who sees the party that somebody noted a talk that is not for her eyes.
    """
    days = RetentionRule.objects.for_kind(municipality, KeptKind.PARTY).days
    met = Presence.objects.filter(
        party=OuterRef("pk"),
        is_only_mentioned=False,
        encounter__withdrawn_at=None,
        encounter__happened_on__gte=day - datetime.timedelta(days=days),
    )
    owed = Promise.objects.filter(party=OuterRef("pk"), settled_on=None)
    coming = Appointment.parties.through.objects.filter(
        party=OuterRef("pk"), appointment__done_at=None, appointment__cancelled_at=None
    )
    lent = Means.objects.running(day).filter(party=OuterRef("pk"))
    to_do = Task.objects.open().filter(party=OuterRef("pk"))
    reacted = Reaction.objects.filter(party=OuterRef("pk"), said_on__gte=day - datetime.timedelta(days=days))
    asked = ReactionPage.objects.filter(party=OuterRef("pk"), closed_at=None, open_until__gte=day)
    brought = Contribution.objects.filter(party=OuterRef("pk")).filter(
        Q(brought_on__gte=day - datetime.timedelta(days=days)) | IS_UNTOLD
    )
    busy = [~Exists(rows) for rows in (met, owed, coming, lent, to_do, reacted, asked, brought)]
    ended = expired(Party, municipality, day)  # who was merged into another ends with that other
    return Party.objects.unmerged().filter(*busy, pk__in=ended.values("pk"))


def forgotten_klad_parties(municipality: Municipality, day: datetime.date) -> QuerySet[Party]:
    """Keep the parties that one member alone knows of, for thirty days, and that no talk or promise holds on to."""
    alone = Party.objects.unmerged().within(municipality).filter(audience__kind=Audience.Kind.MEMBER)
    old = alone.filter(created_at__lt=before(day, KLAD_DAYS))
    return old.filter(
        ~Exists(Presence.objects.filter(party=OuterRef("pk"))),
        ~Exists(Promise.objects.filter(party=OuterRef("pk"))),
        ~Exists(Insight.objects.filter(party=OuterRef("pk"))),
        ~Exists(Task.objects.filter(party=OuterRef("pk"))),
        ~Exists(Means.objects.filter(party=OuterRef("pk"))),
        ~Exists(Appointment.parties.through.objects.filter(party=OuterRef("pk"))),
    )


def leftovers(municipality: Municipality, day: datetime.date) -> Iterator[Ending]:
    """Yield the history of what was deleted, and the papers of privacy itself."""
    gone_before = before(day, HISTORY_DAYS)
    for past in historical_models():
        live = live_model(past)
        key = live._meta.pk.attname
        if live in WITH_HISTORY:
            ended = past._base_manager.filter(history_type="-", history_date__lt=gone_before)
            rows = past._base_manager.filter(
                **{path_to_municipality(past): municipality, f"{key}__in": ended.values(key)}
            ).exclude(**{f"{key}__in": live._base_manager.values(live._meta.pk.name)})
            yield Ending(Kind.HISTORY, Reason.TERM, rows)
    for model, moment in PAPERS.items():
        rows = model._base_manager.filter(municipality=municipality, **{f"{moment}__lt": before(day, LOG_DAYS)})
        yield Ending(Kind.LOG, Reason.TERM, rows)


WITH_HISTORY = (
    *(Party, Encounter, Promise, Insight, CheckReply, ContactPoint, Affiliation, Introduction),
    *(Task, Means, Reservation),
)
PAPERS: dict[type[Model], str] = {
    AccessLogEntry: "happened_at",
    KladOpening: "asked_at",
    LogCase: "opened_at",
    OverviewRequest: "asked_at",
}


def klads_of(member: Member) -> QuerySet[Encounter]:
    """Return this member's own klads that end within a week, the oldest first, which are the first to end."""
    soon = timezone.localdate() + datetime.timedelta(days=WARNED_DAYS)
    klad = Audience.objects.filter(kind=Audience.Kind.MEMBER, member=member)
    mine = Encounter.objects.visible_to(member).standing().filter(audience__in=klad)
    return mine.filter(_is_old_klad(soon)).order_by("created_at", "pk")


def numbers(municipality: Municipality, day: datetime.date) -> list[tuple[Destruction.Kind, Destruction.Reason, int]]:
    """Count what ends on this day or ended before it, per kind and reason, without what is nothing."""
    counted: dict[tuple[Destruction.Kind, Destruction.Reason], int] = {}
    for ending in endings(municipality, day):
        key = (ending.kind, ending.reason)
        counted[key] = counted.get(key, 0) + ending.rows.count()
    return [(kind, reason, number) for (kind, reason), number in counted.items() if number]
