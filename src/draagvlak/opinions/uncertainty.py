"""How unsure positions really are: statements are not known exactly either, and what is shared does not average out."""

import numpy as np

from draagvlak.opinions.answers import Answers
from draagvlak.opinions.gaussians import Gaussians, Numbers, inverses, products, squares, triangles
from draagvlak.opinions.sweeping import Part, chunks, sides


def covariances(answers: Answers, people: Gaussians, statements: Gaussians) -> Numbers:
    """Return the covariance of each position, of shape (participants, d, d).

    Beliefs that are fitted one beside the other take each other for settled, which makes intervals too narrow
    (Giordano, Broderick & Jordan 2018, Covariances, robustness, and variational Bayes, JMLR 19). So the information of
    the votes is taken at the loadings themselves, and to its inverse is added how far statements can move the position:
    `inverse @ (sum of bend² × variance of intercept + loading · position × loading loadingᵀ) @ inverse`.

    >>> answers = Answers(np.array([0, 1], np.int32), np.zeros(1, np.int32), np.ones(1, np.int8), 1)
    >>> position = Gaussians(np.zeros((1, 1)), np.ones((1, 1, 1)))
    >>> known, guessed = (Gaussians(np.array([[0.0, 1.0]]), spread * np.eye(2)[None]) for spread in (0, 1))
    >>> bool(covariances(answers, position, guessed) > covariances(answers, position, known))
    True
    """
    size = people.mean.shape[1]
    side = sides(statements)
    loading = triangles(products(statements.mean[:, 1:]))
    found = np.empty((answers.participants, size, size))
    for low, high in chunks(answers):
        part = Part(answers, low, high)
        here = part.of(people)
        _pull, bend = part.surprise(here, side)
        with_one = np.hstack([np.ones((high - low, 1)), here.mean])
        ours = triangles(products(with_one)).take(part.rows, axis=0)
        theirs = triangles(statements.covariance, counted_twice=True).take(part.columns, axis=0)
        moves = bend**2 * np.einsum("nt,nt->n", ours, theirs)
        inverse = inverses(squares(part.matrix(bend) @ loading, size) + np.eye(size))
        found[low:high] = inverse + inverse @ squares(part.matrix(moves) @ loading, size) @ inverse
    return found
