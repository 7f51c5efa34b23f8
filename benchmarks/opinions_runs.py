"""One large conversation in a process of its own, so that its time and memory are nobody else's.

    python opinions_runs.py draw votes.npz 100000 1000 0.1075
    python opinions_runs.py classic votes.npz

`draw` invents votes as `../shared/data/planted.py` does, in pieces that fit in memory. The others are works in `WORKS`:
they answer with a line of JSON.
"""

import json
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from draagvlak.opinions import Votes, classic_map, fit, opinion_map, votes_from_arrays

PIECE: Final = 20_000
PASSED: Final = 0.125


def draw(path: str, people: str, statements: str, density: str) -> None:
    """Keep votes of four groups on a circle; a few people vote much, most little."""
    pieces = list(drawn(int(people), int(statements), float(density)))
    who, what, votes = (np.concatenate(column) for column in zip(*pieces, strict=True))
    np.savez(path, participants=who, statements=what, votes=votes)


def drawn(people: int, statements: int, density: float) -> Iterator[tuple[Any, Any, Any]]:
    random = np.random.default_rng(0)
    group = random.choice(4, size=people, p=random.dirichlet(np.full(4, 8.0)))
    angle = 2 * np.pi * np.arange(4) / 4
    centres = 2.2 * np.column_stack([np.cos(angle), np.sin(angle)])
    position = centres[group] + random.normal(scale=0.6, size=(people, 2))
    loading = random.normal(scale=0.8, size=(statements, 2))
    intercept = random.normal(0.6, 1.0, size=statements)
    activity = random.lognormal(sigma=0.9, size=people)
    chance = np.minimum(density * activity / activity.mean(), 0.9)
    for begin in range(0, people, PIECE):
        seen = random.random((len(chance[begin : begin + PIECE]), statements)) < chance[begin : begin + PIECE, None]
        who, what = np.nonzero(seen)
        logit = intercept[what] + (position[begin + who] * loading[what]).sum(axis=1)
        is_agreed = random.random(len(who)) < 1 / (1 + np.exp(-logit))
        vote = np.where(random.random(len(who)) < PASSED, 0, np.where(is_agreed, 1, -1))
        yield (begin + who).astype(np.int32), what.astype(np.int32), vote.astype(np.int8)


WORKS: Final[dict[str, Callable[[Votes], object]]] = {
    "classic": classic_map,
    "model": lambda votes: opinion_map(votes, model=fit(votes, dimensions=2), gate=False),
    "map": lambda votes: opinion_map(votes, gate=False),
    "gated": lambda votes: opinion_map(votes, model=fit(votes, dimensions=2)),
}


def work(kind: str, path: str) -> None:
    """Say how long a work took, wall and processor, and the most memory that the whole process ever had."""
    with np.load(path) as kept:
        votes = votes_from_arrays(kept["participants"], kept["statements"], kept["votes"])
    start, processor = time.perf_counter(), time.process_time()
    WORKS[kind](votes)
    told = {
        "votes": len(votes),
        "seconds": time.perf_counter() - start,
        "processor_seconds": time.process_time() - processor,
        "megabytes": int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024,
    }
    print(json.dumps(told))


def gather(path: str) -> None:
    """Say how many bytes a vote takes at the most, beyond the arrays that came in, when they come in disorder."""
    with np.load(path) as kept:
        order = np.random.default_rng(1).permutation(len(kept["votes"]))
        columns = [kept[name][order] for name in ("participants", "statements", "votes")]
    tracemalloc.start()
    start = time.perf_counter()
    votes = votes_from_arrays(*columns)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "bytes": tracemalloc.get_traced_memory()[1] / len(votes)}))


if __name__ == "__main__":
    asked = sys.argv[1]
    (draw if asked == "draw" else gather if asked == "gather" else lambda *given: work(asked, *given))(*sys.argv[2:])
