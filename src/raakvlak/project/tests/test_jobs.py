"""Every job can be told to people, and somebody decided who sees it."""

import inspect

from raakvlak.municipality.work import OWNERS
from raakvlak.web.jobs.task import TASKS

OF_NOBODY = {"web.deliver"}  # a mail can be to anybody, of any municipality


def ours() -> dict[str, set[str]]:
    """Return the arguments of every job, by its name."""
    found = {task.name: set(inspect.signature(task.work).parameters) - {"progress"} for task in TASKS.values()}
    return {name: arguments for name, arguments in found.items() if not name.startswith("tests.")}


def test_every_job_has_a_title_for_people() -> None:
    assert ours()
    assert [name for name in ours() if not TASKS[name].title] == []


def test_every_job_belongs_to_a_municipality_or_to_the_house() -> None:
    lost = {name for name, arguments in ours().items() if arguments and not arguments & set(OWNERS)}
    assert lost == OF_NOBODY, "say in municipality/work.py whose job this is"
