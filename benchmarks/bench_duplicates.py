"""How well Raakvlak hints at somebody who is known already, beside the simple way: the very same name.

A town of invented people, of whom one in twelve has a name that another has too. Then colleagues write down people:
half of them are known already, under a name that is written otherwise (a typing error, a name for short, initials, a
married name, or nothing but the same phone), half are new, and of these too one in twelve is called as somebody else
is, and one in thirty shares phone and family name with somebody at home.

Precision: of all hints that are given, how many are right. Recall: of all who are known already, how many get the right
one.
RAAKVLAK_BENCH_PARTIES makes the town smaller for a quick try; such a try is no proof.
"""

import datetime
import os
import random
import statistics
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from django.db import connection
from django.utils import timezone

from measuring import Amount
from raakvlak.demo.generate.language import Language
from raakvlak.municipality.actions import found_municipality, make_member
from raakvlak.municipality.findable import tidy
from raakvlak.municipality.models import Area, Audience, Member, Role, SearchEntry, User
from raakvlak.project.preparation import prepare
from raakvlak.relations.actions.parties import mark_of
from raakvlak.relations.duplicates import Described, hints
from raakvlak.relations.findable import party_entry
from raakvlak.relations.models import ContactPoint, Party
from raakvlak.web.text import sort_name

PARTIES: Final = int(os.environ.get("RAAKVLAK_BENCH_PARTIES", "50000"))
WRITTEN, KNOWS_PHONE = 1_500, 0.25
AREAS: Final = 60
NAMESAKES, AT_HOME, REACHED, HAS_AREA, SAME_AREA, NO_AREA = 1 / 12, 1 / 30, 0.45, 0.85, 0.7, 0.25
LEAST_PRECISION, LEAST_RECALL, MOST_MILLISECONDS = 65.0, 80.0, 200.0
LETTERS: Final = "abcdefghijklmnoprstuvwz"
# Written down apart from what the matching itself knows of names for short, and not all of it is known there.
ALSO_CALLED: Final = dict(
    pair.split(":")
    for pair in (
        "Aad:Adriaan Aisha:Aicha Ans:Anna Arie:Adrianus Bas:Sebastiaan Bep:Elisabeth Cor:Cornelia Daan:Daniel "
        "Els:Elisabeth Emre:Emrah Femke:Fem Gerda:Gerarda Hanna:Johanna Hassan:Hasan Ineke:Catharina Jan:Johannes "
        "Jasper:Jas Kees:Cornelis Khadija:Khadidja Leyla:Leila Loes:Louise Maarten:Martinus Marga:Margaretha "
        "Mehmet:Mohammed Nadia:Nadja Nel:Petronella Omar:Umar Pim:Willem Riet:Maria Rosa:Roos Sanne:Susanna "
        "Sjaak:Jacques Stefan:Stephan Toos:Catharina Willem:Wim"
    ).split()
)


@dataclass(frozen=True)
class Written:
    """Somebody as she is written down anew, and who she is of those that are known; nobody when she is new."""

    how: str
    described: Described
    party_id: int | None


def bench() -> list[Amount]:
    prepare()
    chance = random.Random(2026)  # noqa: S311 – no secrets
    language = Language(chance)
    member = reader()
    town = people(member, language, chance)
    written = [*known(town, language, chance), *strangers(town, language, chance)]
    called: dict[str, set[int]] = {}
    for party in town:
        called.setdefault(party.sort_name, set()).add(party.pk)
    milliseconds: list[float] = []

    def ours(one: Described) -> list[int]:
        start = time.perf_counter()
        found = [hint.party.pk for hint in hints(one, member)]
        milliseconds.append((time.perf_counter() - start) * 1000)
        return found

    def simple(one: Described) -> Collection[int]:
        return called.get(sort_name(one.name), ())

    namesakes = 100 * sum(len(ids) for ids in called.values() if len(ids) > 1) / len(town)
    precision, recall = quality(written, ours)
    simple_precision, simple_recall = quality(written, simple)
    for how in sorted({one.how for one in written if one.party_id}):
        _precision, share = quality([one for one in written if one.how == how], ours)
        print(f"  known, {how}: {share:.0f} % hinted at")
    return [
        Amount(what="people with a namesake, %", amount=namesakes, least=5),
        Amount(what="hints that are right, %", amount=precision, least=max(LEAST_PRECISION, simple_precision)),
        Amount(what="known people hinted at, %", amount=recall, least=max(LEAST_RECALL, 2 * simple_recall)),
        Amount(what="the very same name: right, %", amount=simple_precision),
        Amount(what="the very same name: hinted at, %", amount=simple_recall),
        Amount(what="a hint, half within ms", amount=statistics.median(milliseconds)),
        Amount(what="a hint, 95 of 100 within ms", amount=percentile_95(milliseconds), most=MOST_MILLISECONDS),
    ]


def quality(written: Collection[Written], find: Callable[[Described], Collection[int]]) -> tuple[float, float]:
    """Return precision and recall, in hundredths."""
    given = right = doubles = met = 0
    for one in written:
        found = find(one.described)
        given += len(found)
        right += one.party_id in found
        doubles += one.party_id is not None
        met += one.party_id is not None and one.party_id in found
    return 100 * right / max(given, 1), 100 * met / max(doubles, 1)


def percentile_95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def reader() -> Member:
    municipality = found_municipality("Telstad", is_invented=True)
    Area.objects.bulk_create(Area(municipality=municipality, name=f"Buurt {number}") for number in range(AREAS))
    return make_member(
        User.objects.create_user("teller@raakvlak.example", name="Teller", is_invented=True),
        municipality,
        Role.FRONTLINE,
    )


def people(member: Member, language: Language, chance: random.Random) -> list[Party]:
    """Fill the town with named persons, some of them reached by phone."""
    areas = list(Area.objects.within(member.municipality).values_list("pk", flat=True))
    frontline = Audience.objects.frontline_of(member.municipality)
    today, names = timezone.localdate(), [language.person()]
    while len(names) < PARTIES:
        names.append(chance.choice(names) if chance.random() < NAMESAKES / 2 else language.person())
    town = Party.objects.bulk_create(
        (
            Party(
                municipality=member.municipality,
                audience=frontline,
                name=name,
                sort_name=sort_name(name),
                area_id=chance.choice(areas) if chance.random() < HAS_AREA else None,
                keep_until=today + datetime.timedelta(days=365),
            )
            for name in names
        ),
        batch_size=2_000,
    )
    ContactPoint.objects.bulk_create(
        (reached(party, phone_of(party)) for party in town if chance.random() < REACHED), batch_size=2_000
    )
    entries = sorted((party_entry(party) for party in town), key=attrgetter("pk"))
    SearchEntry.objects.bulk_create(entries, batch_size=5_000)
    tidy(connection)
    return town


def phone_of(party: Party) -> str:
    return f"06-00 {party.pk:06d}"


def reached(party: Party, phone: str) -> ContactPoint:
    kind, mark = mark_of(party.municipality_id, ContactPoint.Kind.PHONE, phone)
    return ContactPoint(party=party, kind=kind, value=phone, fingerprint=mark)


def known(town: list[Party], language: Language, chance: random.Random) -> Iterator[Written]:
    """Write down somebody who is there, under a name that is written otherwise."""
    with_phone = set(ContactPoint.objects.values_list("party_id", flat=True))
    ways: dict[str, Callable[[str], str]] = {
        "as it was": lambda name: name,
        "a typing error": lambda name: mistyped(name, chance),
        "a name for short": lambda name: " ".join([ALSO_CALLED.get(first(name), first(name)), family(name)]),
        "an initial": lambda name: f"{name[0]}. {family(name)}",
        "a married name": lambda name: f"{first(name)} {language.family()}-{family(name)}",
        "the name of a spouse, and the phone": lambda name: f"{first(name)} {language.family()}",
    }
    for number, party in enumerate(chance.sample(town, WRITTEN // 2)):
        how = list(ways)[number % len(ways)]
        knows_phone = party.pk in with_phone and (how.endswith("phone") or chance.random() < KNOWS_PHONE)
        if how.endswith("phone") and not knows_phone:
            continue
        marks = frozenset([mark_of(party.municipality_id, "phone", phone_of(party))] if knows_phone else [])
        described = Described(ways[how](party.name), area_id=remembered(party, town, chance), marks=marks)
        yield Written(how, described, party.pk)


def remembered(party: Party, town: list[Party], chance: random.Random) -> int | None:
    """Return the area that is filled in: most often hers, sometimes none, seldom another."""
    draw = chance.random()
    if draw < SAME_AREA:
        return party.area_id
    return None if draw < SAME_AREA + NO_AREA else chance.choice(town).area_id


def strangers(town: list[Party], language: Language, chance: random.Random) -> Iterator[Written]:
    """Write down somebody who is new, and may be called as another is, or share a phone at home."""
    for number in range(WRITTEN // 2):
        other, draw = chance.choice(town), chance.random()
        name, marks = language.person(), frozenset([mark_of(other.municipality_id, "phone", f"06-99 {number:06d}")])
        if draw < NAMESAKES:
            name = other.name
        elif draw < NAMESAKES + AT_HOME:
            name = f"{language.person().split()[0]} {family(other.name)}"
            marks = frozenset([mark_of(other.municipality_id, "phone", phone_of(other))])
        area_id = other.area_id if NAMESAKES <= draw < NAMESAKES + AT_HOME else chance.choice(town).area_id
        is_reached = chance.random() < REACHED
        yield Written("new", Described(name, area_id=area_id, marks=marks if is_reached else frozenset()), None)


def first(name: str) -> str:
    return name.split(" ", 1)[0]


def family(name: str) -> str:
    return name.split(" ", 1)[1]


def mistyped(name: str, chance: random.Random) -> str:
    """Make one typing error: two letters change places, one is lost, doubled or another."""
    while True:
        place = 1 + int(chance.random() * (len(name) - 2))
        before, here, after = name[:place], name[place], name[place + 1 :]
        if here.isalpha() and after[:1].isalpha():
            wrong = (after[:1] + here + after[1:], after, here + here + after, chance.choice(LETTERS) + after)
            return before + chance.choice(wrong)
