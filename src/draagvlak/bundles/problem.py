"""Options, the means at hand, who must say yes, and what people think: what bundles are put together from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Final

from draagvlak.bundles.reactions import UTILITIES, Ballot, Gradient, Number, Party, check_parties, exact
from draagvlak.bundles.tables import Table, table_of
from draagvlak.bundles.walls import Kind, Wall

LARGEST: Final = 2**53
"""Beyond this a solver no longer tells a number and the next one apart."""


class Consent(StrEnum):
    """What is known of the yes of a department to one option."""

    KNOWN = "known"
    ASKED = "asked"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Means:
    """One kind of means: how much of it there is, in what unit, for which period; `amount` is exact, from 0.

    >>> Means("euro", 450_000, unit="euro", period="2026").amount
    450000
    """

    id: str
    amount: Number
    unit: str = ""
    period: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that could be done: what it costs per means, and what it hangs on.

    `costs`: exact, from 0, by the id of the means; what is not named costs nothing. `consents`: where each department
    stands that must say yes. `requires`, `excludes`: ids of options; excluding works both ways.

    >>> Option("7", costs={"euro": 4000}, consents={"parks": Consent.ASKED}).requires
    frozenset()
    """

    id: str
    name: str = ""
    costs: Mapping[str, Number] = field(default_factory=dict)
    theme: str = ""
    area: str = ""
    consents: Mapping[str, Consent] = field(default_factory=dict)
    requires: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many options of a theme, of an area, or of a theme in an area.

    >>> Limit("parks", most=2, theme="green").area is None
    True
    """

    id: str
    most: int
    theme: str | None = None
    area: str | None = None

    def covers(self, option: Option) -> bool:
        """Tell whether the option counts."""
        return self.theme in {None, option.theme} and self.area in {None, option.area}


@dataclass(frozen=True)
class Problem:
    """What can be put together, out of what, and for whom; all ids are unique in their list.

    `sufficient`: which consents are enough to do an option: a yes that is known, unless you say otherwise.
    `utilities`: what a gradient is worth, exact and from 0, falling from want to unacceptable, all but unsure.
    `prepared`: the table of another problem with the same options, parties, ballot and utilities, which spares time.
    Raises ValueError, saying what is wrong and where, for what can't be.

    >>> problem = Problem(
    ...     options=(Option("bench", costs={"euro": 300}), Option("tree", costs={"euro": 500})),
    ...     means=(Means("euro", 600),),
    ...     parties=(Party("Anna", reactions={"tree": Gradient.WANT}), Party("Bart")),
    ... )
    >>> problem.table.utilities.toarray().tolist()
    [[0, 0], [1, 0]]
    >>> problem.faults(["bench", "tree"])
    ('means euro',)
    """

    options: tuple[Option, ...]
    means: tuple[Means, ...] = ()
    parties: tuple[Party, ...] = ()
    limits: tuple[Limit, ...] = ()
    ballot: Ballot = Ballot.GRADIENTS
    utilities: Mapping[Gradient, Number] = field(default_factory=lambda: UTILITIES)
    sufficient: frozenset[Consent] = frozenset({Consent.KNOWN})
    name: str = ""
    prepared: Table | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        _check_utilities(self.utilities)
        options = _unique((one.id for one in self.options), "option")
        means = _unique((one.id for one in self.means), "means")
        _unique((one.id for one in self.limits), "limit")
        for one in self.means:
            if exact(one.amount, f"the amount of means {one.id}") < 0:
                raise ValueError(f"the amount of means {one.id} is {one.amount}: it must be 0 or more")
        for option in self.options:
            _check_option(option, options, means)
        for limit in self.limits:
            _check_limit(limit)
        if self.prepared is None:
            check_parties(self.parties, options, self.ballot, self.utilities)

    @cached_property
    def place(self) -> dict[str, int]:
        """Return where each option stands in the list, by its id."""
        return {option.id: place for place, option in enumerate(self.options)}

    @cached_property
    def table(self) -> Table:
        """Return what people think as arrays, identical parties merged."""
        return self.prepared or table_of(tuple(self.place), self.parties, self.ballot, self.utilities)

    @cached_property
    def costs(self) -> tuple[tuple[int, ...], ...]:
        """Return per means what each option costs, in whole steps (`steps`)."""
        return tuple(
            tuple(int(Fraction(option.costs.get(one.id, 0)) * step) for option in self.options)
            for one, step in zip(self.means, self.steps, strict=True)
        )

    @cached_property
    def amounts(self) -> tuple[int, ...]:
        """Return how much there is per means, in whole steps (`steps`)."""
        return tuple(int(Fraction(one.amount) * step) for one, step in zip(self.means, self.steps, strict=True))

    @cached_property
    def steps(self) -> tuple[int, ...]:
        """Return per means how many steps there are in one, so that all costs and amounts are whole."""
        return tuple(_steps(one, self.options) for one in self.means)

    @cached_property
    def exclusions(self) -> tuple[tuple[int, int], ...]:
        """Return which pairs of options exclude each other, by their places, the lower first."""
        pairs = {
            (min(here, there), max(here, there))
            for here, option in enumerate(self.options)
            for there in map(self.place.__getitem__, option.excludes)
        }
        return tuple(sorted(pairs))

    def lacks_consent(self, option: Option) -> tuple[str, ...]:
        """Return the departments whose yes to the option is not enough yet."""
        return tuple(sorted(name for name, consent in option.consents.items() if consent not in self.sufficient))

    def broken(self, chosen: Iterable[str]) -> tuple[Wall, ...]:
        """Return which walls a bundle goes through; empty when it fits. `chosen`: ids of options. All is exact."""
        ids = frozenset(chosen)
        places = sorted(self.place[id_] for id_ in ids)
        means = zip(self.means, self.costs, self.amounts, strict=True)
        wrong: list[tuple[str, ...]] = [
            *((Kind.MEANS, one.id) for one, costs, most in means if sum(costs[place] for place in places) > most),
            *(
                (Kind.LIMIT, limit.id)
                for limit in self.limits
                if sum(limit.covers(self.options[place]) for place in places) > limit.most
            ),
        ]
        for option in (self.options[place] for place in places):
            wrong += [(Kind.CONSENT, department) for department in self.lacks_consent(option)]
            wrong += [(Kind.REQUIRES, option.id, other) for other in sorted(option.requires - ids)]
        wrong += [
            (Kind.EXCLUDES, self.options[one].id, self.options[other].id)
            for one, other in self.exclusions
            if ids.issuperset((self.options[one].id, self.options[other].id))
        ]
        return tuple(dict.fromkeys(Wall(Kind(kind), tuple(names)) for kind, *names in wrong))

    def faults(self, chosen: Iterable[str]) -> tuple[str, ...]:
        """Return what is wrong with a bundle in words: the kind of each wall that is broken, and ids."""
        return tuple(f"{wall.kind} {' '.join(wall.ids)}" for wall in self.broken(chosen))


def _unique(ids: Iterable[str], what: str) -> frozenset[str]:
    seen: set[str] = set()
    for id_ in ids:
        if not id_:
            raise ValueError(f"{what} {len(seen) + 1} has an empty id: give it some text")
        if id_ in seen:
            raise ValueError(f"{what} {id_} is there twice: give each an id of its own")
        seen.add(id_)
    return frozenset(seen)


def _check_utilities(utilities: Mapping[Gradient, Number]) -> None:
    order = [gradient for gradient in Gradient if gradient is not Gradient.UNSURE]
    if set(utilities) != set(order):
        raise ValueError(f"utilities are of {', '.join(utilities)}: give those of {', '.join(order)}")
    worths = [exact(utilities[gradient], f"the utility of {gradient}") for gradient in order]
    if worths != sorted(worths, reverse=True) or worths[-1] < 0:
        raise ValueError(f"utilities must be 0 or more, and fall from {order[0]} to {order[-1]}")


def _check_option(option: Option, options: frozenset[str], means: frozenset[str]) -> None:
    where = f"option {option.id}"
    for one, cost in option.costs.items():
        if one not in means:
            raise ValueError(f"{where} costs {one}, which is no means: add the means, or leave this cost out")
        if exact(cost, f"the cost of {where} in {one}") < 0:
            raise ValueError(f"the cost of {where} in {one} is {cost}: it must be 0 or more")
    for verb, others in (("requires", option.requires), ("excludes", option.excludes)):
        if option.id in others:
            raise ValueError(f"{where} {verb} itself")
        if strange := others - options:
            raise ValueError(f"{where} {verb} option {min(strange)}, which is not there")
    for department, consent in option.consents.items():
        if consent not in frozenset(Consent):
            raise ValueError(f"{where}: the consent of {department} is {consent!r}; give one of {', '.join(Consent)}")


def _check_limit(limit: Limit) -> None:
    if limit.theme is limit.area is None:
        raise ValueError(f"limit {limit.id} names no theme and no area: say of what there may be at most {limit.most}")
    if limit.most < 0:
        raise ValueError(f"limit {limit.id} is at most {limit.most}: give a whole number from 0")


def _steps(means: Means, options: Iterable[Option]) -> int:
    numbers = [Fraction(means.amount), *(Fraction(option.costs.get(means.id, 0)) for option in options)]
    steps = lcm(*(number.denominator for number in numbers))
    if sum(numbers) * steps > LARGEST:
        raise ValueError(f"means {means.id} counts more than {LARGEST} steps of 1/{steps}: round its costs and amount")
    return steps
