"""What to ask somebody next in a live round: the statement whose answer is expected to tell most."""

from collections.abc import Hashable

import numpy as np

from draagvlak.opinions.gaussians import Gaussians, Numbers
from draagvlak.opinions.model import Model, places
from draagvlak.opinions.sweeping import chances, pair_moments


def information(model: Model, participant: Hashable) -> Numbers:
    """Return what an answer of this participant is expected to tell, in nats, of shape (statements,).

    Of where the participant stands and of what the statement is like together; a likely pass tells that much less.
    Lindley (1956), with Gaussian beliefs. Of somebody unknown it is what anyone's answer would tell.

    >>> from draagvlak.opinions.model import fit
    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> model = fit(votes_from_arrays([1, 2, 3, 4, 4], [7, 7, 7, 7, 8], [1, -1, 1, -1, 1]))
    >>> information(model, "somebody").shape
    (2,)
    """
    size = len(model.statements)
    position, unsure = _belief(model, participant)
    people = Gaussians(np.tile(position, (size, 1)), np.tile(unsure, (size, 1, 1)))
    chance = chances(*pair_moments(people, model.opinion.statements.beliefs))
    bend = chance * (1 - chance)
    with_one = np.concatenate([[1.0], position])
    of_person = np.einsum("sd,de,se->s", model.loadings, unsure, model.loadings)
    of_statement = np.einsum("d,sde,e->s", with_one, model.statement_covariances, with_one)
    answers = 1 - model.probability_of_passing([participant] * size, model.statements)
    return np.asarray(answers * (np.log1p(bend * of_person) + np.log1p(bend * of_statement)) / 2)


def next_statements(
    model: Model, participant: Hashable, *, seen: set[Hashable] | frozenset[Hashable] = frozenset(), count: int = 10
) -> tuple[Hashable, ...]:
    """Return which statements to ask this participant next, the most telling first, without those that were seen.

    Raises ValueError for a count below 1.

    >>> from draagvlak.opinions.model import fit
    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> model = fit(votes_from_arrays([1, 2, 3, 4, 4], [7, 7, 7, 7, 8], [1, -1, 1, -1, 1]))
    >>> next_statements(model, 1, seen={7})
    (8,)
    """
    if count < 1:
        raise ValueError(f"count is {count}: ask at least one statement")
    ranked = np.argsort(-information(model, participant), kind="stable")
    return tuple(model.statements[place] for place in ranked if model.statements[place] not in seen)[:count]


def _belief(model: Model, participant: Hashable) -> tuple[Numbers, Numbers]:
    place = int(places([participant], model.participants)[0])
    if place < 0:
        return np.zeros(model.dimensions), np.eye(model.dimensions)
    return model.positions[place], model.position_covariances[place]
