"""What a member writes down, before it is stored; and how those stay out of it who do not want to be noted."""

import datetime
import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from raakvlak.municipality.models import Area, Member
from raakvlak.relations.models import Party, Promise
from raakvlak.web.references import Reference, references_in
from raakvlak.web.references import replace as replaced

PARTY: Final = "p"
AllNames = tuple[str, ...]  # of one party: the name that she has, and then those that she had


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPromise:
    """What was promised; the text may hold references."""

    text: str
    kind: str = Promise.Kind.LOOK_INTO
    direction: str = Promise.Direction.OURS
    party_id: int | None = None
    due_on: datetime.date | None = None
    allowed_by: str = ""
    allowed_on: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a member writes down of one talk; its texts may hold references. A sentence is enough."""

    working_note: str
    shareable_summary: str = ""
    happened_on: datetime.date = field(default_factory=timezone.localdate)
    part_of_day: str = ""
    channel: str = ""
    area: Area | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    is_story: bool = False
    read_back_on: datetime.date | None = None
    series: uuid.UUID | None = None
    party_ids: frozenset[int] = frozenset()
    member_ids: frozenset[int] = frozenset()
    promises: tuple[NewPromise, ...] = ()
    # The parties that were made for this talk, and who does not want to be noted if that was looked up for them.
    made: tuple[Party, ...] = ()
    unwilling: Mapping[int, AllNames] | None = None

    @property
    def mentioned_ids(self) -> set[int]:
        """Return the parties that the texts name."""
        texts = (self.working_note, self.shareable_summary)
        return {reference.id for text in texts for reference in references_in(text) if reference.kind == PARTY}

    @property
    def named_ids(self) -> frozenset[int]:
        """Return all parties that the note is about: who was there, who is named, and to whom something is promised."""
        return self.party_ids | self.mentioned_ids | {one.party_id for one in self.promises if one.party_id}

    def following(self, keepers: Mapping[int, int]) -> "Note":
        """Name the keeper where somebody is named who was merged into it."""

        def followed(text: str) -> str:
            return replaced(
                text, lambda one: Reference(one.kind, keepers[one.id]).token if one in merged else one.token
            )

        merged = {Reference(PARTY, pk) for pk in keepers}
        return replace(
            self,
            working_note=followed(self.working_note),
            shareable_summary=followed(self.shareable_summary),
            party_ids=frozenset(keepers.get(pk, pk) for pk in self.party_ids),
            promises=tuple(
                replace(one, text=followed(one.text), party_id=keepers.get(one.party_id or 0, one.party_id))
                for one in self.promises
            ),
        )


class Respected(NamedTuple):
    """A note without those who do not want to be noted, whom its texts still name, and which names were kept out."""

    note: Note
    mentioned_ids: frozenset[int]
    kept_out: list[str]


def respecting(note: Note, author: Member, *, known_ids: Collection[int] = ()) -> Respected:
    """Keep those out of a note who do not want to be noted, and whom the author can't know; in one query.

    `known_ids` are parties that the note had before: they stay, also when the author can't see them.
    """
    made = {party.pk for party in note.made}
    names, willing = _unwilling_and_willing(note, author, note.named_ids - made)
    if missing := note.named_ids - made - willing - set(names):
        keepers = keepers_of(missing, author)
        if keepers:
            return respecting(note.following(keepers), author, known_ids=known_ids)
    named = note.named_ids
    unwilling, willing = _Unwilling(names, named), willing | made
    kept = replace(
        note,
        working_note=unwilling.removed_from(note.working_note),
        shareable_summary=unwilling.removed_from(note.shareable_summary),
        party_ids=note.party_ids & willing,
        promises=tuple(unwilling.removed_from_promise(one, willing) for one in note.promises),
    )
    mentioned = kept.mentioned_ids & (willing | set(known_ids))
    return Respected(kept, frozenset(mentioned), sorted({unwilling.names[pk][0] for pk in unwilling.found}))


def keepers_of(party_ids: Collection[int], member: Member) -> dict[int, int]:
    """Return into whom these parties were merged, of those that this member may see."""
    keepers = Party.objects.visible_to(member).filter(merged__in=party_ids)
    return {merged: keeper for keeper, merged in keepers.values_list("pk", "merged") if merged in party_ids}


def unwilling_of(author: Member) -> dict[int, AllNames]:
    """Return all names of those that this author knows and that do not want to be noted."""
    unwilling = Party.objects.visible_to(author).filter(is_not_to_be_noted=True)
    return _all_names(unwilling.values_list("pk", "name", "other_names__name"))


def _all_names(rows: Iterable[tuple[int, str, str | None]]) -> dict[int, AllNames]:
    found: dict[int, AllNames] = {}
    for pk, name, other in rows:
        found[pk] = (*found.get(pk, (name,)), *([other] if other else []))
    return found


def _unwilling_and_willing(
    note: Note, author: Member, named: Collection[int]
) -> tuple[Mapping[int, AllNames], set[int]]:
    """Fetch who does not want to be noted, and which of these parties do not mind."""
    if note.unwilling is not None and not named:
        return note.unwilling, set()
    seen = Party.objects.visible_to(author).values_list("pk", "name", "other_names__name", "is_not_to_be_noted")
    rows = list(seen.filter(pk__in=named).union(seen.filter(is_not_to_be_noted=True)))
    willing = {pk for pk, _name, _other, is_unwilling in rows if not is_unwilling}
    return _all_names((pk, name, other) for pk, name, other, is_unwilling in rows if is_unwilling), willing


class _Unwilling:
    """Those who do not want to be noted, and which of them a note would have named."""

    def __init__(self, names: Mapping[int, AllNames], named: Iterable[int]) -> None:
        self.names = names
        self.found = set(names).intersection(named)

    def removed_from(self, text: str) -> str:
        """Write "iemand" for a reference, and for a whole name that is typed out."""
        if not text:
            return text
        somebody = _("iemand")
        text = replaced(text, lambda one: somebody if one.kind == PARTY and one.id in self.names else one.token)
        plain = _folded(text)
        for pk, names in self.names.items():
            said = [name for name in names if _folded(name) in plain and (pk in self.found or " " in name)]
            for name in sorted(said, key=len, reverse=True):
                text, times = re.subn(rf"@?(?<!\w){re.escape(name)}(?!\w)", somebody, text, flags=re.IGNORECASE)
                if times:
                    self.found.add(pk)
        return text

    def removed_from_promise(self, promise: NewPromise, willing: Collection[int]) -> NewPromise:
        """Keep a promise, without the name of who does not want to be noted."""
        party_id = promise.party_id if promise.party_id in willing else None
        return replace(promise, text=self.removed_from(promise.text), party_id=party_id)


def _folded(text: str) -> str:
    """Write a text so that what differs in capitals only is equal: to look for a name is then quick."""
    return text.casefold().replace("ı", "i").replace("\u0307", "")
