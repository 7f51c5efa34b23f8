"""Runs in the environment of red-dwarf: takes votes, gives what its pipeline says of them, and how long that took.

    python answer.py votes.npz answers.json 2 3 0

Each number is a number of groups; 0 lets red-dwarf choose. `votes.npz` holds participants, statements and votes.
"""

import json
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from reddwarf.implementations.base import run_pipeline  # type: ignore[import-not-found]  # lives in its own environment

STATISTICS = ("pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt")


def main(votes_path: str, answers_path: str, *groups: str) -> None:
    warnings.simplefilter("ignore")
    with np.load(votes_path) as kept:
        columns = [kept[name].tolist() for name in ("participants", "statements", "votes")]
    votes = [
        {"participant_id": who, "statement_id": what, "vote": vote, "modified": 0}
        for who, what, vote in zip(*columns, strict=True)
    ]
    Path(answers_path).write_text(json.dumps([answer(votes, int(count)) for count in groups]))


def answer(votes: list[dict[str, int]], groups: int) -> dict[str, Any]:
    start = time.perf_counter()
    found = run_pipeline(votes, force_group_count=groups or None, random_state=0)
    seconds = time.perf_counter() - start
    statistics = found.group_comment_stats
    return {
        "seconds": seconds,
        "megabytes": most_memory(),
        "labels": found.participants_df["cluster_id"].astype("float").fillna(-1).astype(int).tolist(),
        "consensus": [list(found.group_aware_consensus[side].values()) for side in ("agree", "disagree")],
        "statistics": {name: statistics[name].tolist() for name in STATISTICS},
    }


def most_memory() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
