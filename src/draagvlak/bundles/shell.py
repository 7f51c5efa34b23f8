"""From the shell: `python -m draagvlak bundle FILE`, a problem in, bundles with their reasons out."""

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, get_args

from draagvlak.bundles.blocking import blockers
from draagvlak.bundles.bundle import Bundle
from draagvlak.bundles.equal_shares import Completion, equal_shares
from draagvlak.bundles.finding import fairest, most_supported, proportional
from draagvlak.bundles.front import front
from draagvlak.bundles.greedy import greedy
from draagvlak.bundles.json_files import read_json
from draagvlak.bundles.pabulib import read_pabulib
from draagvlak.bundles.page import page_of
from draagvlak.bundles.problem import Problem
from draagvlak.bundles.report import Report, data, told
from draagvlak.bundles.searching import Search
from draagvlak.bundles.shares import Utility

FAIR_ENOUGH: Final = 0.01
"""The gap of the fairest: to close the last hundredth of who is served may take many times as long."""
RULES: Final = ("greedy", "equal_shares", "proportional", "most_supported", "fairest")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what may be asked.

    >>> parser = argparse.ArgumentParser()
    >>> add_arguments(parser)
    >>> parser.parse_args(["town.pb", "--rule", "greedy", "fairest"]).rule
    ['greedy', 'fairest']
    """
    parser.add_argument("file", type=Path, help="a .pb file as on pabulib.org, or JSON (docs/draagvlak/bundles.md)")
    parser.add_argument("--rule", nargs="+", choices=RULES, default=RULES, help="by which rules (all)")
    parser.add_argument(
        "--utility", choices=get_args(Utility), default="cost", help="of equal_shares and greedy (cost)"
    )
    parser.add_argument(
        "--completion", choices=[*get_args(Completion), "none"], default="add1", help="of equal_shares (add1)"
    )
    parser.add_argument("--group", default="", help="the field of VOTES in a .pb file that tells somebody's group")
    parser.add_argument("--front", action="store_true", help="also bundles between most support and fairest")
    parser.add_argument("--blockers", action="store_true", help="also what would help most if it changed")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each search may take (60)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the report as data")
    parser.add_argument("--html", type=Path, metavar="OUT", help="write the report as one page")


def told_bundles(given: argparse.Namespace) -> str:
    """Read a problem, find bundles, write what is asked, and return the report in words.

    Raises ValueError for a problem that can't be, and OSError for files that can't be read or written.

    >>> import tempfile
    >>> parser = argparse.ArgumentParser()
    >>> add_arguments(parser)
    >>> with tempfile.NamedTemporaryFile("w+", suffix=".json") as file:
    ...     _ = file.write('{"name": "Plein", "options": [{"id": "bankje"}]}')
    ...     file.flush()
    ...     print(told_bundles(parser.parse_args([file.name, "--rule", "greedy"])).splitlines()[0])
    Plein
    """
    is_pabulib = given.file.suffix.lower() == ".pb"
    problem = read_pabulib(given.file, group=given.group) if is_pabulib else read_json(given.file)
    report = reported(problem, given)
    if given.json:
        given.json.write_text(json.dumps(data(report), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if given.html:
        given.html.write_text(page_of(report), encoding="utf-8")
    return told(report)


def reported(problem: Problem, given: argparse.Namespace) -> Report:
    """Find all that is asked.

    >>> parser = argparse.ArgumentParser()
    >>> add_arguments(parser)
    >>> asked = parser.parse_args(["none.json", "--rule", "greedy"])
    >>> reported(Problem(()), asked).bundles[0].options
    ()
    """
    search = Search(gap=0.001, seconds=given.seconds)
    completion: Completion | None = None if given.completion == "none" else given.completion
    makers: dict[str, Callable[[], Bundle]] = {
        "greedy": lambda: greedy(problem, utility=given.utility),
        "equal_shares": lambda: equal_shares(problem, utility=given.utility, completion=completion),
        "proportional": lambda: proportional(problem, search=search),
        "most_supported": lambda: most_supported(problem, search=search),
        "fairest": lambda: fairest(problem, search=replace(search, gap=FAIR_ENOUGH)),
    }
    return Report(
        problem,
        tuple(makers[rule]() for rule in given.rule),
        front=front(problem, search=search) if given.front else (),
        blockers=blockers(problem, search=search) if given.blockers else None,
    )
