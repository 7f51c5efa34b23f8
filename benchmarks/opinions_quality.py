"""How true the model of opinions is: hidden votes, planted groups and positions, and what it says of nothing.

Needs `../shared/data`: conversations, and how votes are hidden and groups planted for everyone.
RAAKVLAK_BENCH_DRAWS makes the many draws fewer for a quick try, which is no proof.
"""

import importlib.util
import os
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions import Model, Votes, find_groups, fit, opinion_map, votes_from_arrays
from draagvlak.opinions.groups import likeness
from measuring import Amount

Numbers = NDArray[np.float64]
Ids = NDArray[np.int64]
DATA: Final = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
PARTS: Final = 5
DRAWS: Final = int(os.environ.get("RAAKVLAK_BENCH_DRAWS", "200"))
PCA: Final = 0.414
"""The held-out log-loss of red-dwarf's two components over these conversations, as measured when this was begun."""
LEAST_LIKENESS: Final = {0.03: 0.46, 0.06: 0.57, 0.12: 0.67, 0.25: 0.77}
ENOUGH_VOTES: Final = 7
BINS: Final = (1, 4, 8, 16, 32, 1000)
FEW: Final = 0.1
NINETY: Final = 1.6449


def quality() -> Iterator[Amount]:
    yield from held_out()
    yield from planted_groups()
    yield from coverage()
    yield from nothing_there()
    yield from well_separated()
    yield from same_map()
    yield from sparse_common_ground()


@cache
def given(name: str) -> ModuleType:
    """Load one of the ways that everyone shares."""
    spec = importlib.util.spec_from_file_location(name, DATA / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def held_out() -> Iterator[Amount]:
    """Tell the log-loss of hidden votes, of the model and of three groups."""
    of_model, of_groups = [], []
    for path in sorted((DATA / "polis").iterdir()):
        who, what, value = given("folds").newest_votes(path / "votes.csv")
        fold = given("folds").folds(len(value))
        losses = [hidden_loss(who, what, value, fold == part) for part in range(PARTS)]
        of_model.append(np.concatenate([one for one, _ in losses]).mean())
        of_groups.append(np.concatenate([one for _, one in losses]).mean())
        yield Amount(what=f"{path.name[:24]}, log-loss × 1000", amount=1000 * float(of_model[-1]))
        yield Amount(what="  three groups", amount=1000 * float(of_groups[-1]))
    yield Amount(what="hidden votes, log-loss × 1000", amount=1000 * float(np.mean(of_model)), most=970 * PCA)
    yield Amount(what="  three groups", amount=1000 * float(np.mean(of_groups)), most=408)


def hidden_loss(who: Ids, what: Ids, value: Ids, is_hidden: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    votes = votes_from_arrays(who[~is_hidden], what[~is_hidden], value[~is_hidden])
    asked = is_hidden & (value != 0)
    model = fit(votes)
    agrees = value[asked] > 0
    chance = model.probability_of_agreement(who[asked], what[asked])
    grouped = chance_by_groups(votes, model, who[asked], what[asked])
    loss, other = (-np.log(np.where(agrees, one, 1 - one)) for one in (chance, grouped))
    return loss, other


def chance_by_groups(votes: Votes, model: Model, who: Ids, what: Ids) -> Numbers:
    """Foretell from nothing but the share of agreement in each of three groups, drawn to that of all."""
    degrees = find_groups(votes, model, count=3).memberships
    size = len(votes.statements)
    agreed = np.bincount(votes.columns, weights=votes.values > 0, minlength=size)
    answered = np.bincount(votes.columns, weights=votes.values != 0, minlength=size)
    overall = (agreed + 2 * agreed.sum() / answered.sum()) / (answered + 2)
    shares = np.empty((size, degrees.shape[1]))
    for group, degree in enumerate(degrees.T):
        inside = degree[votes.rows]
        ours = np.bincount(votes.columns, weights=(votes.values > 0) * inside, minlength=size)
        theirs = np.bincount(votes.columns, weights=(votes.values != 0) * inside, minlength=size)
        shares[:, group] = (ours + 3 * overall) / (theirs + 3)
    rows = {one: place for place, one in enumerate(votes.participants)}
    columns = {one: place for place, one in enumerate(votes.statements)}
    anyone, anything = degrees.mean(axis=0), np.full(degrees.shape[1], agreed.sum() / answered.sum())
    found = [
        (degrees[rows[one]] if one in rows else anyone) @ (shares[columns[other]] if other in columns else anything)
        for one, other in zip(who.tolist(), what.tolist(), strict=True)
    ]
    return np.array(found)


def planted_groups() -> Iterator[Amount]:
    for density, least in LEAST_LIKENESS.items():
        found = []
        for seed in range(5):
            who, what, value, group, _position = given("planted").planted(density=density, seed=seed)
            votes = votes_from_arrays(who, what, value)
            people = np.array(votes.participants)
            labels = find_groups(votes, fit(votes), count=4).labels
            is_asked = np.bincount(who)[people] >= ENOUGH_VOTES
            found.append(likeness(group[people][is_asked], labels[is_asked]))
        yield Amount(
            what=f"planted groups, {density:.0%} of votes, ARI × 100",
            amount=100 * float(np.mean(found)),
            least=100 * least,
        )


def coverage() -> Iterator[Amount]:
    """Tell how many true positions lie within their 90 % intervals, for people with few and with many votes."""
    for groups in (1, 4):
        inside, counts = [], []
        for seed in range(4):
            who, what, value, _group, position = given("planted").planted(groups=groups, density=0.08, seed=seed)
            model = fit(votes_from_arrays(who, what, value), dimensions=2)
            people = np.array(model.participants)
            inside.append(within(model, position[people]))
            counts.append(np.bincount(who)[people])
        covered, votes = np.concatenate(inside), np.concatenate(counts)
        for low, high in pairwise(BINS):
            here = (votes >= low) & (votes < high)
            share = 100 * float(covered[here].mean())
            name = f"{groups} groups, from {low} votes, % of positions within 90 %"
            yield Amount(what=name, amount=share, least=87, most=93)


def within(model: Model, true: Numbers) -> NDArray[np.bool_]:
    """Tell of both coordinates whether they lie within their interval, on axes turned to those of the world."""
    known = np.hstack([np.ones((len(true), 1)), model.positions])
    sureness = np.trace(model.position_covariances, axis1=1, axis2=2)[:, None] ** -0.5
    turn, *_ = np.linalg.lstsq(known * sureness, true * sureness, rcond=None)
    spread = np.einsum("ia,nij,ja->na", turn[1:], model.position_covariances, turn[1:])
    return np.asarray(np.abs(true - known @ turn) <= NINETY * np.sqrt(spread))


def nothing_there() -> Iterator[Amount]:
    shown = 0
    for seed in range(DRAWS):
        votes = votes_from_arrays(*given("planted").planted(groups=1, seed=seed)[:3])
        shown += find_groups(votes, fit(votes), seed=seed).count > 0
    yield Amount(what="no groups planted, % in which they are shown", amount=100 * shown / DRAWS, most=8)


def well_separated() -> Iterator[Amount]:
    draws, shown = max(DRAWS // 4, 1), 0
    for seed in range(draws):
        votes = votes_from_arrays(*given("planted").planted(distance=3.5, density=0.12, seed=seed)[:3])
        shown += find_groups(votes, fit(votes), seed=seed).count > 0
    yield Amount(what="well separated groups, % in which they are shown", amount=100 * shown / draws, least=90)


def same_map() -> Iterator[Amount]:
    """Tell how far the map moves when people and statements get other names and places, and with another seed."""
    moved, apart, is_other = 0.0, 0.0, 0
    rng = np.random.default_rng(0)
    for path in sorted((DATA / "polis").iterdir()):
        who, what, value = given("folds").newest_votes(path / "votes.csv")
        people, statements = (np.unique(one, return_inverse=True) for one in (who, what))
        first, second = (rng.permutation(len(one[0])) for one in (people, statements))
        one = opinion_map(votes_from_arrays(people[1], statements[1], value))
        mixed = rng.permutation(len(value))
        other = opinion_map(votes_from_arrays(first[people[1]][mixed], second[statements[1]][mixed], value[mixed]))
        moved = max(moved, float(np.abs(one.positions - other.positions[first]).max()))
        seeded = opinion_map(votes_from_arrays(people[1], statements[1], value), seed=1)
        apart = max(apart, float(np.sqrt(((one.positions - seeded.positions) ** 2).mean())))
        is_other += one.groups.count != seeded.groups.count
    yield Amount(what="another order, largest move × 1e6", amount=1e6 * moved, most=1)
    yield Amount(what="another seed, distance × 100", amount=100 * apart, most=2)
    yield Amount(what="another seed, other groups shown", amount=is_other, most=0)


def sparse_common_ground() -> Iterator[Amount]:
    few = total = 0
    for path in [*sorted((DATA / "polis").iterdir())]:
        votes = votes_from_arrays(*given("folds").newest_votes(path / "votes.csv"))
        found = opinion_map(votes, gate=False)
        first = found.common.order[:20]
        few, total = few + int((found.common.asked[first] < FEW).sum()), total + len(first)
    yield Amount(what=f"of {total} first in common ground, by under 10 %", amount=few, most=0)


if __name__ == "__main__":
    for amount in quality():
        mark = "" if amount.least is None and amount.most is None else "good" if amount.is_good else "MISSED"
        print(f"{amount.what:<58}{amount.amount:>10.2f}  {mark}", flush=True)
