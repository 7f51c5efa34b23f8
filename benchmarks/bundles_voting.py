"""A participatory budget as large as of a city, in cents, so that growing purses take many small steps."""

import random
from typing import Final

from draagvlak.bundles import Ballot, Means, Option, Party, Problem

CENTS: Final = 790_000_000
AREAS: Final = 8
OWN_AREA: Final = 6
"""How much likelier somebody is to choose a project of the own area."""


def city(*, voters: int = 29_000, projects: int = 80, seed: int = 1) -> Problem:
    """Make a city in which people choose about seven projects, mostly of their own area, some of which all know."""
    chance = random.Random(seed)  # noqa: S311 – no secrets
    ids = [str(number) for number in range(1, projects + 1)]
    costs = [int(CENTS * min(0.3, max(0.004, chance.lognormvariate(-3.2, 0.9)))) for _id in ids]
    known = [chance.lognormvariate(0, 0.9) for _id in ids]
    areas = [chance.randrange(AREAS) for _id in ids]
    by_area = [
        [weight * (OWN_AREA if area == here else 1) for weight, area in zip(known, areas, strict=True)]
        for here in range(AREAS)
    ]
    return Problem(
        options=tuple(Option(id_, costs={"budget": cost}) for id_, cost in zip(ids, costs, strict=True)),
        means=(Means("budget", CENTS),),
        parties=tuple(_voter(number, ids, by_area, chance) for number in range(voters)),
        ballot=Ballot.APPROVAL,
    )


def _voter(number: int, ids: list[str], by_area: list[list[float]], chance: random.Random) -> Party:
    count = min(len(ids), 1 + int(chance.expovariate(1 / 6)))
    liked = chance.choices(ids, by_area[chance.randrange(AREAS)], k=count)
    return Party(f"v{number}", reactions=dict.fromkeys(liked, 1))
