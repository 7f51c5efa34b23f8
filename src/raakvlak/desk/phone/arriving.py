"""What comes in from a phone: notes that waited there, each stored once, however often it is sent."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from raakvlak.desk import actions
from raakvlak.desk.audiences import audiences_of, likely_audience
from raakvlak.desk.forms.key import key_in
from raakvlak.desk.forms.note import NoteForm
from raakvlak.desk.forms.series import SeriesForm
from raakvlak.desk.forms.talk import question_about
from raakvlak.desk.views.note import typed_in
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations.models import Encounter

MOST_AT_ONCE: Final = 50
FORMS: Final[dict[str, type[NoteForm]]] = {"note": NoteForm, "line": SeriesForm}


class Unreadable(ValueError):  # noqa: N818 – it names what is wrong with what was sent
    """What was sent is no batch of notes."""


class State(StrEnum):
    """What became of a note that was sent."""

    STORED = "stored"
    REFUSED = "refused"  # it stays on the phone, with the reason
    ASKS = "asks"  # it names special data: is that needed?
    ELSEWHERE = "elsewhere"  # it is somebody else's, or of another municipality: it waits for its owner


@dataclass(frozen=True, slots=True)
class Sent:
    """A note as it waited on a phone."""

    key: uuid.UUID
    member_id: int
    municipality_id: int
    kind: str
    values: QueryDict


@dataclass(frozen=True, slots=True)
class Answer:
    """What one note hears."""

    key: uuid.UUID
    state: State
    reasons: tuple[str, ...] = ()
    asked: str = ""

    def told(self) -> dict[str, Any]:
        """Return it as the phone reads it."""
        return {**asdict(self), "key": str(self.key), "url": reverse("desk:encounter", args=[self.key])}


@dataclass(frozen=True, slots=True)
class Batch:
    """What a phone sent at once, and which phone."""

    device: uuid.UUID | None
    notes: list[Sent]


def read(body: bytes) -> Batch:
    """Read a batch; raises Unreadable when it is none."""
    try:
        sent = json.loads(body)
        notes = sent["notes"]
        if not isinstance(notes, list) or len(notes) > MOST_AT_ONCE:
            raise Unreadable
        return Batch(key_in(str(sent.get("device", ""))), [_read_one(**note) for note in notes])
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable from error


def _read_one(
    *, key: object, member: object, municipality: object, kind: object, values: Iterable[tuple[str, str]]
) -> Sent:
    found = key_in(str(key))
    if not (isinstance(member, int) and isinstance(municipality, int) and isinstance(kind, str)):
        raise Unreadable
    if found is None or kind not in FORMS:
        raise Unreadable
    filled = QueryDict(mutable=True)
    for name, value in values:
        if {type(name), type(value)} != {str}:  # whatever was announced, it came from outside
            raise Unreadable
        filled.appendlist(name, value)
    filled["key"] = str(found)
    return Sent(found, member, municipality, kind, filled)


def store_all(member: Member, notes: Sequence[Sent]) -> list[Answer]:
    """Store notes in the order in which they were written, each in a transaction of its own, and answer each."""
    audiences = audiences_of(member)
    stored = stored_before(member, [note.key for note in notes])
    return [
        Answer(note.key, State.STORED) if note.key in stored else store_one(member, audiences, note) for note in notes
    ]


def stored_before(member: Member, keys: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of these notes this member sent before, though the answer never reached the phone."""
    mine = Encounter.objects.within(member.municipality).filter(author=member, uuid__in=list(keys))
    return set(mine.values_list("uuid", flat=True))


def store_one(member: Member, audiences: Sequence[Audience], note: Sent) -> Answer:
    """Store one note as the form of the desk does, or say why not."""
    if (note.member_id, note.municipality_id) != (member.pk, member.municipality_id):
        return Answer(note.key, State.ELSEWHERE)
    form = FORMS[note.kind](note.values, author=member, audiences=audiences)
    if not form.is_valid():
        return Answer(note.key, State.REFUSED, tuple(reasons_of(form)))
    if special := form.special_kinds():
        return Answer(note.key, State.ASKS, (question_about(special),), form.asked_by_now(special))
    return _keep(member, audiences, note, form)


def _keep(member: Member, audiences: Sequence[Audience], note: Sent, form: NoteForm) -> Answer:
    audience = form.cleaned_data["audience"] or likely_audience(member, audiences)
    typed = typed_in(form)
    if series := form.cleaned_data.get("series"):
        typed = actions.in_series(typed, series)
    try:
        actions.note_once(member, audience, typed, key=note.key)
    except actions.Stored:
        pass  # the same note came in at the same moment by another way
    except Encounter.DoesNotExist:
        return Answer(note.key, State.REFUSED, (_("Het nummer van deze notitie is al van een andere notitie."),))
    return Answer(note.key, State.STORED)


def reasons_of(form: NoteForm) -> list[str]:
    """Say what is wrong with a note, and where."""
    forms = [form, *form.promises]
    return [
        f"{one.fields[name].label} – {error}" if name in one.fields and one.fields[name].label else str(error)
        for one in forms
        for name, errors in one.errors.items()
        for error in errors
    ]
