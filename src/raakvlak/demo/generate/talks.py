"""The talks of five years: day after day, in the order in which they were noted."""

import datetime
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from raakvlak.demo.crowd import CHANNELS
from raakvlak.demo.generate import words
from raakvlak.demo.generate.chances import Calendar, Weighted, falling
from raakvlak.demo.generate.city import City, Folk, Matter, Place, Spot, Worker
from raakvlak.demo.generate.followed import Talk, corrected, learn, promise
from raakvlak.municipality.models import Purpose
from raakvlak.municipality.models.keeping import KLAD_DAYS
from raakvlak.relations.findable import encounter_entry
from raakvlak.relations.models import Encounter, Presence
from raakvlak.situations.models import SituationEncounter
from raakvlak.web.references import Reference

KLAD_SHARE: Final = 0.03
TEAM_SHARE: Final = 0.30 / (1 - KLAD_SHARE)
LINKED_SHARE: Final = 0.35
SERIES_SHARE: Final = 0.006
HOW_MANY: Final = Weighted((0, 1, 2, 3, 5, 8), (12, 68, 12, 5, 2, 1))
BY: Final = Weighted(tuple(CHANNELS), CHANNELS.values())
PARTS: Final = Weighted(tuple(Encounter.PartOfDay), (4, 5, 2))
NOWHERE: Final[tuple[None, None]] = (None, None)


@dataclass(frozen=True)
class Occasion:
    """When and for whose eyes somebody talks, and about what."""

    day: datetime.date
    author: Worker
    audience_id: int
    matter: Matter | None = None
    series: uuid.UUID | None = None

    @property
    def is_klad(self) -> bool:
        return self.audience_id == self.author.klad_id

    @property
    def is_for_team(self) -> bool:
        return self.matter is not None and self.audience_id == self.matter.team_id


def talk(city: City, workers: Sequence[Worker], matters: Sequence[Matter], folk: Folk) -> None:
    """Note every talk, with who was there, what was promised and what was learned."""
    klads = round(city.size.encounters * KLAD_SHARE)
    calendar = Calendar(city.today)
    usual = Counter(calendar.draw(city.chance, city.size.encounters - klads))
    alone = Counter(city.days_ago(city.chance.random() * (KLAD_DAYS - 2)) for _ in range(klads))
    order = list(workers)
    city.chance.shuffle(order)
    for day in calendar.days:
        here = [worker for worker in order if worker.is_here_on(day)]
        for occasion in (*occasions(city, day, here, matters, usual[day]), *klad_occasions(city, day, here, alone)):
            note(city, occasion, folk)


def occasions(
    city: City, day: datetime.date, here: Sequence[Worker], matters: Sequence[Matter], number: int
) -> Iterator[Occasion]:
    """Yield the talks of a day; at some evenings one speaks to many."""
    going = [matter for matter in matters if matter.started_on <= day <= matter.ends_on]
    drawn, active = Weighted(going, [matter.weight for matter in going]), Weighted(here, falling(len(here), 0.7))
    while number > 0:
        matter = drawn.draw(city.chance) if going and city.chance.random() < TEAM_SHARE + LINKED_SHARE else None
        is_for_team = matter is not None and city.chance.random() < TEAM_SHARE / (TEAM_SHARE + LINKED_SHARE)
        author = one_of_team(city, matter, day) if matter else active.draw(city.chance)
        audience_id = matter.team_id if matter and is_for_team else city.frontline_id
        times, series = 1, None
        if city.chance.random() < SERIES_SHARE:
            times, series = 3 + int(city.chance.random() * 22), uuid.UUID(int=city.chance.getrandbits(128), version=4)
        for _time in range(min(times, number)):
            yield Occasion(day, author, audience_id, matter, series)
        number -= times


def one_of_team(city: City, matter: Matter, day: datetime.date) -> Worker:
    """Draw who notes for a situation: the first of the team most."""
    team = [worker for worker in matter.team if worker.is_here_on(day)] or matter.team
    return team[int(city.chance.random() ** 2 * len(team))]


def klad_occasions(
    city: City, day: datetime.date, here: Sequence[Worker], alone: Mapping[datetime.date, int]
) -> Iterator[Occasion]:
    """Yield what members noted for themselves; it lives thirty days, so it is all of late."""
    for _number in range(alone.get(day, 0)):
        author = here[int(city.chance.random() * len(here))]
        yield Occasion(day, author, author.klad_id)


def note(city: City, occasion: Occasion, folk: Folk) -> None:
    """Write down one talk and all that came of it."""
    chance = city.chance.random
    party_ids = who_was_there(city, occasion, folk)
    mentioned_id = folk.known.draw(city.chance) if chance() < 0.06 else None
    place = place_of(occasion, folk, party_ids)
    said = city.language.note(Reference("p", party_ids[0]).token if party_ids else "")
    if mentioned_id:
        said.append(f"Noemde ook {Reference('p', mentioned_id).token}.")
    if occasion.matter and chance() < 0.05:
        said.append(f"Zie {Reference('s', occasion.matter.situation_id).token}.")
    encounter = new_encounter(city, occasion, place, said)
    encounter_id = city.writer.add(encounter)
    present = dict.fromkeys(party_ids, False)
    if mentioned_id:
        present.setdefault(mentioned_id, True)
    for party_id, is_only_mentioned in present.items():
        city.writer.add(
            Presence(
                encounter_id=encounter_id,
                party_id=party_id,
                is_only_mentioned=is_only_mentioned,
                happened_on=occasion.day,
            )
        )
    if not encounter.is_withdrawn:
        city.writer.let_find(encounter_entry(encounter, present))
    if occasion.matter:
        city.writer.add(
            SituationEncounter(
                situation_id=occasion.matter.situation_id, encounter_id=encounter_id, happened_on=occasion.day
            )
        )
    follow(city, occasion, Talk(encounter, said, party_ids))


def follow(city: City, occasion: Occasion, talk: Talk) -> None:
    """Add what came of a talk: a colleague who was there, a correction, a promise, something learned."""
    chance = city.chance.random
    if occasion.matter and len(occasion.matter.team) > 1 and chance() < 0.12:
        through = Encounter.members.through
        beside = occasion.matter.team[-1] if occasion.author is occasion.matter.team[0] else occasion.matter.team[0]
        city.writer.add(through(encounter_id=talk.encounter.pk, member_id=beside.member_id))
    if talk.encounter.changed_at:
        city.writer.add_all(corrected(city, talk.encounter))
    if talk.party_ids and chance() < 0.12:
        promise(city, talk, occasion.author)
    if occasion.matter and not occasion.is_klad and not talk.encounter.is_withdrawn and chance() < 0.15:
        learn(city, talk, occasion.matter)


def who_was_there(city: City, occasion: Occasion, folk: Folk) -> list[int]:
    """Draw the parties of a talk, none twice; a party of a small circle only where that circle reads."""
    drawn = [folk.known.draw(city.chance) for _ in range(HOW_MANY.draw(city.chance))]
    circle: Sequence[int] = ()
    if occasion.is_klad:
        circle = folk.of_one.get(occasion.author.member_id, ())
    elif occasion.is_for_team:
        circle = folk.of_team.get(occasion.audience_id, ())
    if circle and city.chance.random() < 0.3:
        drawn.append(circle[int(city.chance.random() * len(circle))])
    return list(dict.fromkeys(drawn))


def place_of(occasion: Occasion, folk: Folk, party_ids: Sequence[int]) -> Place:
    """Return where people talked: in the situation's neighbourhood, near the party, or where the author works."""
    if occasion.matter:
        return occasion.matter.place
    return (folk.place_of(party_ids[0]) if party_ids else None) or occasion.author.place


def new_encounter(city: City, occasion: Occasion, place: Place, said: Sequence[str]) -> Encounter:
    """Draw up a talk; what is new often still waits to be worked out, and a little was taken back."""
    chance, day, language = city.chance.random, occasion.day, city.language
    age = (city.today - day).days
    channel = BY.draw(city.chance)
    is_outside = channel == Encounter.Channel.STREET and chance() < 0.8
    latitude, longitude = spot(city, place) if is_outside else NOWHERE
    noted_at = city.moment(day)
    is_done = chance() < (0.5 if age < 12 else 0.995)
    summarised = 0.15 if occasion.matter and not occasion.is_klad else 0.01
    return Encounter(
        uuid=uuid.UUID(int=city.chance.getrandbits(128), version=4),
        municipality=city.municipality,
        audience_id=occasion.audience_id,
        author_id=occasion.author.member_id,
        happened_on=day,
        part_of_day=PARTS.draw(city.chance),
        channel=channel,
        area_id=place.area_id,
        latitude=latitude,
        longitude=longitude,
        working_note=" ".join(said),
        shareable_summary=language.say(words.SUMMARIES) if chance() < summarised else "",
        is_story=chance() < 0.03,
        series=occasion.series,
        worked_out_at=noted_at if is_done and not occasion.is_klad else None,
        changed_at=noted_at + datetime.timedelta(hours=2) if chance() < 0.02 and age > 1 else None,
        withdrawn_at=noted_at + datetime.timedelta(hours=1) if 1 < age < KLAD_DAYS - 2 and chance() < 0.05 else None,
        created_at=noted_at,
        purpose=Purpose.WORK if occasion.is_klad else Purpose.PARTICIPATION,
        keep_until=day + datetime.timedelta(days=KLAD_DAYS) if occasion.is_klad else city.ends_on(day),
    )


def spot(city: City, place: Place) -> Spot:
    """Draw a square of a hundred metres."""
    return place.spots[int(city.chance.random() * len(place.spots))]
