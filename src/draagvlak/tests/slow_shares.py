"""The Method of Equal Shares as one would explain it: party by party, in fractions, one step after another."""

from fractions import Fraction

from draagvlak.bundles import Ballot, Condition, Gradient, Party, Problem
from draagvlak.bundles.reactions import serves, unmet, worth

Chosen = list[str]


def slow_equal_shares(problem: Problem, utility: str, completion: str | None) -> set[str]:
    whole, prices = priced(problem)
    weight = sum(Fraction(party.weight) for party in problem.parties if is_heard(problem, party))
    if not weight:
        return set()
    purse = whole / weight
    step = Fraction(1) if len(problem.means) == 1 else purse / 1000
    chosen = best = bought(problem, utility, purse, prices)
    while completion in {"add1", "add1u"} and is_within_means(problem, chosen):
        best = chosen
        if not what_fits(problem, utility, chosen):
            break
        purse += step
        chosen = bought(problem, utility, purse, prices)
    if completion in {"add1u", "utilitarian"}:
        best = list(best)
        while more := what_fits(problem, utility, best):
            best.append(min(more, key=lambda id_: (rate_if_rich(problem, utility, best, id_, prices), id_)))
    return set(best)


def bought(problem: Problem, utility: str, purse: Fraction, prices: dict[str, Fraction]) -> Chosen:
    purses = {party.id: purse for party in problem.parties}
    chosen: Chosen = []
    while True:
        rates = {}
        for option in problem.options:
            if may_follow(problem, chosen, option.id):
                gains = gains_of(problem, utility, chosen, option.id)
                rate = rate_of(problem, gains, purses, prices[option.id])
                if rate is not None:
                    rates[option.id] = rate
        if not rates:
            return chosen
        id_ = min(rates, key=lambda one: (rates[one], one))
        for name, gain in gains_of(problem, utility, chosen, id_).items():
            purses[name] = max(purses[name] - rates[id_] * gain, Fraction(0))
        chosen.append(id_)


def rate_of(
    problem: Problem, gains: dict[str, Fraction], purses: dict[str, Fraction], price: Fraction
) -> Fraction | None:
    """Try, from the poorest on, at which rate who is left can pay what is missing."""
    weights = {party.id: Fraction(party.weight) for party in problem.parties}
    if not gains or sum(weights[name] * purses[name] for name in gains) < price:
        return None
    missing = price
    rich = sorted(gains, key=lambda name: purses[name] / gains[name])
    while True:
        rate = missing / sum(weights[name] * gains[name] for name in rich)
        if purses[rich[0]] >= rate * gains[rich[0]]:
            return rate
        missing -= weights[rich[0]] * purses[rich[0]]
        rich = rich[1:]


def gains_of(problem: Problem, utility: str, chosen: Chosen, id_: str) -> dict[str, Fraction]:
    gains = {party.id: gain_of(problem, utility, party, {*chosen, id_}, id_) for party in problem.parties}
    return {name: gain for name, gain in gains.items() if gain}


def gain_of(problem: Problem, utility: str, party: Party, chosen: set[str], id_: str) -> Fraction:
    reaction = party.reactions.get(id_)
    if reaction is None or reaction == "unsure":
        return Fraction(0)
    if (condition := party.conditions.get(id_)) and not is_met(condition, chosen):
        reaction = unmet(condition, problem.ballot)
    if utility == "additive":
        longest = (
            max((int(max(one.reactions.values(), default=0)) for one in problem.parties), default=0)
            if (problem.ballot is Ballot.RANKS)
            else 0
        )
        return Fraction(worth(reaction, problem.ballot, problem.utilities, longest))
    _whole, prices = priced(problem)
    return (prices[id_] or Fraction(1) if utility == "cost" else Fraction(1)) if serves(reaction) else Fraction(0)


def rate_if_rich(problem: Problem, utility: str, chosen: Chosen, id_: str, prices: dict[str, Fraction]) -> Fraction:
    gains = gains_of(problem, utility, chosen, id_)
    return prices[id_] / sum(Fraction(party.weight) * gains.get(party.id, 0) for party in problem.parties)


def what_fits(problem: Problem, utility: str, chosen: Chosen) -> Chosen:
    return [
        option.id
        for option in problem.options
        if may_follow(problem, chosen, option.id)
        and is_within_means(problem, [*chosen, option.id])
        and gains_of(problem, utility, chosen, option.id)
    ]


def may_follow(problem: Problem, chosen: Chosen, id_: str) -> bool:
    faults = problem.faults([*chosen, id_])
    return id_ not in chosen and all(fault.startswith("means") for fault in faults)


def is_within_means(problem: Problem, chosen: Chosen) -> bool:
    return not any(fault.startswith("means") for fault in problem.faults(chosen))


def is_met(condition: Condition, chosen: set[str]) -> bool:
    return condition.requires <= chosen and not condition.excludes & chosen


def is_heard(problem: Problem, party: Party) -> bool:
    return problem.ballot is not Ballot.GRADIENTS or bool(set(party.reactions.values()) - {Gradient.UNSURE})


def priced(problem: Problem) -> tuple[Fraction, dict[str, Fraction]]:
    if len(problem.means) == 1:
        (means,) = problem.means
        return Fraction(means.amount), {one.id: Fraction(one.costs.get(means.id, 0)) for one in problem.options}
    parts = {
        one.id: [part_of(Fraction(one.costs.get(means.id, 0)), Fraction(means.amount)) for means in problem.means]
        for one in problem.options
    }
    return Fraction(1), {id_: max(each) for id_, each in parts.items()}


def part_of(cost: Fraction, amount: Fraction) -> Fraction:
    return cost / amount if amount else Fraction(2 if cost else 0)
