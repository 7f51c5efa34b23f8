"""The situations of a large invented municipality: some large, most small, each with a team and a course."""

import datetime
import uuid
from collections.abc import Iterator, Sequence
from typing import Final

from raakvlak.demo.generate import words
from raakvlak.demo.generate.chances import Weighted, falling
from raakvlak.demo.generate.city import City, Folk, Matter, Place, Worker
from raakvlak.municipality.models import Audience
from raakvlak.situations.findable import situation_entry
from raakvlak.situations.models import (
    Check,
    CheckReply,
    Outreach,
    PhaseChange,
    Question,
    Side,
    Situation,
)
from raakvlak.web.text import sort_name

TEAM_ONLY_SHARE: Final = 0.15
HELD_SHARE: Final = 0.01
PLACED_SHARE: Final = 0.6
CHECKED_SHARE: Final = 0.15
PHASES: Final = tuple(Situation.Phase)
YEAR: Final = 365


def begin(city: City, places: Sequence[Place], workers: Sequence[Worker], tag_ids: Sequence[int]) -> list[Matter]:
    """Make the situations, with who works on them and how they went."""
    weights = falling(city.size.situations, 0.7)
    city.chance.shuffle(weights)
    active = Weighted(workers, falling(len(workers), 0.5))
    return [one_matter(city, city.chance.choice(places), active, tag_ids, weight) for weight in weights]


def one_matter(city: City, place: Place, active: Weighted[Worker], tag_ids: Sequence[int], weight: float) -> Matter:
    """Make one situation."""
    chance = city.chance
    drawn = {worker.member_id: worker for worker in (active.draw(chance) for _ in range(chance.randrange(2, 8)))}
    team = list(drawn.values())
    team_id = city.writer.add(Audience(municipality=city.municipality, kind=Audience.Kind.TEAM))
    city.writer.add_all(Audience.readers.through(audience_id=team_id, member_id=one.member_id) for one in team)
    started_on = city.days_ago(20 + chance.random() ** 1.5 * 1_780)
    age = (city.today - started_on).days
    is_closed = age > 200 and chance.random() < 0.6
    closed_on = started_on + datetime.timedelta(days=chance.randrange(120, age)) if is_closed else None
    situation = new_situation(city, place, team_id, started_on, closed_on)
    situation_id = city.writer.add(situation)
    for tag_id in chance.sample(tag_ids, chance.randrange(4)):
        city.writer.add(Situation.tags.through(situation_id=situation_id, tag_id=tag_id))
    matter = Matter(situation_id, team_id, team, place, started_on, closed_on or city.today, weight)
    city.writer.add_all(phases(city, matter, situation))
    asked = list(questions(city, matter))
    city.writer.add_all(asked)
    current = {question.kind: question.text for question in asked}
    city.writer.let_find(situation_entry(situation, [current[kind] for kind in sorted(current)]))
    city.writer.add_all(invitations(city, matter))
    return matter


def new_situation(
    city: City, place: Place, team_id: int, started_on: datetime.date, closed_on: datetime.date | None
) -> Situation:
    """Draw up a situation."""
    chance, language = city.chance, city.language
    language.area = place.name
    title = language.say(words.TITLES)[:120]
    is_held = chance.random() < HELD_SHARE
    latitude, longitude = chance.choice(place.spots) if chance.random() < PLACED_SHARE else (None, None)
    return Situation(
        municipality=city.municipality,
        audience_id=team_id if chance.random() < TEAM_ONLY_SHARE else city.frontline_id,
        team_id=team_id,
        uuid=uuid.UUID(int=chance.getrandbits(128), version=4),
        title=title,
        sort_title=sort_name(title),
        kind=chance.choice(Situation.Kind.values),
        phase=Situation.Phase.CLOSED if closed_on else chance.choice(PHASES[:4]),
        area_id=place.area_id,
        place=language.street(),
        latitude=latitude,
        longitude=longitude,
        goal=language.say(words.QUESTIONS_BEHIND),
        influence=chance.choice(["", *Situation.Influence.values]),
        fixed=language.say(words.SENTENCES) if chance.random() < 0.5 else "",
        decider="Het college" if chance.random() < 0.7 else "De gemeenteraad",
        planning=f"{language.say(words.WHEN)}: gesprekken.",
        started_on=started_on,
        closed_on=closed_on,
        outcome=language.say(words.SENTENCES) if closed_on else "",
        held_since_on=started_on if is_held else None,
        hold_reason="Verzoek om openbaarheid (verzonnen)" if is_held else "",
        created_at=city.moment(started_on),
    )


def phases(city: City, matter: Matter, situation: Situation) -> Iterator[PhaseChange]:
    """Draw up the phases that a situation went through."""
    passed = PHASES[: PHASES.index(Situation.Phase(situation.phase)) + 1]
    for number, phase in enumerate(passed):
        yield PhaseChange(
            situation_id=matter.situation_id,
            phase=phase,
            author_id=matter.team[0].member_id,
            changed_at=city.moment(matter.day_at(number / len(passed))),
        )


def questions(city: City, matter: Matter) -> Iterator[Question]:
    """Draw up the question as it was put, and the wordings of the one behind it."""
    for number in range(1 + city.chance.randrange(4)):
        kind, asked = (
            (Question.Kind.BEHIND, words.QUESTIONS_BEHIND) if number else (Question.Kind.AS_PUT, words.QUESTIONS_PUT)
        )
        yield Question(
            situation_id=matter.situation_id,
            kind=kind,
            text=city.language.say(asked),
            author_id=matter.team[0].member_id,
            written_at=city.moment(matter.day_at(number / 5)),
        )


def invitations(city: City, matter: Matter) -> Iterator[Outreach]:
    """Draw up who was invited, and how."""
    for _number in range(city.chance.randrange(6)):
        yield Outreach(
            situation_id=matter.situation_id,
            who=city.language.say(words.GROUPS),
            how=city.language.one_of(words.HOW_INVITED),
            on=matter.day_at(city.chance.random()),
        )


def add_sides(city: City, matters: Sequence[Matter], folk: Folk) -> None:
    """Say of each situation which sides it touches, and which parties speak from them."""
    for matter in matters:
        names = city.chance.sample(words.SIDES, city.chance.randrange(5))
        matter.side_ids = [city.writer.add(Side(situation_id=matter.situation_id, name=name)) for name in names]
        for side_id in matter.side_ids:
            party_ids = {folk.known.draw(city.chance) for _ in range(city.chance.randrange(1, 7))}
            through = Side.parties.through
            city.writer.add_all(through(side_id=side_id, party_id=party_id) for party_id in sorted(party_ids))


def ask_whether_it_is_right(city: City, matters: Sequence[Matter]) -> None:
    """Make pages Klopt dit? that were answered and are over; an open one needs an address that somebody holds."""
    for matter in matters:
        if city.chance.random() > CHECKED_SHARE or (city.today - matter.started_on).days < YEAR:
            continue
        day = city.days_ago(city.chance.randrange(30, 200))
        check_id = city.writer.add(
            Check(
                situation_id=matter.situation_id,
                author_id=matter.team[0].member_id,
                title=city.language.say(words.TITLES)[:120],
                heard="\n".join(city.language.say(words.SENTENCES) for _ in range(4)),
                question=city.language.say(words.QUESTIONS_BEHIND),
                made_at=city.moment(day),
                open_until=day + datetime.timedelta(days=14),
                closed_at=city.moment(day + datetime.timedelta(days=14)),
            )
        )
        for _number in range(city.chance.randrange(25)):
            replied_on = day + datetime.timedelta(days=city.chance.randrange(14))
            city.writer.add(
                CheckReply(
                    check_page_id=check_id,
                    uuid=uuid.UUID(int=city.chance.getrandbits(128), version=4),
                    is_right=city.chance.random() < 0.8,
                    source=city.chance.choice(CheckReply.Source.values),
                    replied_on=replied_on,
                    keep_until=replied_on + datetime.timedelta(days=YEAR),
                )
            )
