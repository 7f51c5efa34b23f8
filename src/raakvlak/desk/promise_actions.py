"""What a member does with a promise as one whole: making it without a talk, correcting it, and sharing it."""

import uuid
from dataclasses import replace

from django.db import transaction

from raakvlak.desk.actions import Typed, with_references
from raakvlak.municipality.models import Audience, Member
from raakvlak.relations import actions
from raakvlak.relations.models import Party, Promise
from raakvlak.relations.notes import NewPromise, Note
from raakvlak.situations.actions import tie_promise
from raakvlak.situations.models import Situation
from raakvlak.situations.references import all_to_tokens


@transaction.atomic
def make_promise(  # noqa: PLR0913 – all but the first three are given by name
    author: Member,
    audience: Audience,
    promise: NewPromise,
    *,
    key: uuid.UUID,
    party: Party | None = None,
    to_whom: str = "",
    situation: Situation | None = None,
) -> Promise:
    """Write down a promise without a talk, and let it belong to its situation; what is for a team belongs to that one.

    Raises Promise.DoesNotExist when the key is somebody else's.
    """
    ids = frozenset({party.pk}) if party else frozenset()
    typed = Typed(note=Note(working_note="", party_ids=ids, promises=(promise,)), to_whom=[to_whom])
    made = actions.promise_alone(author, audience, with_references(typed, author).promises[0], key=key)
    tie_to_team(made, author)
    if situation:
        tie_promise(situation, made)
    return made


@transaction.atomic
def correct_promise(promise: Promise, owner: Member, corrected: NewPromise, *, seen: str) -> None:
    """Write down what was promised as it was meant; names that are typed become references.

    Raises ChangedPromiseError when the words are no longer those that the owner had seen.
    """
    text = all_to_tokens([corrected.text], owner, before=[promise.text])[0]
    actions.correct_promise(promise, owner, replace(corrected, text=text), seen=seen)


@transaction.atomic
def widen(promise: Promise, member: Member, audience: Audience) -> None:
    """Let more colleagues read a promise; what is for a team belongs to its situation."""
    actions.widen_promise(promise, member, audience)
    tie_to_team(promise, member)


def tie_to_team(promise: Promise, member: Member) -> None:
    """Let a promise for a team belong to the situation of that team."""
    if promise.audience.kind == Audience.Kind.TEAM:
        situation = Situation.objects.within(member.municipality).filter(team=promise.audience).first()
        if situation:
            tie_promise(situation, promise)
