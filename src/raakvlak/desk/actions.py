"""What a member does at her desk as one whole: noting a talk with whom and where it belongs, and sharing it."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from raakvlak.desk.models import TimeOutside
from raakvlak.municipality.findable import index
from raakvlak.municipality.models import Audience, KeptKind, Member
from raakvlak.relations import actions
from raakvlak.relations.actions import Noted
from raakvlak.relations.findable import party_entry
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import Encounter, Party
from raakvlak.relations.notes import NewPromise, Note, unwilling_of
from raakvlak.situations.findable import index_insights
from raakvlak.situations.models import Insight, Situation, SituationEncounter
from raakvlak.situations.references import PARTY, SITUATION, all_to_tokens
from raakvlak.web.references import references_in
from raakvlak.web.text import sort_name

MOST_LINKS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A note as it was typed: names stand in it as `@Naam` and `#Situatie`, and whom a promise is to is a name."""

    note: Note
    new_names: Sequence[str] = ()
    are_anonymous: bool = False
    to_whom: Sequence[str] = ()
    situation_ids: frozenset[int] = frozenset()
    before: tuple[str, str] = ("", "")


def in_series(typed: Typed, series: uuid.UUID) -> Typed:
    """Let a note be a line of a series."""
    return replace(typed, note=replace(typed.note, series=series))


class Stored(Exception):  # noqa: N818 – no error: the same note simply arrived twice
    """This author stored this note before."""

    def __init__(self, encounter: Encounter) -> None:
        super().__init__()
        self.encounter = encounter


class Changed(Exception):  # noqa: N818 – no error: the note was changed elsewhere, or a name in it erased
    """What stands in a note is no longer what was laid before its author."""


def state_of(encounter: Encounter) -> str:
    """Return a mark of the texts of a note, by which a correction knows that they are still the same."""
    return hashlib.sha256(f"{encounter.working_note}\x00{encounter.shareable_summary}".encode()).hexdigest()


def note_once(author: Member, audience: Audience, typed: Typed, *, key: uuid.UUID) -> Noted:
    """Store a note once, however often it is sent, also at the same moment.

    Raises Stored when this author sent it before, and Encounter.DoesNotExist when the key is somebody else's.
    """
    try:
        return note(author, audience, typed, key=key)
    except IntegrityError:
        if not Encounter.objects.filter(uuid=key).exists():
            raise
        raise Stored(Encounter.objects.within(author.municipality).get(uuid=key, author=author)) from None


@transaction.atomic
def note(author: Member, audience: Audience, typed: Typed, *, key: uuid.UUID) -> Noted:
    """Write down a talk with the parties that are new, and link it to its situations."""
    terms = Terms.of(author.municipality)
    typed, made, party_names = make_parties(author, audience, typed, terms)
    ready = with_references(typed, author, made)
    noted = actions.note_encounter(author, audience, ready, key=key, terms=terms)
    _link(noted.encounter, author, audience, typed.situation_ids | _situations_in(ready))
    TimeOutside.objects.remember(author, noted.encounter)
    return Noted(noted.encounter, sorted({*noted.kept_out, *party_names}))


@transaction.atomic
def correct(encounter: Encounter, typed: Typed, *, seen: str = "") -> Noted:
    """Write down what is right about a talk, and link it to the situations that its author chose.

    Raises Changed when the texts are no longer those that the author had seen.
    """
    stored = Encounter.objects.select_for_update(of=("self",)).get(pk=encounter.pk)
    if seen and seen != state_of(stored):
        raise Changed
    author = encounter.author
    terms = Terms.of(author.municipality)
    typed, made, party_names = make_parties(author, encounter.audience, typed, terms)
    ready = with_references(typed, author, made)
    noted = actions.correct(encounter, ready)
    index([party_entry(party) for party in made])
    wanted = typed.situation_ids | _situations_in(ready)
    links = SituationEncounter.objects.filter(encounter=encounter, situation__audience__in=author.audience_ids)
    links.exclude(situation__in=wanted).exclude(situation__team=encounter.audience_id).delete()
    _link(encounter, author, encounter.audience, wanted)
    return Noted(noted.encounter, sorted({*noted.kept_out, *party_names}))


@transaction.atomic
def widen(encounter: Encounter, author: Member, audience: Audience) -> None:
    """Let more colleagues read a talk, and what its author learned from it."""
    earlier = encounter.audience
    actions.widen(encounter, author, audience)
    if audience.kind == Audience.Kind.TEAM:
        _link(encounter, author, audience, frozenset())
    terms = Terms.of(author.municipality)
    own = Insight.objects.within(author.municipality).filter(encounter=encounter, audience=earlier, author=author)
    for insight in own:
        insight.audience = audience
        if earlier.is_klad:
            for name, value in terms.settled(KeptKind.INSIGHT).items():
                setattr(insight, name, value)
        insight.save()
    index_insights([insight.pk for insight in own])


@transaction.atomic
def restore(encounter: Encounter) -> None:
    """Put back a talk that was withdrawn, and what it taught."""
    actions.restore(encounter)
    index_insights(Insight.objects.filter(encounter=encounter).values_list("pk", flat=True))


def make_parties(
    author: Member, audience: Audience, typed: Typed, terms: Terms
) -> tuple[Typed, list[Party], list[str]]:
    """Make the parties that are new, but not one who does not want to be noted; return those names apart."""
    if not typed.new_names:
        return typed, [], []
    known = unwilling_of(author)
    unwilling = {sort_name(name) for names in known.values() for name in names}
    names = [name for name in typed.new_names if sort_name(name) not in unwilling]
    made = [
        actions.draw_up_party(author, audience=audience, name=name, is_anonymous=typed.are_anonymous, terms=terms)
        for name in names
    ]
    looked_up = replace(typed, note=replace(typed.note, made=tuple(made), unwilling=known))
    return looked_up, made, [name for name in typed.new_names if name not in names]


def with_references(typed: Typed, author: Member, made: Sequence[Party] = ()) -> Note:
    """Turn typed names into references; a promise without a name is to the only one who was there."""
    promises = typed.note.promises
    texts = [typed.note.working_note, typed.note.shareable_summary]
    wishes = [f"@{name}" if name else "" for name in typed.to_whom]
    before = [*typed.before, *[""] * (2 * len(promises))]
    found = all_to_tokens([*texts, *(one.text for one in promises), *wishes], author, before=before)
    party_ids = typed.note.party_ids | {party.pk for party in made}
    whom = [
        _to_whom(wish, name, party_ids) for wish, name in zip(found[2 + len(promises) :], typed.to_whom, strict=True)
    ]
    return replace(
        typed.note,
        working_note=found[0],
        shareable_summary=found[1],
        party_ids=party_ids,
        promises=tuple(
            _addressed(one, text, *to)
            for one, text, to in zip(promises, found[2 : 2 + len(promises)], whom, strict=True)
        ),
    )


def _to_whom(wish: str, name: str, party_ids: Collection[int]) -> tuple[int | None, str]:
    """Return the party that a promise is to, or the words for one who is not known."""
    references = [reference for reference in references_in(wish) if reference.kind == PARTY]
    if references:
        return references[0].id, ""
    if not name and len(party_ids) == 1:
        return next(iter(party_ids)), ""
    return None, name


def _addressed(promise: NewPromise, text: str, party_id: int | None, name: str) -> NewPromise:
    return replace(promise, text=f"{text} ({name})" if name else text, party_id=party_id)


def _situations_in(note: Note) -> frozenset[int]:
    texts = (note.working_note, note.shareable_summary)
    return frozenset(one.id for text in texts for one in references_in(text) if one.kind == SITUATION)


def _link(encounter: Encounter, author: Member, audience: Audience, wanted: Iterable[int]) -> None:
    """Link a talk to situations that its author may see; what is for a team belongs to its situation."""
    ids, is_for_team = set(wanted), audience.kind == Audience.Kind.TEAM
    if not ids and not is_for_team:
        return
    situations = Situation.objects.within(author.municipality).visible_to(author)
    found = situations.filter(Q(pk__in=ids) | Q(team=audience) if is_for_team else Q(pk__in=ids))
    SituationEncounter.objects.bulk_create(
        (SituationEncounter(situation=situation, encounter=encounter) for situation in found[:MOST_LINKS]),
        ignore_conflicts=True,
    )
