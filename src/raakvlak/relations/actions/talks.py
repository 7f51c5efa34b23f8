"""What is done to talks, with what was promised in them, as one whole."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from raakvlak.municipality.actions import log_access
from raakvlak.municipality.findable import index
from raakvlak.municipality.models import AccessLogEntry, Area, Audience, KeptKind, Member
from raakvlak.municipality.places import area_at
from raakvlak.relations.actions.promises import store_promise
from raakvlak.relations.actions.ties import follow
from raakvlak.relations.findable import (
    encounter_entries,
    encounter_entry,
    index_encounter,
    party_entries,
    party_entry,
)
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import Encounter, Party, Presence, Promise
from raakvlak.relations.notes import Note, Respected, respecting

WRITTEN: Final = (
    "working_note",
    "shareable_summary",
    "happened_on",
    "part_of_day",
    "channel",
    "area",
    "latitude",
    "longitude",
    "is_story",
)


class Noted(NamedTuple):
    """A talk as it was stored, and the names that were kept out of it."""

    encounter: Encounter
    kept_out: list[str]


@transaction.atomic(savepoint=False)
def note_encounter(
    author: Member, audience: Audience, note: Note, *, key: uuid.UUID | None = None, terms: Terms | None = None
) -> Noted:
    """Write down a talk with who was there and what was promised; IntegrityError when the key was used before."""
    respected = respecting(placed(note, author), author)
    note, terms = respected.note, terms or Terms.of(author.municipality)
    encounter = Encounter.objects.create(
        uuid=key or uuid.uuid4(),
        municipality=author.municipality,
        audience=audience,
        author=author,
        series=note.series,
        read_back_on=note.read_back_on,
        **_values(note),
        **terms.kept(KeptKind.ENCOUNTER, audience),
    )
    present = _presences(respected)
    _add_presences(encounter, present)
    index([encounter_entry(encounter, present), *map(party_entry, note.made)])
    if note.member_ids:
        encounter.members.set(note.member_ids)
    for promise in note.promises:
        store_promise(author, audience, promise, encounter=encounter, terms=terms)
    return Noted(encounter, respected.kept_out)


def placed(note: Note, author: Member) -> Note:
    """Let a note with a point and no chosen area belong to the area that the point lies in."""
    if note.area or note.latitude is None or note.longitude is None:
        return note
    return replace(note, area=area_at(author.municipality, note.latitude, note.longitude))


@transaction.atomic
def correct(encounter: Encounter, note: Note) -> Noted:
    """Write down what is right, by the author; earlier words stay in the history, and others see that it changed."""
    locked = Encounter.objects.select_for_update(of=("self",)).select_related("author__municipality", "audience")
    encounter = locked.get(pk=encounter.pk)
    earlier = dict(encounter.presences.values_list("party", "is_only_mentioned"))
    note = placed(note, encounter.author)
    respected = respecting(note, encounter.author, known_ids=earlier)
    values = _values(respected.note)
    is_moved = _change_presences(encounter, earlier, _presences(respected))
    if values["working_note"] != encounter.working_note:
        encounter.read_back_on = None
    if is_moved or any(getattr(encounter, name) != value for name, value in values.items()):
        _remember_first_words(encounter)
        for name, value in values.items():
            setattr(encounter, name, value)
        encounter.changed_at = timezone.now()
        encounter.save()
        index_encounter(encounter)
    encounter.members.set(respected.note.member_ids)
    terms = Terms.of(encounter.author.municipality)
    for promise in respected.note.promises:
        store_promise(encounter.author, encounter.audience, promise, encounter=encounter, terms=terms)
    return Noted(encounter, respected.kept_out)


@transaction.atomic
def revert(encounter: Encounter) -> None:
    """Put back the words that a talk had before it was last corrected; who was there stays."""
    earlier = encounter.history.order_by("-history_date", "-history_id")[1:2].first()
    if earlier is None:
        return
    present = encounter.presences.filter(is_only_mentioned=False)
    words = {name: getattr(earlier, name) for name in WRITTEN if name != "area"}
    correct(
        encounter,
        Note(
            **words,
            area=Area.objects.filter(pk=earlier.area_id).first(),  # which may have been removed since
            party_ids=frozenset(present.values_list("party", flat=True)),
            member_ids=frozenset(encounter.members.values_list("pk", flat=True)),
        ),
    )


@transaction.atomic
def withdraw(encounter: Encounter) -> None:
    """Take a talk back; for thirty days its author can still restore it."""
    if not encounter.is_withdrawn:
        encounter.withdrawn_at = timezone.now()
        encounter.save(update_fields=["withdrawn_at"])


@transaction.atomic
def restore(encounter: Encounter) -> None:
    """Put back a talk that was withdrawn."""
    if encounter.can_be_restored:
        encounter.withdrawn_at = None
        encounter.save(update_fields=["withdrawn_at"])
        index_encounter(encounter)


@transaction.atomic
def work_out(encounter: Encounter, *, is_done: bool = True) -> None:
    """Mark that a note has been worked out, or that it still waits."""
    encounter.worked_out_at = timezone.now() if is_done else None
    encounter.save(update_fields=["worked_out_at"])


@transaction.atomic
def widen(encounter: Encounter, author: Member, audience: Audience) -> None:
    """Let more colleagues read a talk, with its promises and the klad parties in it; by its author, written down."""
    earlier = encounter.audience
    if encounter.author_id != author.pk or audience.pk not in author.audience_ids or is_tied_to_notebook(encounter):
        raise PermissionDenied
    if audience.breadth <= earlier.breadth:
        return
    terms = Terms.of(author.municipality)
    _move(encounter, audience, terms.kept(KeptKind.ENCOUNTER, audience) if earlier.is_klad else {})
    for promise in Promise.objects.within(author.municipality).filter(encounter=encounter, audience=earlier):
        kept = terms.kept(KeptKind.PROMISE, audience, start=promise.due_on)
        _move(promise, audience, kept if earlier.is_klad else {})
    parties = own_klad_parties(encounter)
    for party in parties:
        _move(party, audience, {})
        follow(party, earlier)
    index([*encounter_entries([encounter.pk]), *party_entries([party.pk for party in parties])])
    log_access(author, AccessLogEntry.What.AUDIENCE_WIDENED, encounter.pk)


def is_tied_to_notebook(encounter: Encounter) -> bool:
    """Tell whether a page of the author's own notebook keeps a talk for her alone, until she worked it out."""
    return encounter.worked_out_at is None and encounter.photos.of_notebook().exists()


def own_klad_parties(encounter: Encounter) -> list[Party]:
    """Return the parties in a talk that so far only its author knows."""
    parties = Party.objects.within(encounter.municipality).filter(presences__encounter=encounter)
    return list(parties.filter(audience__kind=Audience.Kind.MEMBER, audience__member=encounter.author_id).by_name())


def _remember_first_words(encounter: Encounter) -> None:
    """Let what was brought in from elsewhere, and so has no history yet, begin one before it is corrected."""
    if not encounter.history.exists():
        Encounter.history.bulk_history_create([encounter], default_date=encounter.created_at)


def _values(note: Note) -> dict[str, Any]:
    return {name: getattr(note, name) for name in WRITTEN}


def _move(row: Encounter | Promise | Party, audience: Audience, kept: Mapping[str, Any]) -> None:
    row.audience = audience
    for name, value in kept.items():
        setattr(row, name, value)
    row.save()


def _presences(respected: Respected) -> dict[int, bool]:
    """Return who is in a talk, and of each whether she was only mentioned."""
    return dict.fromkeys(respected.mentioned_ids, True) | dict.fromkeys(respected.note.party_ids, False)


def _add_presences(encounter: Encounter, wanted: Mapping[int, bool]) -> None:
    Presence.objects.bulk_create(
        Presence(encounter=encounter, party_id=party_id, is_only_mentioned=is_only_mentioned)
        for party_id, is_only_mentioned in wanted.items()
    )


def _change_presences(encounter: Encounter, earlier: Mapping[int, bool], wanted: Mapping[int, bool]) -> bool:
    """Let the presences follow the note, except of parties that the author can't see; tell whether any changed."""
    gone = encounter.presences.exclude(party__in=wanted).filter(party__audience__in=encounter.author.audience_ids)
    removed, _rows = gone.delete()
    changed = {party_id: value for party_id, value in wanted.items() if earlier.get(party_id, value) != value}
    for party_id, is_only_mentioned in changed.items():
        encounter.presences.filter(party=party_id).update(is_only_mentioned=is_only_mentioned)
    added = {party_id: value for party_id, value in wanted.items() if party_id not in earlier}
    _add_presences(encounter, added)
    return bool(removed or changed or added)
