"""A bundle of options: what it spends, whom it serves and leaves out, and how good it is proven to be."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from draagvlak.bundles.problem import Problem
from draagvlak.bundles.tables import Counts, Marks

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a bundle reaches of one aim, and what no bundle can surpass: the `bound`.

    For an aim that is to be low (`is_least`) no bundle goes below the bound.

    >>> Proof("total", value=95.0, bound=100.0).gap
    0.05
    """

    aim: str
    value: float
    bound: float
    is_least: bool = False

    @property
    def gap(self) -> float:
        """Return how far the bundle may be from the best, as a share of the bound's side, from 0."""
        far = self.value - self.bound if self.is_least else self.bound - self.value
        largest = max(abs(self.value), abs(self.bound))
        return max(far, 0.0) / largest if largest else 0.0


@dataclass(frozen=True, slots=True)
class PartyResult:
    """What one party gets: between `low` and `high`, for of some options we don't know what it thinks.

    >>> PartyResult("Anna", "street", low=0.7, high=1.7, is_served=True, is_heard=True).low
    0.7
    """

    id: str
    group: str
    low: float
    high: float
    is_served: bool
    is_heard: bool


@dataclass(frozen=True, slots=True)
class GroupResult:
    """What the parties of a group get, per unit of weight.

    `mean`: of who was heard, not a number when nobody was; `low` and `high`: of all. `served`: the share of who was
    heard that is served; `least_served` and `most_served`: of all.

    >>> GroupResult("street", 4, 0, float("nan"), 0.0, 2.0, float("nan"), 0.0, 1.0).is_heard
    False
    """

    name: str
    weight: float
    heard_weight: float
    mean: float
    low: float
    high: float
    served: float
    least_served: float
    most_served: float

    @property
    def is_heard(self) -> bool:
        """Tell whether anybody of the group was heard."""
        return self.heard_weight > 0


@dataclass(frozen=True)
class Bundle:
    """Options that go together, made by a rule; what follows from them is worked out when it is asked for.

    `options`: ids, in the order of the problem. `rule`: the name of the function that made it. `proofs`: of each aim,
    the first the most important; none for rules that aim at nothing. `is_stopped`: a time limit or a person ended the
    search, so that another run may give another answer.

    >>> from draagvlak.bundles.problem import Means, Option
    >>> from draagvlak.bundles.reactions import Gradient, Party
    >>> problem = Problem(
    ...     options=(Option("bench", costs={"euro": 300}), Option("tree", costs={"euro": 500})),
    ...     means=(Means("euro", 600),),
    ...     parties=(Party("A", reactions={"tree": Gradient.WANT}), Party("B", reactions={"tree": Gradient.OBJECT})),
    ... )
    >>> bundle = bundle_of(problem, ["tree"], rule="greedy")
    >>> bundle.options, dict(bundle.spent), bundle.served, bundle.left_out, bundle.total
    (('tree',), {'euro': 500}, ('A',), ('B',), Fraction(6, 5))
    """

    problem: Problem
    options: tuple[str, ...]
    rule: str
    proofs: tuple[Proof, ...] = ()
    is_stopped: bool = False

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Return where the options stand in the problem."""
        return tuple(self.problem.place[id_] for id_ in self.options)

    @property
    def bound(self) -> float | None:
        """Return what no bundle can surpass in the first aim; None for rules that aim at nothing."""
        return self.proofs[0].bound if self.proofs else None

    @property
    def gap(self) -> float | None:
        """Return the largest gap of all aims, from 0; None for rules that aim at nothing."""
        return max(proof.gap for proof in self.proofs) if self.proofs else None

    @cached_property
    def spent(self) -> MappingProxyType[str, int | Fraction]:
        """Return how much of each means it takes, exactly."""
        problem = self.problem
        each = {
            means.id: Fraction(sum(costs[place] for place in self.places), step)
            for means, costs, step in zip(problem.means, problem.costs, problem.steps, strict=True)
        }
        return MappingProxyType({id_: int(sum_) if sum_.denominator == 1 else sum_ for id_, sum_ in each.items()})

    @cached_property
    def total(self) -> Fraction:
        """Return the utilities of all who were heard, added up by weight, exactly."""
        table = self.problem.table
        heard = sum(int(gain) * int(weight) for gain, weight in zip(self._gained, table.weights, strict=True))
        return Fraction(heard, table.scale * table.weight_scale)

    @cached_property
    def served(self) -> tuple[str, ...]:
        """Return which parties can live with at least one of the options, or better."""
        return self._ids(self._served)

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """Return which parties were heard, and are left with nothing."""
        return self._ids(~self._served & self.problem.table.heard)

    @cached_property
    def unheard(self) -> tuple[str, ...]:
        """Return which parties reacted to no option at all, of this bundle or any other."""
        return self._ids(~self.problem.table.heard)

    @cached_property
    def left_out_share(self) -> float:
        """Return the share of who was heard, by weight, that is left with nothing; 0 when nobody was heard."""
        table = self.problem.table
        heard = table.weights[table.heard].sum()
        return float(table.weights[~self._served & table.heard].sum() / heard) if heard else 0.0

    @cached_property
    def parties(self) -> tuple[PartyResult, ...]:
        """Return what each party gets."""
        low, high = self._low, self._high
        table, served = self.problem.table, self._served
        return tuple(
            PartyResult(party.id, party.group, low[voter], high[voter], bool(served[voter]), bool(table.heard[voter]))
            for party, voter in zip(self.problem.parties, table.voter_of.tolist(), strict=True)
        )

    @cached_property
    def groups(self) -> tuple[GroupResult, ...]:
        """Return what each group gets, in the order in which parties name them."""
        table = self.problem.table
        return tuple(self._group(name, table.groups == number) for number, name in enumerate(table.group_names))

    @property
    def unheard_groups(self) -> tuple[str, ...]:
        """Return of which groups nobody was heard at all."""
        return tuple(group.name for group in self.groups if not group.is_heard)

    @cached_property
    def _gained(self) -> Counts:
        return self.problem.table.gained(self.places)

    @cached_property
    def _served(self) -> Marks:
        return self.problem.table.served(self.places)

    @cached_property
    def _low(self) -> Numbers:
        return self._gained / self.problem.table.scale

    @cached_property
    def _high(self) -> Numbers:
        most = max(map(float, self.problem.utilities.values()))
        return self._low + self.problem.table.unknown(self.places) * most

    def _ids(self, voters: Marks) -> tuple[str, ...]:
        chosen = voters[self.problem.table.voter_of].tolist()
        return tuple(party.id for party, is_one in zip(self.problem.parties, chosen, strict=True) if is_one)

    def _group(self, name: str, members: Marks) -> GroupResult:
        table = self.problem.table
        weights = table.weights / table.weight_scale
        heard = members & table.heard
        may_be = self._served | (table.unknown(self.places) > 0)
        return GroupResult(
            name=name,
            weight=float(weights[members].sum()),
            heard_weight=float(weights[heard].sum()),
            mean=_mean(self._low[heard], weights[heard]),
            low=_mean(self._low[members], weights[members]),
            high=_mean(self._high[members], weights[members]),
            served=_mean(self._served[heard], weights[heard]),
            least_served=_mean(self._served[members], weights[members]),
            most_served=_mean(may_be[members], weights[members]),
        )


def bundle_of(
    problem: Problem,
    options: Iterable[str],
    *,
    rule: str = "by hand",
    proofs: tuple[Proof, ...] = (),
    is_stopped: bool = False,
) -> Bundle:
    """Put options together in the order of the problem; whether they fit is told by `problem.faults`.

    `options`: ids. Raises ValueError for one that is not there.

    >>> from draagvlak.bundles.problem import Option
    >>> bundle_of(Problem(options=(Option("bench"), Option("tree"))), ["tree", "bench"]).options
    ('bench', 'tree')
    """
    chosen = set(options)
    if strange := chosen - problem.place.keys():
        raise ValueError(f"option {min(strange)} is not there")
    return Bundle(problem, tuple(id_ for id_ in problem.place if id_ in chosen), rule, proofs, is_stopped)


def _mean(values: NDArray[np.generic], weights: Numbers) -> float:
    return float(np.average(values.astype(np.float64), weights=weights)) if len(values) else float("nan")
