"""What a large invented town hall has to offer: possibilities of every kind, few departments with most of them."""

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from raakvlak.alignment.findable import possibility_entry
from raakvlak.alignment.models import Possibility
from raakvlak.demo.generate.chances import Weighted, falling
from raakvlak.demo.generate.city import City, Worker
from raakvlak.demo.generate.words import GROUPS, WORK
from raakvlak.municipality.models import Area, Audience, Department

Kind = Possibility.Kind
STALE, ENDED, KEPT, LOCAL = 0.12, 0.07, 0.6, 0.3
_SLOT: Final = re.compile(r"\{([a-z]+)\}")
# What a town hall has rules, money and plans for, the most frequent first.
SUBJECTS: Final = (
    "speelplek", "boom", "bankje", "terras", "geveltuin", "buurtfeest", "fietsenrek", "afvalbak", "parkeervak", "verlichting",
    "moestuin", "zebrapad", "evenement", "uitbouw", "dakkapel", "schutting", "laadpaal", "regenton", "groen dak", "wadi",
    "drempel", "hondenlosplaats", "trapveld", "jeugdplek", "buurthuis", "ontmoetingsruimte", "muurschildering", "kraam",
    "reclamebord", "straatbarbecue", "bouwsteiger", "container", "invalidenplaats", "scootmobielstalling", "buurtkast",
    "voedseltuin", "bijenkast", "insectenhotel", "schoolplein", "skatebaan", "beweegroute", "watertap", "openbaar toilet",
    "camerabord", "fietspad", "woonerf", "deelauto", "pakketpunt", "weekmarkt", "kermis", "kunstwerk", "muziekavond",
    "repaircafé", "taalles", "huiswerkklas", "mantelzorgsteun", "eettafel", "burenhulp", "energiecoach", "zonnepaneel",
    "warmtenet", "isolatie", "huisnummerbord", "kadetrap", "steiger", "vlonder", "natuurspeeltuin", "pluktuin", "buurtmoestuin",
    "volkstuin", "rioolaansluiting", "wijkrestaurant", "leegstaand pand", "tijdelijke woning", "woonwagen", "ligplaats",
)  # fmt: skip


class Sort(NamedTuple):
    """How possibilities of a kind are called and what they say; a slot is filled by chance."""

    kind: Kind
    weight: float
    titles: Sequence[str]
    texts: Sequence[str]
    has_amount: bool = False
    has_period: bool = False


SORTS: Final = (
    Sort(
        Kind.MONEY,
        26,
        ("Subsidie {thing}", "Budget voor een {thing} {number}", "Potje {thing} en {thing}", "Buurtbudget {thing}"),
        (
            "Een groep buren kan geld krijgen voor een {thing}. Aanvragen kan het hele jaar.",
            "Voor de {thing} en alles wat daarbij hoort. Drie buren samen is genoeg.",
            "We vergoeden de helft van de {thing}, als {group} het zelf bijhouden.",
        ),
        has_amount=True,
        has_period=True,
    ),
    Sort(
        Kind.RULE,
        23,
        ("Regels voor een {thing} op de {street}", "Een {thing} mag zonder vergunning", "Afstand tot een {thing}"),
        (
            "Je mag een {thing} maken zonder dat je het vraagt. Laat 1,80 meter stoep vrij.",
            "Een {thing} mag, zolang {group} er geen last van hebben.",
            "Tussen een {thing} en een {thing} blijft {number} centimeter vrij.",
        ),
    ),
    Sort(
        Kind.PERMIT,
        17,
        ("Vergunning {thing}", "Melding {thing} {number}", "Ontheffing {thing} bij de {street}"),
        (
            "Voor een {thing} op straat vraag je een vergunning. Het duurt hoogstens acht weken.",
            "Een melding is genoeg voor een {thing}, twee weken van tevoren.",
        ),
    ),
    Sort(
        Kind.POLICY,
        14,
        ("Nota {thing}", "Visie op de {thing} en het {work}", "Uitgangspunten {thing} {number}"),
        (
            "De raad wil meer {thing} in de wijken, samen met {group}.",
            "Bij elk plan kijken we of er een {thing} bij kan.",
        ),
        has_period=True,
    ),
    Sort(
        Kind.WORKS,
        10,
        ("Werk aan de {street}: {thing}", "Nieuwe {thing} aan de {street}", "Riool en {thing} {street}"),
        (
            "De {street} gaat open. Wie een {thing} wil, kan nu meedoen zonder extra kosten.",
            "We vervangen de {thing}. Vraag {group} wat er meteen bij kan.",
        ),
        has_amount=True,
        has_period=True,
    ),
    Sort(
        Kind.EXPERTISE,
        6,
        ("Wie weet van de {thing}", "Vraagbaak {thing} en {thing}"),
        ("Het team denkt mee over een {thing}, en kent {group}.", "Tekent mee aan een {thing}. Bel even vooraf."),
    ),
    Sort(
        Kind.PRECEDENT,
        4,
        ("Hoe de {thing} er kwam aan de {street}", "Proef met een {thing} bij de {street}"),
        ("Het mocht, na een proef van drie maanden. {group} onderhouden de {thing} zelf.",),
    ),
)
CONDITIONS: Final = (
    "Houd de stoep vrij voor {group}.", "Vraag het {number} dagen vooraf.", "Drie buren doen mee en één is aanspreekbaar.",
    "Alleen op grond van de gemeente.", "Zet er geen {thing} naast.", "Een keer per jaar voor elke straat.",
)  # fmt: skip
EXCEPTIONS: Final = (
    "Bij een monument geldt dit niet.", "Het mag toch, als {group} het steunen.", "Aan de {street} mag het niet.",
    "Een proef van hoogstens zes maanden kan altijd.",
)  # fmt: skip


def offer(city: City, workers: Sequence[Worker]) -> None:
    """Write down as many possibilities as were asked for."""
    shelf, readers = Offering(city, workers), Audience.objects.frontline_of(city.municipality)
    for _number in range(city.size.possibilities):
        made = shelf.possibility()
        city.writer.add(made)
        if made.ended_on is None:
            city.writer.let_find(possibility_entry(made, readers))


class Offering:
    """What possibilities are drawn from."""

    def __init__(self, city: City, workers: Sequence[Worker]) -> None:
        self.city = city
        departments = list(Department.objects.within(city.municipality).order_by("pk"))
        areas = list(Area.objects.within(city.municipality).order_by("pk").values_list("pk", flat=True))
        self.departments = Weighted(departments, falling(len(departments), 0.9))
        self.areas = Weighted(areas, falling(len(areas), 0.6))
        here = [worker.member_id for worker in workers if worker.left_on is None]
        self.owners = Weighted(here, falling(len(here), 0.7))
        self.sorts = Weighted(SORTS, (sort.weight for sort in SORTS))
        self.subjects = Weighted(SUBJECTS, falling(len(SUBJECTS), 0.7))

    def possibility(self) -> Possibility:
        """Draw up one."""
        city, chance = self.city, self.city.chance
        sort = self.sorts.draw(chance)
        made = Possibility(
            municipality=city.municipality,
            kind=sort.kind,
            title=self._say(sort.titles)[:160],
            text=self._texts(sort.texts, 1 + int(chance.random() * 3)),
            conditions=self._texts(CONDITIONS, 2) if chance.random() < 0.7 else "",
            exceptions=self._texts(EXCEPTIONS, 1) if chance.random() < 0.3 else "",
            department=self.departments.draw(chance) if chance.random() < 0.93 else None,
            area_id=self.areas.draw(chance) if chance.random() < LOCAL else None,
            amount=Decimal(50 * int(1 + 200 * chance.random() ** 4)) if sort.has_amount else None,
            contact=f"Loket {int(chance.random() * 40) + 1}, toestel 14 010",
            source_url=f"https://raakvlak.example/regeling/{int(chance.random() * 10**6)}",
            owner_id=self.owners.draw(chance) if chance.random() < KEPT else None,
            **self._days(sort),
        )
        made.note_words()
        return made

    def _texts(self, texts: Sequence[str], number: int) -> str:
        return " ".join(dict.fromkeys(self._say(texts) for _one in range(number)))

    def _say(self, texts: Sequence[str]) -> str:
        """Fill one of these sentences, each slot by itself."""
        text = _SLOT.sub(self._slot, self.city.language.one_of(texts))
        return text[:1].upper() + text[1:]

    def _slot(self, slot: re.Match[str]) -> str:
        language, chance = self.city.language, self.city.chance
        match slot[1]:
            case "street":
                return language.street()
            case "group":
                return language.one_of(GROUPS)
            case "work":
                return language.one_of(WORK)
            case "number":
                return str(1 + int(chance.random() * 240))
        return self.subjects.draw(chance)

    def _days(self, sort: Sort) -> dict[str, Any]:
        city, chance = self.city, self.city.chance
        is_stale = chance.random() < STALE
        days: dict[str, Any] = {
            "best_before_on": city.days_ago(chance.random() * 300 if is_stale else -chance.random() * 600),
            "ended_on": city.days_ago(chance.random() * 900) if chance.random() < ENDED else None,
            "created_at": city.moment(city.days_ago(900 + chance.random() * 900)),
            "changed_at": city.moment(city.days_ago(chance.random() * 900)),
        }
        if sort.has_period:
            days["from_on"] = city.days_ago(chance.random() * 700 - 100)
            days["until_on"] = days["from_on"] + datetime.timedelta(days=int(60 + chance.random() * 1_400))
        return days
