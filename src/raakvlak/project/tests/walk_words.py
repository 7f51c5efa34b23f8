"""What people said on an invented market morning; or, where a folder is named, ideas that residents really handed in.

The real ones are files of pabulib.org. They are read where they lie: nothing of them is copied into this repository.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ON_THE_MARKET: Final = 18
NAME, DESCRIPTION = "name", "description"


@dataclass(frozen=True)
class Ladder:
    """What lies behind the words of one talk: its position, what makes it matter, and what is needed."""

    talk: str
    interest: str
    need: str


@dataclass(frozen=True)
class Words:
    """Twenty ideas, as they were said: most on the market, two at a kitchen table; and five ladders."""

    market: tuple[str, ...]
    kitchen: tuple[str, ...]
    ladders: tuple[Ladder, ...]


INVENTED: Final = Words(
    market=(
        "Er moeten bankjes komen waar je ook ’s avonds wilt zitten.",
        "Zet een doel neer, dan schoppen ze niet meer tegen mijn garage.",
        "Iedere maand samen eten in het buurthuis. Ik kook wel.",
        "De fontein doet het al twee jaar niet. Haal hem weg of maak hem.",
        "Meer licht op het plein. Mijn dochter fietst er niet meer langs.",
        "Een kast met boeken die je mag meenemen.",
        "Leg de heg terug, nu waait alle rommel de tuin in.",
        "Een watertap, want de hardlopers bellen bij mij aan.",
        "De markt mag ook op zaterdag. Doordeweeks werk ik.",
        "Huiswerk maken kan thuis niet, met zes man in de kamer.",
        "Een plek voor de jongens met brommers, weg van de flat.",
        "Minder tegels. Na elke bui staat het hier blank.",
        "Kunnen wij als bewoners zelf de bakken doen? Wij hebben de tijd.",
        "Muziek op het plein, een keer in de maand. Dat was vroeger ook.",
        "Doe iets aan de duiven. Niemand zit meer buiten.",
        "Een prikbord bij de bakker, niet iedereen heeft een telefoon.",
        "Wij geven koranles in het buurthuis. Iedereen mag koffie komen drinken.",
        "Schaken! Twee tafels van steen en ik zit er elke dag.",
    ),
    kitchen=(
        "Het plein moet blijven zoals het is, zegt ze. Sinds ze alleen is, is de markt haar enige uitje.",
        "Ze willen een speeltuin met een hek: dan kunnen de kleintjes los, en zij praten met een ander.",
    ),
    ladders=(
        Ladder("Er moeten bankjes komen", "Onderweg even kunnen uitrusten", "Zelf boodschappen blijven doen"),
        Ladder("Zet een doel neer", "Geen ruzie meer met de jongens", "Rust in en om het huis"),
        Ladder("Huiswerk maken kan thuis niet", "Een stille plek na school", "Vooruitkomen met school"),
        Ladder("Het plein moet blijven", "De markt is mijn enige uitje", "Onder de mensen blijven"),
        Ladder("Ze willen een speeltuin", "De kinderen los kunnen laten lopen", "Andere ouders leren kennen"),
    ),
)
BEHIND: Final = (
    ("Zodat het ook lukt zonder hulp", "Meetellen in de buurt"),
    ("Omdat het nu niet vanzelf gaat", "Iemand tegenkomen zonder afspraak"),
    ("Omdat er thuis geen ruimte voor is", "Een plek hebben die ook van mij is"),
    ("Omdat het anders weer verdwijnt", "Weten waar je aan toe bent"),
    ("Omdat ze het graag samen doen", "Ergens bij horen"),
)


def words() -> Words:
    """Return the ideas in the folder that RAAKVLAK_IDEAS names; pictures show invented words only."""
    folder = os.environ.get("RAAKVLAK_IDEAS")
    is_for_pictures = bool(os.environ.get("RAAKVLAK_PICTURES"))
    return real_words(Path(folder)) if folder and not is_for_pictures else INVENTED


def real_words(folder: Path) -> Words:
    """Take twenty ideas that residents of Assen and Amsterdam really handed in."""
    assen, amsterdam = (folder / f"Netherlands_{name}.pb" for name in ("Assen_2024", "Amsterdam_166"))
    ideas = [*ideas_in(assen)[-10:], *ideas_in(amsterdam)[18:28]]
    market, kitchen = tuple(ideas[:ON_THE_MARKET]), tuple(ideas[ON_THE_MARKET:])
    chosen = (market[0], market[7], market[12], *kitchen)
    ladders = tuple(Ladder(talk, *behind) for talk, behind in zip(chosen, BEHIND, strict=True))
    return Words(market, kitchen, ladders)


def ideas_in(file: Path) -> list[str]:
    """Read the names of the ideas in a file, with what is told of them."""
    lines = file.read_text().splitlines()
    rows = lines[lines.index("PROJECTS") + 1 : lines.index("VOTES")]
    columns = rows[0].split(";")
    projects = [dict(zip(columns, row.split(";"), strict=False)) for row in rows[1:]]
    return [": ".join(filter(None, (row.get(NAME), row.get(DESCRIPTION)))) for row in projects]
