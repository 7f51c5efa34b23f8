"""The people of an invented municipality, and the small talks of a year."""

import datetime
import random
import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone
from shapely import Point
from shapely.geometry import shape

from raakvlak.demo.material import (
    AFTERTHOUGHTS,
    FIRST_NAMES,
    GROUPS,
    LAST_NAMES,
    NAMELESS,
    OPENINGS,
    ORGANISATIONS,
    PROMISES,
    RECOGNISED_BY,
    REMARKS,
    WHO_ALLOWED,
)
from raakvlak.demo.town import Town
from raakvlak.desk.forms.fields import LATITUDE_STEP, LONGITUDE_STEP, squared
from raakvlak.municipality.models import Area, Audience, Member, Purpose
from raakvlak.relations.models import Encounter, Party, Presence, Promise
from raakvlak.web.references import Reference
from raakvlak.web.text import sort_name

YEAR = 365
INVENTED = "Verzonnen. "
CHANNELS = {
    Encounter.Channel.STREET: 48,
    Encounter.Channel.KITCHEN_TABLE: 14,
    Encounter.Channel.MEETING: 12,
    Encounter.Channel.PHONE: 12,
    Encounter.Channel.EMAIL: 6,
    Encounter.Channel.DIGITAL: 3,
    Encounter.Channel.IN_HOUSE: 5,
}


def new_party(town: Town, name: str, kind: Party.Kind, description: str, *, is_anonymous: bool = False) -> Party:
    """Draw up a party that is plainly marked as invented."""
    return Party(
        municipality=town.municipality,
        audience=town.frontline,
        kind=kind,
        name=name,
        sort_name=sort_name(name),
        is_anonymous=is_anonymous,
        description=INVENTED + description,
        purpose=Purpose.CONTACT,
        keep_until=timezone.localdate() + datetime.timedelta(days=2 * YEAR),
    )


def gather_crowd(town: Town, chance: random.Random, *, persons: int, others: int) -> list[Party]:
    """Make persons with a name, persons without one, groups and organisations."""
    today, areas = timezone.localdate(), list(town.areas.values())
    pairs = [(first, last) for first in FIRST_NAMES for last in LAST_NAMES]
    named = [
        new_party(town, f"{first} {last}", Party.Kind.PERSON, chance.choice(RECOGNISED_BY))
        for first, last in chance.sample(pairs, persons)
    ]
    for party in named:
        party.knows_since_on = (
            today - datetime.timedelta(days=chance.randrange(YEAR)) if chance.random() < 0.6 else None
        )
    nameless = [new_party(town, name, Party.Kind.PERSON, "", is_anonymous=True) for name in NAMELESS[:others]]
    groups = [new_party(town, name, Party.Kind.GROUP, "Groep in de wijk.") for name in GROUPS[:others]]
    organisations = [
        new_party(town, name, Party.Kind.ORGANISATION, "Organisatie in de wijk.") for name in ORGANISATIONS
    ]
    crowd = [*named, *nameless, *groups, *organisations]
    for party in crowd:
        party.area = chance.choice(areas) if chance.random() < 0.8 else None
    named[0].is_not_to_be_noted = True
    return Party.objects.bulk_create(crowd)


def small_talk(
    town: Town, chance: random.Random, authors: Sequence[Member], crowd: Sequence[Party], number: int
) -> None:
    """Note the small talks of a year: mostly in the street, often with somebody whom one knows."""
    today = timezone.localdate()
    present: list[tuple[Encounter, Party]] = []
    talks: list[Encounter] = []
    welcome = [party for party in crowd if not party.is_not_to_be_noted]
    for _number in range(number):
        party = chance.choice(welcome) if chance.random() < 0.75 else None
        day = today - datetime.timedelta(days=min(int(chance.expovariate(1 / 130)), YEAR - 1))
        talk = new_talk(town, chance, chance.choice(authors), party, day)
        talks.append(talk)
        if party is not None:
            present.append((talk, party))
    Encounter.objects.bulk_create(talks)
    Presence.objects.bulk_create(Presence(encounter=talk, party=party) for talk, party in present)
    make_promises(chance, chance.sample(present, min(len(present), number // 8)))


def new_talk(town: Town, chance: random.Random, author: Member, party: Party | None, day: datetime.date) -> Encounter:
    """Draw up one small talk; recent ones often still wait to be worked out."""
    area = (party and party.area) or chance.choice(list(town.areas.values()))
    opening = chance.choice(OPENINGS).format(name=Reference("p", party.pk).token if party else "iemand bij de halte")
    note = " ".join(part for part in (opening, chance.choice(REMARKS), chance.choice(AFTERTHOUGHTS)) if part)
    channel = chance.choices(list(CHANNELS), list(CHANNELS.values()))[0]
    is_new = (timezone.localdate() - day).days < 12 and chance.random() < 0.5
    place = somewhere_in(area, chance) if channel == Encounter.Channel.STREET else {}
    return Encounter(
        uuid=uuid.UUID(int=chance.getrandbits(128), version=4),
        municipality=town.municipality,
        audience=town.frontline,
        author=author,
        happened_on=day,
        part_of_day=chance.choices(Encounter.PartOfDay.values, (4, 5, 2))[0],
        channel=channel,
        area=area,
        **place,
        working_note=note,
        is_story=chance.random() < 0.04,
        worked_out_at=None if is_new else timezone.now(),
        keep_until=day + datetime.timedelta(days=2 * YEAR),
    )


def somewhere_in(area: Area, chance: random.Random) -> dict[str, Decimal]:
    """Return a square of a hundred metres in an area."""
    border = shape(area.geometry)
    west, south, east, north = border.bounds
    while True:
        longitude, latitude = chance.uniform(west, east), chance.uniform(south, north)
        if border.contains(Point(longitude, latitude)):
            return squared_place(latitude, longitude)


def squared_place(latitude: float, longitude: float) -> dict[str, Decimal]:
    """Return a place as a talk keeps it: no closer than a hundred metres."""
    return {
        "latitude": squared(Decimal(latitude), LATITUDE_STEP),
        "longitude": squared(Decimal(longitude), LONGITUDE_STEP),
    }


def make_promises(chance: random.Random, present: Sequence[tuple[Encounter, Party]]) -> None:
    """Promise something in some of the talks; most of what is older was kept, a little was not."""
    today = timezone.localdate()
    Promise.objects.bulk_create(
        promise_in(talk, party, chance, settled=(today - talk.happened_on).days > 40) for talk, party in present
    )


def promise_in(talk: Encounter, party: Party, chance: random.Random, *, settled: bool) -> Promise:
    """Draw up what was promised in a talk."""
    due = talk.happened_on + datetime.timedelta(days=chance.randrange(7, 40))
    is_kept = chance.random() < 0.85 if settled else None
    outcome = (
        {True: "Gedaan en teruggebeld.", False: "Niet gelukt; dat is verteld."}.get(is_kept or False, "")
        if settled
        else ""
    )
    kind = chance.choices(Promise.Kind.values, (6, 4, 1))[0]
    is_binding = kind == Promise.Kind.BINDING
    return Promise(
        municipality=talk.municipality,
        audience=talk.audience,
        kind=kind,
        allowed_by=chance.choice(WHO_ALLOWED) if is_binding else "",
        allowed_on=talk.happened_on if is_binding else None,
        direction=chance.choices(Promise.Direction.values, (8, 2, 0))[0],
        text=chance.choice(PROMISES),
        owner=talk.author,
        party=party,
        encounter=talk,
        due_on=due if chance.random() < 0.8 else None,
        settled_on=due if settled else None,
        is_kept=is_kept,
        outcome=outcome,
        purpose=Purpose.PROMISE,
        keep_until=talk.keep_until,
    )


def kladden(town: Town, member: Member) -> None:
    """Give a member two klads, one of which ends in a few days."""
    audience, today = Audience.objects.klad_of(member), timezone.localdate()
    for text, age in (
        ("Vraag achter de vraag bij de Kade nog eens lezen. Is het wel het park?", 26),
        ("Bellen met de school. Niet vergeten: hek.", 2),
    ):
        day = today - datetime.timedelta(days=age)
        Encounter.objects.create(
            municipality=town.municipality,
            audience=audience,
            author=member,
            happened_on=day,
            working_note=text,
            purpose=Purpose.WORK,
            keep_until=day + datetime.timedelta(days=30),
        )
