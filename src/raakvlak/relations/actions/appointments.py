"""What is done to talks that are planned, as one whole."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.findable import index
from raakvlak.municipality.models import AccessLogEntry, Area, Audience, KeptKind, Member
from raakvlak.municipality.models.keeping import KLAD_DAYS
from raakvlak.relations.findable import party_entry
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import Appointment, Encounter, Party
from raakvlak.relations.notes import Note, respecting

PLANNED: Final = ("planned_on", "clock_time", "part_of_day", "area", "place", "questions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When, where, with whom and about what one wants to talk; the questions may hold references."""

    planned_on: datetime.date
    clock_time: datetime.time | None = None
    part_of_day: str = ""
    area: Area | None = None
    place: str = ""
    questions: str = ""
    party_ids: frozenset[int] = frozenset()
    member_ids: frozenset[int] = frozenset()
    made: tuple[Party, ...] = ()


class Planned(NamedTuple):
    """A planned talk as it was stored, and the names that were kept out of it."""

    appointment: Appointment
    kept_out: list[str]


class Respected(NamedTuple):
    """The words and people of a plan without those who do not want to be noted."""

    values: dict[str, object]
    party_ids: frozenset[int]
    kept_out: list[str]


@transaction.atomic
def plan(author: Member, audience: Audience, wanted: Plan, *, key: uuid.UUID | None = None) -> Planned:
    """Write down that one wants to talk with somebody; IntegrityError when the key was used before."""
    respected = _respecting(wanted, author)
    appointment = Appointment.objects.create(
        uuid=key or uuid.uuid4(),
        municipality=author.municipality,
        audience=audience,
        author=author,
        **respected.values,
        **_terms(audience, wanted.planned_on),
    )
    appointment.parties.set(respected.party_ids)
    appointment.members.set({author.pk, *wanted.member_ids})
    index([party_entry(party) for party in wanted.made])
    return Planned(appointment, respected.kept_out)


def already_planned(author: Member, key: uuid.UUID, problem: IntegrityError) -> Appointment:
    """Return what this author planned with this key before; DoesNotExist when the key is somebody else's."""
    if not Appointment.objects.filter(uuid=key).exists():
        raise problem
    return Appointment.objects.within(author.municipality).get(uuid=key, author=author)


@transaction.atomic
def replan(appointment: Appointment, by: Member, audience: Audience, wanted: Plan) -> Planned:
    """Give a planned talk another day, place or company; with more readers than before, that is written down."""
    appointment = locked(appointment)
    respected = _respecting(wanted, by, known_ids=list(appointment.parties.values_list("pk", flat=True)))
    earlier = appointment.audience
    if audience != earlier and audience.breadth >= earlier.breadth:
        log_access(by, AccessLogEntry.What.AUDIENCE_WIDENED, appointment.pk)
    kept = _terms(audience, wanted.planned_on)
    for name, value in {**respected.values, **kept, "audience": audience}.items():
        setattr(appointment, name, value)
    appointment.save()
    unseen = appointment.parties.exclude(audience__in=by.audience_ids).values_list("pk", flat=True)
    appointment.parties.set(respected.party_ids.union(unseen))
    stays = set(appointment.members.filter(pk=appointment.author_id).values_list("pk", flat=True))
    appointment.members.set({*stays, by.pk, *wanted.member_ids})
    index([party_entry(party) for party in wanted.made])
    return Planned(appointment, respected.kept_out)


@transaction.atomic
def call_off(appointment: Appointment) -> None:
    """Say that a planned talk won't be; it can be put back."""
    appointment = locked(appointment)
    if not appointment.is_over:
        appointment.cancelled_at = timezone.now()
        appointment.save(update_fields=["cancelled_at"])


@transaction.atomic
def put_back(appointment: Appointment) -> None:
    """Let a planned talk stand again that was called off, or held without a note."""
    appointment = locked(appointment)
    if appointment.encounter_id is None:
        appointment.done_at = appointment.cancelled_at = None
        appointment.save(update_fields=["done_at", "cancelled_at"])


@transaction.atomic
def finish(appointment: Appointment, encounter: Encounter | None = None) -> None:
    """Say that a planned talk was held, with what was noted of it if anything was."""
    appointment = locked(appointment)
    if appointment.encounter_id is None:
        appointment.done_at, appointment.cancelled_at = appointment.done_at or timezone.now(), None
        appointment.encounter = encounter
        appointment.save(update_fields=["done_at", "cancelled_at", "encounter"])


@transaction.atomic
def pass_on(appointments: Sequence[Appointment], giver: Member, receiver: Member) -> None:
    """Let somebody else go to these planned talks in the place of who planned them or went along."""
    for appointment in appointments:
        if appointment.author_id == giver.pk:
            appointment.author = receiver
            appointment.save(update_fields=["author"])
        appointment.members.remove(giver)
        appointment.members.add(receiver)


@transaction.atomic
def let_go(appointments: Sequence[Appointment], giver: Member) -> None:
    """Let somebody go to these planned talks no more; where nobody is left, whoever knows of it may take it on."""
    for appointment in appointments:
        appointment.members.remove(giver)


@transaction.atomic
def take_on(appointment: Appointment, member: Member) -> bool:
    """Go to a planned talk to which nobody goes; tell whether that was so."""
    appointment = locked(appointment)
    if appointment.is_over or appointment.members.exists():
        return False
    appointment.members.add(member)
    return True


def locked(appointment: Appointment) -> Appointment:
    """Fetch a planned talk anew, so that nobody else changes it meanwhile."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("audience", "municipality")
    return rows.get(pk=appointment.pk)


def _respecting(wanted: Plan, author: Member, *, known_ids: Sequence[int] = ()) -> Respected:
    """Keep those out of a plan who do not want to be noted, as a note does."""
    words = Note(
        working_note=wanted.questions,
        shareable_summary=wanted.place,
        party_ids=wanted.party_ids,
        made=wanted.made,
    )
    respected = respecting(words, author, known_ids=known_ids)
    note = respected.note
    values = {name: getattr(wanted, name) for name in PLANNED}
    values |= {"questions": note.working_note, "place": note.shareable_summary}
    return Respected(values, note.party_ids, respected.kept_out)


def _terms(audience: Audience, day: datetime.date) -> dict[str, object]:
    """Return purpose, ground and end of a plan; a klad counts from its day, else it could be gone before it is held."""
    kept = Terms.of(audience.municipality).kept(KeptKind.APPOINTMENT, audience, start=day)
    return {**kept, "keep_until": day + datetime.timedelta(days=KLAD_DAYS)} if audience.is_klad else kept
