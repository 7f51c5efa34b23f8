"""The people of a large invented municipality: persons, groups, organisations, and how one reaches them."""

from collections.abc import Iterator, Sequence
from typing import Final

from raakvlak.demo.crowd import INVENTED
from raakvlak.demo.generate import words
from raakvlak.demo.generate.chances import BUSIEST, Weighted, popularity
from raakvlak.demo.generate.city import City, Folk, Matter, Place, Worker
from raakvlak.municipality.models import Purpose
from raakvlak.relations.actions.parties import normal_form
from raakvlak.relations.findable import party_entry
from raakvlak.relations.models import ContactPoint, Party
from raakvlak.web.keys import fingerprint
from raakvlak.web.text import sort_name

ALONE_SHARE: Final = 0.01
TEAM_SHARE: Final = 0.02
UNWILLING_SHARE: Final = 0.005
LANGUAGES: Final = ("", "", "", "", "", "Turks", "Arabisch", "Pools", "Engels", "Tigrinya", "Oekraïens")
REACHED_BY: Final = {ContactPoint.Kind.PHONE: 0.45, ContactPoint.Kind.EMAIL: 0.25, ContactPoint.Kind.ADDRESS: 0.15}


def gather(city: City, places: Sequence[Place], workers: Sequence[Worker], matters: Sequence[Matter]) -> Folk:
    """Make the parties; most are for all frontline, a few for one member or for one team."""
    crowded = Weighted(places, [city.chance.lognormvariate(0, 0.7) for _ in places])
    first_id = city.writer.next_number(Party)
    weights = popularity(city.size.parties)
    others = weights[BUSIEST:]
    city.chance.shuffle(others)
    weights[BUSIEST:] = others
    homes: list[Place | None] = []
    of_one: dict[int, list[int]] = {}
    of_team: dict[int, list[int]] = {}
    for number in range(city.size.parties):
        place = crowded.draw(city.chance) if city.chance.random() < 0.85 else None
        homes.append(place)
        party = new_party(city, place, is_busy=number < BUSIEST)
        draw = city.chance.random()
        if number >= BUSIEST and draw < ALONE_SHARE:
            worker = city.chance.choice(workers)
            party.audience_id, party.created_at = worker.klad_id, city.moment(city.days_ago(city.chance.randrange(28)))
            of_one.setdefault(worker.member_id, []).append(first_id + number)
        elif number >= BUSIEST and draw < ALONE_SHARE + TEAM_SHARE:
            matter = city.chance.choice(matters)
            party.audience_id = matter.team_id
            of_team.setdefault(matter.team_id, []).append(first_id + number)
        if party.audience_id != city.frontline_id or party.is_not_to_be_noted:
            weights[number] = 0
        city.writer.add(party)
        city.writer.add_all(ways_to_reach(city, party))
        city.writer.let_find(party_entry(party))
    return Folk(first_id, Weighted(range(first_id, first_id + city.size.parties), weights), homes, of_one, of_team)


def new_party(city: City, place: Place | None, *, is_busy: bool) -> Party:
    """Draw up a party that is plainly marked as invented."""
    draw, language = city.chance.random(), city.language
    language.area = place.name if place else "de stad"
    is_anonymous = not is_busy and draw < 0.12
    if is_anonymous:
        kind, name = Party.Kind.PERSON, language.say(words.NAMELESS)
    elif is_busy or draw > 0.91:
        kind, name = Party.Kind.ORGANISATION, language.say(words.ORGANISATION_NAMES)
    elif draw > 0.83:
        kind, name = Party.Kind.GROUP, language.say(words.GROUP_NAMES)
    else:
        kind, name = Party.Kind.PERSON, language.person()
    day = city.days_ago(city.chance.random() * 1_700)
    is_named_person = kind == Party.Kind.PERSON and not is_anonymous
    return Party(
        municipality=city.municipality,
        audience_id=city.frontline_id,
        kind=kind,
        name=name[:120],
        sort_name=sort_name(name[:120]),
        is_anonymous=is_anonymous,
        description=INVENTED + language.say(words.KNOWN_FROM),
        area_id=place.area_id if place else None,
        languages=language.one_of(LANGUAGES) if is_named_person else "",
        knows_since_on=day if is_named_person and city.chance.random() < 0.6 else None,
        is_not_to_be_noted=is_named_person and city.chance.random() < UNWILLING_SHARE,
        purpose=Purpose.CONTACT,
        keep_until=city.ends_on(day),
        created_at=city.moment(day),
    )


def ways_to_reach(city: City, party: Party) -> Iterator[ContactPoint]:
    """Draw up how one reaches a party whose name is known, encrypted as it always is."""
    if party.is_anonymous:
        return
    for kind, share in REACHED_BY.items():
        if city.chance.random() < share:
            value = address(city, party, kind)
            mark = fingerprint(normal_form(kind, value), salt=f"{city.municipality.pk}:{kind}")
            is_shielded = city.chance.random() < 0.05
            yield ContactPoint(party_id=party.pk, kind=kind, value=value, fingerprint=mark, is_shielded=is_shielded)


def address(city: City, party: Party, kind: ContactPoint.Kind) -> str:
    """Make up a number or address at which nobody can be reached."""
    number = int(city.chance.random() * 1_000_000)
    if kind == ContactPoint.Kind.PHONE:
        return f"06-00 {number:06d}"
    if kind == ContactPoint.Kind.EMAIL:
        return f"{party.sort_name.replace(' ', '.')}.{number}@raakvlak.example"
    return f"{city.language.street()} {1 + number % 300}"
