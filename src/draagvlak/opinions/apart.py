"""A round too large for one machine: each keeps its own participants, and only sums over them travel.

    statements = beginning(Answers.of_votes(votes_of_one), 2)          # on one machine, sent to all
    people, sums = contribution(answers, statements, people)           # on each, with its own participants
    statements = renewed(statements, combine([sums, sums_of_other]))   # on one machine, sent to all

Until the statements no longer move. Votes and positions of people stay where they are.
"""

from draagvlak.opinions.answers import Answers
from draagvlak.opinions.fitting import Statements, carried, unknown
from draagvlak.opinions.gaussians import Gaussians
from draagvlak.opinions.sweeping import Statistics, swept


def contribution(
    answers: Answers, statements: Statements, people: Gaussians | None = None
) -> tuple[Gaussians, Statistics]:
    """Take one step with a part of the participants, and return where they stand now and what they have to tell.

    `answers`: of these participants, on all statements, in one order for all parts. `people`: what the step before
    returned, None at first. The sums of all parts go through `combine` to `renewed`.

    >>> import numpy as np
    >>> from draagvlak.opinions.fitting import first_beliefs
    >>> answers = Answers(np.array([0, 1], np.int32), np.zeros(1, np.int32), np.ones(1, np.int8), 1)
    >>> contribution(answers, first_beliefs(np.ones(1), np.ones(1), np.ones((1, 1))))[1].count
    1.0
    """
    size = len(statements.expected) - 1
    before = unknown(answers.participants, size) if people is None else carried(people, statements)
    return swept(answers, before, statements.beliefs)
