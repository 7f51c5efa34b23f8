"""Why each option is in a bundle, and why each other one is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from draagvlak.bundles.aims import Total
from draagvlak.bundles.bundle import Bundle
from draagvlak.bundles.walls import Kind, Wall


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an option is in or out.

    `serves`: the weight of who can live with it or better, as things stand with the bundle; `serves_alone`: of those,
    who gets nothing from any other option that is in. `adds`: what the total gains by having it, with conditions that
    it meets or breaks; of an option that is out, what it would gain if it were put in. `needed_by`: options that are in
    and require it. `walls`: what stops it from being put in besides the bundle, and `short`: how much of each means is
    lacking then. An option that is out without a wall is out for lack of support: others serve the rule better, or
    it takes away as much as it gives.

    >>> Reason("tree", is_in=True, serves=2.0, serves_alone=1.0, adds=1.7, needed_by=(), walls=(), short={}).walls
    ()
    """

    option: str
    is_in: bool
    serves: float
    serves_alone: float
    adds: float
    needed_by: tuple[str, ...]
    walls: tuple[Wall, ...]
    short: Mapping[str, int | Fraction]

    @property
    def is_for_lack_of_support(self) -> bool:
        """Tell whether the option could be put in, and is not."""
        return not self.is_in and not self.walls


def explained(bundle: Bundle) -> tuple[Reason, ...]:
    """Tell of each option of the problem why it is in the bundle, or why not, in the order of the problem.

    >>> from draagvlak.bundles import Ballot, Means, Option, Party, Problem, bundle_of
    >>> options = (Option("bench", costs={"euro": 300}), Option("tree", costs={"euro": 500}))
    >>> likes = (Party("Anna", reactions={"bench": 1, "tree": 1}), Party("Bart", reactions={"tree": 1}))
    >>> problem = Problem(options=options, means=(Means("euro", 600),), parties=likes, ballot=Ballot.APPROVAL)
    >>> bench, tree = explained(bundle_of(problem, ["tree"]))
    >>> bench.walls[0].ids, dict(bench.short), tree.serves, tree.serves_alone
    (('euro',), {'euro': 200}, 2.0, 2.0)
    """
    problem, table = bundle.problem, bundle.problem.table
    total = Total(table)
    now = total.value(bundle.places)
    weights = table.weights / table.weight_scale
    standing = set(problem.broken(bundle.options))
    reasons = []
    for place, option in enumerate(problem.options):
        is_in = option.id in bundle.options
        others = tuple(other for other in bundle.places if other != place)
        with_it = (*others, place)
        has, gets = table.served(others), table.serves(place, with_it)
        walls = () if is_in else tuple(w for w in problem.broken((*bundle.options, option.id)) if w not in standing)
        reasons.append(
            Reason(
                option=option.id,
                is_in=is_in,
                serves=float(weights[gets].sum()),
                serves_alone=float(weights[gets & ~has].sum()),
                adds=now - total.value(others) if is_in else total.value(with_it) - now,
                needed_by=tuple(
                    id_ for id_ in bundle.options if option.id in problem.options[problem.place[id_]].requires
                ),
                walls=walls,
                short=_short(bundle, place, walls),
            )
        )
    return tuple(reasons)


def _short(bundle: Bundle, place: int, walls: tuple[Wall, ...]) -> dict[str, int | Fraction]:
    """Return how much of each means is lacking to put an option in besides."""
    option, lacking = bundle.problem.options[place], {wall.ids[0] for wall in walls if wall.kind is Kind.MEANS}
    short = {
        means.id: bundle.spent[means.id] + Fraction(option.costs[means.id]) - Fraction(means.amount)
        for means in bundle.problem.means
        if means.id in lacking
    }
    return {id_: int(number) if number.denominator == 1 else number for id_, number in short.items()}
