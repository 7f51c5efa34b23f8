"""The opinion map: who stands where, what they share, what divides them, and how sure all that is."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.gaussians import Numbers
from draagvlak.opinions.groups import Groups, find_groups
from draagvlak.opinions.model import Model, fit
from draagvlak.opinions.sources import Raking, effective_size, weighed
from draagvlak.opinions.support import (
    CommonGround,
    Distinctions,
    Support,
    by_source,
    common_ground,
    distinctions,
    division,
    learned_by_a_vote,
    support,
    sure_gap,
)
from draagvlak.opinions.threads import with_one_thread
from draagvlak.opinions.votes import Votes

ON_PAPER: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """What weights do: for how many equal voices all stand (Kish), and support and common ground without them.

    `raking` tells from which shares the weights come; None when they were given with the votes.
    """

    effective: float
    support: Support
    common: CommonGround
    raking: Raking | None


@dataclass(frozen=True, slots=True, eq=False)
class OpinionMap:
    """All that is told of a round of votes; arrays follow the ids in `participants` and `statements`.

    `positions` (participants, 2) and `covariances` (participants, 2, 2) are the two axes that divide most; `dimensions`
    says how many the votes bear, `held_out` the log-loss of hidden votes with 1, 2, … of them. `support` is overall,
    `group_support` per group, `source_support` per source (None without). `division`, `gap` (between groups, 0 without)
    and `learned` (by the next vote, in nats) are of shape (statements,). `distinctions` is None where no groups are
    shown, and where the two groups are mostly people who often and people who seldom agree: such are not named.
    `weighing` is None when all count alike.
    """

    participants: tuple[Hashable, ...]
    statements: tuple[Hashable, ...]
    source_names: tuple[str, ...]
    dimensions: int
    held_out: tuple[float, ...]
    positions: Numbers
    covariances: Numbers
    counts: NDArray[np.int64]
    intercepts: Numbers
    loadings: Numbers
    groups: Groups
    support: Support
    group_support: Support
    source_support: Support | None
    common: CommonGround
    division: Numbers
    gap: Numbers
    learned: Numbers
    distinctions: Distinctions | None
    weighing: Weighing | None = None

    def to_dict(self) -> dict[str, Any]:
        """Write everything as lists and numbers that JSON knows; what is not a number becomes None."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}


@with_one_thread
def opinion_map(
    votes: Votes, *, seed: int = 0, model: Model | None = None, gate: bool = True, raking: Raking | None = None
) -> OpinionMap:
    """Make the opinion map of votes.

    `seed` changes nothing, for what is drawn comes from the votes; `gate` False leaves out the last test of groups
    (`find_groups`), which takes longest. `model`: one fitted to these votes already. `raking`: weights of participants
    in support and common ground; on the map each stands once. Raises ValueError without votes, or for a model or a
    raking of other votes.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> found = opinion_map(votes_from_arrays([1, 1, 2, 2, 3], [7, 8, 7, 8, 7], [1, 1, 1, -1, 1]))
    >>> found.support.agree.tolist(), found.groups.verdict.value
    ([1.0, 0.5], 'too few people')
    """
    fitted, votes = _fitted(votes, model), votes if raking is None else weighed(votes, raking)
    groups = find_groups(votes, fitted, seed=seed, gate=gate)
    overall, in_groups, in_sources = support(votes), support(votes, groups.memberships), by_source(votes)
    return OpinionMap(
        participants=votes.participants,
        statements=votes.statements,
        source_names=votes.source_names,
        dimensions=fitted.dimensions,
        held_out=fitted.held_out,
        positions=_two(fitted.positions),
        covariances=_both(fitted),
        counts=np.bincount(votes.rows, minlength=len(votes.participants)).astype(np.int64),
        intercepts=fitted.intercepts,
        loadings=_two(fitted.loadings),
        groups=groups,
        support=overall,
        group_support=in_groups,
        source_support=in_sources,
        common=common_ground(votes, overall, in_groups, in_sources),
        division=division(fitted),
        gap=sure_gap(in_groups),
        learned=learned_by_a_vote(fitted),
        distinctions=_named(groups, in_groups),
        weighing=_weighing(votes, groups, raking),
    )


def _fitted(votes: Votes, model: Model | None) -> Model:
    if model is None:
        return fit(votes)
    if (model.participants, model.statements) != (votes.participants, votes.statements):
        raise ValueError("the model is of other participants or statements: fit it to these votes")
    return model


def _named(groups: Groups, in_groups: Support) -> Distinctions | None:
    return distinctions(in_groups) if groups.count > 1 and not groups.is_yes_saying else None


def _weighing(votes: Votes, groups: Groups, raking: Raking | None) -> Weighing | None:
    if votes.weights is None:
        return None
    alike = replace(votes, weights=None)
    overall = support(alike)
    common = common_ground(alike, overall, support(alike, groups.memberships), by_source(alike))
    return Weighing(effective_size(votes.weights.astype(np.float64)), overall, common, raking)


def _two(along: Numbers) -> Numbers:
    """Take the first two axes; with one axis the second is 0."""
    found = np.zeros((len(along), ON_PAPER))
    found[:, : along.shape[1]] = along[:, :ON_PAPER]
    return found


def _both(model: Model) -> Numbers:
    size = min(model.dimensions, ON_PAPER)
    found = np.zeros((len(model.positions), ON_PAPER, ON_PAPER))
    found[:, :size, :size] = model.position_covariances[:, :size, :size]
    return found


def _plain(told: object) -> object:
    if is_dataclass(told) and not isinstance(told, type):
        return {field.name: _plain(getattr(told, field.name)) for field in fields(told)}
    if isinstance(told, np.ndarray):
        return _plain(told.tolist())
    if isinstance(told, Mapping):
        return {str(name): _plain(one) for name, one in told.items()}
    if isinstance(told, (list, tuple)):
        return [_plain(one) for one in told]
    if isinstance(told, np.generic):
        return _plain(told.item())
    is_odd = isinstance(told, float) and not np.isfinite(told)
    return None if is_odd else told
