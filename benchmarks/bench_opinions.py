"""How quick, sparing and true the map of opinions is, beside red-dwarf (MPL-2.0) in an environment of its own.

Needs the conversations in `../shared/data/polis`. Large ones are drawn, each work in a process of its own.
RAAKVLAK_BENCH_PEOPLE makes the largest smaller for a quick try (100000), which is no proof; RAAKVLAK_BENCH_PEER=whole
lets red-dwarf do the largest too, which takes it up to 17 minutes and 7.5 GB. RAAKVLAK_BENCH_PARTS=hidden,quality
measures only those parts of `bench`.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions import Votes, classic_map, votes_from_arrays
from draagvlak.opinions.classic_statements import group_statistics
from measuring import Amount, Finding
from opinions_given import CONVERSATIONS, votes_of
from opinions_hidden import hidden
from opinions_quality import quality
from peer_environments import HERE, python_of

PARTS: Final = tuple(filter(None, os.environ.get("RAAKVLAK_BENCH_PARTS", "").split(",")))
PEOPLE: Final = int(os.environ.get("RAAKVLAK_BENCH_PEOPLE", "100000"))
IS_PEER_WHOLE: Final = os.environ.get("RAAKVLAK_BENCH_PEER") == "whole"
DENSITY: Final = 0.103
"""Gives 10.2 million votes of 100,000 people on 1,000 statements."""
COUNTRY_DENSITY: Final = 0.0865
"""Gives 43 million votes of a million people on 500."""
NUMBERS_OF_GROUPS: Final = (2, 3, 4, 5)
ROUNDS: Final = 5
OURS: Final = ("pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt")


def bench() -> Iterator[Finding | Amount]:
    """Measure all, or the parts that RAAKVLAK_BENCH_PARTS names, with commas between."""
    with tempfile.TemporaryDirectory(prefix="opinions-") as folder:
        here = Path(folder)
        parts: dict[str, Callable[[], Iterator[Finding | Amount]]] = {
            "peer": lambda: equal_to_peer(here),
            "conversation": lambda: conversation(here),
            "city": lambda: city(here),
            "model": lambda: model(here),
            "hidden": hidden,
            "quality": quality,
        }
        for name in PARTS or parts:
            yield from parts[name]()


def equal_to_peer(folder: Path) -> Iterator[Amount]:
    """Tell how much the classic map and red-dwarf differ over the shared conversations, at each number of groups."""
    likeness, differences = [], []
    for path in CONVERSATIONS:
        votes = votes_of(path)
        for count, answer in zip(NUMBERS_OF_GROUPS, asked(votes, folder, *NUMBERS_OF_GROUPS), strict=True):
            labels = np.array(answer["labels"], dtype=np.int32)
            likeness.append(rand_index(labels, classic_map(votes, groups=count).labels))
            differences.append(largest_difference(votes, labels, answer))
    yield Amount(what="groups as red-dwarf's, least ARI × 100", amount=100 * min(likeness), least=98)
    yield Amount(what="consensus and tests, largest difference × 1e6", amount=1e6 * max(differences), most=1)


def conversation(folder: Path) -> Iterator[Finding]:
    """Tell how quick the classic map of a conversation of 2,000 people is, beside red-dwarf's."""
    file = drawn(folder / "conversation.npz", 2000, 900, 0.125)
    votes = kept(file)
    theirs = statistics.median(one["seconds"] for one in answers(file, folder, *[0] * ROUNDS))
    ours = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        classic_map(votes)
        ours.append(time.perf_counter() - start)
    yield Finding(
        what=f"classic, 2,000 × 900, {len(votes):,} votes",
        milliseconds=1000 * statistics.median(ours),
        yardstick="red-dwarf",
        yardstick_milliseconds=1000 * theirs,
        target_ratio=0.5,
        target_milliseconds=1400,
    )


def city(folder: Path) -> Iterator[Finding | Amount]:
    """Tell what a city takes, beside red-dwarf with a tenth of its people (or all of them, when asked)."""
    file = drawn(folder / "city.npz", PEOPLE, 1000, DENSITY)
    told = run("classic", file)
    yield from taken(f"classic, {PEOPLE:,} × 1,000", told, seconds=4, megabytes=600)
    gathered = run("gather", file)
    yield Amount(what="  to gather, bytes a vote", amount=gathered["bytes"], most=40)
    yield Amount(what="  to gather in disorder, s", amount=gathered["seconds"])
    part = PEOPLE if IS_PEER_WHOLE else PEOPLE // 10
    file = drawn(folder / "part.npz", part, 1000, DENSITY)
    [theirs], ours = answers(file, folder, 0), run("classic", file)
    yield Finding(
        what=f"classic, {part:,} × 1,000",
        milliseconds=1000 * ours["seconds"],
        yardstick="red-dwarf",
        yardstick_milliseconds=1000 * theirs["seconds"],
        target_ratio=0.1,
        target_milliseconds=4000,
    )
    yield Amount(what="  MB", amount=ours["megabytes"])
    yield Amount(what="  MB of red-dwarf", amount=theirs["megabytes"])


def model(folder: Path) -> Iterator[Amount]:
    """Tell what the model takes: of a conversation, of a city, and of a country that speaks out at once."""
    file = drawn(folder / "conversation.npz", 2000, 900, 0.125)
    yield from taken("model, 2,000 × 900, d=2", run("model", file), seconds=1.4)
    yield from taken("model, 2,000 × 900, dimension chosen", run("map", file))
    yield from taken("model, 2,000 × 900, d=2, with the gate", run("gated", file), seconds=21.4)
    file = drawn(folder / "city.npz", PEOPLE, 1000, DENSITY)
    yield from taken(f"model, {PEOPLE:,} × 1,000, d=2", run("model", file), seconds=30, megabytes=1000)
    file.unlink()
    file = drawn(folder / "country.npz", 10 * PEOPLE, 500, COUNTRY_DENSITY)
    yield from taken(f"model, {10 * PEOPLE:,} × 500, d=2", run("model", file), seconds=200, megabytes=3000)


def taken(
    what: str, told: dict[str, float], *, seconds: float | None = None, megabytes: float | None = None
) -> Iterator[Amount]:
    yield Amount(what=f"{what}, votes", amount=told["votes"])
    yield Amount(what="  seconds", amount=told["seconds"], most=seconds)
    yield Amount(what="  seconds of processor", amount=told["processor_seconds"])
    yield Amount(what="  MB, the whole process", amount=told["megabytes"], most=megabytes)


def largest_difference(votes: Votes, labels: NDArray[np.int32], answer: dict[str, Any]) -> float:
    """Compare all that is said of statements when people are in the very same groups."""
    found = group_statistics(votes, labels)
    tables = (found.probability, found.probability_test, found.representativeness, found.representativeness_test)
    ours = {name: side for names, table in zip(zip(OURS[::2], OURS[1::2], strict=True), tables, strict=True)
            for name, side in zip(names, table, strict=True)}  # fmt: skip
    apart = [np.abs(ours[name].ravel() - np.array(answer["statistics"][name])).max() for name in OURS]
    return float(max(*apart, np.abs(found.consensus - np.array(answer["consensus"])).max()))


def rand_index(one: NDArray[np.int32], other: NDArray[np.int32]) -> float:
    """Return Hubert & Arabie's adjusted Rand index (1985) of two labellings; -1 is a group like the others."""
    table = np.zeros((one.max() + 2, other.max() + 2))
    np.add.at(table, (one + 1, other + 1), 1)
    together, rows, columns = (pairs(counts) for counts in (table, table.sum(axis=1), table.sum(axis=0)))
    by_chance = rows * columns / pairs(table.sum(keepdims=True))
    return float((together - by_chance) / ((rows + columns) / 2 - by_chance))


def pairs(counts: NDArray[np.float64]) -> float:
    return float(np.sum(counts * (counts - 1)) / 2)


def asked(votes: Votes, folder: Path, *groups: int) -> list[dict[str, Any]]:
    """Ask red-dwarf the same."""
    file = folder / "asked.npz"
    np.savez(file, participants=votes.rows, statements=votes.columns, votes=votes.values)
    return answers(file, folder, *groups)


def answers(file: Path, folder: Path, *groups: int) -> list[dict[str, Any]]:
    program, told = HERE / "peers" / "red_dwarf" / "answer.py", folder / "answers.json"
    subprocess.run([python_of("red_dwarf"), "-W", "ignore", program, file, told, *map(str, groups)], check=True)  # noqa: S603 – our own
    found: list[dict[str, Any]] = json.loads(told.read_text())
    return found


def drawn(file: Path, people: int, statements: int, density: float) -> Path:
    program(["draw", file, people, statements, density])
    return file


def kept(file: Path) -> Votes:
    with np.load(file) as arrays:
        return votes_from_arrays(arrays["participants"], arrays["statements"], arrays["votes"])


def run(kind: str, file: Path) -> dict[str, float]:
    told: dict[str, float] = json.loads(program([kind, file]))
    return told


def program(arguments: list[Any]) -> str:
    command = [sys.executable, str(HERE / "opinions_runs.py"), *map(str, arguments)]
    return subprocess.check_output(command, text=True)  # noqa: S603 – our own
