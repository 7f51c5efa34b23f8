"""What everybody measures with: conversations of real people, how votes are hidden, and how groups are planted.

It lies in `../shared/data`, beside the project.
"""

import importlib.util
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Any, Final, TypeVar

from draagvlak.opinions import Votes, votes_from_arrays

Given = TypeVar("Given")
Found = TypeVar("Found")
DATA: Final = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
CONVERSATIONS: Final = tuple(sorted((DATA / "polis").iterdir()))
PROCESSES: Final = 2


@cache
def given(name: str) -> ModuleType:
    """Load one of the ways that everyone shares."""
    spec = importlib.util.spec_from_file_location(name, DATA / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def votes_of(path: Path) -> Votes:
    """Read a conversation as everybody does who measures here."""
    return votes_from_arrays(*given("folds").newest_votes(path / "votes.csv"))


def planted(**world: Any) -> tuple[Votes, Any, Any]:
    """Return votes in an invented world, and the group and the position of each participant who voted."""
    who, what, value, group, position = given("planted").planted(**world)
    votes = votes_from_arrays(who, what, value)
    people = list(votes.participants)
    return votes, group[people], position[people]


def in_two(work: Callable[[Given], Found], things: Iterable[Given]) -> list[Found]:
    """Do the work for each thing in two processes, for all that is not a matter of time."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, things))
