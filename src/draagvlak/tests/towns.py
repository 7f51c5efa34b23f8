"""Small random problems with all that a problem can have, and the slow obvious way to judge their bundles."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from draagvlak.bundles import (
    UTILITIES,
    Ballot,
    Condition,
    Consent,
    Gradient,
    Limit,
    Means,
    Option,
    Party,
    Problem,
    Reaction,
)

CONSENTS = (*[Consent.KNOWN] * 4, Consent.ASKED, Consent.REFUSED)


def small_problem(
    chance: random.Random,
    *,
    most_options: int = 7,
    ballot: Ballot | None = None,
    kinds_of_means: int | None = None,
    is_plain: bool = False,
) -> Problem:
    """Draw a problem; a plain one has nothing in the way but means."""
    ids = [f"o{number}" for number in range(chance.randint(1, most_options))]
    kinds = chance.randint(0, 2) if kinds_of_means is None else kinds_of_means
    means = tuple(
        Means(name, Fraction(chance.randint(0, 24), chance.choice((1, 2, 3)))) for name in ("euro", "hours")[:kinds]
    )
    drawn_ballot = ballot or chance.choice(list(Ballot))
    options = tuple(_option(id_, ids, means, chance) for id_ in ids)
    parties = tuple(_party(f"p{number}", ids, drawn_ballot, chance) for number in range(chance.randint(0, 7)))
    limits = (Limit("green", chance.randint(0, 2), theme="green"),) if chance.random() < 0.3 else ()
    if is_plain:
        nothing = frozenset[str]()
        options = tuple(replace(one, consents={}, requires=nothing, excludes=nothing) for one in options)
        parties, limits = tuple(replace(one, conditions={}) for one in parties), ()
    return Problem(options, means, parties, limits, drawn_ballot)


def _option(id_: str, ids: Sequence[str], means: Sequence[Means], chance: random.Random) -> Option:
    others = [other for other in ids if other != id_]

    def some(often: float) -> frozenset[str]:
        return frozenset({chance.choice(others)}) if others and chance.random() < often else frozenset()

    return Option(
        id_,
        costs={one.id: Fraction(chance.randint(0, 12), chance.choice((1, 1, 2))) for one in means},
        theme=chance.choice(("green", "play")),
        consents={"parks": chance.choice(CONSENTS)} if chance.random() < 0.3 else {},
        requires=some(0.2),
        excludes=some(0.2),
    )


def _party(id_: str, ids: Sequence[str], ballot: Ballot, chance: random.Random) -> Party:
    asked = chance.sample(ids, chance.randint(0, len(ids)))
    reactions = {other: _reaction(place, ballot, chance) for place, other in enumerate(asked)}
    conditions = {}
    for other, reaction in reactions.items():
        if len(ids) > 1 and reaction is not Gradient.UNSURE and chance.random() < 0.3:
            named = frozenset({chance.choice([one for one in ids if one != other])})
            otherwise = Gradient.UNACCEPTABLE if ballot is Ballot.GRADIENTS else 0
            is_required = chance.random() < 0.5
            conditions[other] = Condition(
                requires=named if is_required else frozenset(),
                excludes=frozenset() if is_required else named,
                otherwise=otherwise,
            )
    weight = Fraction(chance.randint(1, 6), chance.choice((1, 1, 2)))
    return Party(id_, weight, chance.choice(("", "a", "b", "c")), reactions, conditions)


def _reaction(place: int, ballot: Ballot, chance: random.Random) -> Reaction:
    match ballot:
        case Ballot.GRADIENTS:
            return chance.choice(list(Gradient))
        case Ballot.APPROVAL:
            return 1
        case Ballot.POINTS:
            return chance.randint(0, 5)
        case Ballot.RANKS:
            return place + 1


def bundles(problem: Problem) -> Iterator[frozenset[str]]:
    """Give every bundle that fits."""
    ids = [option.id for option in problem.options]
    for number in range(len(ids) + 1):
        for chosen in combinations(ids, number):
            if fits(problem, frozenset(chosen)):
                yield frozenset(chosen)


def fits(problem: Problem, chosen: frozenset[str]) -> bool:
    """Tell whether a bundle fits, in the words of the problem."""
    taken = [option for option in problem.options if option.id in chosen]
    return (
        all(sum(Fraction(one.costs.get(means.id, 0)) for one in taken) <= means.amount for means in problem.means)
        and all(consent is Consent.KNOWN for one in taken for consent in one.consents.values())
        and all(one.requires <= chosen and not one.excludes & chosen for one in taken)
        and all(sum(one.theme == limit.theme for one in taken) <= limit.most for limit in problem.limits)
    )


def stands(party: Party, option: str, chosen: frozenset[str], ballot: Ballot) -> Reaction | None:
    """Return how a party stands towards an option of a bundle, its condition looked at; None when unknown."""
    reaction = party.reactions.get(option)
    condition = party.conditions.get(option)
    if condition and not (condition.requires <= chosen and not condition.excludes & chosen):
        return condition.otherwise
    return None if reaction is Gradient.UNSURE else reaction


def worth(problem: Problem, party: Party, chosen: frozenset[str]) -> Fraction:
    """Return what a party gets."""
    longest = max((len(one.reactions) for one in problem.parties), default=0)
    gained = Fraction(0)
    for option in chosen:
        reaction = stands(party, option, chosen, problem.ballot)
        if isinstance(reaction, Gradient):
            gained += Fraction(UTILITIES[reaction])
        elif reaction:
            gained += longest + 1 - Fraction(reaction) if problem.ballot is Ballot.RANKS else Fraction(reaction)
    return gained


def times_served(problem: Problem, party: Party, chosen: frozenset[str]) -> int:
    """Return with how many options of a bundle a party can live, or better."""
    found = (stands(party, option, chosen, problem.ballot) for option in chosen)
    return sum(one in {Gradient.WANT, Gradient.LIVE_WITH} if isinstance(one, Gradient) else bool(one) for one in found)


def is_heard(problem: Problem, party: Party) -> bool:
    """Tell whether a party reacted to anything."""
    if problem.ballot is not Ballot.GRADIENTS:
        return True
    return any(reaction is not Gradient.UNSURE for reaction in party.reactions.values())


def total(problem: Problem, chosen: frozenset[str]) -> Fraction:
    """Return the utilities, by weight."""
    return sum((Fraction(one.weight) * worth(problem, one, chosen) for one in problem.parties), Fraction(0))


def harmonic(problem: Problem, chosen: frozenset[str]) -> Fraction:
    """Return the score of proportional approval voting."""
    return sum(
        (
            Fraction(one.weight) * sum(Fraction(1, k) for k in range(1, times_served(problem, one, chosen) + 1))
            for one in problem.parties
        ),
        Fraction(0),
    )


def served(problem: Problem, chosen: frozenset[str]) -> Fraction:
    """Return the weight of who is served."""
    return sum(
        (Fraction(one.weight) for one in problem.parties if times_served(problem, one, chosen)), start=Fraction(0)
    )


def worst_off(problem: Problem, chosen: frozenset[str]) -> Fraction:
    """Return the mean of the heard in the group that gets least; 0 without groups."""
    groups: dict[str, list[Party]] = {}
    for one in problem.parties:
        if one.group and is_heard(problem, one):
            groups.setdefault(one.group, []).append(one)
    return min((_mean(problem, group, chosen) for group in groups.values()), default=Fraction(0))


def _mean(problem: Problem, group: Iterable[Party], chosen: frozenset[str]) -> Fraction:
    members = list(group)
    gained = sum((Fraction(one.weight) * worth(problem, one, chosen) for one in members), Fraction(0))
    return gained / sum((Fraction(one.weight) for one in members), Fraction(0))
