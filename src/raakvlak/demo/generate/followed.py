"""What came of a talk: its earlier words, what was promised in it, and what was learned from it."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model

from raakvlak.demo.generate import words
from raakvlak.demo.generate.city import City, Matter, Worker
from raakvlak.municipality.models import Purpose
from raakvlak.relations.models import Encounter, Promise, PromiseMove
from raakvlak.situations.findable import insight_entry
from raakvlak.situations.models import Insight
from raakvlak.situations.models.insight import FADES_AFTER_DAYS
from raakvlak.web.references import OPEN

MOST_INSIGHTS: Final = 150
BROKEN_SHARE: Final = 0.18
HUNCHES: Final = 4
KINDS: Final = tuple(Insight.Kind)


@dataclass(frozen=True)
class Talk:
    """A talk that was noted, sentence by sentence, and with whom."""

    encounter: Encounter
    said: Sequence[str]
    party_ids: Sequence[int]


def corrected(city: City, encounter: Encounter) -> Iterator[Model]:
    """Draw up the history of a talk that its author corrected: as it was, and as it is."""
    past: Any = Encounter.history.model
    columns = [field.attname for field in past.tracked_fields]
    now = {name: getattr(encounter, name) for name in columns}
    before = {**now, "working_note": encounter.working_note.rsplit(". ", 1)[0] + ".", "changed_at": None}
    for kind, moment, values in (("+", encounter.created_at, before), ("~", encounter.changed_at, now)):
        yield past(history_date=moment, history_type=kind, **values)


def promise(city: City, talk: Talk, owner: Worker) -> None:
    """Promise something; most of what is older was kept, some was not, a little was forgotten."""
    chance, encounter = city.chance, talk.encounter
    age = (city.today - encounter.happened_on).days
    due_on = encounter.happened_on + datetime.timedelta(days=chance.randrange(7, 60))
    is_settled = due_on < city.today and chance.random() < (0.985 if age > 120 else 0.8)
    is_kept = chance.random() > BROKEN_SHARE if is_settled else None
    was_moved = chance.random() < 0.06
    waits = owner.left_on is not None and not is_settled  # a promise does not leave with her
    promise_id = city.writer.add(
        Promise(
            municipality=city.municipality,
            audience_id=encounter.audience_id,
            **how_firm(city, talk),
            direction=chance.choices(Promise.Direction.values, (8, 2, 1))[0],
            text=city.language.say(words.PROMISES),
            owner_id=None if waits else owner.member_id,
            party_id=talk.party_ids[0],
            encounter_id=encounter.pk,
            due_on=due_on if was_moved or chance.random() < 0.85 else None,
            settled_on=due_on if is_settled else None,
            is_kept=is_kept,
            outcome="Niet gelukt; dat is verteld." if is_kept is False else "",
            created_at=encounter.created_at,
            purpose=Purpose.PROMISE,
            keep_until=encounter.keep_until,
        )
    )
    if was_moved:
        city.writer.add(
            PromiseMove(
                promise_id=promise_id,
                moved_from_on=due_on - datetime.timedelta(days=7),
                moved_to_on=due_on,
                why="De collega was ziek.",
                moved_at=encounter.created_at + datetime.timedelta(minutes=5),
            )
        )


def how_firm(city: City, talk: Talk) -> dict[str, Any]:
    """Draw how firm a promise is; one that binds the municipality says who allowed it."""
    kind = city.chance.choices(Promise.Kind.values, (6, 4, 1))[0]
    if kind != Promise.Kind.BINDING:
        return {"kind": kind}
    return {"kind": kind, "allowed_by": "Hoofd Openbare ruimte", "allowed_on": talk.encounter.happened_on}


def learn(city: City, talk: Talk, matter: Matter) -> None:
    """Draw an insight from a talk, on top or under another that was drawn shortly before."""
    encounter, chance = talk.encounter, city.chance
    if len(matter.insight_ids) >= MOST_INSIGHTS:
        return
    quotes = [sentence for sentence in talk.said if OPEN not in sentence]
    kind = chance.choice(KINDS)
    add_rung(
        city,
        matter,
        Insight(
            audience_id=encounter.audience_id,
            author_id=encounter.author_id,
            kind=kind,
            basis=Insight.Basis.SAID if chance.random() < 0.85 else Insight.Basis.OBSERVED,
            text=city.language.say(words.INSIGHTS[kind]),
            quote=chance.choice(quotes)[:500] if quotes else "",
            encounter_id=encounter.pk,
            party_id=talk.party_ids[0] if talk.party_ids else None,
            side_id=chance.choice(matter.side_ids) if matter.side_ids else None,
            fresh_on=encounter.happened_on,
            confirmed_on=encounter.happened_on if chance.random() < 0.2 else None,
            created_at=encounter.created_at,
            keep_until=encounter.keep_until,
        ),
    )


def suspect(city: City, matters: Sequence[Matter]) -> None:
    """Add what the teams think themselves: hunches, of which some were checked and most fade."""
    for matter in matters:
        length = (matter.ends_on - matter.started_on).days
        for _number in range(city.chance.randrange(HUNCHES)):
            days = city.chance.randrange(min(length, FADES_AFTER_DAYS + 40) + 1)
            day = matter.ends_on - datetime.timedelta(days=days)
            outcome, kind = city.chance.random(), city.chance.choice(KINDS)
            add_rung(
                city,
                matter,
                Insight(
                    audience_id=matter.team_id,
                    author_id=matter.team[0].member_id,
                    kind=kind,
                    basis=Insight.Basis.HUNCH,
                    text=city.language.say(words.INSIGHTS[kind]),
                    fresh_on=day,
                    confirmed_on=day if outcome < 0.2 else None,
                    refuted_on=day if outcome > 0.9 else None,
                    created_at=city.moment(day),
                    keep_until=city.ends_on(day),
                ),
            )


def add_rung(city: City, matter: Matter, insight: Insight) -> None:
    """Give an insight its place on the ladder."""
    insight.municipality, insight.situation_id = city.municipality, matter.situation_id
    insight.position = len(matter.insight_ids)
    if matter.insight_ids and city.chance.random() < 0.65:
        insight.parent_id = city.chance.choice(matter.insight_ids[-6:])
    matter.insight_ids.append(city.writer.add(insight))
    city.writer.let_find(insight_entry(insight))
