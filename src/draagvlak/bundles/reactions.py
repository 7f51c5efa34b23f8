"""How people stand towards options: five gradients, or a ballot of approvals, points or ranks, and its worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final

Number = int | Fraction | Decimal
"""An exact number: what is compared may not depend on how a computer rounds."""


class Gradient(StrEnum):
    """Where somebody stands: from wanting an option to finding it unacceptable."""

    WANT = "want"
    LIVE_WITH = "live_with"
    UNSURE = "unsure"
    OBJECT = "object"
    UNACCEPTABLE = "unacceptable"

    __hash__ = str.__hash__  # an enum's own is slow, and reactions are looked up by the million


Reaction = Gradient | Number

UTILITIES: Final[Mapping[Gradient, Number]] = MappingProxyType(
    {
        Gradient.WANT: Fraction(1),
        Gradient.LIVE_WITH: Fraction(7, 10),
        Gradient.OBJECT: Fraction(2, 10),
        Gradient.UNACCEPTABLE: Fraction(0),
    }
)
"""What an option is worth to somebody, from 0 to 1; who is unsure has a worth that we don't know."""

SERVING: Final = frozenset({Gradient.WANT, Gradient.LIVE_WITH})


class Ballot(StrEnum):
    """In what form people reacted; the same for all parties of a problem.

    With gradients, an option without a reaction is unknown. With a ballot, it is worth nothing to who cast it.
    An approval is 1, points are from 0, a rank is 1 for the best; a rank r is worth (longest ranking + 1 - r) points.
    """

    GRADIENTS = "gradients"
    APPROVAL = "approval"
    POINTS = "points"
    RANKS = "ranks"


@dataclass(frozen=True, slots=True)
class Condition:
    """What somebody's reaction to an option hangs on: "mits option 7 too", "mits not option 3".

    `requires` and `excludes` hold ids of other options. When it is not met, the reaction is `otherwise`: a gradient or
    a number, as in the ballot; left out, it is an objection or 0.

    >>> Condition(requires=frozenset({"7"})).otherwise is None
    True
    """

    requires: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    otherwise: Reaction | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A person, group or organisation, with its weight and its reactions, by the id of the option.

    `weight` is exact and more than 0; `group` (or interest) is empty for none.

    >>> Party("Anna", reactions={"1": Gradient.WANT}, conditions={"1": Condition(excludes=frozenset({"3"}))}).weight
    1
    """

    id: str
    weight: Number = 1
    group: str = ""
    reactions: Mapping[str, Reaction] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)


def exact(value: Number, where: str) -> int | Fraction:
    """Return the number as an int or Fraction; `where` names it in the error. Raises ValueError for any other number.

    >>> exact(Decimal("0.70"), "the weight of Anna")
    Fraction(7, 10)
    """
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
        message = f"{where} is {value!r}: give an int, Fraction or Decimal, for it is compared exactly"
        raise ValueError(message)  # noqa: TRY004 – whoever reads a file catches one kind of error
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{where} is {value}: give a finite number")
    return value if isinstance(value, int) else Fraction(value)


def check_parties(
    parties: Iterable[Party], options: frozenset[str], ballot: Ballot, utilities: Mapping[Gradient, Number]
) -> None:
    """Raise ValueError, naming party and option, for reactions that can't be.

    >>> check_parties([Party("Anna", reactions={"9": 1})], frozenset({"1"}), Ballot.APPROVAL, UTILITIES)
    Traceback (most recent call last):
    ValueError: party Anna reacts to option 9, which is not there
    """
    seen: set[str] = set()
    known: set[Reaction] = set()
    for party in parties:
        where = f"party {party.id}"
        if party.id in seen:
            raise ValueError(f"{where} is there twice: give each party an id of its own")
        seen.add(party.id)
        if exact(party.weight, f"the weight of {where}") <= 0:
            raise ValueError(f"the weight of {where} is {party.weight}: it must be more than 0")
        if strange := party.reactions.keys() - options:
            raise ValueError(f"{where} reacts to option {min(strange)}, which is not there")
        for value in set(party.reactions.values()) - known:
            _check_reaction(value, ballot, where)
            known.add(value)
        for option, condition in party.conditions.items():
            _check_condition(party, option, condition, options, ballot, utilities)


def worth(reaction: Reaction, ballot: Ballot, utilities: Mapping[Gradient, Number], longest: int) -> int | Fraction:
    """Return the utility of a reaction that is known; `longest` is the length of the longest ranking.

    >>> worth(2, Ballot.RANKS, UTILITIES, 3), worth(Gradient.LIVE_WITH, Ballot.GRADIENTS, UTILITIES, 0)
    (2, Fraction(7, 10))
    """
    if isinstance(reaction, Gradient):
        return exact(utilities[reaction], f"the utility of {reaction}")
    number = exact(reaction, "a reaction")
    return longest - number + 1 if ballot is Ballot.RANKS and number else number


def serves(reaction: Reaction) -> bool:
    """Tell whether who reacts like this can live with the option, or better.

    >>> serves(Gradient.LIVE_WITH), serves(Gradient.OBJECT), serves(1)
    (True, False, True)
    """
    return reaction in SERVING if isinstance(reaction, Gradient) else reaction > 0


def unmet(condition: Condition, ballot: Ballot) -> Reaction:
    """Return what the reaction is when its condition is not met.

    >>> unmet(Condition(), Ballot.GRADIENTS)
    <Gradient.OBJECT: 'object'>
    """
    if condition.otherwise is not None:
        return condition.otherwise
    return Gradient.OBJECT if ballot is Ballot.GRADIENTS else 0


def _check_reaction(value: Reaction, ballot: Ballot, where: str) -> None:
    if ballot is Ballot.GRADIENTS or isinstance(value, Gradient):
        if not (isinstance(value, Gradient) and ballot is Ballot.GRADIENTS):
            raise ValueError(f"{where} reacts with {value!r}: the ballot of this problem is {ballot}")
        return
    number = exact(value, f"a reaction of {where}")
    if number < 0:
        raise ValueError(f"{where} reacts with {value}: it must be 0 or more")
    if ballot is Ballot.APPROVAL and number not in {0, 1}:
        raise ValueError(f"{where} reacts with {value}: an approval is 1, none is 0")
    if ballot is Ballot.RANKS and not (isinstance(number, int) and number >= 1):
        raise ValueError(f"{where} reacts with rank {value}: ranks are whole numbers from 1")


def _check_condition(  # noqa: PLR0913, PLR0917 – all that a condition is held against
    party: Party,
    option: str,
    condition: Condition,
    options: frozenset[str],
    ballot: Ballot,
    utilities: Mapping[Gradient, Number],
) -> None:
    where = f"the condition of party {party.id} on option {option}"
    reaction = party.reactions.get(option)
    if reaction is None or reaction is Gradient.UNSURE:
        raise ValueError(f"{where} belongs to no reaction: say how the party stands when it is met")
    others = condition.requires | condition.excludes
    if strange := others - options:
        raise ValueError(f"{where} names option {min(strange)}, which is not there")
    if option in others or condition.requires & condition.excludes or not others:
        raise ValueError(f"{where} must name other options, each either required or excluded")
    if ballot is Ballot.RANKS:
        if condition.otherwise not in {None, 0}:
            raise ValueError(f"{where} has another rank otherwise: a ranked option falls to nothing")
        return
    otherwise = unmet(condition, ballot)
    _check_reaction(otherwise, ballot, where)
    if otherwise is Gradient.UNSURE:
        raise ValueError(f"{where} has unsure otherwise: say how the party stands when it is not met")
    if worth(otherwise, ballot, utilities, 0) > worth(reaction, ballot, utilities, 0):
        raise ValueError(f"{where} is worth more when it is not met: turn the condition around")
