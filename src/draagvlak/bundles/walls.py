"""What can stand in the way of a bundle: means, consents, limits, and what options and people ask of each other."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of wall it is."""

    MEANS = "means"
    CONSENT = "consent"
    LIMIT = "limit"
    EXCLUDES = "excludes"
    REQUIRES = "requires"
    CONDITION = "condition"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class Wall:
    """One thing that stands in the way, and of what it is.

    `ids`: the means; the department; the limit; two options of which one excludes or requires the other; an option,
    with those that people's condition on it names; or an option that must stay out.

    >>> Wall(Kind.CONSENT, ("parks",)).kind.value
    'consent'
    """

    kind: Kind
    ids: tuple[str, ...]
