"""Problems as large as a municipality could have: towns with groups and departments, and a city that votes."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from draagvlak.bundles import Ballot, Condition, Consent, Gradient, Limit, Means, Option, Party, Problem

KINDS_OF_MEANS: Final = ("euro", "hours", "rooms", "things")
THEMES: Final = ("green", "play", "traffic", "meeting", "art", "care")
SAYS: Final = (*[Consent.KNOWN] * 3, Consent.ASKED, Consent.UNKNOWN)
HOW_MANY: Final = (0, 0, 1, 1, 2)
SOME, HALF = 0.1, 0.5
SHARE: Final = 0.3
"""How much of all options together the means are enough for."""

CENTS: Final = 790_000_000
AREAS: Final = 8
OWN_AREA: Final = 6
"""How much likelier somebody is to choose a project of the own area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a town is."""

    options: int = 100
    parties: int = 500
    means: int = 4
    departments: int = 8
    groups: int = 12
    conditions: int = 8


TOWN: Final = Size()
DAILY: Final = Size(options=12, parties=30, means=3, departments=3, groups=4, conditions=3)
LARGE: Final = Size(options=1_000, parties=5_000)


def town(size: Size = TOWN, *, seed: int = 2026) -> Problem:
    """Make a town with groups that want different things, departments that were asked, and options that hang together.

    Some options require or exclude another, and one in ten parties makes one of a few conditions.
    """
    chance = random.Random(seed)  # noqa: S311 – no secrets
    ids = [f"o{number}" for number in range(size.options)]
    made = tuple(_option(number, ids, size, chance) for number in range(size.options))
    tastes = [[chance.gauss(0, 1) for _id in ids] for _group in range(size.groups)]
    conditions = dict(_condition(ids, chance) for _condition_number in range(size.conditions))
    return Problem(
        options=made,
        means=tuple(_means(name, made) for name in KINDS_OF_MEANS[: size.means]),
        parties=tuple(_party(number, ids, tastes, conditions, chance) for number in range(size.parties)),
        limits=tuple(Limit(f"most {theme}", most=max(size.options // 12, 2), theme=theme) for theme in THEMES[:2]),
    )


def _option(number: int, ids: Sequence[str], size: Size, chance: random.Random) -> Option:
    others = [id_ for id_ in ids if id_ != ids[number]]
    big = chance.lognormvariate(0, 0.8)
    return Option(
        ids[number],
        costs={name: max(round(100 * big * chance.uniform(0.4, 1.6)), 1) for name in KINDS_OF_MEANS[: size.means]},
        theme=chance.choice(THEMES),
        consents={
            f"d{chance.randrange(size.departments)}": chance.choice(SAYS) for _consent in range(chance.choice(HOW_MANY))
        },
        requires=frozenset({ids[chance.randrange(number)]} if number and chance.random() < SOME else ()),
        excludes=frozenset({chance.choice(others)} if chance.random() < SOME else ()),
    )


def _means(name: str, options: Sequence[Option]) -> Means:
    return Means(name, int(SHARE * sum(int(option.costs[name]) for option in options)), unit=name)


def _condition(ids: Sequence[str], chance: random.Random) -> tuple[str, Condition]:
    option, other = chance.sample(ids, 2)
    others = frozenset({other})
    return option, Condition(requires=others) if chance.random() < HALF else Condition(excludes=others)


def _party(
    number: int,
    ids: Sequence[str],
    tastes: Sequence[Sequence[float]],
    conditions: Mapping[str, Condition],
    chance: random.Random,
) -> Party:
    group = chance.randrange(len(tastes))
    asked = chance.sample(range(len(ids)), k=max(min(len(ids), 12), len(ids) // 4))
    reactions = {ids[place]: _gradient(tastes[group][place] + chance.gauss(0, 1)) for place in asked}
    made = {
        id_: condition
        for id_, condition in conditions.items()
        if reactions.get(id_) is Gradient.WANT and chance.random() < HALF
    }
    return Party(f"p{number}", group=f"g{group}", reactions=reactions, conditions=made)


def _gradient(feeling: float) -> Gradient:
    marks = ((1.3, Gradient.WANT), (0.2, Gradient.LIVE_WITH), (-0.2, Gradient.UNSURE), (-1.5, Gradient.OBJECT))
    return next((gradient for least, gradient in marks if feeling > least), Gradient.UNACCEPTABLE)


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
