"""What people brought in: written down once, mended as long as nobody answered, and answered, also several at once."""

import datetime
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from raakvlak.municipality.models import Audience, KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.relations.models import Encounter, Party
from raakvlak.resolutions.actions.reactions import audience_of, keepers_of
from raakvlak.resolutions.models import Contribution, ContributionAnswer, Option, Reaction, Telling
from raakvlak.situations.models import Insight, Situation
from raakvlak.situations.references import to_plain
from raakvlak.web.references import references_in

Kind = Contribution.Kind


class AnsweredError(Exception):
    """Somebody answered this contribution meanwhile: what was answered does not change any more."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody brought in."""

    kind: str
    text: str
    brought_on: datetime.date
    party: Party | None = None
    encounter: Encounter | None = None
    option: Option | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was done with contributions, and why."""

    outcome: str
    because: str
    options: Sequence[Option] = ()


@dataclass(slots=True)
class Answered:
    """How many were answered, and which of them a colleague answered meanwhile too."""

    number: int = 0
    met: list[Contribution] = field(default_factory=list)


@transaction.atomic
def bring_in(
    situation: Situation, member: Member, brought: Sequence[Brought], audience: Audience, *, key: uuid.UUID
) -> list[uuid.UUID]:
    """Write down what was brought in, each once for each key; return by what each is found."""
    parties = keepers_of([one.party.pk for one in brought if one.party])
    terms = Terms.of(situation.municipality)
    rows = []
    for place, one in enumerate(brought):
        circle = audience_of(audience, one.encounter)
        rows.append(
            Contribution(
                municipality=situation.municipality,
                situation=situation,
                audience=circle,
                uuid=uuid.uuid5(key, str(place)),
                written_by=member,
                party_id=parties.get(one.party.pk) if one.party else None,
                **_values(one),
                **terms.kept(KeptKind.CONTRIBUTION, circle),
            )
        )
    Contribution.objects.bulk_create(rows, ignore_conflicts=True)
    return [row.uuid for row in rows]


@transaction.atomic
def change_contribution(contribution: Contribution, one: Brought, audience: Audience) -> None:
    """Mend what was written down; AnsweredError when somebody answered it meanwhile."""
    locked = _unanswered(contribution)
    parties = keepers_of([one.party.pk] if one.party else [])
    for name, value in _values(one).items():
        setattr(locked, name, value)
    locked.party_id = parties.get(one.party.pk) if one.party else None
    locked.audience = audience_of(audience, one.encounter)
    locked.save()


@transaction.atomic
def drop_contribution(contribution: Contribution) -> None:
    """Take away what was written down by mistake; AnsweredError when somebody answered it meanwhile."""
    _unanswered(contribution).delete()


def from_reaction(reaction: Reaction, member: Member) -> Contribution:
    """Make a contribution of the condition of a reaction, once."""
    said = f"{reaction.option.title}, {reaction.if_word} {reaction.condition}"
    end = "" if said.endswith((".", "!", "?")) else "."
    text = "\n\n".join(part for part in (f"{said}{end}", reaction.words) if part)
    one = Brought(Kind.CONDITION, text, reaction.said_on, reaction.party, reaction.encounter, reaction.option)
    return _once(reaction.option.situation, member, one, reaction.audience, {"reaction": reaction})


def from_insight(insight: Insight, member: Member) -> Contribution:
    """Make a contribution of what was said, once; whom it names is left out."""
    text = insight.quote or insight.text
    text = to_plain(text, dict.fromkeys(references_in(text)))
    one = Brought(Kind.STATEMENT, text, insight.fresh_on, insight.party, insight.encounter)
    return _once(insight.situation, member, one, insight.audience, {"insight": insight})


def from_option(option: Option, member: Member) -> Contribution:
    """Make a contribution of the idea that an option began with, once."""
    text = "\n\n".join(part for part in (option.title, option.text) if part)
    one = Brought(Kind.IDEA, text, timezone.localdate(option.created_at), option.party, option=option)
    return _once(option.situation, member, one, option.audience, {"proposal": option})


@transaction.atomic
def answer(
    contributions: Collection[Contribution], member: Member, given: Answer, *, key: uuid.UUID, seen: int
) -> Answered:
    """Say of these contributions what was done with them, all or none; sent again it is the same answer.

    `seen` is the newest answer that the writer saw of any of these. A colleague's answer stays, and it is told.
    """
    numbers = [one.pk for one in contributions]
    rows = list(Contribution.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk"))
    keys = {row.pk: uuid.uuid5(key, str(row.uuid)) for row in rows}
    there = set(ContributionAnswer.objects.filter(key__in=keys.values()).values_list("contribution", flat=True))
    fresh = [row for row in rows if row.pk not in there]
    newest = _newest(fresh)
    made = ContributionAnswer.objects.bulk_create(
        ContributionAnswer(
            contribution=row, key=keys[row.pk], outcome=given.outcome, because=given.because, member=member
        )
        for row in fresh
    )
    links = ContributionAnswer.options.through
    links.objects.bulk_create(
        links(contributionanswer=row, option=option) for row in made for option in {*given.options}
    )
    # What is not on its way yet would tell what no longer holds.
    waiting = Telling.objects.filter(answer__contribution__in=fresh, state=Telling.State.WAITING, taken_until=None)
    waiting.delete()
    Contribution.objects.filter(pk__in=[row.pk for row in fresh]).update(outcome=given.outcome, is_told=False)
    return Answered(len(rows), [row for row in fresh if newest.get(row.pk, 0) > seen])


def _newest(rows: Sequence[Contribution]) -> Mapping[int, int]:
    answers = ContributionAnswer.objects.filter(contribution__in=rows).order_by().values("contribution")
    return {one["contribution"]: one["newest"] for one in answers.annotate(newest=Max("pk"))}


def _values(one: Brought) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "text": one.text,
        "brought_on": one.brought_on,
        "encounter": one.encounter,
        "option": one.option,
    }


def _unanswered(contribution: Contribution) -> Contribution:
    locked = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    if locked.is_answered:
        raise AnsweredError
    return locked


@transaction.atomic
def _once(
    situation: Situation, member: Member, one: Brought, audience: Audience, source: Mapping[str, Any]
) -> Contribution:
    """Make a contribution of this source, or return the one that was made of it before."""
    circle = audience_of(audience, one.encounter)
    parties = keepers_of([one.party.pk] if one.party else [])
    made, _is_new = Contribution.objects.get_or_create(
        **source,
        defaults={
            "municipality": situation.municipality,
            "situation": situation,
            "audience": circle,
            "written_by": member,
            "party_id": parties.get(one.party.pk) if one.party else None,
            **_values(one),
            **Terms.of(situation.municipality).kept(KeptKind.CONTRIBUTION, circle),
        },
    )
    return made
