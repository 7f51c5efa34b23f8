"""What people say of options: written down beside what they said before, and taken back when it was a mistake."""

import datetime
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from raakvlak.municipality.models import Audience, KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import Encounter, Party
from raakvlak.resolutions.models import Option, Reaction, ReactionPage
from raakvlak.situations.models import Situation

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What one party said of one option, of the text that was read when it was said."""

    party_id: int
    option_id: int
    version: int
    gradient: str
    condition: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class How:
    """How and when reactions were heard, who wrote them down, and for whose eyes."""

    audience: Audience
    said_on: datetime.date
    basis: str
    key: uuid.UUID
    member: Member | None = None
    encounter: Encounter | None = None
    page: ReactionPage | None = None


@dataclass(slots=True)
class Written:
    """How many reactions there are now of those that were sent, and which somebody else wrote down meanwhile."""

    number: int = 0
    met: list[Pair] = field(default_factory=list)


@transaction.atomic
def react(situation: Situation, said: Sequence[Said], how: How, *, seen: Mapping[Pair, int] | None = None) -> Written:
    """Write down what people said; each is a row of its own, and the same sent again is no second one.

    `seen` tells for each party and option the newest reaction that the writer saw. Nobody's is overwritten: when a
    colleague wrote another meanwhile, both stand there, and it is told.
    """
    keepers = keepers_of([one.party_id for one in said])
    audience = audience_of(how.audience, how.encounter)
    kept = Terms.of(situation.municipality).kept(KeptKind.REACTION, audience)
    rows = [
        Reaction(
            municipality=situation.municipality,
            audience=audience,
            option_id=one.option_id,
            party_id=keepers[one.party_id],
            key=_key(how.key, one),
            version=one.version,
            gradient=one.gradient,
            condition=one.condition,
            words=one.words,
            basis=how.basis,
            said_on=how.said_on,
            encounter=how.encounter,
            page=how.page,
            written_by=how.member,
            **kept,
        )
        for one in said
        if one.party_id in keepers
    ]
    Reaction.objects.bulk_create(rows, ignore_conflicts=True)
    met = _met(rows, how.member, seen) if how.member and seen is not None else []
    return Written(len(rows), met)


@transaction.atomic
def take_back(reaction: Reaction, because: str) -> bool:
    """Say that a reaction was written down by mistake: it counts no more, and stays to be read."""
    locked = Reaction.objects.select_for_update(of=("self",)).get(pk=reaction.pk)
    if locked.taken_back_on is not None:
        return False
    locked.taken_back_on, locked.taken_back_because = timezone.localdate(), because
    locked.save(update_fields=["taken_back_on", "taken_back_because"])
    return True


def keepers_of(party_ids: Collection[int]) -> dict[int, int]:
    """Hold on to these parties, and tell which of them live on in another; who was erased meanwhile is not there."""
    rows = Party.objects.select_for_update(of=("self",)).filter(pk__in=set(party_ids)).order_by("pk")
    return {pk: merged_into or pk for pk, merged_into in rows.values_list("pk", "merged_into")}


def audience_of(wanted: Audience, talk: Encounter | None) -> Audience:
    """Return who may read it: nobody who may not read the talk in which it was said."""
    return wanted if talk is None or wanted.is_within(talk.audience) else talk.audience


def _key(form: uuid.UUID, one: Said) -> uuid.UUID:
    """Give what was sent a key of its own: the same form with another answer is another reaction."""
    return uuid.uuid5(form, "\n".join(map(str, (one.party_id, one.option_id, one.gradient, one.condition, one.words))))


def _met(rows: Sequence[Reaction], member: Member, seen: Mapping[Pair, int]) -> list[Pair]:
    """Find of which of these cells somebody wrote another reaction than the writer had seen."""
    others = Reaction.objects.within(member.municipality).visible_to(member).standing()
    others = others.filter(option__in={row.option_id for row in rows}, party__in={row.party_id for row in rows})
    newest = others.exclude(key__in=[row.key for row in rows]).order_by().values("party", "option")
    found = {(one["party"], one["option"]): one["newest"] for one in newest.annotate(newest=Max("pk"))}
    pairs = {(row.party_id, row.option_id) for row in rows}
    return sorted(pair for pair in pairs if found.get(pair, 0) > seen.get(pair, 0))


def version_said(option: Option, sent: int | None) -> int:
    """Return of which text something was said: the one that was read, if there was such a one."""
    return sent if sent is not None and 1 <= sent <= option.version else option.version
