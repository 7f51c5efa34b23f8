"""Ask pabutools who wins, in an environment of its own; one JSON object per question on a line of standard output.

Called by `bench_bundles.py` as `python ask.py FILE QUESTION…`, where a question is rule:utility:completion. The first
line tells how long reading took. pabutools is GPL: this file runs beside it, and nothing of draagvlak imports it.
"""

import json
import sys
import time
from typing import Any

from pabutools.election import Additive_Borda_Sat, Additive_Cardinal_Sat, Cardinality_Sat, Cost_Sat, parse_pabulib
from pabutools.rules import (
    completion_by_rule_combination,
    greedy_utilitarian_welfare,
    max_additive_utilitarian_welfare,
    method_of_equal_shares,
)


def main(path: str, questions: list[str]) -> None:
    start = time.process_time()
    instance, profile = parse_pabulib(path)
    tell("reading", start, [])
    for question in questions:
        rule, utility, completion = question.split(":")
        satisfaction = satisfaction_of(utility, profile)
        start = time.process_time()
        tell(question, start, RULES[rule](instance, profile, satisfaction, completion))


def satisfaction_of(utility: str, profile: Any) -> Any:
    """Name the measure for points or ranks where the utility is additive, and the one of the options otherwise."""
    ranked = Additive_Borda_Sat if "Ordinal" in type(profile).__name__ else Additive_Cardinal_Sat
    return {"cost": Cost_Sat, "cardinality": Cardinality_Sat, "additive": ranked}[utility]


def equal_shares(instance: Any, profile: Any, satisfaction: Any, completion: str) -> Any:
    step = 1 if completion in {"add1", "add1u"} else None
    if completion in {"add1u", "utilitarian"}:
        return completion_by_rule_combination(
            instance,
            profile,
            [method_of_equal_shares, greedy_utilitarian_welfare],
            [{"sat_class": satisfaction, "voter_budget_increment": step}, {"sat_class": satisfaction}],
        )
    return method_of_equal_shares(instance, profile, satisfaction, voter_budget_increment=step)


def greedy(instance: Any, profile: Any, satisfaction: Any, _completion: str) -> Any:
    return greedy_utilitarian_welfare(instance, profile, satisfaction)


def most_supported(instance: Any, profile: Any, satisfaction: Any, _completion: str) -> Any:
    return max_additive_utilitarian_welfare(instance, profile, satisfaction)


RULES = {"equal_shares": equal_shares, "greedy": greedy, "most_supported": most_supported}


def tell(question: str, start: float, winners: Any) -> None:
    seconds = time.process_time() - start
    print(json.dumps({"question": question, "seconds": seconds, "winners": [one.name for one in winners]}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
