"""How a report says things in Dutch: numbers, rules, reactions, and what stands in the way."""

from typing import Final

from draagvlak.bundles.problem import Problem
from draagvlak.bundles.reactions import Ballot, Gradient, Number
from draagvlak.bundles.walls import Kind, Wall

RULES: Final = {
    "greedy": ("Populairst eerst", "Wat de meeste mensen willen komt eerst, en dan wat er nog bij past."),
    "equal_shares": ("Gelijke delen", "Iedereen krijgt een even groot deel en betaalt samen voor wat men deelt."),
    "proportional": ("Naar verhouding", "Elke groep krijgt ongeveer naar haar grootte; een tweede wens telt half."),
    "most_supported": ("Meeste steun", "De steun van iedereen opgeteld is zo groot als kan."),
    "fairest": ("Het eerlijkst", "Wie er het slechtst vanaf komt gaat voor, en dan wie anders niets krijgt."),
    "front": ("Tussenweg", "Een punt tussen de meeste steun en het eerlijkst."),
}
REACTIONS: Final = {
    Gradient.WANT: ("+ +", "dat wil ik"),
    Gradient.LIVE_WITH: ("+", "kan ik mee leven"),
    Gradient.UNSURE: ("?", "weet niet"),
    Gradient.OBJECT: ("–", "bezwaar"),
    Gradient.UNACCEPTABLE: ("– –", "onaanvaardbaar"),
}
AIMS: Final = {
    "total": "steun opgeteld",
    "worst off": "wie er het slechtst vanaf komt",
    "served": "wie iets krijgt",
    "proportional": "verhouding",
}
WALLS: Final = {
    Kind.MEANS: "te weinig {0}",
    Kind.CONSENT: "nog geen ja van {0}",
    Kind.LIMIT: "het maximum van {0} is bereikt",
    Kind.EXCLUDES: "{0} en {1} sluiten elkaar uit",
    Kind.REQUIRES: "{0} kan niet zonder {1}",
    Kind.CONDITION: "het mits van mensen bij {0} (over {1})",
    Kind.WISH: "{0} mag er niet bij",
}
LIFTED: Final = {
    Kind.MEANS: "10 % meer {0}",
    Kind.CONSENT: "een ja van {0}",
    Kind.LIMIT: "één meer dan het maximum van {0}",
    Kind.EXCLUDES: "{0} en {1} kunnen wel samen",
    Kind.REQUIRES: "{0} kan ook zonder {1}",
    Kind.CONDITION: "aan het mits bij {0} (over {1}) is voldaan",
    Kind.WISH: "{0} mag er wel bij",
}
UNITS: Final = {"EUR": "euro", "PLN": "zloty"}
BALLOTS: Final = {
    Ballot.GRADIENTS: "vijf reacties",
    Ballot.APPROVAL: "stemmen voor",
    Ballot.POINTS: "punten",
    Ballot.RANKS: "volgorde",
}


def rule_name(rule: str) -> str:
    """Return what a rule is called.

    >>> rule_name("equal_shares"), rule_name("by hand")
    ('Gelijke delen', 'by hand')
    """
    return RULES[rule][0] if rule in RULES else rule


def amount(number: Number | float) -> str:
    """Write a number as in Dutch, with two decimals at most.

    >>> amount(250000), amount(3.5), amount(0.333)
    ('250.000', '3,5', '0,33')
    """
    text = f"{float(number):,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def share(part: float) -> str:
    """Write a share from 0 to 1 as a percentage.

    >>> share(0.064), share(1)
    ('6,4 %', '100 %')
    """
    return f"{amount(round(100 * part, 1))} %"


def option_name(problem: Problem, id_: str) -> str:
    """Return what an option is called.

    >>> from draagvlak.bundles.problem import Option
    >>> option_name(Problem((Option("7", name="Bankje"), Option("8"))), "7")
    'Bankje'
    """
    return problem.options[problem.place[id_]].name or id_


def means_name(problem: Problem, id_: str) -> str:
    """Return what a kind of means is called.

    >>> from draagvlak.bundles.problem import Means
    >>> means_name(Problem((), (Means("budget", 5, unit="EUR"),)), "budget")
    'euro'
    """
    means = next(one for one in problem.means if one.id == id_)
    return means.name or UNITS.get(means.unit, means.unit) or id_


def rows_word(count: int, one: str, more: str) -> str:
    """Write how many there are of something.

    >>> rows_word(1, "wens", "wensen"), rows_word(2000, "wens", "wensen")
    ('1 wens', '2.000 wensen')
    """
    return f"{amount(count)} {one if count == 1 else more}"


def wall_words(problem: Problem, wall: Wall) -> str:
    """Say what stands in the way.

    >>> from draagvlak.bundles.problem import Means
    >>> wall_words(Problem((), (Means("uren", 5),)), Wall(Kind.MEANS, ("uren",)))
    'te weinig uren'
    """
    return WALLS[wall.kind].format(*_named(problem, wall))


def lifted_words(problem: Problem, wall: Wall) -> str:
    """Say what would have to change for a wall to be gone, as `blockers` tries it.

    >>> from draagvlak.bundles.problem import Means
    >>> lifted_words(Problem((), (Means("uren", 5),)), Wall(Kind.MEANS, ("uren",)))
    '10 % meer uren'
    """
    return LIFTED[wall.kind].format(*_named(problem, wall))


def _named(problem: Problem, wall: Wall) -> tuple[str, str]:
    """Return what a wall is of, and what else it is about."""
    if wall.kind is Kind.MEANS:
        return means_name(problem, wall.ids[0]), ""
    names = [option_name(problem, id_) if id_ in problem.place else id_ for id_ in wall.ids]
    return names[0], " en ".join(names[1:])
