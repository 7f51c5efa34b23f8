"""How quickly, and how well, bundles are found: on participatory budgets as they were voted, and on made ones.

Beside pabutools, in an environment of its own (`benchmarks/peers/pabutools`), on every file of
`../shared/data/pabulib`: the winners must be the same. Times are of the processor. Ours begin with votes read and
merged into arrays, as those of the peer begin with its own profile; what reading takes is told apart.
Of what takes the peer longest, ours is the median of three.
RAAKVLAK_BENCH_PABULIB names a folder of files with other votes; RAAKVLAK_BENCH_VOTERS makes the city smaller.
"""

import json
import os
import statistics
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Final

import bundles_solving
from bundles_solving import taken
from bundles_towns import city
from draagvlak.bundles import Bundle, Problem, bundle_of
from draagvlak.bundles.buying import Market
from draagvlak.bundles.equal_shares import add1, equal_shares
from draagvlak.bundles.finding import fairest, most_supported, proportional
from draagvlak.bundles.greedy import greedy
from draagvlak.bundles.pabulib import official_winners, read_pabulib
from draagvlak.bundles.searching import Search
from draagvlak.bundles.shares import Shares
from measuring import Amount
from peer_environments import HERE, python_of

FILES: Final = Path(os.environ.get("RAAKVLAK_BENCH_PABULIB", HERE.parent.parent / "shared" / "data" / "pabulib"))
VOTERS: Final = int(os.environ.get("RAAKVLAK_BENCH_VOTERS", "29000"))
QUICK: Final = (
    "equal_shares:cost:none",
    "equal_shares:cardinality:none",
    "equal_shares:cost:utilitarian",
    "greedy:cost:none",
    "greedy:cardinality:none",
)
BEST: Final = {"approval": "most_supported:cardinality:none", "points": "most_supported:additive:none"}
"""The total that each kind of ballot asks for; what a rank is worth, the peer counts in another way."""
GROWING: Final = ("equal_shares:cost:add1", "equal_shares:cardinality:add1", "equal_shares:cost:add1u")
POINTS: Final = ("equal_shares:additive:none", "greedy:additive:none", "equal_shares:additive:add1")
NAMED: Final = ("Amsterdam_166", "Amsterdam_621", "Amsterdam_285")
TIMES_FASTER: Final = 50
TRIED: Final = 40
RULES: Final[dict[str, Callable[[Problem], Bundle]]] = {
    "greedy": greedy,
    "greedy, per euro": lambda problem: greedy(problem, utility="cardinality"),
    "most supported": most_supported,
    "Equal Shares": lambda problem: equal_shares(problem, completion=None),
    "Equal Shares, add1": equal_shares,
    "Equal Shares, add1u": lambda problem: equal_shares(problem, completion="add1u"),
    "Equal Shares, cardinality, add1u": lambda p: equal_shares(p, utility="cardinality", completion="add1u"),
    "proportional approval": proportional,
    "fairest": lambda problem: fairest(problem, search=Search(gap=0.01, seconds=20)),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the peer answered, and how long it took."""

    question: str
    seconds: float
    winners: list[str]


def bench() -> Iterator[Amount]:
    yield bundles_solving.on_daily_size()
    yield from bundles_solving.on_towns()
    yield from bundles_solving.on_a_large_town()
    yield from bundles_solving.on_budgets(map(read, paths()))
    yield from bundles_solving.without_groups(map(read, paths()))
    yield from small_steps()
    yield from left_with_nothing()
    yield from beside_the_peer()


def beside_the_peer() -> Iterator[Amount]:
    """Answer what the peer answers, on every file."""
    ours: dict[str, float] = defaultdict(float)
    theirs: dict[str, float] = defaultdict(float)
    same, asked = 0, 0
    for path in paths():
        reading, problem = taken(partial(read, path))
        ours["reading"] += reading
        for answer in peer_says(path, problem):
            question = answer.question
            theirs["quick" if question in QUICK or question in BEST.values() else question] += answer.seconds * 1000
            if question == "reading":
                continue
            spent, bundle = taken(partial(ask, problem, question))
            ours["quick" if question in QUICK or question in BEST.values() else question] += spent
            asked, same = asked + 1, same + is_same(bundle, question, answer.winners)
            if question == GROWING[0] and (name := next((one for one in NAMED if one in path.stem), "")):
                again = [taken(partial(ask, problem, question))[0] for _again in range(2)]
                median = statistics.median([spent, *again])
                yield from beside(f"Equal Shares, cost, add1, {name}", median, answer.seconds * 1000)
    yield Amount(what="questions with the winners of the peer", amount=same, least=asked)
    yield from beside("plain Equal Shares, greedy, most supported", ours["quick"], theirs["quick"])
    yield from beside("reading all files into arrays", ours["reading"], theirs["reading"], at_least=1)
    assen = next(path for path in paths() if "Assen" in path.stem)
    is_official = set(equal_shares(read_pabulib(assen)).options) == set(official_winners(assen))
    yield Amount(what="Assen's official winners", amount=is_official, least=1)


def small_steps() -> Iterator[Amount]:
    """Let purses grow by a cent at a time in a large city, and try some of the steps one by one."""
    shares = Shares(with_table(city(voters=VOTERS)))
    spent, run = taken(lambda: add1(shares))
    steps = int((run.purse - shares.purse) / shares.step)
    yield Amount(what=f"add1, {VOTERS:,} voters, s", amount=spent / 1000, most=5)
    yield Amount(what="its steps of a cent", amount=steps, least=VOTERS / 2)
    before = [ran(shares, step) for step in range(0, steps, steps // TRIED or 1)]
    within = sum(is_within_means(one) for one in before)
    yield Amount(what=f"of {len(before)} steps before it, within means", amount=within, least=len(before))
    after = list(
        takewhile(is_within_means, (ran(shares, step) for step in range(steps, 2 * steps, steps // TRIED or 1)))
    )
    same = sum(set(one.options) == {shares.problem.options[place].id for place in run.places} for one in after)
    yield Amount(what=f"of {len(after)} steps until the end, the same", amount=same, least=len(after))


def ran(shares: Shares, steps: int) -> Bundle:
    """Run one step by itself."""
    places = Market(shares, shares.purse + steps * shares.step).run().places
    return bundle_of(shares.problem, (shares.problem.options[place].id for place in places))


def is_within_means(bundle: Bundle) -> bool:
    return not bundle.problem.faults(bundle.options)


def left_with_nothing() -> Iterator[Amount]:
    """Tell how many are left with nothing by each rule, of every budget as many; no rule is declared the winner."""
    left = bundles_solving.left_with_nothing(map(read, paths()), RULES)
    yield from (Amount(what=f"left with nothing, {name}, %", amount=share) for name, share in left.items())


def ask(problem: Problem, question: str) -> Bundle:
    rule, utility, completion = question.split(":")
    if rule == "most_supported":
        return most_supported(problem)
    if rule == "greedy":
        return greedy(problem, utility=utility)  # type: ignore[arg-type]  # a name out of a list
    asked = None if completion == "none" else completion
    return equal_shares(problem, utility=utility, completion=asked)  # type: ignore[arg-type]  # as above


def is_same(bundle: Bundle, question: str, winners: list[str]) -> bool:
    """Tell whether the same won; where only a total is asked for, whether as good was found."""
    if question.startswith("most_supported") and set(bundle.options) != set(winners):
        table, place = bundle.problem.table, bundle.problem.place
        theirs = sum(int(table.gained([place[id_]]) @ table.weights) for id_ in winners)
        return float(bundle.total) == theirs / table.scale / table.weight_scale
    return set(bundle.options) == set(winners)


def peer_says(path: Path, problem: Problem) -> list[Said]:
    best = [BEST[problem.ballot]] if problem.ballot in BEST else []
    questions = [*QUICK, *best, *GROWING, *(POINTS if problem.ballot == "points" else ())]
    program = [python_of("pabutools"), HERE / "peers" / "pabutools" / "ask.py", path, *questions]
    return [Said(**json.loads(line)) for line in subprocess.check_output(program, text=True).splitlines()]  # noqa: S603 – our own


def read(path: Path) -> Problem:
    return with_table(read_pabulib(path))


def with_table(problem: Problem) -> Problem:
    problem.table  # noqa: B018 – worked out now, not while something else is measured
    return problem


def beside(what: str, ours: float, theirs: float, *, at_least: float = TIMES_FASTER) -> Iterator[Amount]:
    """Tell how many times as quick ours is as pabutools."""
    yield Amount(what=f"{what}, ms", amount=ours)
    yield Amount(what="  pabutools takes, times as long", amount=theirs / ours, least=at_least)


def paths() -> list[Path]:
    return sorted(FILES.glob("*.pb"))
