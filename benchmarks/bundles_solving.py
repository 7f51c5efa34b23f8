"""Problems as large as a municipality could have, and what it takes to solve them."""

import random
from collections.abc import Sequence
from typing import Final

from draagvlak.bundles import Condition, Consent, Gradient, Limit, Means, Option, Party, Problem

KINDS_OF_MEANS: Final = ("euro", "hours", "rooms", "things")
THEMES: Final = ("green", "play", "traffic", "meeting", "art", "care")
SHARE: Final = 0.3
"""How much of all options together the means are enough for."""


def town(
    *, options: int = 100, parties: int = 500, means: int = 4, departments: int = 8, groups: int = 12, seed: int = 2026
) -> Problem:
    """Make a town with groups that want different things, departments that were asked, and options that hang together.

    About a tenth of the options requires another, as many exclude another, and one in ten parties makes a condition.
    """
    chance = random.Random(seed)  # noqa: S311 – no secrets
    ids = [f"o{number}" for number in range(options)]
    made = tuple(_option(number, ids, means, departments, chance) for number in range(options))
    tastes = [[chance.gauss(0, 1) for _id in ids] for _group in range(groups)]
    return Problem(
        options=made,
        means=tuple(_means(name, made) for name in KINDS_OF_MEANS[:means]),
        parties=tuple(_party(number, ids, tastes, chance) for number in range(parties)),
        limits=tuple(Limit(f"most {theme}", most=max(options // 12, 2), theme=theme) for theme in THEMES[:2]),
    )


def _option(number: int, ids: Sequence[str], means: int, departments: int, chance: random.Random) -> Option:
    others = [id_ for id_ in ids if id_ != ids[number]]
    size = chance.lognormvariate(0, 0.8)
    return Option(
        ids[number],
        costs={name: max(round(100 * size * chance.uniform(0.4, 1.6)), 1) for name in KINDS_OF_MEANS[:means]},
        theme=chance.choice(THEMES),
        consents={
            f"d{chance.randrange(departments)}": chance.choice((*[Consent.KNOWN] * 3, Consent.ASKED, Consent.UNKNOWN))
            for _consent in range(chance.choice((0, 0, 1, 1, 2)) if departments else 0)
        },
        requires=frozenset({ids[chance.randrange(number)]} if number and chance.random() < 0.1 else ()),
        excludes=frozenset({chance.choice(others)} if chance.random() < 0.1 else ()),
    )


def _means(name: str, options: Sequence[Option]) -> Means:
    return Means(name, int(SHARE * sum(int(option.costs[name]) for option in options)), unit=name)


def _party(number: int, ids: Sequence[str], tastes: Sequence[Sequence[float]], chance: random.Random) -> Party:
    group = chance.randrange(len(tastes))
    asked = chance.sample(range(len(ids)), k=max(min(len(ids), 12), len(ids) // 4))
    reactions = {ids[place]: _gradient(tastes[group][place] + chance.gauss(0, 1)) for place in asked}
    wished = [id_ for id_, gradient in reactions.items() if gradient is Gradient.WANT]
    conditions = {}
    if wished and chance.random() < 0.1:
        other = chance.choice([id_ for id_ in ids if id_ != wished[0]])
        conditions[wished[0]] = Condition(**{chance.choice(("requires", "excludes")): frozenset({other})})
    return Party(f"p{number}", group=f"g{group}", reactions=reactions, conditions=conditions)


def _gradient(feeling: float) -> Gradient:
    marks = ((1.3, Gradient.WANT), (0.2, Gradient.LIVE_WITH), (-0.2, Gradient.UNSURE), (-1.5, Gradient.OBJECT))
    return next((gradient for least, gradient in marks if feeling > least), Gradient.UNACCEPTABLE)
