"""How true the map of opinions is: planted groups and positions, what it says of nothing, and what does not move it.

RAAKVLAK_BENCH_DRAWS makes the many draws fewer for a quick try, which is no proof.
"""

import os
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions import Model, find_groups, fit, opinion_map, votes_from_arrays
from draagvlak.opinions.groups import likeness
from measuring import Amount
from opinions_given import CONVERSATIONS, given, in_two, planted, votes_of
from opinions_judge import judged

Numbers = NDArray[np.float64]
DRAWS: Final = int(os.environ.get("RAAKVLAK_BENCH_DRAWS", "200"))
UNSEEN: Final = 10_000
"""Worlds from this seed on were never looked at while thresholds were chosen."""
FRESH: Final = 20_000
"""The same for whether groups are shown: some worlds before were seen when the choice of their number was mended."""
TARGETS: Final = {0.03: (0.46, 0.55), 0.06: (0.57, 0.61), 0.12: (0.67, 0.69), 0.25: (0.77, 0.79)}
"""For each share of votes the least likeness to reach, and that of a judge who knows the world, when it was set."""
SEEDS: Final = 5
WORLDS: Final = 4
ENOUGH_VOTES: Final = 7
BINS: Final = (1, 4, 8, 16, 32, 1000)
FEW: Final = 0.1
NINETY: Final = 1.6449
NEW: Final = 0.01


def quality() -> Iterator[Amount]:
    yield from planted_groups()
    yield from coverage()
    yield from shown()
    yield from same_map()
    yield from sparse_common_ground()
    yield from going_on()


def planted_groups() -> Iterator[Amount]:
    """Tell how like the planted groups those are that are found, and in unseen worlds how like those of a judge."""
    worlds = [(density, first + seed) for density in TARGETS for first in (0, UNSEEN) for seed in range(SEEDS)]
    found = dict(zip(worlds, in_two(found_again, worlds), strict=True))
    for density, (least, at_best) in TARGETS.items():
        ours, _best = np.mean([found[density, seed] for seed in range(SEEDS)], axis=0)
        yield Amount(what=f"planted, {density:.0%} of votes, ARI × 100", amount=100 * float(ours), least=100 * least)
        ours, best = np.mean([found[density, UNSEEN + seed] for seed in range(SEEDS)], axis=0)
        yield Amount(what="  in worlds never seen", amount=100 * float(ours))
        yield Amount(what="  in those, % of a judge's", amount=100 * float(ours / best), least=100 * least / at_best)


def found_again(world: tuple[float, int]) -> tuple[float, float]:
    """Return the likeness with planted groups, of ours and of a judge who knows the world."""
    density, seed = world
    votes, group, _position = planted(density=density, seed=seed)
    labels, best = find_groups(votes, fit(votes), count=4).labels, judged(votes, group, seed)
    is_asked = np.bincount(votes.rows) >= ENOUGH_VOTES
    ours, theirs = (likeness(group[is_asked], found[is_asked]) for found in (labels, best))
    return ours, theirs


def coverage() -> Iterator[Amount]:
    """Tell how many true positions lie within their 90 % intervals, for people with few and with many votes."""
    for groups in (1, 4):
        told = in_two(covered, [(groups, UNSEEN + seed) for seed in range(WORLDS)])
        inside, votes = (np.concatenate(part) for part in zip(*told, strict=True))
        for low, high in pairwise(BINS):
            here = (votes >= low) & (votes < high)
            share = 100 * float(inside[here].mean())
            name = f"{groups} groups, from {low} votes, % within 90 %"
            yield Amount(what=name, amount=share, least=87, most=93)


def covered(world: tuple[int, int]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    groups, seed = world
    votes, _group, position = planted(groups=groups, density=0.08, seed=seed)
    return within(fit(votes, dimensions=2), position), np.bincount(votes.rows)


def within(model: Model, true: Numbers) -> NDArray[np.bool_]:
    """Tell of both coordinates whether they lie within their interval, on axes turned to those of the world."""
    known = np.hstack([np.ones((len(true), 1)), model.positions])
    sureness = np.trace(model.position_covariances, axis1=1, axis2=2)[:, None] ** -0.5
    turn, *_ = np.linalg.lstsq(known * sureness, true * sureness, rcond=None)
    spread = np.einsum("ia,nij,ja->na", turn[1:], model.position_covariances, turn[1:])
    return np.asarray(np.abs(true - known @ turn) <= NINETY * np.sqrt(spread))


def shown() -> Iterator[Amount]:
    """Count in how many worlds groups are shown: where there are none, and where they lie well apart."""
    few = max(DRAWS // 4, 1)
    nothing = sum(in_two(is_shown_of_none, range(FRESH, FRESH + DRAWS)))
    yield Amount(what=f"no groups planted: shown in, of {DRAWS}", amount=nothing, most=0.08 * DRAWS)
    apart = sum(in_two(is_shown_of_four, range(FRESH, FRESH + few)))
    yield Amount(what=f"groups well apart: shown in, of {few}", amount=apart, least=0.9 * few)


def is_shown_of_none(seed: int) -> bool:
    votes, *_world = planted(groups=1, seed=seed)
    return find_groups(votes, fit(votes)).count > 0


def is_shown_of_four(seed: int) -> bool:
    votes, *_world = planted(distance=3.5, density=0.12, seed=seed)
    return find_groups(votes, fit(votes)).count > 0


def same_map() -> Iterator[Amount]:
    """Tell how far the map moves when people and statements get other names and places, and with another seed."""
    moved, apart, is_other = (max(part) for part in zip(*in_two(moves, CONVERSATIONS), strict=True))
    yield Amount(what="another order, largest move × 1e6", amount=1e6 * moved, most=1)
    yield Amount(what="another seed, Procrustes distance × 100", amount=100 * apart, most=2)
    yield Amount(what="another seed, conversation with other groups", amount=is_other, most=0)


def moves(path: Path) -> tuple[float, float, bool]:
    who, what, value = given("folds").newest_votes(path / "votes.csv")
    people, statements = (np.unique(one, return_inverse=True) for one in (who, what))
    rng = np.random.default_rng(0)
    first, second = (rng.permutation(len(one[0])) for one in (people, statements))
    one = opinion_map(votes_from_arrays(people[1], statements[1], value))
    mixed = rng.permutation(len(value))
    other = opinion_map(votes_from_arrays(first[people[1]][mixed], second[statements[1]][mixed], value[mixed]))
    seeded = opinion_map(votes_from_arrays(people[1], statements[1], value), seed=1)
    return (
        float(np.abs(one.positions - other.positions[first]).max()),
        float(np.sqrt(((one.positions - seeded.positions) ** 2).mean())),
        one.groups.count != seeded.groups.count,
    )


def sparse_common_ground() -> Iterator[Amount]:
    few, total = (sum(part) for part in zip(*in_two(asked_few, CONVERSATIONS), strict=True))
    yield Amount(what=f"of {total} first in common ground, by under 10 %", amount=few, most=0)


def asked_few(path: Path) -> tuple[int, int]:
    """Count statements among the first twenty on which few people voted."""
    found = opinion_map(votes_of(path), gate=False)
    first = found.common.order[:20]
    return int((found.common.asked[first] < FEW).sum()), len(first)


def going_on() -> Iterator[Amount]:
    """Tell what a hundredth of new votes takes, and whether going on ends where a fit from nothing does."""
    votes, *_world = planted(participants=2000, statements=900, density=0.125, seed=UNSEEN)
    is_early = np.random.default_rng(0).random(len(votes)) >= NEW
    early = (votes.rows[is_early], votes.columns[is_early], votes.values[is_early])
    before = fit(votes_from_arrays(*early))
    start = time.process_time()
    cold = fit(votes)
    middle = time.process_time()
    warm = fit(votes, start=before)
    end = time.process_time()
    apart = float(np.abs(warm.positions - cold.positions).max())
    yield Amount(what="1 % new votes, % of a fit from nothing", amount=100 * (end - middle) / (middle - start), most=50)
    yield Amount(what="  largest distance to it × 1000", amount=1000 * apart, most=10)


if __name__ == "__main__":
    for amount in quality():
        mark = "" if amount.least is None and amount.most is None else "good" if amount.is_good else "MISSED"
        print(f"{amount.what:<58}{amount.amount:>10.2f}  {mark}", flush=True)
