"""What it takes to find, prove and explain: on made towns, at daily size, and on budgets as they were voted.

Milliseconds of the processor on one thread, arrays included; beside HiGHS asked plainly (`bundles_plain`), which gets
the town that took ours longest. RAAKVLAK_BENCH_PLAIN says how many seconds it gets where it may take minutes.
"""

import math
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Final, TypeVar

import bundles_plain as plain
from bundles_towns import DAILY, LARGE, town
from draagvlak.bundles import (
    Bundle,
    Problem,
    Search,
    blockers,
    equal_shares,
    explained,
    fairest,
    front,
    greedy,
    most_supported,
    passed_over,
    proportional,
    robust,
    why_impossible,
)
from draagvlak.bundles.solver import INFINITE
from measuring import Amount

Answer = TypeVar("Answer")
SEEDS: Final = 5
ROUGH, NEAR = Search(gap=0.01), Search(gap=0.001)
LIMITED: Final = Search(gap=0.01, seconds=20)
PATIENCE: Final = float(os.environ.get("RAAKVLAK_BENCH_PLAIN", "60"))
MOST_BUNDLES, FEW_WISHES = 10, 5
TOO_FAR: Final = 2e-6
"""To within this a solver holds what it finds."""


def on_towns() -> Iterator[Amount]:
    """Find, prove and explain in generated towns of 100 options, 500 parties, 4 means and 8 departments."""
    towns = [town(seed=seed) for seed in range(SEEDS)]
    yield from beside("fairest, 100 × 500, 1 % gap", towns, fairest, plain.fairest, ROUGH, most=2_000)
    yield from beside("front, 100 × 500, 0.1 % gap", towns, front, plain.front, NEAR, most=5_000)
    shown = [front(one) for one in towns]
    yield Amount(what="different bundles in a front", amount=max(map(len, shown)), most=MOST_BUNDLES)
    yield Amount(what="blockers in such a town", amount=len(blockers(towns[0])))
    yield from beside("all blockers, 100 × 500, 0.1 % gap", towns, blockers, plain.blockers, NEAR, most=8_000)
    roughly = [partial(blockers, one, aim="worst off", search=ROUGH) for one in towns[:2]]
    yield worst("blockers of the worst-off, 1 % gap, ms", roughly)
    yield from on_wishes(towns)
    bundles = [most_supported(one) for one in towns]
    yield worst("robust, 100 × 500, ms", [partial(robust, one) for one in bundles])
    yield worst("why each option is in or out, ms", [partial(explained, one) for one in bundles])
    yield worst("who is passed over, ms", [partial(passed_over, one) for one in bundles])
    yield from beside(
        "proportional, 100 × 500, 1 % gap", towns[:1], proportional, plain.proportional, ROUGH, most=2_000
    )


def on_wishes(towns: Sequence[Problem]) -> Iterator[Amount]:
    """Tell why wishes are impossible."""
    wishes = [(one, wish) for one in towns for wish in impossible_wishes(one)]
    yield Amount(what="impossible wishes of three", amount=len(wishes), least=1)
    own, _reasons = slowest([partial(why_impossible, *one) for one in wishes])
    yield Amount(what="why a wish is impossible, ms", amount=own, most=300)
    theirs, _sizes = slowest([partial(plain.why_impossible, *one) for one in wishes[:FEW_WISHES]])
    yield Amount(what="  plain HiGHS takes, times as long", amount=theirs / own)


def on_a_large_town() -> Iterator[Amount]:
    """Find bundles out of 1,000 options with 5,000 parties."""
    large = town(LARGE)
    yield worst("table of 1,000 × 5,000, ms", [lambda: large.table])
    yield from beside(
        "most supported, 1,000 × 5,000, 1 % gap", [large], most_supported, plain.most_supported, ROUGH, most=5_000
    )
    yield from beside(
        "fairest, 1,000 × 5,000, 1 % gap", [large], fairest, plain.fairest, ROUGH, most=5_000, seconds=PATIENCE / 2
    )
    yield from beside(
        "proportional, 1,000 × 5,000, 1 % gap",
        [large],
        proportional,
        plain.proportional,
        ROUGH,
        most=5_000,
        seconds=PATIENCE / 2,
    )


def on_daily_size() -> Amount:
    """Tell what all rules, the front and the blockers take together at daily size."""

    def all_at_once(problem: Problem) -> None:
        for rule in (greedy, equal_shares, most_supported, proportional, fairest, front, blockers):
            rule(problem)

    towns = [partial(all_at_once, town(DAILY, seed=seed)) for seed in range(4 * SEEDS)]
    return worst("all rules, front and blockers, 12 × 30, ms", towns, most=300)


def on_budgets(problems: Iterable[Problem]) -> Iterator[Amount]:
    """Tell what it takes to prove the best bundles of real budgets."""
    known = list(problems)
    for problem in known:
        len(problem.table.weights)  # to read people's ballots into arrays is measured by itself
    yield worst("most supported, slowest budget, ms", [partial(most_supported, one) for one in known], most=100)
    yield Amount(what="largest gap of most supported, %", amount=largest_gap(map(most_supported, known)), most=0)
    yield worst("proportional, slowest budget, ms", [partial(proportional, one) for one in known], most=2_000)
    yield Amount(what="largest gap of proportional, %", amount=largest_gap(map(proportional, known)), most=0)
    most_voters = max(known, key=lambda one: len(one.parties))
    name = f"proportional, {len(most_voters.options)} × {len(most_voters.parties):,}, proven"
    yield from beside(name, [most_voters], proportional, plain.proportional, Search(), most=2_000, seconds=PATIENCE)


def without_groups(problems: Iterable[Problem]) -> Iterator[Amount]:
    """Tell how far from proven the fewest with nothing are within some seconds, on the budget where that is hardest."""
    own, found = slowest([partial(fairest, one, search=LIMITED) for one in problems])
    yield Amount(what="fairest without groups, slowest budget, ms", amount=own)
    yield Amount(what=f"  stopped after {LIMITED.seconds:.0f} s, budgets", amount=sum(one.is_stopped for one in found))
    hardest = max(found, key=lambda one: one.proofs[0].gap)
    yield Amount(what="  largest gap that is left, %", amount=100 * hardest.proofs[0].gap)
    yield Amount(what="  the share that is served there, %", amount=100 * (1 - hardest.left_out_share))


def beside(  # noqa: PLR0913 – both sides, and how far
    what: str,
    towns: Sequence[Problem],
    ours: Callable[..., object],
    plainly: Callable[..., float],
    search: Search,
    *,
    most: float | None = None,
    seconds: float = INFINITE,
) -> Iterator[Amount]:
    """Let both find the same in every town: the slowest of ours, and how many times as long plain HiGHS takes."""
    own, found = slowest([partial(ours, one, search=search) for one in towns])
    yield Amount(what=f"{what}, ms", amount=own, most=most)
    theirs, answers = slowest([partial(plainly, one, gap=search.gap, seconds=seconds) for one in towns])
    yield Amount(what="  plain HiGHS takes, times as long", amount=theirs / own)
    reached = [one.proofs[0].value for one in found if isinstance(one, Bundle)]
    if lost := sum(map(math.isnan, answers)):
        yield Amount(what=f"  in which it found none in {seconds:.0f} s", amount=lost)
    elif reached:
        better = max(plain / ours - 1 for plain, ours in zip(answers, reached, strict=True))
        most_better = 100 * (search.gap + TOO_FAR)
        yield Amount(what="  how much better its answer is, %", amount=100 * better, most=most_better)


def left_with_nothing(
    problems: Iterable[Problem], rules: Mapping[str, Callable[[Problem], Bundle]]
) -> dict[str, float]:
    """Return per rule the mean share of voters that is left with nothing, in per cent."""
    known = list(problems)
    return {name: 100 * statistics.mean(rule(one).left_out_share for one in known) for name, rule in rules.items()}


def worst(what: str, works: Sequence[Callable[[], object]], *, most: float | None = None) -> Amount:
    """Return the longest of the works, in milliseconds of processor."""
    return Amount(what=what, amount=slowest(works)[0], most=most)


def slowest(works: Sequence[Callable[[], Answer]]) -> tuple[float, list[Answer]]:
    """Return the longest of the works, in milliseconds of processor, and all answers."""
    times, answers = zip(*map(taken, works), strict=True)
    return max(times), list(answers)


def taken(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """Return milliseconds of the processor, and the answer."""
    start = time.process_time()
    answer = work()
    return (time.process_time() - start) * 1000, answer


def largest_gap(bundles: Iterable[Bundle]) -> float:
    return 100 * max(bundle.gap or 0.0 for bundle in bundles)


def impossible_wishes(problem: Problem) -> list[list[str]]:
    """Return the costliest options, three by three, where they can't all be in."""
    costly = sorted(problem.options, key=lambda option: -sum(Fraction(cost) for cost in option.costs.values()))[:30]
    threes = [[option.id for option in costly[first : first + 3]] for first in range(0, len(costly), 3)]
    return [wish for wish in threes if why_impossible(problem, wish)]
