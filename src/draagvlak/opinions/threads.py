"""One thread of BLAS at a time: the matrices here are small, and threads that wait for each other make them slow."""

from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

Given = ParamSpec("Given")
Found = TypeVar("Found")


def with_one_thread(work: Callable[Given, Found]) -> Callable[Given, Found]:
    """Let work use one thread of BLAS while it runs; afterwards there are as many as before.

    Threads that spin on the cores of somebody else stall small products up to eight times. What is worth two threads
    here, the sweeps over the votes, has threads of its own. The limit holds for the whole process meanwhile.

    >>> with_one_thread(sum)([1, 2])
    3
    """

    @wraps(work)
    def limited(*given: Given.args, **named: Given.kwargs) -> Found:
        with _libraries().limit(limits=1, user_api="blas"):
            return work(*given, **named)

    return limited


@cache
def _libraries() -> ThreadpoolController:
    """Look once which libraries are loaded."""
    return ThreadpoolController()
