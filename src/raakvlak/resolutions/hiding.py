"""Which numbers of people may be told, so that none points at somebody, not even to who reckons with the others.

A number under five is not told. Numbers that together make a total that a reader may know are told together: the small
ones, nothing included, hide among themselves when each of them may then be nothing for all that a reader can reckon.
When they can't, others go with them, in an order that does not hang on how large they are, so that what is left out
tells nothing by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from raakvlak.resolutions.models.briefing import LEAST

ENOUGH: Final = 2 * LEAST - 1  # a hidden small number can then be each of one to four beside one that is not small


@dataclass(frozen=True, slots=True)
class Told:
    """A number as it is told; None when it is not: because it is under five (`is_few`), or for the sake of others."""

    number: int | None
    is_few: bool = False


@dataclass(frozen=True, slots=True)
class Folded:
    """The largest of many numbers by what they are of, and all others as one."""

    told: dict[str, int]
    rest: Told | None


def alone(number: int) -> Told:
    """Tell a number that adds up with no other."""
    return Told(None, is_few=True) if 0 < number < LEAST else Told(number)


def together(numbers: Sequence[int]) -> list[Told]:
    """Tell numbers that add up to a total of five or more, which a reader may know; the first are left out first.

    >>> [told.number for told in together([12, 7, 0])]
    [12, 7, 0]
    >>> [told.number for told in together([12, 3, 0, 4])]
    [12, None, None, None]
    >>> [told.number for told in together([9, 12, 1, 0])]
    [9, 12, None, None]
    >>> [told.number for told in together([9, 12, 1])]
    [None, 12, None]
    """
    small = {place for place, number in enumerate(numbers) if number < LEAST}
    hidden = sum(numbers[place] for place in small)
    if not hidden:
        return [Told(number) for number in numbers]
    if hidden <= (LEAST - 1) * (len(small) - 1):
        return [Told(None, is_few=True) if place in small else Told(number) for place, number in enumerate(numbers)]
    left_out = set(small)
    for place, number in enumerate(numbers):
        if place not in small and (left_out == small or hidden < ENOUGH):
            left_out.add(place)
            hidden += number
    return [Told(None) if place in left_out else Told(number) for place, number in enumerate(numbers)]


def folded(numbers: Mapping[str, int], most: int) -> Folded:
    """Tell the largest of many numbers by name, and all that are small or too many as one; which those are is not told.

    >>> folded({"De Kade": 12, "De Boeg": 4, "Het Want": 3}, 5)
    Folded(told={'De Kade': 12}, rest=Told(number=7, is_few=False))
    """
    largest = sorted(numbers, key=lambda name: (-numbers[name], name))
    told = [name for name in largest if numbers[name] >= LEAST][:most]
    rest = sum(numbers[name] for name in largest if name not in told)
    while 0 < rest < LEAST and told:
        rest += numbers[told.pop()]
    kept = {name: numbers[name] for name in told}
    return Folded(kept, alone(rest) if rest else None)
