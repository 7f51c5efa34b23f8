"""How well hidden votes are told: by the model and by three groups, each beside what Polis's own map tells of them.

Votes are hidden by `../shared/data/folds.py`, which is how `hidden_chances` hides them.
"""

import statistics
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions import Model, Votes, find_groups, fit
from draagvlak.opinions.scoring import (
    ADDED_TO_GROUP,
    Chances,
    Way,
    by_classic_groups,
    by_classic_positions,
    by_model,
    by_statement,
    hidden_chances,
)
from measuring import Amount
from opinions_given import CONVERSATIONS, in_two, votes_of

Numbers = NDArray[np.float64]
GROUPS: Final = 3
PAIRS: Final = (("model", "PCA-2"), ("groups", "Polis's groups"))
PCA: Final = 0.414
"""The held-out log-loss of red-dwarf's two components over these conversations, as measured when this was begun."""


def hidden() -> Iterator[Amount]:
    """Tell the log-loss of each way, and how it compares with Polis's, vote by hidden vote."""
    found = dict(zip(CONVERSATIONS, in_two(losses, CONVERSATIONS), strict=True))
    for path, told in found.items():
        for ours, theirs in PAIRS:
            name = f"{path.name[:20]}: {ours}, s.e. over {theirs}"
            yield Amount(what=name, amount=told[f"{ours} worse"], most=2)
    mean = {name: statistics.mean(told[name] for told in found.values()) for name in next(iter(found.values()))}
    for name in ("statement", "PCA-2", "Polis's groups"):
        yield Amount(what=f"mean log-loss × 1000: {name}", amount=1000 * mean[name])
    yield Amount(what="mean log-loss × 1000: model", amount=1000 * mean["model"], most=970 * PCA)
    yield Amount(what="mean log-loss × 1000: three groups", amount=1000 * mean["groups"])
    yield Amount(what="  model, % under PCA-2, paired mean", amount=mean["model lower"], least=3)
    yield Amount(what="  three groups, % under Polis's, paired", amount=mean["groups lower"])


def losses(path: Path) -> dict[str, float]:
    """Return the log-loss of each way over one conversation, and how ours compare with those of Polis."""
    votes = votes_of(path)
    ways: dict[str, Way] = {
        "model": lambda shown: by_model(shown, model=fitted(shown)),
        "groups": three_groups,
        "PCA-2": by_classic_positions,
        "Polis's groups": partial(by_classic_groups, groups=GROUPS),
        "statement": by_statement,
    }
    is_told = votes.values != 0
    agreed, who = votes.values[is_told] > 0, votes.rows[is_told]
    chances = {name: chance[is_told] for name, chance in hidden_chances(votes, ways).items()}
    lost = {name: -np.log(np.where(agreed, chance, 1 - chance)) for name, chance in chances.items()}
    told = {name: float(loss.mean()) for name, loss in lost.items()}
    for ours, theirs in PAIRS:
        apart = lost[ours] - lost[theirs]
        error = np.sqrt((np.bincount(who, apart - apart.mean()) ** 2).sum()) / len(apart)
        told[f"{ours} worse"] = float(apart.mean() / error)
        told[f"{ours} lower"] = -100 * float(apart.mean()) / told[theirs]
    return told


@lru_cache(maxsize=1)
def fitted(votes: Votes) -> Model:
    """Fit once for both ways that need it."""
    return fit(votes)


def three_groups(votes: Votes) -> Chances:
    """Foretell from nothing but the share of agreement in each of three groups, drawn to that of all as Polis's are."""
    degrees = find_groups(votes, fitted(votes), count=GROUPS).memberships
    everybody = by_statement(votes)(votes.rows[:1], np.arange(votes.shape[1], dtype=np.int32))
    shares = np.column_stack([drawn_shares(votes, degree, everybody) for degree in degrees.T])
    return lambda who, what: np.asarray((degrees[who] * shares[what]).sum(axis=1))


def drawn_shares(votes: Votes, degree: Numbers, everybody: Numbers) -> Numbers:
    inside, size = degree[votes.rows], votes.shape[1]
    agreed, answered = (
        np.bincount(votes.columns, weights=marks * inside, minlength=size)
        for marks in (votes.values > 0, votes.values != 0)
    )
    return np.asarray((agreed + ADDED_TO_GROUP * everybody) / (answered + ADDED_TO_GROUP))
