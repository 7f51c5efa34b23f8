"""A judge who knows the world: whom planted groups can be told apart by, when all but the groups themselves is known.

No method does better but by luck, so what is found in a world can be held against what is to be found there.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions import Votes

Numbers = NDArray[np.float64]
PARTICIPANTS: Final = 2000
STATEMENTS: Final = 200
GROUPS: Final = 4
SPREAD: Final = 0.6
DISTANCE: Final = 2.2
NODES: Final = 9


def judged(votes: Votes, group: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
    """Return the likeliest group of each participant, by Bayes' rule, in the world that `planted.py` draws with a seed.

    `group`: the planted ones, of shape (participants,), to see that this is that world. Raises ValueError when not.
    """
    shares, drawn, centres, loading, intercept = world(seed)
    people, asked = (np.array(ids, dtype=np.int64) for ids in (votes.participants, votes.statements))
    if (drawn[people] != group).any():
        raise ValueError("planted.py draws another world now: draw it so here too")
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    places = SPREAD * np.array([(one, other) for one in nodes for other in nodes])
    weight = np.outer(weights, weights).ravel() / weights.sum() ** 2
    agrees, disagrees = (marks(votes, value) for value in (1, -1))
    posterior = np.empty((len(group), GROUPS))
    for which, centre in enumerate(centres):
        logit = intercept[asked] + (centre + places) @ loading[asked].T
        likelihood = -agrees @ np.logaddexp(0, -logit).T - disagrees @ np.logaddexp(0, logit).T
        most = likelihood.max(axis=1)
        posterior[:, which] = np.log(shares[which]) + most + np.log(np.exp(likelihood - most[:, None]) @ weight)
    return np.asarray(posterior.argmax(axis=1))


def world(seed: int) -> tuple[Numbers, NDArray[np.int64], Numbers, Numbers, Numbers]:
    """Draw what `planted.py` draws first: shares, groups, centres, loadings and intercepts."""
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet(np.full(GROUPS, 8.0))
    group = rng.choice(GROUPS, size=PARTICIPANTS, p=shares)
    angle = 2 * np.pi * np.arange(GROUPS) / GROUPS
    rng.normal(scale=SPREAD, size=(PARTICIPANTS, 2))
    loading = rng.normal(scale=0.8, size=(STATEMENTS, 2))
    centres = DISTANCE * np.column_stack([np.cos(angle), np.sin(angle)])
    return shares, group, centres, loading, rng.normal(0.6, 1.0, size=STATEMENTS)


def marks(votes: Votes, value: int) -> Numbers:
    found, here = np.zeros(votes.shape), votes.values == value
    found[votes.rows[here], votes.columns[here]] = 1
    return found
