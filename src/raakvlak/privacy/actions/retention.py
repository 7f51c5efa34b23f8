"""Destroy what has had its time, a batch at a time, so that a run that is killed can simply be run again."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from raakvlak.alignment.models import Request, Threshold
from raakvlak.municipality.models import Municipality
from raakvlak.privacy.destroying import destroy
from raakvlak.privacy.ending import Ending, before, endings
from raakvlak.privacy.models import Destruction, Handover
from raakvlak.privacy.redaction import Tell, in_silence, redact_references
from raakvlak.relations.actions import settle_merge
from raakvlak.relations.models import Affiliation, Appointment, ContactPoint, Encounter, Merge, Party, Photo, Promise
from raakvlak.resolutions.models import Briefing, Contribution, Option, Reaction, ReactionPage
from raakvlak.situations.models import CheckReply, Insight, Task
from raakvlak.support.models import Means, Reservation

BATCH = 200
KINDS = {
    Party: Destruction.Kind.PARTY,
    ContactPoint: Destruction.Kind.CONTACT_POINT,
    Affiliation: Destruction.Kind.AFFILIATION,
    Encounter: Destruction.Kind.ENCOUNTER,
    Promise: Destruction.Kind.PROMISE,
    Insight: Destruction.Kind.INSIGHT,
    CheckReply: Destruction.Kind.CHECK_REPLY,
    Appointment: Destruction.Kind.APPOINTMENT,
    Handover: Destruction.Kind.HANDOVER,
    Request: Destruction.Kind.REQUEST,
    Threshold: Destruction.Kind.THRESHOLD,
    Contribution: Destruction.Kind.CONTRIBUTION,
    Option: Destruction.Kind.OPTION,
    Reaction: Destruction.Kind.REACTION,
    ReactionPage: Destruction.Kind.REACTION,
    Briefing: Destruction.Kind.BRIEFING,
    Task: Destruction.Kind.TASK,
    Means: Destruction.Kind.MEANS,
    Reservation: Destruction.Kind.RESERVATION,
    Photo: Destruction.Kind.PHOTO,
}


def destroy_expired(municipality: Municipality, *, tick: Tell = in_silence) -> int:
    """Destroy all that has had its time in one municipality; tell how many rows that were."""
    today = timezone.localdate()
    return sum(destroy_ending(municipality, ending, tick) for ending in endings(municipality, today))


def destroy_ending(municipality: Municipality, ending: Ending, tick: Tell) -> int:
    """Destroy rows of one kind, each batch in a transaction of its own."""
    ids, total = list(ending.rows.order_by("pk").values_list("pk", flat=True)), 0
    if ids and ending.rows.model is Party:
        merged = Party.objects.filter(merged_into__in=ids).values_list("pk", flat=True)
        redact_references(municipality, [*ids, *merged])
    for start in range(0, len(ids), BATCH):
        total += destroy_batch(municipality, ending, ids[start : start + BATCH])
        tick(BATCH)
    return total


@transaction.atomic
def destroy_batch(municipality: Municipality, ending: Ending, ids: list[int]) -> int:
    """Destroy these rows as far as they still end: somebody may have put a hold on them, or shared her klad."""
    rows = ending.rows.model._base_manager.filter(pk__in=ending.rows.filter(pk__in=ids).values("pk"))
    if ending.rows.model is Merge:
        for merge in rows:
            settle_merge(merge)
    destroyed = destroy(rows.select_for_update())
    for model, number in destroyed.items():
        kind = ending.kind if model is ending.rows.model else KINDS.get(model)
        if kind is not None and number:
            record(municipality, kind, ending.reason, number)
    return destroyed.get(ending.rows.model, 0)


def record(municipality: Municipality, kind: Destruction.Kind, reason: Destruction.Reason, rows: int) -> Destruction:
    """Write down that rows were destroyed: how many and why, never whose."""
    return Destruction.objects.create(municipality=municipality, kind=kind, reason=reason, rows=rows)


def record_more(municipality: Municipality, kind: Destruction.Kind, reason: Destruction.Reason, rows: int) -> None:
    """Write down that rows were destroyed, on the line of today when there is one."""
    written = Destruction.objects.within(municipality).filter(kind=kind, reason=reason)
    line = written.filter(destroyed_at__gte=before(timezone.localdate(), 0)).first()
    if line:
        Destruction.objects.filter(pk=line.pk).update(rows=F("rows") + rows)
    else:
        record(municipality, kind, reason, rows)
