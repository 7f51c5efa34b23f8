"""Problems as large as a municipality could have, and what it takes to solve them."""

import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Final

from draagvlak.bundles import (
    Bundle,
    Condition,
    Consent,
    Gradient,
    Limit,
    Means,
    Option,
    Party,
    Problem,
    Search,
    blockers,
    fairest,
    front,
    most_supported,
    proportional,
    robust,
    why_impossible,
)
from measuring import Amount

KINDS_OF_MEANS: Final = ("euro", "hours", "rooms", "things")
THEMES: Final = ("green", "play", "traffic", "meeting", "art", "care")
SAYS: Final = (*[Consent.KNOWN] * 3, Consent.ASKED, Consent.UNKNOWN)
HOW_MANY: Final = (0, 0, 1, 1, 2)
SOME, HALF = 0.1, 0.5
SEEDS: Final = 5
ROUGH: Final = Search(gap=0.01)
SHARE: Final = 0.3
"""How much of all options together the means are enough for."""


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


def on_towns() -> Iterator[Amount]:
    """Tell what it takes to solve generated towns; milliseconds of processor, on one thread, arrays included."""
    towns = [town(seed=seed) for seed in range(SEEDS)]
    yield worst("fairest, 100 × 500, 1 % gap, ms", [partial(fairest, one, search=ROUGH) for one in towns], most=2_000)
    yield worst("front, 100 × 500, 0.1 % gap, ms", [partial(front, one) for one in towns], most=5_000)
    yield Amount(what="blockers in such a town", amount=len(blockers(towns[0])))
    yield worst("all blockers of the total, 0.1 % gap, ms", [partial(blockers, one) for one in towns], most=8_000)
    roughly = [partial(blockers, one, aim="worst off", search=ROUGH) for one in towns]
    yield worst("all blockers of the worst-off, 1 % gap, ms", roughly)
    wishes = [partial(why_impossible, one, wish) for one in towns for wish in impossible_wishes(one)]
    yield Amount(what="impossible wishes of three", amount=len(wishes), least=1)
    yield worst("why a wish is impossible, ms", wishes, most=300)
    yield worst("robust, 100 × 500, ms", [partial(robust, most_supported(one)) for one in towns])
    large = town(LARGE)
    yield worst("table of 1,000 × 5,000, ms", [lambda: large.table])
    yield worst(
        "most supported, 1,000 × 5,000, 1 % gap, ms", [partial(most_supported, large, search=ROUGH)], most=5_000
    )
    yield worst("fairest, 1,000 × 5,000, 1 % gap, ms", [partial(fairest, large, search=ROUGH)], most=5_000)
    yield worst("proportional, 1,000 × 5,000, 1 % gap, ms", [partial(proportional, large, search=ROUGH)], most=5_000)


def on_daily_size(*others: Callable[[Problem], object]) -> Amount:
    """Tell what all rules, the front and the blockers take together at daily size; `others` are more rules."""

    def all_at_once(problem: Problem) -> None:
        rules: tuple[Callable[[Problem], object], ...] = (most_supported, proportional, fairest, front, blockers)
        for rule in (*rules, *others):
            rule(problem)

    towns = [partial(all_at_once, town(DAILY, seed=seed)) for seed in range(SEEDS)]
    return worst("all rules, front and blockers, 12 × 30, ms", towns, most=300)


def on_budgets(problems: Iterable[Problem]) -> Iterator[Amount]:
    """Tell what it takes to prove the best bundles of real budgets."""
    known = list(problems)
    for problem in known:
        len(problem.table.weights)  # to read people's ballots into arrays is measured by itself
    yield worst("most supported, slowest budget, ms", [partial(most_supported, one) for one in known], most=100)
    yield Amount(what="largest gap of most supported, %", amount=largest_gap(map(most_supported, known)), most=0)
    yield worst("proportional, slowest budget, ms", [partial(proportional, one) for one in known], most=2_000)
    yield Amount(what="largest gap of proportional, %", amount=largest_gap(map(proportional, known)), most=0)


def left_with_nothing(
    problems: Iterable[Problem], rules: Mapping[str, Callable[[Problem], Bundle]]
) -> dict[str, float]:
    """Return per rule the mean share of voters that is left with nothing, in per cent."""
    known = list(problems)
    return {name: 100 * statistics.mean(rule(one).left_out_share for one in known) for name, rule in rules.items()}


def worst(what: str, works: Sequence[Callable[[], object]], *, most: float | None = None) -> Amount:
    """Return the longest of the works, in milliseconds of processor."""
    taken = []
    for work in works:
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return Amount(what=what, amount=max(taken), most=most)


def largest_gap(bundles: Iterable[Bundle]) -> float:
    return 100 * max(bundle.gap or 0.0 for bundle in bundles)


def impossible_wishes(problem: Problem) -> list[list[str]]:
    """Return the costliest options, three by three, where they can't all be in."""
    costly = sorted(problem.options, key=lambda option: -sum(Fraction(cost) for cost in option.costs.values()))[:30]
    threes = [[option.id for option in costly[first : first + 3]] for first in range(0, len(costly), 3)]
    return [wish for wish in threes if why_impossible(problem, wish)]
