"""The model: how likely each participant agrees with each statement, and how sure we are of where each one stands."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.answers import Answers
from draagvlak.opinions.beginning import as_a_habit, beginning, counted
from draagvlak.opinions.dimension import best_dimension, held_out_losses
from draagvlak.opinions.fitting import Fit, Statements, first_beliefs, fitted, unknown
from draagvlak.opinions.gaussians import Gaussians, Numbers
from draagvlak.opinions.order import places_by_content
from draagvlak.opinions.sweeping import chances, pair_moments
from draagvlak.opinions.threads import with_one_thread
from draagvlak.opinions.uncertainty import covariances
from draagvlak.opinions.votes import Votes

TOLERANCE: Final = 1e-4
TOLERANCE_OF_MANY: Final = 1e-3
MANY: Final = 1_000_000
MOST_SWEEPS: Final = 250
PASSING_TOLERANCE: Final = 2e-2
NOBODY: Final = -1
Ids = Iterable[Hashable] | NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A logistic ideal-point model: agreeing has the logit intercept + loading · position.

    `participants` and `statements` are ids. `counts`, of shape (participants,), are votes that agree or disagree;
    `position_covariances`, of shape (participants, d, d), how unsure positions are.
    `held_out` is the mean log-loss of hidden votes with 1, 2, … dimensions, as far as they were tried. `opinion` and
    `passing` hold what is believed of positions and statements, and of how easily somebody passes.
    Positions have mean 0 and variance 1 along each axis; the first axis divides most, and to its positive side lies who
    agrees more often.
    """

    participants: tuple[Hashable, ...]
    statements: tuple[Hashable, ...]
    counts: NDArray[np.int32]
    position_covariances: Numbers
    opinion: Fit
    passing: Fit
    held_out: tuple[float, ...]

    @property
    def dimensions(self) -> int:
        """The number of axes."""
        return int(self.positions.shape[1])

    @property
    def positions(self) -> Numbers:
        """Where each participant stands, of shape (participants, d)."""
        return self.opinion.people.mean

    @property
    def intercepts(self) -> Numbers:
        """The logit of agreeing in the middle of the map, of shape (statements,)."""
        return self.opinion.statements.beliefs.mean[:, 0]

    @property
    def loadings(self) -> Numbers:
        """By how much that rises along each axis, of shape (statements, d)."""
        return self.opinion.statements.beliefs.mean[:, 1:]

    @property
    def statement_covariances(self) -> Numbers:
        """How unsure intercepts and loadings are, of shape (statements, d + 1, d + 1)."""
        return self.opinion.statements.beliefs.covariance

    def probability_of_agreement(self, participants: Ids, statements: Ids) -> Numbers:
        """Return how likely each participant agrees with the statement beside it, given that it is no pass.

        `participants` and `statements`: ids, both of shape (pairs,). The answer has that shape, from 0 to 1.
        Of an id that the model never met it knows what it knows of anyone. Raises ValueError for unlike lengths.

        >>> from draagvlak.opinions.votes import votes_from_arrays
        >>> model = fit(votes_from_arrays([1, 2, 3], [7, 7, 7], [1, 1, -1]))
        >>> bool(0.5 < model.probability_of_agreement([1], [7])[0] < 1)
        True
        """
        return self._chances(self.opinion, participants, statements)

    def probability_of_passing(self, participants: Ids, statements: Ids) -> Numbers:
        """Return how likely each participant passes the statement beside it, as above."""
        return self._chances(self.passing, participants, statements)

    def _chances(self, of: Fit, participants: Ids, statements: Ids) -> Numbers:
        who, what = places(participants, self.participants), places(statements, self.statements)
        if who.shape != what.shape:
            raise ValueError(f"there are {len(who)} participants and {len(what)} statements: give pairs")
        return chances(*pair_moments(_picked_people(of, who), _picked_statements(of.statements, what)))


@with_one_thread
def fit(votes: Votes, *, seed: int = 0, dimensions: int | None = None, start: Model | None = None) -> Model:
    """Fit the model to observed votes only; nothing is filled in.

    `dimensions`: from 1; when left out as many as tell most of votes that are hidden from the model. `start`: a model
    of earlier votes, from which this one goes on with its number of dimensions: quicker, and it ends where a fit from
    nothing ends, to within a tolerance. Nothing hangs on chance, so every `seed` gives the same; one can be given as to
    anything that draws. Raises ValueError without votes, or for less than one dimension.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays([1, 1, 2, 2, 3, 3], [7, 8, 7, 8, 7, 8], [1, 1, 1, 1, -1, -1])
    >>> model = fit(votes, dimensions=1)
    >>> bool(model.positions[0, 0] > model.positions[2, 0])
    True
    """
    if not len(votes):
        raise ValueError("there are no votes: nothing can be learned from them")
    if dimensions is not None and dimensions < 1:
        raise ValueError(f"dimensions is {dimensions}: there must be at least one")
    answers, passes = Answers.of_votes(votes), Answers.of_passes(votes)
    if start is not None:
        return _went_on(votes, answers, passes, start)
    losses = held_out_losses(votes) if dimensions is None else ()
    size = best_dimension(losses) if dimensions is None else dimensions
    order = places_by_content(votes)
    begun = beginning(answers, size, order)
    opinion = fitted(answers, begun, tolerance=_tolerance(answers), sweeps=MOST_SWEEPS)
    passing = fitted(passes, as_a_habit(passes, order), tolerance=PASSING_TOLERANCE, sweeps=MOST_SWEEPS)
    means = tuple(float(loss.mean()) for loss in losses if loss.size)
    return _model(votes, answers, signed(opinion, answers), signed(passing, passes), means)


def places(ids: Ids, known: Sequence[Hashable]) -> NDArray[np.int64]:
    """Return where each id stands among those that are known, -1 where it does not, of shape (ids,).

    >>> places(["b", "x"], ("a", "b")).tolist()
    [1, -1]
    """
    where = {one: place for place, one in enumerate(known)}
    plain = ids.tolist() if isinstance(ids, np.ndarray) else ids
    return np.fromiter((where.get(one, NOBODY) for one in plain), dtype=np.int64)


def signed(found: Fit, answers: Answers) -> Fit:
    """Turn each axis so that to its positive side people agree more often.

    >>> answers = Answers(np.array([0, 1], np.int32), np.zeros(1, np.int32), np.ones(1, np.int8), 1)
    >>> turned = Fit(unknown(1, 1), first_beliefs(np.ones(1), np.ones(1), -np.ones((1, 1))), 0)
    >>> signed(turned, answers).statements.beliefs.mean[0, 1]
    np.float64(1.0)
    """
    yes, total = counted(answers)
    share = (yes + 0.5) / (total + 1)
    beliefs = found.statements.beliefs
    sign = np.where((total * share * (1 - share)) @ beliefs.mean[:, 1:] < 0, -1.0, 1.0)
    both = np.concatenate([[1.0], sign])
    old = found.statements
    people = Gaussians(found.people.mean * sign, found.people.covariance * np.outer(sign, sign))
    turned = Gaussians(beliefs.mean * both, beliefs.covariance * np.outer(both, both))
    return Fit(people, Statements(turned, old.expected, old.variance, old.turn, old.centre), found.sweeps)


def _model(votes: Votes, answers: Answers, opinion: Fit, passing: Fit, held_out: tuple[float, ...]) -> Model:
    unsure = covariances(answers, opinion.people, opinion.statements.beliefs)
    return Model(votes.participants, votes.statements, answers.counts, unsure, opinion, passing, held_out)


def _tolerance(answers: Answers) -> float:
    return TOLERANCE if len(answers) < MANY else TOLERANCE_OF_MANY


def _went_on(votes: Votes, answers: Answers, passes: Answers, start: Model) -> Model:
    who, what = places(votes.participants, start.participants), places(votes.statements, start.statements)

    def went_on(answers: Answers, of: Fit, tolerance: float) -> Fit:
        people, known = _picked_people(of, who), _picked_statements(of.statements, what)
        fresh = first_beliefs(*counted(answers), np.zeros((len(what), people.mean.shape[1]))).beliefs
        is_new = what == NOBODY
        mean = np.where(is_new[:, None], fresh.mean, known.mean)
        old = of.statements
        begun = Statements(Gaussians(mean, known.covariance), old.expected, old.variance, old.turn, old.centre)
        return signed(fitted(answers, begun, people, tolerance=tolerance, sweeps=MOST_SWEEPS), answers)

    opinion = went_on(answers, start.opinion, _tolerance(answers))
    passing = went_on(passes, start.passing, PASSING_TOLERANCE)
    return _model(votes, answers, opinion, passing, start.held_out)


def _picked_people(of: Fit, who: NDArray[np.int64]) -> Gaussians:
    anyone = unknown(1, of.people.mean.shape[1])
    mean = np.concatenate([of.people.mean, anyone.mean])
    return Gaussians(mean[who], np.concatenate([of.people.covariance, anyone.covariance])[who])


def _picked_statements(of: Statements, what: NDArray[np.int64]) -> Gaussians:
    mean = np.concatenate([of.beliefs.mean, of.expected[None]])
    covariance = np.concatenate([of.beliefs.covariance, np.diag(of.variance)[None]])
    return Gaussians(mean[what], covariance[what])
