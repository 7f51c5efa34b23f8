"""What a member does about talks to come as one whole: planning one, changing it, and noting how it went."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from raakvlak.desk.actions import Typed, make_parties, note_once
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.actions import Noted, Plan, Planned
from raakvlak.relations.actions import appointments as actions
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import Appointment, Party
from raakvlak.relations.notes import Note
from raakvlak.situations.actions import put_appointment
from raakvlak.situations.models import Situation
from raakvlak.situations.references import all_to_tokens, party_reference


class AlreadyPlanned(Exception):  # noqa: N818 – no error: the same plan simply arrived twice
    """This author planned this talk before."""

    def __init__(self, appointment: Appointment) -> None:
        super().__init__()
        self.appointment = appointment


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPlan:
    """A plan as it was typed: names stand in its questions as `@Naam`."""

    plan: Plan
    new_names: Sequence[str] = ()
    are_anonymous: bool = False
    situation_id: int | None = None
    before: str = ""


def plan_once(author: Member, audience: Audience, typed: TypedPlan, *, key: uuid.UUID) -> Planned:
    """Plan a talk once, however often it is sent; AlreadyPlanned when this author sent it before."""
    try:
        with transaction.atomic():
            ready, kept_out = _ready(author, audience, typed)
            planned = actions.plan(author, audience, ready, key=key)
            put_appointment(_situation(author, typed.situation_id), planned.appointment)
    except IntegrityError as problem:
        raise AlreadyPlanned(actions.already_planned(author, key, problem)) from None
    return Planned(planned.appointment, sorted({*planned.kept_out, *kept_out}))


@transaction.atomic
def replan(appointment: Appointment, by: Member, audience: Audience, typed: TypedPlan) -> Planned:
    """Change a planned talk; a situation that she who changes it can't see stays."""
    ready, kept_out = _ready(by, audience, typed)
    planned = actions.replan(appointment, by, audience, ready)
    now = Situation.objects.filter(appointment_links__appointment=appointment).first()
    if now is None or now.audience_id in by.audience_ids:
        put_appointment(_situation(by, typed.situation_id), planned.appointment)
    return Planned(planned.appointment, sorted({*planned.kept_out, *kept_out}))


@transaction.atomic
def note_afterwards(
    appointment: Appointment, author: Member, audience: Audience, typed: Typed, *, key: uuid.UUID
) -> Noted:
    """Note how a planned talk went, and close it; who comes second keeps her note beside the first one.

    Raises what `note_once` raises: nothing is stored twice.
    """
    appointment = actions.locked(appointment)
    noted = note_once(author, audience, typed, key=key)
    actions.finish(appointment, noted.encounter)
    return noted


def situation_of(appointment: Appointment, member: Member) -> Situation | None:
    """Return the situation that a planned talk is about, when this member may find it."""
    visible = Situation.objects.within(member.municipality).visible_to(member)
    return visible.filter(appointment_links__appointment=appointment).first()


def coming_with(party: Party, member: Member) -> QuerySet[Appointment]:
    """Return the talks that are planned with a party, as far as a member may know of them."""
    rows = Appointment.objects.within(member.municipality).visible_to(member).coming()
    return rows.filter(parties=party).nearest_first().for_rows()


def tokens_of(appointments: Iterable[Appointment]) -> list[str]:
    """Return the references to those with whom these talks are planned, to look up their names."""
    return [party_reference(party.pk).token for one in appointments for party in one.parties.all()]


def _ready(author: Member, audience: Audience, typed: TypedPlan) -> tuple[Plan, list[str]]:
    """Make the parties that are new, and turn typed names into references."""
    people = Typed(note=Note(working_note=""), new_names=typed.new_names, are_anonymous=typed.are_anonymous)
    _people, made, kept_out = make_parties(author, audience, people, Terms.of(author.municipality))
    questions = all_to_tokens([typed.plan.questions], author, before=[typed.before])[0]
    party_ids = typed.plan.party_ids | {party.pk for party in made}
    return replace(typed.plan, questions=questions, party_ids=party_ids, made=tuple(made)), kept_out


def _situation(member: Member, situation_id: int | None) -> Situation | None:
    visible = Situation.objects.within(member.municipality).visible_to(member)
    return visible.filter(pk=situation_id).first() if situation_id else None
