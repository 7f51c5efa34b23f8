"""The wishes that matching is measured by, and town halls full of other possibilities to find them among."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent / "data"
PLACES: Final = """
    Achterveld Bergpolder Binnenstad Dijkzicht Duinrand Havenkwartier Heuvelhof Kadebuurt Kerkbuurt Korenbloem
    Laanhoek Lindehof Meerzicht Molenwijk Noordrand Oosterpoort Polderzicht Rietlanden Schans Stationsbuurt Tuindorp
    Veenhuizen Vogelwijk Waterkant Westerhaven Zandweg Zonnehoek Zuiderpark
""".split()
# How a possibility of each kind begins; after it comes what it is about.
KINDS: Final = {
    "beleid": ("Beleidsnota", "Visie", "Uitvoeringsprogramma", "Kadernota", "Koersdocument"),
    "budget": ("Budget", "Subsidieregeling", "Investeringskrediet", "Stimuleringsregeling", "Bestemmingsreserve"),
    "regel": ("Verordening", "Beleidsregel", "Nadere regels", "Protocol", "Aanwijzingsbesluit"),
    "uitzondering": ("Ontheffing", "Vrijstelling", "Hardheidsclausule", "Afwijkingsbevoegdheid"),
    "vergunning": ("Vergunning", "Meldingsplicht", "Toestemming", "Gebruiksvergunning"),
    "werk": ("Project", "Werkzaamheden", "Uitvoering", "Voorbereiding", "Meerjarenonderhoud"),
    "kennis": ("Adviseur", "Vakspecialist", "Expertteam", "Deskundige", "Programmamanager"),
    "eerder": ("Eerder toegestaan", "Eerder gehonoreerd", "Eerder uitgevoerd", "Eerdere proef"),
}
ENDS: Final = (
    "vastgesteld door de raad",
    "met evaluatie na twee jaar",
    "zolang het plafond niet is bereikt",
    "onder mandaat van het afdelingshoofd",
    "in afstemming met de gebiedsregisseur",
    "op grond van de algemene subsidieverordening",
    "na advies van de betrokken vakafdeling",
    "in samenwerking met partners in de regio",
)


@dataclass(frozen=True)
class Wish:
    """What a resident said, and the number of the possibility that helps, counted from 0."""

    text: str
    possibility: int


@dataclass
class Field:
    """A field of work: what it is about, what is done in it, and for whom."""

    about: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    for_: list[str] = field(default_factory=list)


def wishes() -> tuple[list[str], list[Wish]]:
    """Read the possibilities, and the wishes that each helps."""
    possibilities: list[str] = []
    asked: list[Wish] = []
    for line in (HERE / "wishes.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("+ "):
            possibilities.append(line.removeprefix("+ ").partition(" | ")[2])
        elif line.startswith("- "):
            asked.append(Wish(line.removeprefix("- "), len(possibilities) - 1))
    return possibilities, asked


def fields_of_work() -> list[Field]:
    """Read what a town hall has on its shelves."""
    found: list[Field] = []
    for line in (HERE / "townhall.txt").read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition(": ")
        if line.startswith("= "):
            found.append(Field())
        elif name in {"about", "done", "for"}:
            vars(found[-1])["for_" if name == "for" else name].extend(rest.split("; "))
    return found


def other_possibilities(seed: int, taken: frozenset[str] = frozenset()) -> Iterator[str]:
    """Make possibilities without end, each another text, none of them taken."""
    chance = random.Random(seed)  # noqa: S311 – no secrets
    fields, given = fields_of_work(), {text.casefold() for text in taken}
    for _number in count():
        text = possibility(chance, chance.choice(fields))
        if text.casefold() not in given:
            given.add(text.casefold())
            yield text


def possibility(chance: random.Random, of: Field) -> str:
    """Make one: its kind, what it is about, what is done, and often for whom, where and how."""
    begin = chance.choice(KINDS[chance.choice(list(KINDS))])
    measures = " en ".join(chance.sample(of.done, chance.choice((1, 2, 2))))
    text = f"{begin} {chance.choice(of.about)}: {measures}"
    if chance.random() < 2 / 3:
        text += f" voor {chance.choice(of.for_)}"
    if chance.random() < 1 / 2:
        text += f" in {chance.choice(PLACES)}"
    if chance.random() < 1 / 2:
        text += f", {chance.choice(ENDS)}"
    return f"{text}."
