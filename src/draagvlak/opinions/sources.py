"""Who was heard, held against who lives there: weights by known shares, what they cost, and who is not heard at all."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from draagvlak.opinions.gaussians import Numbers
from draagvlak.opinions.votes import Votes

MOST_ROUNDS: Final = 500
CLOSE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the population, such as an age: its share of who was heard, of the population, and after weighing.

    Shares lie from 0 to 1, of those whose stratum is known. `weighted` falls short of `wanted` where a weight may not
    grow further, and exceeds it where nobody was heard from another stratum.
    """

    trait: str
    name: Hashable
    heard: float
    wanted: float
    weighted: float


@dataclass(frozen=True, slots=True, eq=False)
class Raking:
    """Weights of shape (participants,), with mean 1, and what they stand for.

    `effective` is for how many equally heard participants they count (Kish 1965: the square of the sum over the sum of
    squares). `unheard` names, for each trait, strata from which nobody was heard; no weight mends that.
    """

    weights: Numbers
    effective: float
    unheard: Mapping[str, tuple[Hashable, ...]]
    strata: tuple[Stratum, ...] = ()


def rake(
    traits: Mapping[str, Sequence[Hashable | None]],
    shares: Mapping[str, Mapping[Any, float]],
    *,
    most: float = 5.0,
) -> Raking:
    """Weigh participants so that each trait is spread among them as in the population.

    `traits`: for each trait (age, neighbourhood, …) the stratum of each participant, None where it is not known; such
    participants keep the weight that their other traits give. `shares`: for each of those traits the share of every
    stratum in the population, from 0; they need not add up to 1. `most`: no weight exceeds this many times the mean,
    from 1. Raking, or iterative proportional fitting: Deming & Stephan (1940), Annals of Mathematical Statistics 11.
    Raises ValueError for a trait without shares, a stratum without one, or sizes that differ.

    >>> found = rake({"age": ["old", "old", "old", "young"]}, {"age": {"old": 1, "young": 1, "child": 1}})
    >>> found.weights.round(2).tolist(), round(found.effective, 1), found.unheard["age"]
    ([0.67, 0.67, 0.67, 2.0], 3.0, ('child',))
    """
    sizes = {len(strata) for strata in traits.values()}
    if len(sizes) != 1 or not min(sizes):
        raise ValueError(f"traits are of {sorted(sizes)} participants: give each trait for every participant")
    if most < 1:
        raise ValueError(f"most is {most}: a weight may at least be the mean, 1")
    marks = {name: _marks(name, strata, shares) for name, strata in traits.items()}
    weights = np.ones(sizes.pop())
    for _ in range(MOST_ROUNDS):
        before = weights
        for inside, wanted in marks.values():
            weights = _fitted(weights, inside, wanted)
        weights = np.minimum(weights / weights.mean(), most)
        if np.abs(weights - before).max() < CLOSE:
            break
    weights = weights / weights.mean()
    unheard = {name: _unheard(strata, shares[name]) for name, strata in traits.items()}
    strata = tuple(one for name, marks in traits.items() for one in _strata(name, marks, shares[name], weights))
    return Raking(weights, effective_size(weights), unheard, strata)


def weighed(votes: Votes, raking: Raking) -> Votes:
    """Let participants count with the weights of a raking; those are of the participants of these votes, in order.

    Raises ValueError for a raking of another number of participants.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays(["An", "Bo", "Co"], [7, 7, 7], [1, 1, -1])
    >>> weighed(votes, rake({"age": ["old", "old", "young"]}, {"age": {"old": 1, "young": 1}})).weights.tolist()
    [0.75, 0.75, 1.5]
    """
    if len(raking.weights) != len(votes.participants):
        raise ValueError(f"there are {len(raking.weights)} weights for {len(votes.participants)} participants")
    return replace(votes, weights=raking.weights.astype(np.float32))


def effective_size(weights: Numbers) -> float:
    """Return for how many equal voices these weighted ones count; `weights` of shape (participants,), from 0.

    >>> effective_size(np.array([1.0, 1.0])), effective_size(np.array([1.0, 0.0]))
    (2.0, 1.0)
    """
    return float(weights.sum() ** 2 / (weights**2).sum())


def _marks(
    name: str, strata: Sequence[Hashable | None], shares: Mapping[str, Mapping[Any, float]]
) -> tuple[Numbers, Numbers]:
    """Tell who is in which stratum that was heard, and the share of each."""
    if name not in shares:
        raise ValueError(f"there are no shares of {name}: give the share of each of its strata in the population")
    known = shares[name]
    strange = {stratum for stratum in strata if stratum is not None and stratum not in known}
    if strange:
        raise ValueError(f"{name} has no share for {min(map(str, strange))}: give one, or None where not known")
    if any(not share >= 0 for share in known.values()):
        raise ValueError(f"a share of {name} lies below 0")
    heard = [stratum for stratum, share in known.items() if share > 0 and stratum in strata]
    inside = np.array([[one == stratum for stratum in heard] for one in strata], dtype=np.float64)
    wanted = np.array([known[stratum] for stratum in heard], dtype=np.float64)
    return inside, wanted / max(wanted.sum(), 1e-12)


def _fitted(weights: Numbers, inside: Numbers, wanted: Numbers) -> Numbers:
    now = weights @ inside
    factors = np.where(now > 0, wanted * now.sum() / np.maximum(now, 1e-12), 1.0)
    is_known = inside.sum(axis=1) > 0
    return np.where(is_known, weights * (inside @ factors), weights)


def _unheard(strata: Sequence[Hashable | None], shares: Mapping[Any, float]) -> tuple[Hashable, ...]:
    return tuple(stratum for stratum, share in shares.items() if share > 0 and stratum not in strata)


def _strata(
    trait: str, strata: Sequence[Hashable | None], known: Mapping[Any, float], weights: Numbers
) -> Iterator[Stratum]:
    """Tell of each stratum its share before weighing, in the population, and after."""
    is_known = np.array([stratum is not None for stratum in strata])
    people, weight = max(int(is_known.sum()), 1), max(float(weights[is_known].sum()), 1e-12)
    whole = max(sum(known.values()), 1e-12)
    for name, wanted in known.items():
        inside = np.array([stratum == name for stratum in strata])
        yield Stratum(trait, name, int(inside.sum()) / people, wanted / whole, float(weights[inside].sum()) / weight)
